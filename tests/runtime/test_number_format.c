/* Float and double to text: the forms, and shortest round trip. */
#include "runtime/espalier.h"
#include "support/number_oracle.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct form {
    double value;
    const char *text;
};

START_TEST(forms_of_doubles)
{
    static const struct form forms[] = {
        {0.0, "0"},
        {-0.0, "-0"},
        {1.0, "1"},
        {-12.5, "-12.5"},
        {100.0, "100"},
        {0.1, "0.1"},
        {0.001, "0.001"},
        {0.0012345678901234567, "0.0012345678901234567"},
        {0.000999, "9.99e-04"},
        {1e-5, "1e-05"},
        {1.0 / 3.0, "0.3333333333333333"},
        {123456789012345680.0, "123456789012345680"},
        {999999999999999872.0, "999999999999999900"},
        {1e17, "100000000000000000"},
        {1e18, "1e+18"},
        {1.5e20, "1.5e+20"},
        {1e100, "1e+100"},
        {9007199254740993.0, "9007199254740992"},
        {5e-324, "5e-324"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {-DBL_MAX, "-1.7976931348623157e+308"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {9.5367431640625e-07, "9.5367431640625e-07"},
        {2e-44, "2e-44"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
    };
    char text[ESPALIER_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        ck_assert_uint_eq(espalier_format_number(forms[i].value, text), strlen(forms[i].text));
        ck_assert_str_eq(text, forms[i].text);
    }
}
END_TEST

START_TEST(forms_of_floats)
{
    static const struct form forms[] = {
        {0.0, "0"},
        {-0.0, "-0"},
        {0.1f, "0.1"},
        {1.0f / 3.0f, "0.33333334"},
        {16777216.0f, "16777216"},
        {1e17f, "100000000000000000"},
        {FLT_MAX, "3.4028235e+38"},
        {FLT_MIN, "1.1754944e-38"},
        {1.4e-45f, "1e-45"},
        {-2.5f, "-2.5"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
    };
    char text[ESPALIER_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        ck_assert_uint_eq(espalier_format_float((float)forms[i].value, text), strlen(forms[i].text));
        ck_assert_str_eq(text, forms[i].text);
    }
}
END_TEST

START_TEST(a_negative_nan_is_nan)
{
    char text[ESPALIER_NUMBER_SIZE];
    espalier_format_number(oracle_double_of_bits(UINT64_C(0xfff8000000000001)), text);
    ck_assert_str_eq(text, "nan");
    espalier_format_float(oracle_float_of_bits(UINT32_C(0xffc00001)), text);
    ck_assert_str_eq(text, "nan");
}
END_TEST

/* Powers of two have a nearer lower neighbor; their neighbors end the intervals. */
START_TEST(around_powers_of_two)
{
    for (uint64_t exponent = 0; exponent < 0x7ff; exponent++)
        for (int offset = exponent > 0 ? -2 : 0; offset <= 2; offset++)
            oracle_expect_format_number(oracle_double_of_bits((exponent << 52) + (uint64_t)offset));
    for (uint32_t exponent = 0; exponent < 0xff; exponent++)
        for (int offset = exponent > 0 ? -2 : 0; offset <= 2; offset++)
            oracle_expect_format_float(oracle_float_of_bits((exponent << 23) + (uint32_t)offset));
}
END_TEST

START_TEST(around_powers_of_ten)
{
    char text[16];
    for (int exponent = -323; exponent <= 308; exponent++)
        for (int digit = 1; digit <= 9; digit++) {
            snprintf(text, sizeof text, "%de%d", digit, exponent);
            const double number = strtod(text, NULL);
            const float single = strtof(text, NULL);
            if (isfinite(number)) oracle_expect_format_number(number);
            if (isfinite(single)) oracle_expect_format_float(single);
        }
}
END_TEST

START_TEST(shortest_for_random_numbers)
{
    oracle_expect_random_format(getenv("ESPALIER_SANITIZED") != NULL ? 5000 : 50000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number_format");
    TCase *forms = tcase_create("forms");
    tcase_add_test(forms, forms_of_doubles);
    tcase_add_test(forms, forms_of_floats);
    tcase_add_test(forms, a_negative_nan_is_nan);
    suite_add_tcase(suite, forms);
    TCase *shortest = tcase_create("shortest");
    tcase_set_timeout(shortest, 200);
    tcase_add_test(shortest, around_powers_of_two);
    tcase_add_test(shortest, around_powers_of_ten);
    tcase_add_test(shortest, shortest_for_random_numbers);
    suite_add_tcase(suite, shortest);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
