#include "codegen/emit/text.h"

#include "runtime/espalier.h"

#include <math.h>
#include <string.h>

static int is_plain(char c)
{
    return c >= ' ' && c <= '~';
}

static void octal(struct buffer *out, char c)
{
    buffer_print(out, "\\%03o", (unsigned)(unsigned char)c);
}

void text_literal(struct buffer *out, const char *text)
{
    buffer_text(out, "\"");
    for (; *text; text++) {
        if (is_plain(*text) && *text != '"' && *text != '\\' && *text != '?')
            buffer_append(out, text, 1);
        else
            octal(out, *text);
    }
    buffer_text(out, "\"");
}

void text_array(struct buffer *out, const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        buffer_text(out, i % 16 == 0 ? "\n    '" : " '");
        if (is_plain(text[i]) && text[i] != '\'' && text[i] != '\\' && text[i] != '?')
            buffer_append(out, text + i, 1);
        else
            octal(out, text[i]);
        buffer_text(out, "',");
    }
    buffer_text(out, "\n    0,\n");
}

/* True where the character, with its neighbors, means something to a C compiler inside a comment. */
static int is_active(const char *text, size_t i)
{
    const char before = i > 0 ? text[i - 1] : 0, c = text[i], after = text[i + 1];
    return c == '\\' || (c == '*' && (after == '/' || before == '/')) || (c == '/' && (after == '*' || before == '*')) ||
           (c == '?' && (after == '?' || before == '?'));
}

void text_comment(struct buffer *out, const char *text, size_t limit)
{
    for (size_t i = 0; text[i]; i++) {
        if (i == limit) {
            buffer_text(out, "...");
            return;
        }
        if (is_plain(text[i]) && !is_active(text, i))
            buffer_append(out, text + i, 1);
        else
            buffer_print(out, "\\x%02x", (unsigned)(unsigned char)text[i]);
    }
}

void text_hex(struct buffer *out, uint64_t value)
{
    char digits[18];
    size_t i = sizeof digits;
    do {
        digits[--i] = "0123456789abcdef"[value & 15];
        value >>= 4;
    } while (value);
    digits[--i] = 'x';
    digits[--i] = '0';
    buffer_append(out, digits + i, sizeof digits - i);
}

void text_number(struct buffer *out, double value)
{
    char text[ESPALIER_NUMBER_SIZE];
    buffer_append(out, text, espalier_format_number(value, text));
}

/* |value| = 0xM.FFFF...p+E, with M 1, or 0 for a subnormal. */
static void hexadecimal(struct buffer *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t fraction = bits & UINT64_C(0xfffffffffffff);
    const int biased = (int)(bits >> 52 & 0x7ff);
    buffer_text(out, bits >> 63 ? "-0x" : "0x");
    buffer_text(out, biased == 0 ? "0." : "1.");
    do {
        const char digit = "0123456789abcdef"[fraction >> 48 & 15];
        buffer_append(out, &digit, 1);
        fraction = fraction << 4 & UINT64_C(0xfffffffffffff);
    } while (fraction);
    buffer_print(out, "p%+d", biased == 0 ? -1022 : biased - 1023);
}

/* Constant expressions, because <math.h> is not at hand. */
static int not_finite(struct buffer *out, double value, const char *suffix)
{
    if (isfinite(value)) return 0;
    buffer_print(out, "(%s%s / 0.0%s)", isnan(value) ? "0.0" : value < 0 ? "-1.0" : "1.0", suffix, suffix);
    return 1;
}

/* True where the shortest decimal text is the exact value, so that no compiler has anything to round: at most 15 digits, 8 of them
 * behind the point. */
static int is_short_decimal(double value)
{
    return fabs(value) < 1e6 && value * 256.0 == floor(value * 256.0);
}

void text_double(struct buffer *out, double value)
{
    if (not_finite(out, value, "")) return;
    if (fabs(value) < 1e15 && value == floor(value))
        buffer_print(out, "%s%lld.0", signbit(value) ? "-" : "", (long long)fabs(value));
    else if (is_short_decimal(value))
        text_number(out, value);
    else
        hexadecimal(out, value);
}

void text_float(struct buffer *out, float value)
{
    if (not_finite(out, (double)value, "f")) return;
    if (value == 0.0f)
        buffer_text(out, signbit(value) ? "-0.0" : "0.0");
    else
        hexadecimal(out, (double)value);
    buffer_text(out, "f");
}

void text_shortest_float(struct buffer *out, float value)
{
    char text[ESPALIER_NUMBER_SIZE];
    buffer_append(out, text, espalier_format_float(value, text));
}

void text_described_double(struct buffer *out, double value)
{
    text_double(out, value);
    if (!isfinite(value) || value == floor(value) || is_short_decimal(value)) return;
    buffer_text(out, " /* ");
    text_number(out, value);
    buffer_text(out, " */");
}

size_t text_line_length(const struct buffer *out)
{
    size_t length = 0;
    while (length < out->length && out->data[out->length - 1 - length] != '\n')
        length++;
    return length;
}
