/* The C library's strtod, strtof and printf as the oracle of the runtime's number text. They are exact in glibc and musl, and follow
 * the locale, which is "C" in a test. */
#ifndef ESPALIER_TESTS_SUPPORT_NUMBER_ORACLE_H
#define ESPALIER_TESTS_SUPPORT_NUMBER_ORACLE_H

#include <stddef.h>
#include <stdint.h>

/* xorshift64: the same numbers on every machine. */
uint64_t oracle_random(void);
double oracle_double_of_bits(uint64_t bits);
float oracle_float_of_bits(uint32_t bits);
uint64_t oracle_bits_of_double(double value);
uint32_t oracle_bits_of_float(float value);

/* Asserts that a text, which must be a number, is read as strtod and strtof read it. */
void oracle_expect_parse(const char *text);
/* Assert that the text of a finite value reads back as the same bits, that no shorter text does, and that none as short is nearer. */
void oracle_expect_format_number(double value);
void oracle_expect_format_float(float value);

/* Asserts what oracle_expect_parse does for `rounds` rounds of random numbers of every shape: bits, digits and exponents, exact
 * midpoints between neighbors, and those with one digit more. */
void oracle_expect_random_parse(long rounds);
/* The same for writing: random bits, whole numbers, amounts of money, fractions of a power of two. */
void oracle_expect_random_format(long rounds);

#endif
