/* Millions of random numbers, read and written as the C library does; floats from end to end, written and read back. */
#include "runtime/espalier.h"
#include "support/number_oracle.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

START_TEST(reading)
{
    oracle_expect_random_parse(1500000);
}
END_TEST

START_TEST(writing)
{
    oracle_expect_random_format(700000);
}
END_TEST

/* One in seven of all floats; SLOW_FLOATS=all takes every one. */
START_TEST(floats_read_back)
{
    const char *asked = getenv("SLOW_FLOATS");
    const uint64_t step = asked != NULL && strcmp(asked, "all") == 0 ? 1 : 7;
    for (uint64_t bits = 0; bits <= UINT32_MAX; bits += step) {
        char text[ESPALIER_NUMBER_SIZE];
        const float value = oracle_float_of_bits((uint32_t)bits);
        float back = -7.0f;
        if (!isfinite(value)) continue;
        const int status = espalier_parse_float(text, espalier_format_float(value, text), &back);
        if (status != ESPALIER_OK || oracle_bits_of_float(back) != bits) ck_abort_msg("%a: %s", (double)value, text);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number, at length");
    TCase *lengthy = tcase_create("lengthy");
    tcase_set_timeout(lengthy, 1700);
    tcase_add_test(lengthy, reading);
    tcase_add_test(lengthy, writing);
    tcase_add_test(lengthy, floats_read_back);
    suite_add_tcase(suite, lengthy);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
