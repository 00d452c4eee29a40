/* Which scorer a compiled library holds, whatever its file is called. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_NAME_H
#define ESPALIER_HOSTS_CLI_SCORE_NAME_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>

/* Finds the mark that every generated scorer carries ("espalier-scorer:NAME" and a NUL) in the bytes of a library, which
 * works for every object format. `name` (cleared first) becomes NAME, or stays empty when the file has no such mark.
 * A file that cannot be read, and one with several scorers, which the message lists, are errors. */
bool score_find_name(const char *path, struct buffer *name, struct error *error);

#endif
