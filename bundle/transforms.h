/* The one definition of every transform between a raw value and a model feature.
 *
 * The trainer and the reference interpreter compile this file; codegen carries its very text into each generated scorer. So it
 * is C99, freestanding, needs only <stddef.h> and <stdint.h>, keeps no state, and holds small pure functions, nothing that
 * knows a column. Arithmetic is IEEE double, one operation at a time (contraction to FMA is switched off by whoever includes it).
 * A missing number is any NaN, told by its bits since compilers fold x != x away. */
/* ---- begin transforms: generated sources carry these lines verbatim ---- */
#ifndef ESPALIER_TRANSFORMS_H
#define ESPALIER_TRANSFORMS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ESPALIER_TRANSFORM static inline __attribute__((unused))
#else
#define ESPALIER_TRANSFORM static inline
#endif

ESPALIER_TRANSFORM uint64_t espalier_double_bits(double value)
{
    union {
        double value;
        uint64_t bits;
    } u;
    u.value = value;
    return u.bits;
}

ESPALIER_TRANSFORM int espalier_is_missing(double value)
{
    return (espalier_double_bits(value) & UINT64_C(0x7fffffffffffffff)) > UINT64_C(0x7ff0000000000000);
}

/* The missing value that every transform returns: one bit pattern on every machine. */
ESPALIER_TRANSFORM double espalier_missing(void)
{
    union {
        uint64_t bits;
        double value;
    } u;
    u.bits = UINT64_C(0x7ff8000000000000);
    return u.value;
}

/* ---- numbers, flags and dates ---- */

/* 1 when the value is missing or inside [lower, upper]. */
ESPALIER_TRANSFORM int espalier_in_range(double value, double lower, double upper)
{
    return espalier_is_missing(value) || (value >= lower && value <= upper);
}

ESPALIER_TRANSFORM double espalier_range_or_missing(double value, double lower, double upper)
{
    return espalier_in_range(value, lower, upper) ? value : espalier_missing();
}

ESPALIER_TRANSFORM double espalier_clip(double value, double lower, double upper)
{
    if (espalier_is_missing(value)) return espalier_missing();
    return value < lower ? lower : value > upper ? upper : value;
}

ESPALIER_TRANSFORM double espalier_impute(double value, double replacement)
{
    return espalier_is_missing(value) ? replacement : value;
}

/* ---- categories: 0 missing, -1 unseen, 1..n ---- */

ESPALIER_TRANSFORM int32_t espalier_unseen_to_missing(int32_t category)
{
    return category < 0 ? 0 : category;
}

ESPALIER_TRANSFORM int32_t espalier_impute_category(int32_t category, int32_t replacement)
{
    return category == 0 ? replacement : category;
}

/* `table` holds count + 2 values: [0] for missing, [1..count] for the categories, [count + 1] for unseen and anything else. */
ESPALIER_TRANSFORM double espalier_lookup(const double *table, int32_t count, int32_t category)
{
    return table[category >= 0 && category <= count ? category : count + 1];
}

/* ---- expressions: missing in, missing out, unless said otherwise; true is 1, false is 0 ---- */

ESPALIER_TRANSFORM double espalier_truth(int condition)
{
    return condition ? 1.0 : 0.0;
}

ESPALIER_TRANSFORM int espalier_any_missing(double a, double b)
{
    return espalier_is_missing(a) || espalier_is_missing(b);
}

ESPALIER_TRANSFORM double espalier_add(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : a + b;
}
ESPALIER_TRANSFORM double espalier_subtract(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : a - b;
}
ESPALIER_TRANSFORM double espalier_multiply(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : a * b;
}

/* Division by zero is missing: a ratio that has no value. */
ESPALIER_TRANSFORM double espalier_divide(double a, double b)
{
    return espalier_any_missing(a, b) || b == 0.0 ? espalier_missing() : a / b;
}

ESPALIER_TRANSFORM double espalier_negate(double a)
{
    return espalier_is_missing(a) ? espalier_missing() : -a;
}
ESPALIER_TRANSFORM double espalier_abs(double a)
{
    return espalier_is_missing(a) ? espalier_missing() : a < 0.0 ? -a : a + 0.0;
}

ESPALIER_TRANSFORM double espalier_min(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : b < a ? b : a;
}
ESPALIER_TRANSFORM double espalier_max(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : b > a ? b : a;
}

ESPALIER_TRANSFORM double espalier_equal(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : espalier_truth(a == b);
}

ESPALIER_TRANSFORM double espalier_less(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : espalier_truth(a < b);
}

ESPALIER_TRANSFORM double espalier_less_equal(double a, double b)
{
    return espalier_any_missing(a, b) ? espalier_missing() : espalier_truth(a <= b);
}

/* Equality of a category with one of its column's values; missing when the category is missing. */
ESPALIER_TRANSFORM double espalier_equal_category(int32_t category, int32_t value)
{
    return category == 0 ? espalier_missing() : espalier_truth(category == value);
}

/* Kleene's logic: a missing operand matters only when it could change the answer. Any number but zero is true. */
ESPALIER_TRANSFORM double espalier_not(double a)
{
    return espalier_is_missing(a) ? espalier_missing() : espalier_truth(a == 0.0);
}

ESPALIER_TRANSFORM double espalier_and(double a, double b)
{
    if (a == 0.0 || b == 0.0) return 0.0;
    return espalier_any_missing(a, b) ? espalier_missing() : 1.0;
}

ESPALIER_TRANSFORM double espalier_or(double a, double b)
{
    const int a_true = !espalier_is_missing(a) && a != 0.0;
    const int b_true = !espalier_is_missing(b) && b != 0.0;
    if (a_true || b_true) return 1.0;
    return espalier_any_missing(a, b) ? espalier_missing() : 0.0;
}

ESPALIER_TRANSFORM double espalier_if(double condition, double then, double otherwise)
{
    if (espalier_is_missing(condition)) return espalier_missing();
    return condition != 0.0 ? then : otherwise;
}

/* ---- the model feature ---- */

/* Rounds to float once. 1 when the value fits (missing does, as NaN), 0 when it is infinite or rounds to infinity. */
ESPALIER_TRANSFORM int espalier_to_float(double value, float *feature)
{
    /* The largest double that rounds to a finite float lies just below FLT_MAX + half an ULP = 2^128 - 2^103. */
    const double limit = 340282356779733661637539395458142568448.0;
    if (espalier_is_missing(value)) {
        union {
            uint32_t bits;
            float value;
        } u;
        u.bits = UINT32_C(0x7fc00000);
        *feature = u.value;
        return 1;
    }
    if (!(value > -limit && value < limit)) return 0;
    *feature = (float)value;
    return 1;
}

/* ---- category texts ---- */

#define ESPALIER_CLEAN_TRIM 1u /* spaces, tabs and line ends around the text do not count */
#define ESPALIER_CLEAN_CASE 2u /* A-Z count as a-z */

ESPALIER_TRANSFORM int espalier_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

/* Cuts the spaces off: returns the new start and shortens *length. */
ESPALIER_TRANSFORM const char *espalier_trim(const char *text, size_t *length)
{
    while (*length > 0 && espalier_is_space(text[0])) {
        text++;
        --*length;
    }
    while (*length > 0 && espalier_is_space(text[*length - 1]))
        --*length;
    return text;
}

ESPALIER_TRANSFORM unsigned char espalier_fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Orders a text against a NUL-terminated category, byte by byte (folded with ESPALIER_CLEAN_CASE): negative, 0 or positive. */
ESPALIER_TRANSFORM int espalier_compare_text(const char *text, size_t length, const char *category, unsigned clean)
{
    size_t i;
    for (i = 0; i < length; i++) {
        const unsigned char a = clean & ESPALIER_CLEAN_CASE ? espalier_fold(text[i]) : (unsigned char)text[i];
        const unsigned char b = clean & ESPALIER_CLEAN_CASE ? espalier_fold(category[i]) : (unsigned char)category[i];
        if (a != b || b == 0) return b == 0 ? 1 : a < b ? -1 : 1;
    }
    return category[length] == 0 ? 0 : -1;
}

/* Looks a text up. `categories` has `count` names in the order of their values 1..count, `sorted` those values in the order of
 * espalier_compare_text. An empty text (after trimming, if asked for) is missing: 0. An unknown one: -1. */
ESPALIER_TRANSFORM int32_t espalier_find_category(const char *text, size_t length, const char *const *categories, const int32_t *sorted,
                                                  int32_t count, unsigned clean)
{
    int32_t low = 0, high = count;
    if (clean & ESPALIER_CLEAN_TRIM) text = espalier_trim(text, &length);
    if (length == 0) return 0;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        const int order = espalier_compare_text(text, length, categories[sorted[middle] - 1], clean);
        if (order == 0) return sorted[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

#endif
/* ---- end transforms ---- */
