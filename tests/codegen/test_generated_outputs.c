/* Output transforms and decisions of compiled scorers, against the same formulas in long double. */
#include "tests/support/random_model.h"
#include "tests/support/scorer_outputs.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Undefined behavior would end a test by a signal. */
#define COMPILER "gcc -O2 -march=native -fsanitize=undefined,float-cast-overflow -fsanitize-undefined-trap-on-error"
enum { SAMPLES = 300000 };

/* Every magnitude is met, and the ends of what exp can do. */
static float sample(uint64_t *state)
{
    static const float ends[] = {0.0f,    -0.0f,  88.72283f, 88.722839f, 88.72284f, 89.0f,     -87.33655f, -103.972f, -103.97208f,
                                 -104.0f, 1e-30f, -1e-30f,   FLT_MAX,    -FLT_MAX,  0x1p-149f, 88.7f,      -88.7f};
    if (draw_below(state, 50) == 0) return ends[draw_below(state, sizeof ends / sizeof *ends)];
    const double unit = (double)(draw_bits(state) >> 11) / 9007199254740992.0 * 2.0 - 1.0;
    return (float)ldexp(unit, (int)draw_below(state, 34) - 26);
}

/* What the generated code computes, with a correctly rounded exp. */
static float rounded_exp(float x)
{
    return (float)expl((long double)x);
}

static float reference_sigmoid(float margin)
{
    const float exponent = -margin > 88.7f ? 88.7f : -margin;
    float denominator = rounded_exp(exponent);
    denominator = denominator + 1.0f;
    return 1.0f / denominator;
}

START_TEST(test_exponential)
{
    struct espalier_library library;
    uint64_t state = 1;
    scorer_outputs_load(&library, IR_EXPONENTIAL, ESPALIER_REGRESSION, 1, "exp", COMPILER);
    for (int i = 0; i < SAMPLES; i++) {
        const float margin = sample(&state);
        const long double truth = expl((long double)margin);
        float output;
        library.model->outputs_of(&margin, &output);
        if (truth >= 0x1.ffffffp127L)
            ck_assert(isinf(output) && output > 0);
        else
            ck_assert_double_le(scorer_outputs_ulps(output, truth), 0.500001);
    }
    const float odd[] = {INFINITY, -INFINITY, NAN};
    float output;
    library.model->outputs_of(&odd[0], &output);
    ck_assert(isinf(output));
    library.model->outputs_of(&odd[1], &output);
    ck_assert(output == 0.0f);
    library.model->outputs_of(&odd[2], &output);
    ck_assert(isnan(output));
    espalier_unload(&library);
}
END_TEST

START_TEST(test_sigmoid)
{
    struct espalier_library library;
    uint64_t state = 2;
    int different = 0;
    scorer_outputs_load(&library, IR_SIGMOID, ESPALIER_BINARY, 1, "sigmoid", COMPILER);
    for (int i = 0; i < SAMPLES; i++) {
        const float margin = sample(&state), expected = reference_sigmoid(margin);
        float output;
        library.model->outputs_of(&margin, &output);
        different += output != expected;
        ck_assert(output >= 0.0f && output <= 1.0f);
    }
    ck_assert_int_le(different, SAMPLES / 100000); /* exp is correctly rounded but for very few arguments */
    const float margins[] = {0.0f, 1000.0f, -1000.0f};
    const float expected[] = {0.5f, 1.0f, 1.0f / (rounded_exp(88.7f) + 1.0f)};
    for (int i = 0; i < 3; i++) {
        float output;
        library.model->outputs_of(&margins[i], &output);
        ck_assert(output == expected[i]);
    }
    espalier_unload(&library);
}
END_TEST

START_TEST(test_softmax)
{
    enum { CLASSES = 7 };
    struct espalier_library library;
    uint64_t state = 3;
    scorer_outputs_load(&library, IR_SOFTMAX, ESPALIER_MULTICLASS, CLASSES, "softmax", COMPILER);
    for (int i = 0; i < SAMPLES / 20; i++) {
        float margins[CLASSES], outputs[CLASSES], expected[CLASSES], largest = -FLT_MAX;
        double sum = 0.0;
        int best = 0;
        for (int k = 0; k < CLASSES; k++) {
            margins[k] = (float)draw_below(&state, 2000) / 50.0f - 20.0f;
            if (margins[k] > largest) best = k;
            largest = fmaxf(largest, margins[k]);
        }
        for (int k = 0; k < CLASSES; k++)
            sum += (double)(expected[k] = rounded_exp(margins[k] - largest));
        library.model->outputs_of(margins, outputs);
        for (int k = 0; k < CLASSES; k++)
            ck_assert(outputs[k] == expected[k] / (float)sum);
        ck_assert_int_eq(library.model->decide(margins, 0.0f), best);
        library.model->outputs_of(margins, margins); /* in place */
        ck_assert_mem_eq(margins, outputs, sizeof outputs);
    }
    const float ties[CLASSES] = {0, 2, 1, 2, -1, 2, 0};
    ck_assert_int_eq(library.model->decide(ties, 0.0f), 1);
    ck_assert(isnan(library.model->threshold));
    espalier_unload(&library);
}
END_TEST

START_TEST(test_hinge)
{
    struct espalier_library library;
    scorer_outputs_load(&library, IR_HINGE, ESPALIER_BINARY, 1, "hinge", COMPILER);
    const float margins[] = {0.0f, -0.0f, 0x1p-149f, -0x1p-149f, 5.0f, -5.0f}, expected[] = {0, 0, 1, 0, 1, 0};
    for (int i = 0; i < 6; i++) {
        float output;
        library.model->outputs_of(&margins[i], &output);
        ck_assert(output == expected[i]);
        ck_assert_int_eq(library.model->decide(&margins[i], library.model->threshold), (int)expected[i]);
    }
    espalier_unload(&library);
}
END_TEST

START_TEST(test_binary_decision)
{
    struct espalier_library library;
    scorer_outputs_load(&library, IR_SIGMOID, ESPALIER_BINARY, 1, "binary", COMPILER);
    const float threshold = 0.25f, below = nextafterf(0.25f, 0.0f);
    ck_assert(library.model->threshold == 0.0f);
    ck_assert_int_eq(library.model->decide(&threshold, 0.25f), 1);
    ck_assert_int_eq(library.model->decide(&below, 0.25f), 0);
    espalier_unload(&library);
}
END_TEST

START_TEST(test_identity_and_sorted)
{
    struct espalier_library identity, sorted;
    uint64_t state = 4;
    scorer_outputs_load(&identity, IR_IDENTITY, ESPALIER_REGRESSION, 5, "identity", COMPILER);
    scorer_outputs_load(&sorted, IR_SORTED, ESPALIER_REGRESSION, 5, "sorted", COMPILER);
    for (int i = 0; i < 20000; i++) {
        float margins[5], outputs[5];
        int counts[20] = {0};
        for (int k = 0; k < 5; k++)
            counts[(int)(margins[k] = (float)draw_below(&state, 20))]++;
        identity.model->outputs_of(margins, outputs);
        ck_assert_mem_eq(outputs, margins, sizeof outputs);
        sorted.model->outputs_of(margins, outputs);
        sorted.model->outputs_of(margins, margins);
        ck_assert_mem_eq(outputs, margins, sizeof outputs);
        for (int k = 0; k < 5; k++) {
            counts[(int)outputs[k]]--;
            ck_assert(k == 0 || outputs[k - 1] <= outputs[k]);
        }
        for (int k = 0; k < 20; k++)
            ck_assert_int_eq(counts[k], 0);
    }
    ck_assert_int_eq(identity.model->decide((const float[5]){1, 2, 3, 4, 5}, 0.0f), -1);
    ck_assert(isnan(identity.model->threshold));
    espalier_unload(&identity);
    espalier_unload(&sorted);
}
END_TEST

START_TEST(test_expectiles)
{
    struct espalier_library library;
    uint64_t state = 5;
    scorer_outputs_load(&library, IR_EXPECTILES, ESPALIER_REGRESSION, 2, "expectiles", COMPILER);
    for (int i = 0; i < SAMPLES; i++) {
        const float margins[2] = {-1e-6f, sample(&state)}; /* so that the second output is the step, but for the smallest ones */
        float outputs[2];
        library.model->outputs_of(margins, outputs);
        const long double x = margins[1], softplus = x > 0 ? x + log1pl(expl(-x)) : log1pl(expl(x));
        ck_assert(outputs[0] == margins[0]);
        if (softplus < 1e-3L) continue;
        ck_assert_double_le(scorer_outputs_ulps(outputs[1], softplus), 2.6); /* three roundings, and 1e-6f is not 1e-6 */
    }
    espalier_unload(&library);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated outputs");
    TCase *compiled = tcase_create("compiled");
    scratch_add(compiled);
    tcase_add_test(compiled, test_exponential);
    tcase_add_test(compiled, test_sigmoid);
    tcase_add_test(compiled, test_softmax);
    tcase_add_test(compiled, test_hinge);
    tcase_add_test(compiled, test_binary_decision);
    tcase_add_test(compiled, test_identity_and_sorted);
    tcase_add_test(compiled, test_expectiles);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
