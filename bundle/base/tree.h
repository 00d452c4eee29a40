/* Whole directory trees. Private to bundle/base. */
#ifndef ESPALIER_BUNDLE_BASE_TREE_H
#define ESPALIER_BUNDLE_BASE_TREE_H

#include "bundle/base/error.h"

#include <stdbool.h>

#define TREE_DEPTH_LIMIT 32 /* directories inside one another */

/* Deletes a directory and all that is in it. False with errno when something stays behind. Async-signal-safe. */
bool tree_remove(const char *path);
/* Hard-links what lies in `from` and has no namesake in `to` into `to`, directory by directory; copies what cannot be linked. */
bool tree_keep(const char *from, const char *to, struct error *error);
/* Syncs the regular files that lie directly in a directory. Messages say `shown` for it. */
bool tree_sync(const char *path, const char *shown, struct error *error);

#endif
