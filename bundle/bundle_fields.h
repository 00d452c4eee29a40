/* Reading one member of bundle.json into one member of struct bundle. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_BUNDLE_FIELDS_H
#define ESPALIER_BUNDLE_BUNDLE_FIELDS_H

#include "bundle/base/json.h"
#include "bundle/bundle.h"
#include "bundle/bundle_names.h"

/* Each wants the member to be there, and fails with the place. */
bool field_text(struct arena *arena, struct json object, const char *key, char **out, struct error *error);
bool field_text_or_null(struct arena *arena, struct json object, const char *key, char **out, struct error *error);
bool field_double(struct json object, const char *key, double *out, struct error *error);
bool field_double_or_null(struct json object, const char *key, double null, double *out, struct error *error);
bool field_float(struct json object, const char *key, float *out, struct error *error);
bool field_integer(struct json object, const char *key, int64_t low, int64_t high, int64_t *out, struct error *error);
/* A word of `names` as its value. */
bool field_name(struct json object, const char *key, const struct bundle_names *names, int *out, struct error *error);
bool field_sha256(struct json object, const char *key, char out[SHA256_TEXT_SIZE], struct error *error);

/* A text value itself; texts with a NUL inside are refused. */
bool field_text_value(struct arena *arena, struct json value, char **out, struct error *error);

/* Makes sure that `value` is of that type. */
bool field_is(struct json value, enum json_type type, struct error *error);

/* Position of `name` among count names that stand `stride` bytes apart from `first` on; -1 when it is none. */
int32_t field_position(const char *name, const void *first, size_t stride, int32_t count);

#endif
