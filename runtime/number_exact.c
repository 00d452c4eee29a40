/* The rare decimals that lie too close to a midpoint between two values for 128 bits: compared with it as whole numbers.
 *
 * A decimal D x 10^e against a midpoint M x 2^p: powers of two and five with a negative exponent change sides, so that both sides
 * are whole. No midpoint between doubles has more than 768 significant digits, so of a longer text it only matters whether
 * anything follows the first 768: a 1 stands for it. Both sides are then near each other and below 10^769 or
 * 2^54 x 5^1100, which fits 2700 bits. */
#include "number.h"

#define MIDPOINT_DIGITS 768
#define LIMBS 96 /* 3072 bits */

/* A whole number, least limb first; count 0 is zero, the top limb never is. */
struct whole {
    uint32_t limbs[LIMBS];
    int count;
};

static void multiply_add(struct whole *number, uint32_t factor, uint32_t addend)
{
    uint64_t carry = addend;
    int i;
    for (i = 0; i < number->count; i++) {
        carry += (uint64_t)number->limbs[i] * factor;
        number->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0 && number->count < LIMBS) number->limbs[number->count++] = (uint32_t)carry;
}

static void multiply_by_power_of_five(struct whole *number, int64_t power)
{
    static const uint32_t small[13] = {1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625};
    for (; power >= 13; power -= 13)
        multiply_add(number, 1220703125, 0);
    multiply_add(number, small[power], 0);
}

static void shift_left(struct whole *number, int64_t bits)
{
    const int whole_limbs = (int)(bits / 32);
    int i;
    if (number->count == 0 || number->count + whole_limbs > LIMBS) return;
    for (i = number->count - 1; i >= 0; i--)
        number->limbs[i + whole_limbs] = number->limbs[i];
    for (i = 0; i < whole_limbs; i++)
        number->limbs[i] = 0;
    number->count += whole_limbs;
    multiply_add(number, UINT32_C(1) << (bits % 32), 0);
}

static int compare(const struct whole *a, const struct whole *b)
{
    int i;
    if (a->count != b->count) return a->count < b->count ? -1 : 1;
    for (i = a->count - 1; i >= 0; i--)
        if (a->limbs[i] != b->limbs[i]) return a->limbs[i] < b->limbs[i] ? -1 : 1;
    return 0;
}

/* The digits as a whole number; *exponent becomes the power of ten of its last digit. */
static void take_digits(const struct espalier_decimal *decimal, struct whole *number, int64_t *exponent)
{
    const char *p;
    int kept = 0, more = 0;
    number->count = 0;
    *exponent = decimal->last_exponent;
    for (p = decimal->digits; p < decimal->digits_end; p++) {
        if (*p == '.' || (*p == '0' && kept == 0)) continue;
        if (kept < MIDPOINT_DIGITS) {
            multiply_add(number, 10, (uint32_t)(*p - '0'));
            kept++;
        } else {
            more |= *p != '0';
            ++*exponent;
        }
    }
    if (more) {
        multiply_add(number, 10, 1);
        --*exponent;
    }
}

/* Sign of the decimal minus the midpoint between the values with these bits and the next. */
static int compare_with_midpoint(const struct whole *digits, int64_t exponent, struct espalier_format format, uint64_t bits)
{
    const int fraction_bits = format.precision - 1;
    const uint64_t hidden = UINT64_C(1) << fraction_bits;
    const int64_t biased = (int64_t)(bits >> fraction_bits);
    const uint64_t middle = 2 * ((bits & (hidden - 1)) + (biased > 0 ? hidden : 0)) + 1;
    /* decimal = left x 10^exponent, midpoint = middle x 2^p */
    const int64_t p = (biased > 0 ? biased : 1) - 1 + format.min_exponent - fraction_bits - 1;
    struct whole left = *digits, right;
    right.limbs[0] = (uint32_t)middle;
    right.limbs[1] = (uint32_t)(middle >> 32);
    right.count = right.limbs[1] != 0 ? 2 : 1;
    multiply_by_power_of_five(exponent >= 0 ? &left : &right, exponent >= 0 ? exponent : -exponent);
    shift_left(exponent >= p ? &left : &right, exponent >= p ? exponent - p : p - exponent);
    return compare(&left, &right);
}

uint64_t espalier_round_exactly(const struct espalier_decimal *decimal, struct espalier_format format, uint64_t bits)
{
    const uint64_t infinity = (uint64_t)(format.max_exponent + 2 - format.min_exponent) << (format.precision - 1);
    struct whole digits;
    int64_t exponent;
    take_digits(decimal, &digits, &exponent);
    for (; bits < infinity; bits++) {
        const int order = compare_with_midpoint(&digits, exponent, format, bits);
        if (order < 0 || (order == 0 && !(bits & 1))) break;
    }
    return bits;
}
