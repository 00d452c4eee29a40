/* XGBoost keeps its parameters as texts ("num_nodes": "13"), also inside UBJSON; other writers use plain numbers. Both are read. */
#ifndef ESPALIER_CODEGEN_READ_PARAMETER_H
#define ESPALIER_CODEGEN_READ_PARAMETER_H

#include "bundle/base/json.h"

/* A whole number in [low, high] under `key`, which must be there. */
bool parameter_integer(struct json object, const char *key, int64_t low, int64_t high, int64_t *value, struct error *error);

/* The same, or `fallback` where the key is absent: older releases did not write it. */
bool parameter_integer_or(struct json object, const char *key, int64_t fallback, int64_t low, int64_t high, int64_t *value,
                          struct error *error);

/* True when the text holds no NUL, so that it can go on as a C string; otherwise fills `error`. */
bool parameter_text(struct json value, const char **text, struct error *error);

#endif
