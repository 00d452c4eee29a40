/* Decimal text to float and double.
 *
 * The value w x 10^q is bracketed between two products of w with a 128-bit power of five; when both ends round to the same
 * float or double, that is the answer, and it nearly always is (the idea of Clinger 1990 and of Lemire, "Number parsing at a
 * gigabyte per second", 2021). Otherwise number_exact.c compares with the midpoint, digit by digit. */
#include "espalier.h"
#include "number.h"

#define SIGNIFICAND_DIGITS 19 /* as many as always fit 64 bits */

static const struct espalier_format float_format = {24, -126, 127};
static const struct espalier_format double_format = {53, -1022, 1023};

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Takes the first 19 significant digits when there may be more of them. */
static void cut_significand(struct espalier_decimal *decimal)
{
    const char *p;
    int kept = 0;
    int64_t left_out = 0;
    decimal->significand = 0;
    for (p = decimal->digits; p < decimal->digits_end; p++) {
        if (*p == '.') continue;
        if (kept == SIGNIFICAND_DIGITS) {
            left_out++;
            if (*p != '0') decimal->cut_off = 1;
        } else if (kept > 0 || *p != '0') {
            decimal->significand = decimal->significand * 10 + (uint64_t)(*p - '0');
            kept++;
        }
    }
    decimal->exponent += left_out;
}

/* Reads "e", a sign and digits that fill [p, end). An absurd exponent stops growing where it is absurd enough. */
static int scan_exponent(const char *p, const char *end, int64_t *exponent)
{
    const int64_t enough = INT64_C(1000000000000000);
    int64_t value = 0;
    int negative = 0;
    p++;
    if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
    if (p == end) return 0;
    for (; p < end; p++) {
        if (!is_digit(*p)) return 0;
        if (value < enough) value = value * 10 + (*p - '0');
    }
    *exponent += negative ? -value : value;
    return 1;
}

/* The digits and the point. The significand may overflow here: cut_significand mends it. */
static const char *scan_digits(const char *p, const char *end, struct espalier_decimal *decimal)
{
    uint64_t significand = 0;
    const char *point = NULL;
    decimal->digits = p;
    for (; p < end && is_digit(*p); p++)
        significand = significand * 10 + (uint64_t)(*p - '0');
    if (p < end && *p == '.') {
        point = p++;
        for (; p < end && is_digit(*p); p++)
            significand = significand * 10 + (uint64_t)(*p - '0');
    }
    decimal->digits_end = p;
    decimal->significand = significand;
    decimal->exponent = point != NULL ? -(int64_t)(p - point - 1) : 0;
    return p - decimal->digits == (point != NULL) ? NULL : p;
}

/* Takes the whole text apart. 0 when it is no number. */
static int scan(const char *p, size_t length, struct espalier_decimal *decimal)
{
    const char *end = p + length;
    while (p < end && is_blank(*p))
        p++;
    while (p < end && is_blank(end[-1]))
        end--;
    decimal->negative = 0;
    decimal->cut_off = 0;
    if (p < end && (*p == '+' || *p == '-')) decimal->negative = *p++ == '-';
    p = scan_digits(p, end, decimal);
    if (p == NULL) return 0;
    if (p < end && ((*p != 'e' && *p != 'E') || !scan_exponent(p, end, &decimal->exponent))) return 0;
    decimal->last_exponent = decimal->exponent;
    if (decimal->digits_end - decimal->digits > SIGNIFICAND_DIGITS) cut_significand(decimal);
    return 1;
}

static int leading_zeros(uint64_t value)
{
#if defined(__GNUC__) && !defined(__TINYC__)
    return __builtin_clzll(value);
#else
    int zeros = 0;
    while (!(value >> 63)) {
        value <<= 1;
        zeros++;
    }
    return zeros;
#endif
}

static uint64_t infinity_bits(struct espalier_format format)
{
    return (uint64_t)(format.max_exponent + 1 - format.min_exponent + 1) << (format.precision - 1);
}

/* Rounds `high` (its top bit set, worth 2^exponent; `more`: something but zero follows it) to nearest, ties to even. */
static inline uint64_t round_bits(uint64_t high, int more, int32_t exponent, struct espalier_format format)
{
    const int32_t below = format.min_exponent - exponent; /* how far under the normal numbers */
    const int32_t drop = 64 - format.precision + (below > 0 ? below : 0);
    uint64_t kept, half;
    if (exponent > format.max_exponent) return infinity_bits(format);
    if (drop > 64) return 0;
    kept = drop < 64 ? high >> drop : 0;
    half = UINT64_C(1) << (drop - 1);
    if ((high & half) && ((high & (half - 1)) || more || (kept & 1))) kept++;
    /* The hidden bit, and a carry out of the significand, both count the exponent up by one. */
    return (below > 0 ? 0 : (uint64_t)-below << (format.precision - 1)) + kept;
}

/* Rounds the upper 128 bits of a 192-bit product with one or no leading zero. */
static inline uint64_t round_product(struct espalier_wide product, int more, int32_t exponent, struct espalier_format format)
{
    if (!(product.high >> 63)) {
        product.high = product.high << 1 | product.low >> 63;
        product.low <<= 1;
        exponent--;
    }
    return round_bits(product.high, more || product.low != 0, exponent, format);
}

/* Bits of the nearest value to the decimal's absolute value; those of infinity for overflow. */
static inline uint64_t nearest_bits(const struct espalier_decimal *decimal, struct espalier_format format)
{
    const int64_t q = decimal->exponent;
    struct espalier_wide power, lower, upper, tail;
    uint64_t w = decimal->significand, bits;
    int32_t exponent;
    int zeros, exact;
    /* With less than 10^19 in front, 10^-343 gives less than half the smallest subnormal, 2.47e-324. */
    if (w == 0 || q < ESPALIER_POWER_MIN) return 0;
    if (q > 308) return infinity_bits(format);
    zeros = leading_zeros(w);
    w <<= zeros;
    power = espalier_powers[q - ESPALIER_POWER_MIN];
    lower = espalier_multiply_wide(w, power.high);
    tail = espalier_multiply_wide(w, power.low);
    lower.low += tail.high;
    lower.high += lower.low < tail.high;
    exponent = espalier_log2_of_power((int32_t)q) + 64 - zeros;
    exact = q >= 0 && q <= 55 && !decimal->cut_off;
    bits = round_product(lower, !exact || tail.low != 0, exponent, format);
    if (exact || bits == infinity_bits(format)) return bits;
    /* In units of `low`: the power's missing fraction adds at most 1, the bits of `tail` left out another; what was cut off the significand
     * is less than 1 in its last place, so at most 2^zeros in `high`. */
    upper.low = lower.low + 2;
    upper.high = lower.high + (upper.low < 2) + ((uint64_t)(decimal->cut_off != 0) << zeros);
    if (upper.high >= lower.high && round_product(upper, 0, exponent, format) == bits) return bits;
    return espalier_round_exactly(decimal, format, bits);
}

int espalier_parse_number(const char *text, size_t length, double *value)
{
    struct espalier_decimal decimal;
    union {
        uint64_t bits;
        double value;
    } u;
    if (!scan(text, length, &decimal)) return ESPALIER_E_NUMBER;
    u.bits = nearest_bits(&decimal, double_format);
    if (u.bits == infinity_bits(double_format)) return ESPALIER_E_RANGE;
    u.bits |= (uint64_t)decimal.negative << 63;
    *value = u.value;
    return ESPALIER_OK;
}

int espalier_parse_float(const char *text, size_t length, float *value)
{
    struct espalier_decimal decimal;
    union {
        uint32_t bits;
        float value;
    } u;
    if (!scan(text, length, &decimal)) return ESPALIER_E_NUMBER;
    u.bits = (uint32_t)nearest_bits(&decimal, float_format);
    if (u.bits == infinity_bits(float_format)) return ESPALIER_E_RANGE;
    u.bits |= (uint32_t)decimal.negative << 31;
    *value = u.value;
    return ESPALIER_OK;
}
