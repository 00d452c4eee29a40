/* Float and double to the shortest decimal text that reads back as the same value.
 *
 * The method is Schubfach (Giulietti, "The Schubfach way to render doubles", 2020): scale the value and the ends of its rounding
 * interval by one power of ten, so that the interval holds at least one whole number but at most one multiple of ten, and pick.
 * The scaled values keep two bits of fraction and a sticky bit, enough for every comparison to be exact. */
#include "espalier.h"
#include "number.h"

#include <string.h>

/* floor(log10(2^q)), or floor(log10(3/4 x 2^q)), for |q| <= 1100; the offset keeps the shifted number positive. */
static int32_t log10_of_power(int32_t q, int three_quarters)
{
    const int32_t scaled = q * 1262611 - (three_quarters ? 524031 : 0);
    return (int32_t)(((uint32_t)scaled + (UINT32_C(1) << 31)) >> 22) - (INT32_C(1) << 9);
}

/* Upper 64 bits of power x factor, the last bit set when anything that counts follows. The power is above its true value by at
 * most 1, hence by less than 2 in the bits below. */
static uint64_t scale(struct espalier_wide power, uint64_t factor)
{
    struct espalier_wide product = espalier_multiply_wide(power.high, factor);
    const uint64_t carry = espalier_multiply_wide(power.low, factor).high;
    product.low += carry;
    product.high += product.low < carry;
    return product.high | (product.low > 1);
}

/* The shortest decimal digits, as a whole number, within the rounding interval of c x 2^q; closest to the value where several
 * are as short. `narrow`: the value is a power of two, whose lower neighbor is only half as far away. */
static uint64_t shortest(uint64_t c, int32_t q, int narrow, int32_t *exponent)
{
    const int32_t k = log10_of_power(q, narrow);
    const int32_t shift = q + espalier_log2_of_power(-k) + 1;
    struct espalier_wide power = espalier_powers[-k - ESPALIER_POWER_MIN];
    uint64_t lower, value, upper, digits, tenth;
    int down, up;
    power.high += ++power.low == 0;
    lower = scale(power, (4 * c - (narrow ? 1 : 2)) << shift) + (c & 1);
    value = scale(power, 4 * c << shift);
    upper = scale(power, (4 * c + 2) << shift) - (c & 1);
    *exponent = k;
    digits = value / 4;
    tenth = digits / 10;
    if (tenth > 0) {
        down = lower <= 40 * tenth;
        up = 40 * tenth + 40 <= upper;
        if (down != up) {
            ++*exponent;
            return tenth + (uint64_t)up;
        }
    }
    down = lower <= 4 * digits;
    up = 4 * digits + 4 <= upper;
    if (down == up) up = value > 4 * digits + 2 || (value == 4 * digits + 2 && (digits & 1));
    return digits + (uint64_t)up;
}

static uint64_t strip_zeros(uint64_t digits, int32_t *exponent)
{
    while (digits % 100000000 == 0) {
        digits /= 100000000;
        *exponent += 8;
    }
    while (digits % 100 == 0) {
        digits /= 100;
        *exponent += 2;
    }
    if (digits % 10 == 0) {
        digits /= 10;
        ++*exponent;
    }
    return digits;
}

/* Digits and decimal exponent of the positive c x 2^q. */
static uint64_t decimal_of(uint64_t c, int32_t q, int narrow, int32_t *exponent)
{
    uint64_t digits;
    if (q <= 0 && q > -53 && (c & ((UINT64_C(1) << -q) - 1)) == 0) {
        /* A whole number below 2^53: no shorter decimal than its own digits is as near to it as to its neighbors. */
        *exponent = 0;
        digits = c >> -q;
    } else {
        digits = shortest(c, q, narrow, exponent);
    }
    return strip_zeros(digits, exponent);
}

/* Writes a number's digits so that they end before `end`; returns where they begin. */
static char *write_backwards(uint64_t number, char *end)
{
    static const char pairs[201] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748"
                                   "49505152535455565758596061626364656667686970717273747576777879808182838485868788899091929394959697"
                                   "9899";
    while (number >= 100) {
        end -= 2;
        memcpy(end, pairs + 2 * (number % 100), 2);
        number /= 100;
    }
    if (number >= 10) {
        end -= 2;
        memcpy(end, pairs + 2 * number, 2);
    } else {
        *--end = (char)('0' + number);
    }
    return end;
}

static char *copy(char *out, const char *from, size_t length)
{
    memcpy(out, from, length);
    return out + length;
}

static char *zeros(char *out, int32_t count)
{
    memset(out, '0', (size_t)count);
    return out + count;
}

/* `first`: the power of ten of the first digit. */
static char *write_plain(char *out, const char *digits, int32_t count, int32_t first)
{
    if (first < 0) {
        out = copy(out, "0.", 2);
        out = zeros(out, -first - 1);
        return copy(out, digits, (size_t)count);
    }
    if (count <= first + 1) {
        out = copy(out, digits, (size_t)count);
        return zeros(out, first + 1 - count);
    }
    out = copy(out, digits, (size_t)first + 1);
    *out++ = '.';
    return copy(out, digits + first + 1, (size_t)(count - first - 1));
}

static char *write_exponential(char *out, const char *digits, int32_t count, int32_t first)
{
    char text[8], *end = text + sizeof text, *begin;
    *out++ = *digits;
    if (count > 1) {
        *out++ = '.';
        out = copy(out, digits + 1, (size_t)(count - 1));
    }
    *out++ = 'e';
    *out++ = first < 0 ? '-' : '+';
    begin = write_backwards((uint64_t)(first < 0 ? -first : first), end);
    if (end - begin == 1) *--begin = '0';
    return copy(out, begin, (size_t)(end - begin));
}

#define PLAIN_FIRST_MIN (-3)
#define PLAIN_FIRST_MAX 17

/* Writes sign and magnitude: significand field `fraction` and exponent field `biased` of a format with `fraction_bits`. */
static size_t format_parts(char *text, int negative, uint64_t fraction, int32_t biased, int32_t fraction_bits, int32_t biased_max)
{
    const int32_t zero_exponent = biased_max / 2 + fraction_bits; /* biased exponent of 2^0 as the last bit */
    char digits[24], *out = text, *begin;
    int32_t exponent = 0, count, first;
    uint64_t number = 0;
    if (biased == biased_max) {
        out = fraction != 0 ? copy(out, "nan", 3) : negative ? copy(out, "-inf", 4) : copy(out, "inf", 3);
        *out = 0;
        return (size_t)(out - text);
    }
    if (negative) *out++ = '-';
    if (biased == 0 && fraction != 0)
        number = decimal_of(fraction, 1 - zero_exponent, 0, &exponent);
    else if (biased != 0)
        number = decimal_of(fraction | UINT64_C(1) << fraction_bits, biased - zero_exponent, fraction == 0 && biased > 1, &exponent);
    begin = write_backwards(number, digits + sizeof digits);
    count = (int32_t)(digits + sizeof digits - begin);
    first = exponent + count - 1;
    if (first >= PLAIN_FIRST_MIN && first <= PLAIN_FIRST_MAX)
        out = write_plain(out, begin, count, first);
    else
        out = write_exponential(out, begin, count, first);
    *out = 0;
    return (size_t)(out - text);
}

size_t espalier_format_number(double value, char text[ESPALIER_NUMBER_SIZE])
{
    union {
        double value;
        uint64_t bits;
    } u;
    u.value = value;
    return format_parts(text, (int)(u.bits >> 63), u.bits & ((UINT64_C(1) << 52) - 1), (int32_t)(u.bits >> 52 & 0x7ff), 52, 0x7ff);
}

size_t espalier_format_float(float value, char text[ESPALIER_NUMBER_SIZE])
{
    union {
        float value;
        uint32_t bits;
    } u;
    u.value = value;
    return format_parts(text, (int)(u.bits >> 31), u.bits & ((UINT32_C(1) << 23) - 1), (int32_t)(u.bits >> 23 & 0xff), 23, 0xff);
}
