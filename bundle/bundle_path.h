/* Where in bundle.json a fault is. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_BUNDLE_PATH_H
#define ESPALIER_BUNDLE_BUNDLE_PATH_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>

/* Appends a key, quoted as json_path does when it holds anything outside [A-Za-z0-9_ -]. */
void bundle_path_key(struct buffer *path, const char *key);

/* error_set(EXIT_BAD_INPUT) with "HEAD.KEY.TAIL: message". `key` comes from the data and is quoted where needed; it and `tail` may be
 * NULL. Returns false. */
bool bundle_error_at(struct error *error, const char *head, const char *key, const char *tail, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
