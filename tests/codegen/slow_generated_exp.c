/* The generated exp on every float there is: against exp in double, and the same bits from two compilers. */
#include "tests/support/scorer_build.h"
#include "tests/support/scorer_outputs.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLICES = 64 };

static void (*first)(const float *, float *), (*second)(const float *, float *);

static double ulps(float computed, double truth)
{
    int exponent;
    (void)frexp(truth, &exponent);
    const int place = exponent - 24 < -149 ? -149 : exponent - 24;
    return fabs(ldexp((double)computed - truth, -place));
}

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void check(uint32_t bits)
{
    float x, output, other;
    memcpy(&x, &bits, sizeof x);
    first(&x, &output);
    second(&x, &other);
    if (bits_of(output) != bits_of(other)) ck_abort_msg("compilers differ at %08lx", (unsigned long)bits);
    const double truth = exp((double)x);
    if (isnan(x)) {
        if (!isnan(output)) ck_abort_msg("exp(nan) is a number");
    } else if (truth >= 0x1.ffffffp127) {
        if (!isinf(output)) ck_abort_msg("no overflow at %08lx", (unsigned long)bits);
    } else if (!(ulps(output, truth) <= 0.500001)) {
        ck_abort_msg("%.9f units off at %08lx", ulps(output, truth), (unsigned long)bits);
    }
}

START_TEST(test_slice)
{
    struct espalier_library one, other;
    scorer_outputs_load(&one, IR_EXPONENTIAL, ESPALIER_REGRESSION, 1, "one", "gcc -O2 -march=native");
    scorer_outputs_load(&other, IR_EXPONENTIAL, ESPALIER_REGRESSION, 1, "other", scorer_has("clang") ? "clang -O1" : "gcc -O0");
    first = one.model->outputs_of;
    second = other.model->outputs_of;
    const uint32_t size = UINT32_MAX / SLICES + 1, begin = (uint32_t)_i * size;
    for (uint32_t i = 0; i < size; i++)
        check(begin + i);
    espalier_unload(&one);
    espalier_unload(&other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("every float");
    TCase *slices = tcase_create("slices");
    scratch_add(slices);
    tcase_set_timeout(slices, 600);
    tcase_add_loop_test(slices, test_slice, 0, SLICES);
    suite_add_tcase(suite, slices);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
