/* JSON documents with positions: one tree that the JSON and the UBJSON reader both fill, so that everything that reads a
 * model, a bundle or a config is written once. Why not a library: we need the line of every value for messages, numbers as
 * their exact text (a threshold is rounded to float once, from the digits), duplicate keys refused, and a model of a million
 * nodes in bounded memory (16 bytes a value).
 *
 * Strict: RFC 8259, UTF-8 checked, duplicate keys and anything after the document refused, depth at most JSON_DEPTH_LIMIT
 * (without recursion). Comments and one trailing comma only with JSON_COMMENTS, for config files. NaN, Infinity and -Infinity
 * as bare words only with JSON_NONFINITE, since XGBoost writes them. A byte-order mark at the start is skipped. Sources up to 4 GiB. */
#ifndef ESPALIER_BUNDLE_BASE_JSON_H
#define ESPALIER_BUNDLE_BASE_JSON_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JSON_DEPTH_LIMIT 128

enum json_type { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };
enum json_flag { JSON_STRICT = 0, JSON_COMMENTS = 1, JSON_NONFINITE = 2 };

struct json_document;
/* A value: a handle into its document, copied freely, valid until json_free. A handle of no value has document NULL. */
struct json {
    const struct json_document *document;
    uint32_t index;
};

/* Parses `length` bytes; `name` is what messages call the source. Copies what it needs. NULL on failure (`name:line: ...`). */
struct json_document *json_parse(const char *name, const char *data, size_t length, int flags, struct error *error);
struct json_document *json_read(const char *path, int flags, struct error *error); /* file_read + json_parse */
void json_free(struct json_document *document);                                    /* NULL is allowed */
struct json json_root(const struct json_document *document);

bool json_exists(struct json value);
enum json_type json_type(struct json value); /* of an existing value */
const char *json_type_name(enum json_type type);

/* Where a value stands: its 1-based line (0 in UBJSON, which has none) and its path as "columns.MTHCASA.impute" or
 * "trees[3].split_indices[7]" (appended; keys outside [A-Za-z0-9_ -] are quoted). For messages only: may be slow. */
uint32_t json_line(struct json value);
struct buffer;
void json_path(struct json value, struct buffer *out);
/* error_set(EXIT_BAD_INPUT) with "name:line: path: message". Returns false. */
bool json_error(struct json value, struct error *error, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Members of an object, elements of an array, in file order. */
size_t json_count(struct json value);                       /* 0 for scalars */
struct json json_at(struct json value, size_t position);    /* constant time */
const char *json_key(struct json object, size_t position);  /* NUL-terminated; keys with a NUL inside are refused on parsing */
struct json json_find(struct json object, const char *key); /* no value when absent */

/* Typed reading. Each fails with a message that names the place and the type it wanted; the range is inclusive. */
bool json_get(struct json object, const char *key, enum json_type type, struct json *out, struct error *error); /* must be there */
bool json_bool(struct json value, bool *out, struct error *error);
bool json_text(struct json value, const char **data, size_t *length, struct error *error);          /* NUL-terminated, may hold NULs */
bool json_integer(struct json value, int64_t low, int64_t high, int64_t *out, struct error *error); /* 3, 3.0 and 3e0 are integers */
bool json_double(struct json value, double *out,
                 struct error *error); /* correctly rounded from the text; finite unless JSON_NONFINITE or built */
bool json_float(struct json value, float *out, struct error *error); /* rounded once from the text */
/* A number's own text (UBJSON: none, returns false): to tell "5E-1" from 0.5. */
bool json_number_text(struct json value, const char **data, size_t *length);
/* Refuses any member whose key is not in the NULL-terminated list. */
bool json_only_keys(struct json object, const char *const *keys, struct error *error);

/* Building, for readers of other syntaxes (UBJSON). Values are added in document order, containers closed by json_build_end.
 * The builder checks depth, duplicate keys, UTF-8, sizes and that keys and values alternate; what a function without an error
 * finds, the next one with an error reports. A numeric typed array costs its own bytes, not 16 a value. */
struct json_builder;
enum json_element { JSON_INT8, JSON_UINT8, JSON_INT16, JSON_INT32, JSON_INT64, JSON_FLOAT32, JSON_FLOAT64 };
struct json_builder *json_build(const char *name);
bool json_build_key(struct json_builder *builder, const char *data, size_t length, struct error *error);
bool json_build_begin(struct json_builder *builder, enum json_type array_or_object, struct error *error);
bool json_build_end(struct json_builder *builder, struct error *error);
void json_build_null(struct json_builder *builder);
void json_build_bool(struct json_builder *builder, bool value);
void json_build_integer(struct json_builder *builder, int64_t value);
void json_build_float(struct json_builder *builder, float value);
void json_build_double(struct json_builder *builder, double value);
void json_build_string(struct json_builder *builder, const char *data, size_t length);
/* `count` elements in big-endian order, copied. */
void json_build_typed_array(struct json_builder *builder, enum json_element element, const unsigned char *data, size_t count);
/* Ends the build: the document, or NULL when containers are open. Frees the builder. */
struct json_document *json_build_finish(struct json_builder *builder, struct error *error);
void json_build_abandon(struct json_builder *builder);

#endif
