/* Compiled scorers against the tests' own interpreter of the model: every bit of every margin, one row and batch. */
#include "tests/support/random_model.h"
#include "tests/support/reference.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 700 }; /* more than a block of any model here */

struct rows {
    float *features, *expected;
};

static struct rows make_rows(const struct ir_model *model)
{
    struct rows rows;
    uint64_t state = 99;
    const size_t n = (size_t)model->feature_count, k = (size_t)model->output_count;
    rows.features = memory_zeroed(ROWS * n, sizeof *rows.features);
    rows.expected = memory_zeroed(ROWS * k, sizeof *rows.expected);
    for (size_t i = 0; i < ROWS; i++) {
        random_row(model, &state, rows.features + i * n);
        reference_margins(model, rows.features + i * n, rows.expected + i * k);
    }
    return rows;
}

static void check_one_by_one(const struct espalier_model *scorer, const struct rows *rows)
{
    const size_t n = (size_t)scorer->feature_count, k = (size_t)scorer->output_count;
    float *margins = memory_zeroed(k, sizeof *margins);
    for (size_t i = 0; i < ROWS; i++) {
        scorer->margins(rows->features + i * n, margins);
        ck_assert_mem_eq(margins, rows->expected + i * k, k * sizeof *margins);
    }
    free(margins);
}

/* Also that nothing behind the last row is touched. */
static void check_batch(const struct espalier_model *scorer, const struct rows *rows)
{
    static const size_t counts[] = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 511, 512, 513, ROWS - 1, ROWS};
    const size_t n = (size_t)scorer->feature_count, k = (size_t)scorer->output_count;
    float *margins = memory_zeroed((ROWS + 1) * k, sizeof *margins);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const size_t first = ROWS - counts[i];
        for (size_t j = 0; j < (ROWS + 1) * k; j++)
            margins[j] = 12345.0f;
        scorer->margins_batch(rows->features + first * n, counts[i], margins);
        ck_assert_mem_eq(margins, rows->expected + first * k, counts[i] * k * sizeof *margins);
        ck_assert(margins[counts[i] * k] == 12345.0f);
    }
    free(margins);
}

/* A bare model's record: a double for each feature. */
static void check_scores(const struct espalier_model *scorer, const struct rows *rows)
{
    const size_t n = (size_t)scorer->feature_count, k = (size_t)scorer->output_count;
    char *record = memory_zeroed(1, scorer->record_size), *result = memory_zeroed(1, scorer->result_size);
    for (size_t i = 0; i < ROWS; i++) {
        scorer->record_init(record);
        for (size_t f = 0; f < n; f++) {
            const double value = (double)rows->features[i * n + f];
            if (!isnan(value)) memcpy(record + scorer->columns[f].offset, &value, sizeof value);
        }
        ck_assert_int_eq(scorer->score(record, result), 0);
        ck_assert_mem_eq(result + 3 * sizeof(int32_t), rows->expected + i * k, k * sizeof(float));
    }
    free(record);
    free(result);
}

static void check_with(const struct ir_model *model, const struct layout_limits *limits, const char *directory, const char *compiler)
{
    struct espalier_library library;
    struct rows rows = make_rows(model);
    scorer_generate(scratch_path(directory), "probe", model, NULL, limits);
    scorer_load(&library, scratch_path(directory), "probe", compiler);
    check_one_by_one(library.model, &rows);
    check_batch(library.model, &rows);
    check_scores(library.model, &rows);
    espalier_unload(&library);
    free(rows.features);
    free(rows.expected);
}

static const struct layout_limits small_parts = {.single_words = 10, .part_words = 400};

/* Each with its own shape, so that every layout meets every compiler. */
static struct ir_model *model_of(int kind)
{
    struct random_shape shape = random_shape_default();
    shape.seed = (uint64_t)kind + 10;
    switch (kind) {
    case 0:
        break;
    case 1:
        shape.categorical_percent = 40;
        break;
    case 2:
        shape.outputs = 5;
        shape.transform = IR_SOFTMAX;
        shape.task = ESPALIER_MULTICLASS;
        break;
    case 3:
        shape.outputs = 3;
        shape.vector_leaves = true;
        shape.transform = IR_IDENTITY;
        shape.task = ESPALIER_REGRESSION;
        shape.categorical_percent = 20;
        break;
    case 4:
        shape.trees = 3;
        shape.depth = 12;
        shape.features = 500;
        break;
    case 5:
        shape.trees = 40;
        shape.depth = 0;
        shape.features = 1;
        break;
    default:
        shape.trees = 0;
        break;
    }
    return random_model(&shape);
}

enum { KINDS = 7 };

/* A compiler that is not there cannot be wrong. */
static void check_kinds(const char *compiler, const char *flags, const struct layout_limits *limits)
{
    char command[512];
    if (!scorer_has(compiler)) return;
    snprintf(command, sizeof command, "%s %s", compiler, flags);
    for (int kind = 0; kind < KINDS; kind++) {
        char directory[16];
        struct ir_model *model = model_of(kind);
        snprintf(directory, sizeof directory, "kind%d", kind);
        check_with(model, limits, directory, command);
        ir_free(model);
    }
}

START_TEST(test_gcc_without_optimization)
{
    check_kinds("gcc", "-std=c99 -O0 " SCORER_WARNINGS, &layout_limits_default);
}
END_TEST

START_TEST(test_gcc_for_this_machine)
{
    check_kinds("gcc", "-O3 -march=native", &small_parts);
}
END_TEST

START_TEST(test_clang)
{
    check_kinds("clang", "-std=c99 -O2 " SCORER_WARNINGS, &layout_limits_default);
}
END_TEST

/* Undefined behavior would end the test by a signal. */
START_TEST(test_undefined_behavior)
{
    check_kinds("gcc", "-O1 -fsanitize=undefined,float-divide-by-zero,float-cast-overflow -fsanitize-undefined-trap-on-error",
                &small_parts);
}
END_TEST

START_TEST(test_tcc)
{
    check_kinds("tcc", "", &small_parts);
}
END_TEST

START_TEST(test_wide_nodes)
{
    struct random_shape shape = random_shape_default();
    shape.trees = 2;
    shape.depth = 16;
    shape.features = 14000; /* 14 bits of feature and 3 of flags leave 15 for a left subtree of 2^16 nodes */
    shape.leaf_percent = 0;
    shape.categorical_percent = 1;
    struct ir_model *model = random_model(&shape);
    check_with(model, &layout_limits_default, "wide", "cc -O1");
    ir_free(model);
}
END_TEST

START_TEST(test_values_that_no_float_holds_are_refused)
{
    struct espalier_library library;
    struct random_shape shape = random_shape_default();
    struct ir_model *model = random_model(&shape);
    scorer_generate(scratch_directory(), "probe", model, NULL, &layout_limits_default);
    scorer_load(&library, scratch_directory(), "probe", "cc -O1");
    const double bad[] = {(double)INFINITY, -(double)INFINITY, 1e39, 340282356779733661637539395458142568448.0};
    double record[7];
    struct {
        int32_t status, decision, column;
        float margins[1], outputs[1];
    } result;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        library.model->record_init(record);
        record[4] = bad[i];
        record[6] = bad[i];
        ck_assert_int_eq(library.model->score(record, &result), ESPALIER_E_RANGE);
        ck_assert_int_eq(result.status, ESPALIER_E_RANGE);
        ck_assert_int_eq(result.column, 4);
        ck_assert_int_eq(result.decision, -1);
        ck_assert(isnan(result.margins[0]) && isnan(result.outputs[0]));
    }
    library.model->record_init(record);
    record[4] = 340282356779733641637539395458142568447.0; /* the double below, which rounds to the largest float */
    ck_assert_int_eq(library.model->score(record, &result), 0);
    ck_assert_int_eq(result.column, -1);
    espalier_unload(&library);
    ir_free(model);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated margins");
    TCase *compiled = tcase_create("compiled");
    scratch_add(compiled);
    tcase_set_timeout(compiled, 200);
    tcase_add_test(compiled, test_gcc_without_optimization);
    tcase_add_test(compiled, test_gcc_for_this_machine);
    tcase_add_test(compiled, test_clang);
    tcase_add_test(compiled, test_undefined_behavior);
    tcase_add_test(compiled, test_tcc);
    tcase_add_test(compiled, test_wide_nodes);
    tcase_add_test(compiled, test_values_that_no_float_holds_are_refused);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
