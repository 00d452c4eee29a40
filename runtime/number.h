/* What reading and writing decimal numbers share inside the runtime; not for hosts.
 *
 * Everything here is integer arithmetic on the bits of a float or double, so no rounding mode, no excess precision and no
 * -ffast-math of a build can change a result. */
#ifndef ESPALIER_NUMBER_H
#define ESPALIER_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/* Not part of the ABI: the shared library does not export it. */
#if defined(__GNUC__) && !defined(_WIN32) && !defined(__TINYC__)
#define ESPALIER_INTERNAL __attribute__((visibility("hidden")))
#else
#define ESPALIER_INTERNAL
#endif

struct espalier_wide {
    uint64_t high, low;
};

/* 5^q as floor(5^q x 2^s), the s for which 2^127 <= 5^q x 2^s < 2^128, for q from POWER_MIN to POWER_MAX. Exact for 0 <= q <= 55, and
 * below the true value by less than 1 elsewhere. */
#define ESPALIER_POWER_MIN (-342)
#define ESPALIER_POWER_MAX 324
extern ESPALIER_INTERNAL const struct espalier_wide espalier_powers[ESPALIER_POWER_MAX - ESPALIER_POWER_MIN + 1];

/* floor(log2(10^q)) for |q| <= 400. 217706 / 2^16 is log2(10) closely enough; the offset keeps the shifted number positive. */
static inline int32_t espalier_log2_of_power(int32_t q)
{
    return (int32_t)(((uint32_t)(217706 * q) + (UINT32_C(1) << 30)) >> 16) - (INT32_C(1) << 14);
}

/* The whole product of two 64-bit numbers. */
static inline struct espalier_wide espalier_multiply_wide(uint64_t a, uint64_t b)
{
    struct espalier_wide product;
#if defined(__SIZEOF_INT128__) && !defined(__TINYC__)
    __extension__ typedef unsigned __int128 uint128;
    const uint128 whole = (uint128)a * b;
    product.high = (uint64_t)(whole >> 64);
    product.low = (uint64_t)whole;
#else
    const uint64_t mask = UINT32_C(0xffffffff);
    const uint64_t low = (a & mask) * (b & mask), left = (a >> 32) * (b & mask), right = (a & mask) * (b >> 32);
    const uint64_t middle = (low >> 32) + (left & mask) + (right & mask);
    product.high = (a >> 32) * (b >> 32) + (left >> 32) + (right >> 32) + (middle >> 32);
    product.low = (middle << 32) | (low & mask);
#endif
    return product;
}

/* A decimal text, taken apart: (-1)^negative x (significand + what was cut off) x 10^exponent. */
struct espalier_decimal {
    uint64_t significand; /* the first significant digits, at most 19 */
    int64_t exponent;
    int negative;
    int cut_off;                     /* 1: digits other than zero follow the significand, which is then at least 10^18 */
    const char *digits, *digits_end; /* all digits, with at most one point among them */
    int64_t last_exponent;           /* the power of ten of the last digit */
};

/* Binary floating-point formats, by what rounding needs to know. */
struct espalier_format {
    int32_t precision;    /* bits of the significand, the hidden one included */
    int32_t min_exponent; /* of the smallest normal number, 2^min_exponent */
    int32_t max_exponent; /* of the largest number's leading bit */
};

/* Bits of the value closest to a positive decimal, ties to even, by exact comparison with the midpoints between values. `bits` is where to
 * start: a value not above the right one; the cost grows with the distance. May give the bits of infinity. */
ESPALIER_INTERNAL uint64_t espalier_round_exactly(const struct espalier_decimal *decimal, struct espalier_format format, uint64_t bits);

#endif
