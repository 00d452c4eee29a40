/* Writing JSON is cJSON's work; these add numbers to its trees exactly. cJSON alone prints doubles with 15 or 17 digits by
 * the C library's printf; here a number is the shortest text that reads back as the same value, on every machine. */
#ifndef ESPALIER_BUNDLE_BASE_JSON_WRITE_H
#define ESPALIER_BUNDLE_BASE_JSON_WRITE_H

#include "bundle/base/buffer.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdint.h>

/* Add a member to an object, or with `key` NULL an element to an array. NaN and infinities are written as null. */
void json_add_double(cJSON *parent, const char *key, double value);
void json_add_float(cJSON *parent, const char *key, float value);
void json_add_integer(cJSON *parent, const char *key, int64_t value);
void json_add_text(cJSON *parent, const char *key, const char *text); /* NULL is written as null */
void json_add_bool(cJSON *parent, const char *key, int value);
cJSON *json_add_object(cJSON *parent, const char *key); /* owned by `parent` */
cJSON *json_add_array(cJSON *parent, const char *key);  /* owned by `parent` */
/* Appends the printed tree and a newline. Memory that cannot be had ends the program as in memory.h. */
void json_print(const cJSON *root, struct buffer *out);

#endif
