#include "support/number_oracle.h"

#include "runtime/espalier.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_BYTES = 2048 };

/* ck_assert_msg tells its runner of every check that holds, which takes longer than what is checked here. */
#define EXPECT(condition, ...)                                                                                                             \
    do {                                                                                                                                   \
        if (!(condition)) ck_abort_msg(__VA_ARGS__);                                                                                       \
    } while (0)

uint64_t oracle_random(void)
{
    static uint64_t state = UINT64_C(88172645463325252);
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

double oracle_double_of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

float oracle_float_of_bits(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

uint64_t oracle_bits_of_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

uint32_t oracle_bits_of_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* ---- reading ---- */

void oracle_expect_parse(const char *text)
{
    const double number = strtod(text, NULL);
    const float single = strtof(text, NULL);
    double parsed_number = -7.0;
    float parsed_single = -7.0f;
    const int number_status = espalier_parse_number(text, strlen(text), &parsed_number);
    const int single_status = espalier_parse_float(text, strlen(text), &parsed_single);
    EXPECT(number_status == (isinf(number) ? ESPALIER_E_RANGE : ESPALIER_OK), "%s as double: %d", text, number_status);
    EXPECT(isinf(number) || oracle_bits_of_double(number) == oracle_bits_of_double(parsed_number), "%s: %a, not %a", text, parsed_number,
           number);
    EXPECT(single_status == (isinf(single) ? ESPALIER_E_RANGE : ESPALIER_OK), "%s as float: %d", text, single_status);
    EXPECT(isinf(single) || oracle_bits_of_float(single) == oracle_bits_of_float(parsed_single), "%s: %a, not %a", text,
           (double)parsed_single, (double)single);
}

/* The digits of a midpoint, then with a 1 behind them, which must round the other way when it decides. */
static void expect_parse_around(char text[TEXT_BYTES])
{
    oracle_expect_parse(text);
    char *exponent = strchr(text, 'e');
    exponent[-1] = '1';
    oracle_expect_parse(text);
}

static void expect_random_double(void)
{
    char text[TEXT_BYTES];
    const uint64_t bits = oracle_random();
    const double value = oracle_double_of_bits(bits), next = oracle_double_of_bits(bits + 1);
    if (!isfinite(value)) return;
    snprintf(text, sizeof text, "%.*e", (int)(oracle_random() % 25), value);
    oracle_expect_parse(text);
    snprintf(text, sizeof text, "%.16e", value);
    oracle_expect_parse(text);
    if (oracle_random() % 32 != 0 || !isfinite(next)) return;
    snprintf(text, sizeof text, "%.*e", (int)(oracle_random() % 800), value);
    oracle_expect_parse(text);
    /* long double holds the midpoint where it has 64 bits of significand; elsewhere this is one more plain number. */
    snprintf(text, sizeof text, "%.800Le", ((long double)value + (long double)next) / 2);
    expect_parse_around(text);
}

static void expect_random_float(void)
{
    char text[TEXT_BYTES];
    const uint32_t bits = (uint32_t)oracle_random();
    const float value = oracle_float_of_bits(bits), next = oracle_float_of_bits(bits + 1);
    if (!isfinite(value) || !isfinite(next)) return;
    snprintf(text, sizeof text, "%.*e", (int)(oracle_random() % 25), (double)value);
    oracle_expect_parse(text);
    snprintf(text, sizeof text, "%.180e", ((double)value + (double)next) / 2);
    expect_parse_around(text);
}

static void expect_random_digits(void)
{
    char text[TEXT_BYTES];
    const unsigned long long before = oracle_random() >> oracle_random() % 64, after = oracle_random() >> oracle_random() % 64;
    snprintf(text, sizeof text, "%llu.%llue%d", before, after, (int)(oracle_random() % 700) - 350);
    oracle_expect_parse(text);
    snprintf(text, sizeof text, "-%llu.%02llu", before % 1000000, after % 100);
    oracle_expect_parse(text);
}

void oracle_expect_random_parse(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        expect_random_double();
        expect_random_float();
        expect_random_digits();
    }
}

/* ---- writing ---- */

/* Digits of a number's text that count: neither zeros in front nor at the end, nor the exponent. */
static int significant_digits(const char *text)
{
    int count = 0, zeros = 0;
    for (; *text != 0 && *text != 'e'; text++) {
        if (*text < '0' || *text > '9' || (*text == '0' && count == 0)) continue;
        count++;
        zeros = *text == '0' ? zeros + 1 : 0;
    }
    return count - zeros;
}

static void expect_no_better(const char *text, const char *other, long double value)
{
    const int digits = significant_digits(text), other_digits = significant_digits(other);
    const long double error = fabsl(strtold(text, NULL) - value), other_error = fabsl(strtold(other, NULL) - value);
    EXPECT(digits <= other_digits, "%s is longer than %s", text, other);
    /* A hair of tolerance, for the long double's own rounding. */
    EXPECT(digits < other_digits || error <= other_error * 1.01L, "%s is farther away than %s", text, other);
}

void oracle_expect_format_number(double value)
{
    char text[ESPALIER_NUMBER_SIZE], other[64];
    double back = -7.0;
    const size_t length = espalier_format_number(value, text);
    EXPECT(length == strlen(text) && length < ESPALIER_NUMBER_SIZE, "length of %s", text);
    back = strtod(text, NULL);
    EXPECT(oracle_bits_of_double(value) == oracle_bits_of_double(back), "%a: %s", value, text);
    for (int digits = 0; digits < 17; digits++) {
        snprintf(other, sizeof other, "%.*e", digits, value);
        if (strtod(other, NULL) == value) break;
    }
    expect_no_better(text, other, (long double)value);
}

void oracle_expect_format_float(float value)
{
    char text[ESPALIER_NUMBER_SIZE], other[64];
    float back = -7.0f;
    const size_t length = espalier_format_float(value, text);
    EXPECT(length == strlen(text) && length < ESPALIER_NUMBER_SIZE, "length of %s", text);
    back = strtof(text, NULL);
    EXPECT(oracle_bits_of_float(value) == oracle_bits_of_float(back), "%a: %s", (double)value, text);
    for (int digits = 0; digits < 9; digits++) {
        snprintf(other, sizeof other, "%.*e", digits, (double)value);
        if (strtof(other, NULL) == value) break;
    }
    expect_no_better(text, other, (long double)value);
}

void oracle_expect_random_format(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        const double number = oracle_double_of_bits(oracle_random());
        const float single = oracle_float_of_bits((uint32_t)oracle_random());
        if (isfinite(number)) oracle_expect_format_number(number);
        if (isfinite(single)) oracle_expect_format_float(single);
        oracle_expect_format_number((double)(oracle_random() >> oracle_random() % 64));
        oracle_expect_format_number((double)(oracle_random() % 100000000) / 100);
        oracle_expect_format_number((double)(int64_t)oracle_random() / 4294967296.0);
        oracle_expect_format_float((float)(oracle_random() % 1000000) / 1000);
    }
}
