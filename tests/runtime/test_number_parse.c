/* Decimal text to float and double: refusals, edges, and agreement with the C library. */
#include "bundle/base/buffer.h"
#include "runtime/espalier.h"
#include "support/number_oracle.h"

#include <check.h>
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int sanitized(void)
{
    return getenv("ESPALIER_SANITIZED") != NULL;
}

START_TEST(accepts)
{
    static const char *const texts[] = {"0",    "-0",    "5.",     ".5",      "+5",      "-.5e1", "1E5", "1e+05", "1e-05", "00012.50",
                                        "0.00", "1e308", "1e-308", "9999999", "0e12345", "1e0",   "7",   "0000",  "0.0e-5"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        oracle_expect_parse(texts[i]);
}
END_TEST

START_TEST(allows_blanks_around)
{
    static const char *const texts[] = {" 12.5", "12.5 ", "\t12.5\t ", "  12.5  "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 0.0;
        ck_assert_int_eq(espalier_parse_number(texts[i], strlen(texts[i]), &value), ESPALIER_OK);
        ck_assert(value == 12.5);
    }
}
END_TEST

START_TEST(refuses_what_is_no_number)
{
    static const char *const texts[] = {"",          " ",     "\t",    ".",        "+",   "-",    "-.",  "e5",    ".e5",  "1e",
                                        "1e+",       "1e5.",  "1.2.3", "1,5",      "nan", "NaN",  "inf", "-inf",  "INF",  "0x10",
                                        "1_000",     "1 000", "--1",   "+-1",      "1f",  "1.0d", "abc", "1e5e5", "12a",  "1 2",
                                        "\n1",       "1\n",   "1;",    "Infinity", "$5",  "5%",   "1/2", "1e 5",  "1 e5", "\xef\xbc\x91",
                                        "\302\2401", "- 1",   "1-"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double number = 3.0;
        float single = 3.0f;
        ck_assert_msg(espalier_parse_number(texts[i], strlen(texts[i]), &number) == ESPALIER_E_NUMBER, "'%s'", texts[i]);
        ck_assert_msg(espalier_parse_float(texts[i], strlen(texts[i]), &single) == ESPALIER_E_NUMBER, "'%s'", texts[i]);
        ck_assert(number == 3.0 && single == 3.0f);
    }
}
END_TEST

START_TEST(reads_exactly_the_length)
{
    double value = 0.0;
    ck_assert_int_eq(espalier_parse_number("12345", 3, &value), ESPALIER_OK);
    ck_assert(value == 123.0);
    ck_assert_int_eq(espalier_parse_number("1\0002", 3, &value), ESPALIER_E_NUMBER);
    ck_assert_int_eq(espalier_parse_number("1e5", 2, &value), ESPALIER_E_NUMBER);
}
END_TEST

START_TEST(overflow_is_a_range_error)
{
    static const char *const texts[] = {"1e309", "-1e309", "1.7976931348623159e308", "1e999999999999999999999", "179769313486231590e291"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double value = 3.0;
        ck_assert_int_eq(espalier_parse_number(texts[i], strlen(texts[i]), &value), ESPALIER_E_RANGE);
        ck_assert(value == 3.0);
        oracle_expect_parse(texts[i]);
    }
    float single = 3.0f;
    ck_assert_int_eq(espalier_parse_float("3.4028236e38", 12, &single), ESPALIER_E_RANGE);
    ck_assert(single == 3.0f);
}
END_TEST

START_TEST(edges_of_the_formats)
{
    static const char *const texts[] = {"1.7976931348623157e308",
                                        "1.7976931348623158e308",
                                        "2.2250738585072014e-308",
                                        "2.2250738585072011e-308",
                                        "4.9406564584124654e-324",
                                        "2.4703282292062327e-324",
                                        "2.4703282292062328e-324",
                                        "1e-324",
                                        "1e-400",
                                        "1e-999999999999999999999",
                                        "-1e-999999999",
                                        "3.4028234663852886e38",
                                        "3.4028235677973366e38",
                                        "3.4028235677973365e38",
                                        "1.17549435e-38",
                                        "1.4e-45",
                                        "7.0064923216240853e-46",
                                        "7.0064923216240854e-46",
                                        "9007199254740993",
                                        "9007199254740992.5",
                                        "9007199254740991.5",
                                        "9007199254740993.00000000000000000001",
                                        "16777217",
                                        "16777217.0000000000000000000000000001",
                                        "16777219",
                                        "8388608.5",
                                        "8388609.5",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "9999999999999999999",
                                        "10000000000000000000",
                                        "99999999999999999999",
                                        "0.1e1",
                                        "1e22",
                                        "1e23",
                                        "123e-25"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        oracle_expect_parse(texts[i]);
}
END_TEST

/* The longest decimals that decide a rounding: midpoints have up to 768 digits. */
START_TEST(longest_midpoints)
{
    char text[2048];
    for (uint64_t bits = 1; bits < UINT64_C(1) << 52; bits = bits * 3 + 1) {
        const double value = oracle_double_of_bits(bits);
        const long double middle = (long double)value + (long double)oracle_double_of_bits(1) / 2;
        snprintf(text, sizeof text, "%.766Le", middle);
        oracle_expect_parse(text);
        snprintf(text, sizeof text, "%.800Le", middle);
        oracle_expect_parse(text);
        *(strchr(text, 'e') - 1) = '1';
        oracle_expect_parse(text);
    }
}
END_TEST

enum { ZEROS = 1000000 };

/* HEAD, a million zeros, TAIL: as a number. */
static double parse_long(const char *head, const char *tail)
{
    struct buffer text = {0};
    double value = -7.0;
    buffer_text(&text, head);
    for (int i = 0; i < ZEROS; i++)
        buffer_append(&text, "0", 1);
    buffer_text(&text, tail);
    ck_assert_int_eq(espalier_parse_number(text.data, text.length, &value), ESPALIER_OK);
    buffer_free(&text);
    return value;
}

START_TEST(very_long_texts)
{
    ck_assert(parse_long("0.", "25e1000001") == 2.5);
    ck_assert(parse_long("1", "e-1000000") == 1.0);
    /* 2^53 + 1 is a midpoint; a digit a million places on decides. */
    ck_assert(parse_long("9007199254740993.", "0") == 9007199254740992.0);
    ck_assert(parse_long("9007199254740993.", "1") == 9007199254740994.0);
}
END_TEST

START_TEST(rounding_mode_does_not_matter)
{
    static const int modes[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO, FE_TONEAREST};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        double value = 0.0;
        float single = 0.0f;
        char text[ESPALIER_NUMBER_SIZE];
        ck_assert_int_eq(fesetround(modes[i]), 0);
        espalier_parse_number("0.1", 3, &value);
        espalier_parse_float("0.1", 3, &single);
        espalier_format_number(0.3, text);
        fesetround(FE_TONEAREST);
        ck_assert(value == 0x1.999999999999ap-4);
        ck_assert(single == 0x1.99999ap-4f);
        ck_assert_str_eq(text, "0.3");
    }
}
END_TEST

START_TEST(agrees_with_the_library_on_random_numbers)
{
    oracle_expect_random_parse(sanitized() ? 10000 : 100000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number_parse");
    TCase *grammar = tcase_create("grammar");
    tcase_add_test(grammar, accepts);
    tcase_add_test(grammar, allows_blanks_around);
    tcase_add_test(grammar, refuses_what_is_no_number);
    tcase_add_test(grammar, reads_exactly_the_length);
    suite_add_tcase(suite, grammar);
    TCase *rounding = tcase_create("rounding");
    tcase_set_timeout(rounding, 200);
    tcase_add_test(rounding, overflow_is_a_range_error);
    tcase_add_test(rounding, edges_of_the_formats);
    tcase_add_test(rounding, longest_midpoints);
    tcase_add_test(rounding, very_long_texts);
    tcase_add_test(rounding, rounding_mode_does_not_matter);
    tcase_add_test(rounding, agrees_with_the_library_on_random_numbers);
    suite_add_tcase(suite, rounding);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
