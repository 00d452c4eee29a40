#include "bundle/bundle_fields.h"

#include <string.h>

static bool find(struct json object, const char *key, struct json *out, struct error *error)
{
    *out = json_find(object, key);
    return json_exists(*out) || json_error(object, error, "the key \"%s\" is missing", key);
}

bool field_is(struct json value, enum json_type type, struct error *error)
{
    static const char *const names[] = {"null", "a boolean", "a number", "a string", "an array", "an object"};
    if (json_type(value) == type) return true;
    return json_error(value, error, "expected %s, found %s", names[type], names[json_type(value)]);
}

bool field_text_value(struct arena *arena, struct json value, char **out, struct error *error)
{
    const char *data;
    size_t length;
    if (!json_text(value, &data, &length, error)) return false;
    if (strlen(data) != length) return json_error(value, error, "holds a NUL character");
    *out = arena_text(arena, data, length);
    return true;
}

bool field_text(struct arena *arena, struct json object, const char *key, char **out, struct error *error)
{
    struct json value;
    return find(object, key, &value, error) && field_text_value(arena, value, out, error);
}

bool field_text_or_null(struct arena *arena, struct json object, const char *key, char **out, struct error *error)
{
    struct json value;
    *out = NULL;
    if (!find(object, key, &value, error)) return false;
    return json_type(value) == JSON_NULL || field_text_value(arena, value, out, error);
}

bool field_double(struct json object, const char *key, double *out, struct error *error)
{
    struct json value;
    return find(object, key, &value, error) && json_double(value, out, error);
}

bool field_double_or_null(struct json object, const char *key, double null, double *out, struct error *error)
{
    struct json value;
    *out = null;
    if (!find(object, key, &value, error)) return false;
    return json_type(value) == JSON_NULL || json_double(value, out, error);
}

bool field_float(struct json object, const char *key, float *out, struct error *error)
{
    struct json value;
    return find(object, key, &value, error) && json_float(value, out, error);
}

bool field_integer(struct json object, const char *key, int64_t low, int64_t high, int64_t *out, struct error *error)
{
    struct json value;
    return find(object, key, &value, error) && json_integer(value, low, high, out, error);
}

bool field_name(struct json object, const char *key, const struct bundle_names *names, int *out, struct error *error)
{
    struct json value;
    const char *word;
    size_t length;
    char list[128];
    if (!find(object, key, &value, error) || !json_text(value, &word, &length, error)) return false;
    *out = bundle_value_of_name(names, word);
    bundle_names_list(names, list, sizeof list);
    return *out >= 0 || json_error(value, error, "'%s' must be %s", word, list);
}

bool field_sha256(struct json object, const char *key, char out[SHA256_TEXT_SIZE], struct error *error)
{
    struct json value;
    const char *digits;
    size_t length;
    if (!find(object, key, &value, error) || !json_text(value, &digits, &length, error)) return false;
    if (length != SHA256_TEXT_SIZE - 1) return json_error(value, error, "must be 64 lowercase hexadecimal digits");
    memcpy(out, digits, SHA256_TEXT_SIZE);
    return true;
}

int32_t field_position(const char *name, const void *first, size_t stride, int32_t count)
{
    const char *at = first;
    for (int32_t i = 0; i < count; i++, at += stride) {
        const char *other;
        memcpy(&other, at, sizeof other);
        if (strcmp(name, other) == 0) return i;
    }
    return -1;
}
