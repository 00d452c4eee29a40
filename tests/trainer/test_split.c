/* Hold-out and folds: nothing that belongs together is torn apart, and every part is like the whole. */
#include "support/scratch.h"
#include "support/training.h"
#include "trainer/split.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- units ---- */

static struct table_key key_of(const char *const *texts, size_t row_count)
{
    struct table_key key = {.name = "key", .codes = memory_zeroed(row_count, sizeof *key.codes)};
    for (size_t row = 0; row < row_count; row++)
        key.codes[row] = dictionary_number(&key.texts, texts[row], strlen(texts[row]));
    return key;
}

static void free_key(struct table_key *key)
{
    free(key->codes);
    dictionary_free(&key->texts);
}

static void expect_units(const struct table *table, const int32_t *expected)
{
    int32_t *units = split_units(table);
    for (size_t row = 0; row < table->row_count; row++)
        ck_assert_msg(units[row] == expected[row], "row %zu: unit %d, not %d", row, (int)units[row], (int)expected[row]);
    free(units);
}

START_TEST(rows_alone_without_keys)
{
    const struct table table = {.row_count = 4};
    expect_units(&table, (const int32_t[]){0, 1, 2, 3});
}
END_TEST

START_TEST(rows_of_an_id_together)
{
    struct table table = {.row_count = 6, .id = key_of((const char *[]){"x", "y", "x", "z", "y", "x"}, 6)};
    expect_units(&table, (const int32_t[]){0, 1, 0, 2, 1, 0});
    free_key(&table.id);
}
END_TEST

/* x - y share a group, y - z share an id: all three are one unit. */
START_TEST(ids_and_groups_joined)
{
    struct table table = {.row_count = 5,
                          .id = key_of((const char *[]){"1", "2", "2", "3", "4"}, 5),
                          .group = key_of((const char *[]){"g", "g", "h", "h", "i"}, 5)};
    expect_units(&table, (const int32_t[]){0, 0, 0, 0, 1});
    free_key(&table.id);
    free_key(&table.group);
}
END_TEST

/* ---- assignment ---- */

#define ROWS 3000
#define PARTS 7

struct sample {
    size_t rows[ROWS];
    int32_t units[ROWS];
    uint8_t labels[ROWS];
    int32_t parts[ROWS];
    double fractions[PARTS];
};

/* Units of 1 to 4 rows, a fifth of which are positive; some units hold both classes. */
static void make_sample(struct sample *sample, uint64_t seed)
{
    struct random random = random_stream((int64_t)seed, RANDOM_FOLDS, 9);
    int32_t unit = 0;
    for (size_t row = 0; row < ROWS; row++) {
        if (random_below(&random, 3) != 0) unit++;
        sample->rows[row] = row;
        sample->units[row] = unit;
        sample->labels[row] = random_below(&random, 5) == 0;
    }
    for (int i = 0; i < PARTS; i++)
        sample->fractions[i] = 1.0 / PARTS;
}

static void assign(struct sample *sample, int64_t seed)
{
    const struct split_request request = {
        sample->rows, ROWS, sample->units, sample->labels, sample->fractions, PARTS, random_stream(seed, RANDOM_FOLDS, 0)};
    for (size_t row = 0; row < ROWS; row++)
        sample->parts[row] = -1;
    split_assign(&request, sample->parts);
}

START_TEST(units_stay_whole)
{
    static struct sample sample;
    int32_t part_of[ROWS];
    make_sample(&sample, (uint64_t)_i);
    assign(&sample, _i);
    memset(part_of, -1, sizeof part_of);
    for (size_t row = 0; row < ROWS; row++) {
        ck_assert_int_ge(sample.parts[row], 0);
        ck_assert_int_lt(sample.parts[row], PARTS);
        int32_t *part = &part_of[sample.units[row]];
        if (*part >= 0) ck_assert_int_eq(*part, sample.parts[row]);
        *part = sample.parts[row];
    }
}
END_TEST

START_TEST(classes_spread_evenly)
{
    static struct sample sample;
    int counts[PARTS][2] = {{0}}, totals[2] = {0};
    make_sample(&sample, (uint64_t)_i);
    assign(&sample, _i);
    for (size_t row = 0; row < ROWS; row++) {
        counts[sample.parts[row]][sample.labels[row]]++;
        totals[sample.labels[row]]++;
    }
    for (int part = 0; part < PARTS; part++)
        for (int class = 0; class < 2; class ++)
            ck_assert_msg(fabs(counts[part][class] - (double)totals[class] / PARTS) <= 4.0, "part %d has %d of %d rows of class %d", part,
                          counts[part][class], totals[class], class);
}
END_TEST

/* Rows that stand alone can be spread exactly. */
START_TEST(single_rows_spread_exactly)
{
    static struct sample sample;
    int positives[PARTS] = {0};
    make_sample(&sample, 1);
    for (size_t row = 0; row < ROWS; row++) {
        sample.units[row] = (int32_t)row;
        sample.labels[row] = row < 70;
    }
    assign(&sample, 5);
    for (size_t row = 0; row < 70; row++)
        positives[sample.parts[row]]++;
    for (int part = 0; part < PARTS; part++)
        ck_assert_int_eq(positives[part], 10);
}
END_TEST

START_TEST(unequal_shares_are_met)
{
    static struct sample sample;
    int counts[2][2] = {{0}};
    make_sample(&sample, 3);
    const double fractions[2] = {0.8, 0.2};
    const struct split_request request = {
        sample.rows, ROWS, sample.units, sample.labels, fractions, 2, random_stream(1, RANDOM_HOLDOUT, 0)};
    split_assign(&request, sample.parts);
    for (size_t row = 0; row < ROWS; row++)
        counts[sample.parts[row]][sample.labels[row]]++;
    for (int class = 0; class < 2; class ++)
        ck_assert_double_eq_tol((double)counts[1][class] / (counts[0][class] + counts[1][class]), 0.2, 0.005);
}
END_TEST

START_TEST(seed_decides)
{
    static struct sample first, second;
    size_t different = 0;
    make_sample(&first, 1);
    make_sample(&second, 1);
    assign(&first, 7);
    assign(&second, 7);
    ck_assert_mem_eq(first.parts, second.parts, sizeof first.parts);
    assign(&second, 8);
    for (size_t row = 0; row < ROWS; row++)
        different += first.parts[row] != second.parts[row];
    ck_assert_uint_gt(different, ROWS / 2);
}
END_TEST

/* A unit as large as half the table leaves room for the others elsewhere. */
START_TEST(one_huge_unit)
{
    static struct sample sample;
    int counts[PARTS] = {0};
    make_sample(&sample, 2);
    for (size_t row = 0; row < ROWS; row++)
        sample.units[row] = row < ROWS / 2 ? 0 : (int32_t)row;
    assign(&sample, 1);
    for (size_t row = ROWS / 2; row < ROWS; row++)
        counts[sample.parts[row]]++;
    ck_assert_int_eq(counts[sample.parts[0]], 0);
    for (int part = 0; part < PARTS; part++)
        if (part != sample.parts[0]) ck_assert_int_le(abs(counts[part] - ROWS / 2 / (PARTS - 1)), 2);
}
END_TEST

START_TEST(select_splits_in_order)
{
    const size_t rows[] = {4, 2, 0};
    const int32_t parts[] = {1, 0, 0, 0, 1};
    size_t out[3];
    ck_assert_uint_eq(split_select(rows, 3, parts, 1, 1, out), 2);
    ck_assert_uint_eq(out[0], 4);
    ck_assert_uint_eq(out[1], 0);
    ck_assert_uint_eq(split_select(rows, 3, parts, 1, 0, out), 1);
    ck_assert_uint_eq(out[0], 2);
}
END_TEST

/* ---- an experiment ---- */

static int32_t code_of(const struct training *training, size_t row)
{
    return training->table->id.codes[row];
}

START_TEST(customers_never_on_both_sides)
{
    struct training training;
    struct buffer config = {0}, table = {0};
    training_customers(&table, 2000, 3);
    training_config(&config, training_columns, ", \"folds\": 4, \"holdout\": 0.25");
    training_prepare(&training, config.data, table.data, 1);
    const struct experiment *experiment = training.experiment;
    int32_t *fold_of = memory_zeroed((size_t)training.table->id.texts.count, sizeof *fold_of);
    for (size_t row = 0; row < training.table->row_count; row++) {
        int32_t *fold = &fold_of[code_of(&training, row)]; /* 0 not met; fold + 2, so 1 is the hold-out */
        if (*fold) ck_assert_int_eq(*fold, experiment->folds[row] + 2);
        *fold = experiment->folds[row] + 2;
    }
    ck_assert_int_lt(training.table->id.texts.count, 1800); /* ids do repeat */
    ck_assert_uint_eq(experiment->training_count + experiment->holdout_count, 2000);
    ck_assert_double_eq_tol((double)experiment->holdout_count / 2000.0, 0.25, 0.005);
    for (size_t i = 0; i < experiment->holdout_count; i++)
        ck_assert_int_eq(experiment->folds[experiment->holdout_rows[i]], -1);
    free(fold_of);
    training_free(&training);
    buffer_free(&config);
    buffer_free(&table);
}
END_TEST

static void expect_refusal(const char *table, const char *rest, const char *message)
{
    struct buffer config = {0}, expected = {0};
    struct error error = ERROR_NONE;
    struct progress *progress = progress_new(true);
    training_config(&config, "\"id\": {\"role\": \"id\"}, \"age\": {\"type\": \"number\"}", rest);
    const char *path = scratch_text("table.csv", table);
    struct config *read = config_read(scratch_text("config.json", config.data), &error);
    struct table *rows = table_read(read, path, progress, &error);
    ck_assert_msg(rows != NULL, "%s", error.message);
    ck_assert_ptr_null(experiment_new(read, rows, progress, 1, &error));
    buffer_print(&expected, "%s: %s", path, message);
    ck_assert_str_eq(error.message, expected.data);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    table_free(rows);
    config_free(read);
    progress_free(progress);
    buffer_free(&config);
    buffer_free(&expected);
}

START_TEST(too_few_rows)
{
    expect_refusal("id,age,label\n1,30,yes\n2,31,no\n3,32,no\n", "",
                   "the hold-out has no row whose label is 'yes': the table has 1 rows with 'yes' and 2 with 'no', and rows of one id or "
                   "group stay together; use fewer folds or another holdout");
    expect_refusal("id,age,label\n1,30,yes\n2,31,no\n3,32,no\n4,33,yes\n5,34,no\n", ", \"holdout\": 0.5",
                   "fold 2 of 5 has no row whose label is 'yes': the table has 2 rows with 'yes' and 3 with 'no', and rows of one id or "
                   "group stay together; use fewer folds or another holdout");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("split");
    TCase *units = tcase_create("units"), *parts = tcase_create("parts"), *whole = tcase_create("experiment");
    tcase_add_test(units, rows_alone_without_keys);
    tcase_add_test(units, rows_of_an_id_together);
    tcase_add_test(units, ids_and_groups_joined);
    suite_add_tcase(suite, units);
    tcase_add_loop_test(parts, units_stay_whole, 0, 5);
    tcase_add_loop_test(parts, classes_spread_evenly, 0, 5);
    tcase_add_test(parts, single_rows_spread_exactly);
    tcase_add_test(parts, unequal_shares_are_met);
    tcase_add_test(parts, seed_decides);
    tcase_add_test(parts, one_huge_unit);
    tcase_add_test(parts, select_splits_in_order);
    suite_add_tcase(suite, parts);
    scratch_add(whole);
    tcase_add_test(whole, customers_never_on_both_sides);
    tcase_add_test(whole, too_few_rows);
    suite_add_tcase(suite, whole);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
