/* The generated encoder against bundle_encode: the same features to the bit, or the same refusal of the same column. */
#include "bundle/transforms.h"
#include "tests/support/bundle_fixture.h"
#include "tests/support/random_bundle.h"
#include "tests/support/random_model.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 60000, TEXTS = 20000, FEATURE_LIMIT = 100 };

static void fill(const struct espalier_model *scorer, const union bundle_value *values, char *record)
{
    scorer->record_init(record);
    for (int32_t i = 0; i < scorer->column_count; i++) {
        const struct espalier_column *column = &scorer->columns[i];
        if (column->type == ESPALIER_CATEGORY)
            memcpy(record + column->offset, &values[i].category, sizeof values[i].category);
        else
            memcpy(record + column->offset, &values[i].number, sizeof values[i].number);
    }
}

/* One record through both; returns the status. */
static int check_record(const struct bundle *bundle, const struct espalier_model *scorer, const union bundle_value *values, char *record)
{
    float expected[FEATURE_LIMIT], features[FEATURE_LIMIT];
    int32_t expected_column, column = 99;
    fill(scorer, values, record);
    const int status = bundle_encode(bundle, values, NULL, expected, &expected_column);
    ck_assert_int_eq(scorer->encode(record, features, &column), status);
    ck_assert_int_eq(column, expected_column);
    if (status == 0) ck_assert_mem_eq(features, expected, (size_t)bundle->feature_count * sizeof *features);
    return status;
}

static void check_records(const struct bundle *bundle, const struct espalier_model *scorer)
{
    union bundle_value *values = memory_zeroed((size_t)bundle->column_count, sizeof *values);
    char *record = memory_zeroed(1, scorer->record_size);
    uint64_t state = 3;
    int statuses[16] = {0};
    ck_assert_int_le(bundle->feature_count, FEATURE_LIMIT);
    for (int i = 0; i < RECORDS; i++) {
        random_bundle_record(bundle, &state, values);
        statuses[-check_record(bundle, scorer, values, record)]++;
    }
    ck_assert_int_gt(statuses[0], RECORDS / 100); /* each outcome was met */
    ck_assert_int_gt(statuses[-ESPALIER_E_RANGE], 100);
    ck_assert_int_gt(statuses[-ESPALIER_E_CATEGORY], 100);
    ck_assert_int_gt(statuses[-ESPALIER_E_MISSING], 100);
    free(values);
    free(record);
}

static void check_texts(const struct bundle *bundle, const struct espalier_model *scorer)
{
    static const char *const spaces[] = {"", " ", "\t ", "\r\n"};
    uint64_t state = 4;
    ck_assert_int_eq(scorer->category(-1, "x", 1), -1);
    ck_assert_int_eq(scorer->category(bundle->column_count, "x", 1), -1);
    for (int i = 0; i < TEXTS; i++) {
        char cell[128];
        const int32_t c = (int32_t)draw_below(&state, (uint64_t)bundle->column_count);
        const struct bundle_column *column = &bundle->columns[c];
        if (column->type != BUNDLE_CATEGORY) {
            ck_assert_int_eq(scorer->category(c, "Masters", 7), -1);
            continue;
        }
        const char *name = column->categories[draw_below(&state, (uint64_t)column->category_count)];
        snprintf(cell, sizeof cell, "%s%s%s", spaces[draw_below(&state, 4)], draw_below(&state, 9) ? name : "",
                 spaces[draw_below(&state, 4)]);
        const size_t length = strlen(cell);
        if (length > 0 && draw_below(&state, 3) == 0) cell[draw_below(&state, length)] ^= 0x20;
        union bundle_value value;
        ck_assert(bundle_value_of_text(column, cell, length, &value));
        ck_assert_int_eq(scorer->category(c, cell, length), value.category);
    }
}

static void check_categories(const struct bundle_column *expected, const struct espalier_column *column)
{
    ck_assert_int_eq(column->category_count, expected->category_count);
    for (int32_t c = 0; c < column->category_count; c++)
        ck_assert_str_eq(column->categories[c], expected->categories[c]);
}

static void check_column(const struct bundle_column *expected, const struct espalier_column *column)
{
    ck_assert_str_eq(column->name, expected->name);
    ck_assert_int_eq(column->type, (int)expected->type);
    ck_assert_int_eq((int)column->required, expected->missing == BUNDLE_MISSING_REFUSE);
    if (column->type != ESPALIER_CATEGORY) ck_assert(column->lower == expected->lower && column->upper == expected->upper);
}

static void check_columns(const struct bundle *bundle, const struct espalier_model *scorer)
{
    ck_assert_int_eq(scorer->column_count, bundle->column_count);
    for (int32_t i = 0; i < bundle->column_count; i++) {
        check_column(&bundle->columns[i], &scorer->columns[i]);
        check_categories(&bundle->columns[i], &scorer->columns[i]);
    }
}

static void check_descriptor(const struct bundle *bundle, const struct espalier_model *scorer)
{
    check_columns(bundle, scorer);
    ck_assert_int_eq(espalier_check(scorer), 0);
    ck_assert_uint_eq(scorer->flags, ESPALIER_HAS_PREPROCESSING);
    ck_assert_str_eq(scorer->config_sha256, bundle->provenance.config_sha256);
    ck_assert(scorer->threshold == bundle->decision.threshold);
    for (int32_t i = 0; i < bundle->feature_count; i++)
        ck_assert_str_eq(scorer->features[i], bundle->features[i].name);
}

static void check_bundle(const struct bundle *bundle, const char *compiler, const char *directory)
{
    struct espalier_library library;
    struct ir_model *model = random_bundle_model(bundle);
    scorer_generate(scratch_path(directory), "probe", model, bundle, &layout_limits_default);
    scorer_load(&library, scratch_path(directory), "probe", compiler);
    check_descriptor(bundle, library.model);
    check_records(bundle, library.model);
    check_texts(bundle, library.model);
    espalier_unload(&library);
    ir_free(model);
}

static void check_both(const char *compiler)
{
    struct bundle *every = random_bundle(), *fixture = fixture_bundle();
    check_bundle(every, compiler, "every");
    check_bundle(fixture, compiler, "fixture");
    bundle_free(every);
    bundle_free(fixture);
}

START_TEST(test_gcc)
{
    check_both("gcc -std=c99 -O0 " SCORER_WARNINGS);
}
END_TEST

/* Where multiplication and addition can be fused, and gcc does it by default. */
START_TEST(test_gcc_with_fma)
{
    check_both("gcc -O3 -march=native -ffp-contract=fast");
}
END_TEST

START_TEST(test_clang)
{
    if (scorer_has("clang")) check_both("clang -std=c99 -O2 -march=native " SCORER_WARNINGS);
}
END_TEST

/* Undefined behavior would end the test by a signal. */
START_TEST(test_undefined_behavior)
{
    check_both("gcc -O1 -fsanitize=undefined,float-divide-by-zero,float-cast-overflow -fsanitize-undefined-trap-on-error");
}
END_TEST

START_TEST(test_tcc)
{
    if (scorer_has("tcc")) check_both("tcc");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated encoder");
    TCase *compiled = tcase_create("compiled");
    scratch_add(compiled);
    tcase_set_timeout(compiled, 120);
    tcase_add_test(compiled, test_gcc);
    tcase_add_test(compiled, test_gcc_with_fma);
    tcase_add_test(compiled, test_clang);
    tcase_add_test(compiled, test_undefined_behavior);
    tcase_add_test(compiled, test_tcc);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
