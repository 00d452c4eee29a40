/* Leftovers of an earlier, larger generation. */
#ifndef ESPALIER_CODEGEN_STALE_H
#define ESPALIER_CODEGEN_STALE_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Removes NAME_trees_K.c with K over `count` from a directory: `cc DIR/NAME*.c` would compile them with the new files. */
bool stale_remove(const char *directory, const char *name, size_t count, struct error *error);

#endif
