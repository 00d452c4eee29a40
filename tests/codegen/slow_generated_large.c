/* A model of about a million nodes: generated in a few seconds, compiled in some more, and exact. */
#include "tests/support/random_model.h"
#include "tests/support/reference.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Generous, for machines that do other things too; the times are printed. */
#define GENERATE_LIMIT_S 20.0
#define COMPILE_LIMIT_S 180.0
enum { ROWS = 600, FEATURES = 31 };

static double now_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct ir_model *large_model(void)
{
    struct random_shape shape = random_shape_default();
    shape.trees = 740;
    shape.depth = 10;
    shape.features = FEATURES;
    shape.leaf_percent = 5;
    shape.categorical_percent = 2;
    shape.category_limit = 40;
    return random_model(&shape);
}

static void check_margins(const float *margins, const float *expected)
{
    ck_assert_mem_eq(margins, expected, ROWS * sizeof *expected);
}

static void check_rows(const struct ir_model *model, const struct espalier_model *scorer)
{
    static float features[ROWS * FEATURES], batch[ROWS], single[ROWS], expected[ROWS];
    uint64_t state = 5;
    for (size_t i = 0; i < ROWS; i++) {
        random_row(model, &state, features + i * FEATURES);
        reference_margins(model, features + i * FEATURES, &expected[i]);
        scorer->margins(features + i * FEATURES, &single[i]);
    }
    scorer->margins_batch(features, ROWS, batch);
    check_margins(single, expected);
    check_margins(batch, expected);
}

static void check_compiler(const struct ir_model *model, const char *compiler)
{
    struct espalier_library library;
    if (!scorer_has(compiler)) return;
    char command[64];
    snprintf(command, sizeof command, "%s -O2", compiler);
    const double began = now_s();
    scorer_load(&library, scratch_path("large"), "probe", command);
    const double seconds = now_s() - began;
    printf("%s: compiled in %.1f s\n", command, seconds);
    ck_assert_double_le(seconds, COMPILE_LIMIT_S);
    check_rows(model, library.model);
    espalier_unload(&library);
}

START_TEST(test_a_million_nodes)
{
    struct ir_model *model = large_model();
    ck_assert_uint_gt(model->node_count, 900000);
    const double began = now_s();
    scorer_generate(scratch_path("large"), "probe", model, NULL, &layout_limits_default);
    const double seconds = now_s() - began;
    printf("%zu nodes: generated in %.1f s\n", model->node_count, seconds);
    ck_assert_double_le(seconds, GENERATE_LIMIT_S);
    check_compiler(model, "gcc");
    check_compiler(model, "clang");
    ir_free(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("large models");
    TCase *large = tcase_create("large");
    scratch_add(large);
    tcase_set_timeout(large, 600);
    tcase_add_test(large, test_a_million_nodes);
    suite_add_tcase(suite, large);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
