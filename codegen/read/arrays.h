/* The arrays of a tree that hold a value for each node. */
#ifndef ESPALIER_CODEGEN_READ_ARRAYS_H
#define ESPALIER_CODEGEN_READ_ARRAYS_H

#include "bundle/base/json.h"

#include <stdint.h>

/* The array under `key`, which must have `count` elements. */
bool array_get(struct json tree, const char *key, size_t count, struct json *array, struct error *error);

/* The same as whole numbers in [low, high]; `values` has room for `count`. */
bool array_integers(struct json tree, const char *key, size_t count, int64_t low, int64_t high, int32_t *values, struct error *error);

/* A flag as a release wrote it: true and false, or 1 and 0. */
bool array_flag(struct json value, bool *flag, struct error *error);

#endif
