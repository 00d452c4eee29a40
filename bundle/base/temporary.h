/* Files and directories that must not outlive the program unless they become real outputs. Private to bundle/base. */
#ifndef ESPALIER_BUNDLE_BASE_TEMPORARY_H
#define ESPALIER_BUNDLE_BASE_TEMPORARY_H

#include "bundle/base/error.h"

#include <stdbool.h>

/* Registered until kept or removed. Never freed, since a signal handler may be walking the list of them at any moment. */
struct temporary;

/* Creates an empty file, or an empty directory, named ".NAME.espalier-XXXXXX" beside `target`. NULL on failure. The file is
 * open for writing as *descriptor. Messages say `shown` for `target`. */
struct temporary *temporary_file(const char *target, const char *shown, int *descriptor, struct error *error);
struct temporary *temporary_directory(const char *target, const char *shown, struct error *error);
/* Registers a directory that lies there already (the old content on its way out). */
struct temporary *temporary_adopt_directory(const char *path);
const char *temporary_path(const struct temporary *temporary);
/* It has become an output: only forgets it. */
void temporary_keep(struct temporary *temporary);
/* Deletes it, a directory with all that is in it. False with errno when something stays behind. Harmless when done before. */
bool temporary_remove(struct temporary *temporary);
/* Deletes all of them. Async-signal-safe. */
void temporary_remove_all(void);

#endif
