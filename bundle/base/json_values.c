#include "bundle/base/json_document.h"

#include "runtime/espalier.h"

#include <math.h>
#include <string.h>

#define NUMBER_SHOWN 40 /* bytes of a number's text in a message */

static const char *with_article(enum json_type type)
{
    static const char *const names[] = {"null", "a boolean", "a number", "a string", "an array", "an object"};
    return names[type];
}

static bool expect(struct json value, enum json_type type, struct error *error)
{
    if (!json_exists(value)) return error_set(error, EXIT_BAD_INPUT, "expected %s, found nothing", with_article(type));
    if (json_type(value) == type) return true;
    return json_error(value, error, "expected %s, found %s", with_article(type), with_article(json_type(value)));
}

bool json_get(struct json object, const char *key, enum json_type type, struct json *out, struct error *error)
{
    if (!expect(object, JSON_OBJECT, error)) return false;
    struct json value = json_find(object, key);
    if (!json_exists(value)) return json_error(object, error, "the key \"%s\" is missing", key);
    if (!expect(value, type, error)) return false;
    *out = value;
    return true;
}

bool json_bool(struct json value, bool *out, struct error *error)
{
    if (!expect(value, JSON_BOOL, error)) return false;
    *out = value.document->nodes[value.index].kind == NODE_TRUE;
    return true;
}

bool json_text(struct json value, const char **data, size_t *length, struct error *error)
{
    if (!expect(value, JSON_STRING, error)) return false;
    const struct node *node = &value.document->nodes[value.index];
    *data = json_node_text(value.document, node);
    *length = node->b;
    return true;
}

/* A number in whichever form it is kept. */
struct number {
    enum { NUMBER_TEXT, NUMBER_INTEGER, NUMBER_FLOAT, NUMBER_DOUBLE } form;
    const char *text;
    size_t length;
    int64_t integer;
    double binary; /* of NUMBER_FLOAT and NUMBER_DOUBLE */
};

static double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double float_of(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return (double)value;
}

static struct number element_number(struct element element)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < json_element_size(element.type); i++)
        bits = bits << 8 | element.bytes[i];
    switch (element.type) {
    case JSON_FLOAT32:
        return (struct number){.form = NUMBER_FLOAT, .binary = float_of((uint32_t)bits)};
    case JSON_FLOAT64:
        return (struct number){.form = NUMBER_DOUBLE, .binary = double_of(bits)};
    case JSON_INT8:
        return (struct number){.form = NUMBER_INTEGER, .integer = (int8_t)bits};
    case JSON_INT16:
        return (struct number){.form = NUMBER_INTEGER, .integer = (int16_t)bits};
    case JSON_INT32:
        return (struct number){.form = NUMBER_INTEGER, .integer = (int32_t)bits};
    default:
        return (struct number){.form = NUMBER_INTEGER, .integer = (int64_t)bits};
    }
}

static struct number number_of(struct json value)
{
    if (value.index & JSON_ELEMENT_BIT) return element_number(json_element_at(value.document, value.index));
    const struct node *node = &value.document->nodes[value.index];
    uint64_t bits = (uint64_t)node->a << 32 | node->b;
    switch (node->kind) {
    case NODE_INTEGER:
        return (struct number){.form = NUMBER_INTEGER, .integer = (int64_t)bits};
    case NODE_FLOAT:
        return (struct number){.form = NUMBER_FLOAT, .binary = float_of(node->b)};
    case NODE_DOUBLE:
        return (struct number){.form = NUMBER_DOUBLE, .binary = double_of(bits)};
    default:
        return (struct number){.form = NUMBER_TEXT, .text = value.document->source + node->a, .length = node->b};
    }
}

bool json_number_text(struct json value, const char **data, size_t *length)
{
    if (!json_exists(value) || json_type(value) != JSON_NUMBER) return false;
    struct number number = number_of(value);
    if (number.form != NUMBER_TEXT) return false;
    *data = number.text;
    *length = number.length;
    return true;
}

/* NaN, Infinity and -Infinity, which the parser lets through only when asked to. */
static bool is_word(const struct number *number, double *value)
{
    const char *text = number->text + (*number->text == '-');
    if (*text != 'N' && *text != 'I') return false;
    *value = *text == 'N' ? (double)NAN : *number->text == '-' ? -(double)INFINITY : (double)INFINITY;
    return true;
}

static bool fail_unreadable(struct json value, const struct number *number, int code, const char *type, struct error *error)
{
    int shown = number->length < NUMBER_SHOWN ? (int)number->length : NUMBER_SHOWN;
    const char *dots = number->length > NUMBER_SHOWN ? "..." : "";
    if (code == ESPALIER_E_RANGE) return json_error(value, error, "%.*s%s is too large for a %s", shown, number->text, dots, type);
    return json_error(value, error, "%.*s%s is no number", shown, number->text, dots);
}

bool json_double(struct json value, double *out, struct error *error)
{
    if (!expect(value, JSON_NUMBER, error)) return false;
    struct number number = number_of(value);
    if (number.form == NUMBER_INTEGER)
        *out = (double)number.integer;
    else if (number.form != NUMBER_TEXT)
        *out = number.binary;
    else if (!is_word(&number, out)) {
        int code = espalier_parse_number(number.text, number.length, out);
        if (code != ESPALIER_OK) return fail_unreadable(value, &number, code, "double", error);
    }
    return true;
}

static bool narrow(struct json value, double wide, float *out, struct error *error)
{
    *out = (float)wide;
    if (!isinf(*out) || isinf(wide)) return true;
    char text[ESPALIER_NUMBER_SIZE];
    espalier_format_number(wide, text);
    return json_error(value, error, "%s is too large for a float", text);
}

bool json_float(struct json value, float *out, struct error *error)
{
    if (!expect(value, JSON_NUMBER, error)) return false;
    struct number number = number_of(value);
    double word;
    if (number.form == NUMBER_INTEGER)
        *out = (float)number.integer;
    else if (number.form != NUMBER_TEXT)
        return narrow(value, number.binary, out, error);
    else if (is_word(&number, &word))
        *out = (float)word;
    else {
        int code = espalier_parse_float(number.text, number.length, out);
        if (code != ESPALIER_OK) return fail_unreadable(value, &number, code, "float", error);
    }
    return true;
}

/* The decimal places that the exponent of a number's text asks for, held within what no digits of a file could outweigh. */
static int64_t exponent_of(const char *text, size_t length)
{
    const int64_t limit = INT64_C(1) << 40;
    bool negative = length && *text == '-';
    int64_t exponent = 0;
    for (size_t i = negative || (length && *text == '+'); i < length; i++)
        if (exponent < limit) exponent = exponent * 10 + (text[i] - '0');
    return negative ? -exponent : exponent;
}

/* Appends a digit to a magnitude of at most 2^63. */
static bool shift_in(uint64_t *magnitude, unsigned digit)
{
    const uint64_t limit = UINT64_C(1) << 63;
    if (*magnitude > (limit - digit) / 10) return false;
    *magnitude = *magnitude * 10 + digit;
    return true;
}

/* The digits of a mantissa with the point moved by `exponent`: false unless that is a whole number of at most 2^63. */
static bool whole_magnitude(const char *digits, size_t length, int64_t exponent, uint64_t *magnitude)
{
    const char *point = memchr(digits, '.', length);
    int64_t whole = (point ? point - digits : (int64_t)length) + exponent; /* digits before the moved point */
    int64_t seen = 0;
    *magnitude = 0;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] == '.') continue;
        unsigned digit = (unsigned)(digits[i] - '0');
        if (seen++ >= whole ? digit != 0 : !shift_in(magnitude, digit)) return false;
    }
    for (; *magnitude && seen < whole; seen++)
        if (!shift_in(magnitude, 0)) return false;
    return true;
}

static bool integer_of_text(const char *text, size_t length, int64_t *out)
{
    bool negative = *text == '-';
    size_t start = negative, end = start;
    while (end < length && text[end] != 'e' && text[end] != 'E')
        end++;
    int64_t exponent = end < length ? exponent_of(text + end + 1, length - end - 1) : 0;
    uint64_t magnitude;
    if (!whole_magnitude(text + start, end - start, exponent, &magnitude)) return false;
    if (!negative && magnitude > INT64_MAX) return false;
    *out = negative ? (int64_t)(0 - magnitude) : (int64_t)magnitude;
    return true;
}

static bool integer_of_binary(double value, int64_t *out)
{
    if (!(value >= -9223372036854775808.0 && value < 9223372036854775808.0)) return false;
    *out = (int64_t)value;
    return (double)*out == value;
}

static bool integer_of(const struct number *number, int64_t *out)
{
    double word;
    *out = number->integer;
    if (number->form == NUMBER_INTEGER) return true;
    if (number->form != NUMBER_TEXT) return integer_of_binary(number->binary, out);
    return !is_word(number, &word) && integer_of_text(number->text, number->length, out);
}

static void show(const struct number *number, struct buffer *text)
{
    char digits[ESPALIER_NUMBER_SIZE];
    if (number->form == NUMBER_INTEGER)
        buffer_print(text, "%lld", (long long)number->integer);
    else if (number->form != NUMBER_TEXT)
        buffer_append(text, digits, espalier_format_number(number->binary, digits));
    else if (number->length <= NUMBER_SHOWN)
        buffer_append(text, number->text, number->length);
    else
        buffer_print(text, "%.*s...", NUMBER_SHOWN, number->text);
}

bool json_integer(struct json value, int64_t low, int64_t high, int64_t *out, struct error *error)
{
    if (!expect(value, JSON_NUMBER, error)) return false;
    struct number number = number_of(value);
    if (integer_of(&number, out) && *out >= low && *out <= high) return true;
    struct buffer found = {0};
    show(&number, &found);
    json_error(value, error, "expected an integer from %lld to %lld, found %s", (long long)low, (long long)high, found.data);
    buffer_free(&found);
    return false;
}

static bool is_listed(const char *key, const char *const *keys)
{
    for (; *keys; keys++)
        if (strcmp(key, *keys) == 0) return true;
    return false;
}

bool json_only_keys(struct json object, const char *const *keys, struct error *error)
{
    if (!expect(object, JSON_OBJECT, error)) return false;
    for (size_t i = 0; i < json_count(object); i++)
        if (!is_listed(json_key(object, i), keys)) return json_error(json_at(object, i), error, "unknown key");
    return true;
}
