#include "codegen/read/parameter.h"

#include <inttypes.h>
#include <string.h>

bool parameter_text(struct json value, const char **text, struct error *error)
{
    size_t length;
    if (!json_text(value, text, &length, error)) return false;
    return strlen(*text) == length || json_error(value, error, "the text holds a NUL character");
}

/* Decimal digits with an optional minus; at most 18 of them, so that nothing overflows. */
static bool parse_integer(const char *text, int64_t *value)
{
    bool negative = *text == '-';
    if (negative) text++;
    size_t digits = strlen(text);
    if (digits == 0 || digits > 18) return false;
    *value = 0;
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9') return false;
        *value = *value * 10 + (*text - '0');
    }
    if (negative) *value = -*value;
    return true;
}

static bool integer_of(struct json value, int64_t low, int64_t high, int64_t *out, struct error *error)
{
    if (json_type(value) != JSON_STRING) return json_integer(value, low, high, out, error);
    const char *text;
    if (!parameter_text(value, &text, error)) return false;
    if (parse_integer(text, out) && *out >= low && *out <= high) return true;
    return json_error(value, error, "\"%.40s\" is not a whole number from %" PRId64 " to %" PRId64, text, low, high);
}

bool parameter_integer(struct json object, const char *key, int64_t low, int64_t high, int64_t *value, struct error *error)
{
    struct json found = json_find(object, key);
    if (!json_exists(found)) return json_error(object, error, "the key \"%s\" is missing", key);
    return integer_of(found, low, high, value, error);
}

bool parameter_integer_or(struct json object, const char *key, int64_t fallback, int64_t low, int64_t high, int64_t *value,
                          struct error *error)
{
    *value = fallback;
    return !json_exists(json_find(object, key)) || parameter_integer(object, key, low, high, value, error);
}
