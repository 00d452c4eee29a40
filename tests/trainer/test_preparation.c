/* What is learned beside target encodings: categories, modes, means, medians; and how rows look once encoded. */
#include "bundle/transforms.h"
#include "support/scratch.h"
#include "support/training.h"
#include "trainer/preparation.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A table of the column `x` and the label, one row a cell, repeated until there are enough rows for every part; then one config. */
struct learned {
    struct training training;
    struct preparation *preparation;
};

#define REPEATS 40

static void learn(struct learned *learned, const char *column, const char *const *cells)
{
    struct buffer config = {0}, table = {0};
    struct error error = ERROR_NONE;
    struct experiment *experiment;
    buffer_print(&config,
                 "{\"name\": \"small\", \"target\": {\"column\": \"label\", \"positive\": \"1\"}, \"folds\": 2, \"holdout\": 0.2, "
                 "\"columns\": {\"n\": {\"role\": \"id\"}, \"x\": %s}}",
                 column);
    buffer_text(&table, "n,x,label\n");
    for (int repeat = 0; repeat < REPEATS; repeat++)
        for (int i = 0; cells[i]; i++)
            buffer_print(&table, "%d,%s,%d\n", repeat, cells[i], repeat % 2);
    training_prepare(&learned->training, config.data, table.data, 1);
    experiment = learned->training.experiment;
    learned->preparation =
        preparation_learn(experiment->schema, experiment->units, experiment->training_rows, experiment->training_count, 0, &error);
    ck_assert_msg(learned->preparation != NULL, "%s", error.message);
    buffer_free(&config);
    buffer_free(&table);
}

static const struct bundle_column *column_of(const struct learned *learned)
{
    return &learned->preparation->bundle.columns[0];
}

static void release(struct learned *learned)
{
    preparation_free(learned->preparation);
    training_free(&learned->training);
}

/* The feature `x` of the table's first rows, which are the cells. */
static void expect_features(const struct learned *learned, const float *expected, size_t count)
{
    struct error error = ERROR_NONE;
    for (size_t row = 0; row < count; row++) {
        float feature;
        ck_assert_msg(preparation_encode(learned->preparation, &row, 1, &feature, &error), "%s", error.message);
        if (isnan(expected[row]))
            ck_assert_msg(isnan(feature), "row %zu: %g", row, (double)feature);
        else
            ck_assert_msg(feature == expected[row], "row %zu: %g, not %g", row, (double)feature, (double)expected[row]);
    }
}

/* ---- numbers ---- */

static const char *const numbers[] = {"4", "1", "", "1", "10", NULL};

struct number_case {
    const char *column, *method;
    double value;
    float features[5];
};

static const struct number_case number_cases[] = {
    {"{\"type\": \"number\"}", NULL, 0, {4, 1, NAN, 1, 10}},
    {"{\"type\": \"number\", \"missing\": \"zero\"}", "zero", 0, {4, 1, 0, 1, 10}},
    {"{\"type\": \"number\", \"missing\": {\"constant\": -2.5}}", "constant", -2.5, {4, 1, -2.5F, 1, 10}},
    {"{\"type\": \"number\", \"missing\": \"mode\"}", "mode", 1, {4, 1, 1, 1, 10}},
    {"{\"type\": \"number\", \"missing\": \"mean\"}", "mean", 4, {4, 1, 4, 1, 10}},
    {"{\"type\": \"number\", \"missing\": \"median\"}", "median", 2.5, {4, 1, 2.5F, 1, 10}},
    /* what is out of range is not there when the mean is learned, or is at the bound */
    {"{\"type\": \"number\", \"range\": [0, 5], \"out_of_range\": \"missing\", \"missing\": \"mean\"}", "mean", 2, {4, 1, 2, 1, 2}},
    {"{\"type\": \"number\", \"range\": [0, 6], \"out_of_range\": \"clip\", \"missing\": \"mean\"}", "mean", 3, {4, 1, 3, 1, 6}},
    {"{\"type\": \"number\", \"range\": [2, null], \"out_of_range\": \"missing\"}", NULL, 0, {4, NAN, NAN, NAN, 10}},
};

START_TEST(number_policies)
{
    const struct number_case *at = &number_cases[_i];
    struct learned learned;
    learn(&learned, at->column, numbers);
    if (at->method) {
        ck_assert_str_eq(column_of(&learned)->impute_method, at->method);
        ck_assert_double_eq_tol(column_of(&learned)->impute_value, at->value, 1e-12);
    } else {
        ck_assert_ptr_null(column_of(&learned)->impute_method);
    }
    expect_features(&learned, at->features, 5);
    release(&learned);
}
END_TEST

START_TEST(dates_and_flags)
{
    struct learned learned;
    learn(&learned, "{\"type\": \"date\", \"range\": [\"1970-01-02\", null], \"out_of_range\": \"missing\"}",
          (const char *[]){"1970-01-11", "1970-01-01", "", "3", NULL});
    expect_features(&learned, (const float[]){10, NAN, NAN, 3}, 4);
    release(&learned);
    learn(&learned, "{\"type\": \"flag\", \"missing\": \"mode\"}", (const char *[]){"yes", "", "1", "false", NULL});
    ck_assert_double_eq(column_of(&learned)->impute_value, 1.0);
    expect_features(&learned, (const float[]){1, 1, 1, 0}, 4);
    release(&learned);
}
END_TEST

/* Hold-out rows have no part in what is learned: the mean is that of the training rows alone, which differs from the table's. */
START_TEST(learned_from_training_rows_only)
{
    struct training training;
    struct buffer config = {0}, table = {0};
    struct error error = ERROR_NONE;
    double sum = 0.0, all = 0.0;
    training_customers(&table, 600, 31);
    training_config(&config, "\"age\": {\"type\": \"number\", \"missing\": \"mean\"}", "");
    training_prepare(&training, config.data, table.data, 1);
    const struct experiment *experiment = training.experiment;
    struct preparation *preparation =
        preparation_learn(experiment->schema, experiment->units, experiment->training_rows, experiment->training_count, 0, &error);
    for (size_t i = 0; i < experiment->training_count; i++)
        sum += training.table->columns[0].numbers[experiment->training_rows[i]];
    for (size_t row = 0; row < 600; row++)
        all += training.table->columns[0].numbers[row];
    ck_assert_double_eq_tol(preparation->bundle.columns[0].impute_value, sum / (double)experiment->training_count, 1e-9);
    ck_assert(fabs(all / 600.0 - sum / (double)experiment->training_count) > 1e-6);
    preparation_free(preparation);
    training_free(&training);
    buffer_free(&config);
    buffer_free(&table);
}
END_TEST

/* ---- categories ---- */

struct category_case {
    const char *column;
    const char *categories; /* joined by | */
    float features[7];
};

/* The cells: red three times in three spellings, blue twice, green once, blank once. */
static const char *const colors[] = {"red", " red", "RED", "blue", "green", "", "blue", NULL};

static const struct category_case category_cases[] = {
    {"{\"type\": \"category\", \"encode\": \"ordinal\"}", "RED|blue|green|red", {3, 3, 0, 1, 2, NAN, 1}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"clean\": []}", " red|RED|blue|green|red", {4, 0, 1, 2, 3, NAN, 2}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"clean\": [\"trim\", \"case\"]}", "blue|green|red", {2, 2, 2, 0, 1, NAN, 0}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"categories\": [\"green\", \"blue\"]}", "green|blue", {-1, -1, -1, 1, 0, NAN, 1}},
    {"{\"type\": \"category\", \"encode\": \"native\", \"categories\": [\"green\", \"blue\"]}", "green|blue", {2, 2, 2, 1, 0, NAN, 1}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"categories\": [\"green\", \"blue\"], \"unseen\": \"missing\"}",
     "green|blue",
     {NAN, NAN, NAN, 1, 0, NAN, 1}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"missing\": \"mode\", \"clean\": [\"trim\", \"case\"]}",
     "blue|green|red",
     {2, 2, 2, 0, 1, 2, 0}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"missing\": {\"constant\": \"none\"}}",
     "RED|blue|green|red|none",
     {3, 3, 0, 1, 2, 4, 1}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"missing\": {\"constant\": \"blue\"}}",
     "RED|blue|green|red",
     {3, 3, 0, 1, 2, 1, 1}},
    {"{\"type\": \"category\", \"encode\": \"native\", \"rare_below\": 50}", "blue|red", {1, 1, 2, 0, 2, NAN, 0}},
    {"{\"type\": \"category\", \"encode\": \"ordinal\", \"rare_below\": 50, \"missing\": {\"constant\": \"green\"}, \"unseen\": "
     "\"missing\"}",
     "blue|green|red",
     {2, 2, 1, 0, 1, 1, 0}},
};

static void join(const struct bundle_column *column, struct buffer *out)
{
    for (int32_t i = 0; i < column->category_count; i++)
        buffer_print(out, "%s%s", i ? "|" : "", column->categories[i]);
}

START_TEST(category_policies)
{
    const struct category_case *at = &category_cases[_i];
    struct learned learned;
    struct buffer categories = {0};
    learn(&learned, at->column, colors);
    join(column_of(&learned), &categories);
    ck_assert_str_eq(categories.data, at->categories);
    expect_features(&learned, at->features, 7);
    buffer_free(&categories);
    release(&learned);
}
END_TEST

/* The most frequent spelling names the category. */
START_TEST(spelling_of_the_many)
{
    struct learned learned;
    learn(&learned, "{\"type\": \"category\", \"clean\": [\"case\"]}", (const char *[]){"Rome", "ROME", "Rome", "oslo", NULL});
    ck_assert_int_eq(column_of(&learned)->category_count, 2);
    ck_assert_str_eq(column_of(&learned)->categories[0], "oslo");
    ck_assert_str_eq(column_of(&learned)->categories[1], "Rome");
    release(&learned);
}
END_TEST

/* ---- hold-out categories ---- */

/* A category that only hold-out rows have is none that training saw, unless unseen ones are refused. */
static int count_categories(const char *column)
{
    struct training training;
    struct buffer config = {0}, table = {0};
    training_customers(&table, 300, 5);
    buffer_print(&config,
                 "{\"name\": \"small\", \"target\": {\"column\": \"label\", \"positive\": \"yes\"}, \"folds\": 2, "
                 "\"columns\": {\"code\": %s}}",
                 column);
    training_prepare(&training, config.data, table.data, 1);
    const int count = training.experiment->schema->bundle->columns[0].category_count;
    const int texts = training.table->columns[0].texts.count;
    training_free(&training);
    buffer_free(&config);
    buffer_free(&table);
    return texts - count;
}

START_TEST(vocabulary_of_training_rows)
{
    ck_assert_int_gt(count_categories("{\"type\": \"category\"}"), 3);
    ck_assert_int_eq(count_categories("{\"type\": \"category\", \"unseen\": \"refuse\"}"), 0);
}
END_TEST

/* ---- refusals ---- */

static void expect_refusal(const char *columns, const char *derived, const char *message)
{
    struct buffer config = {0}, expected = {0};
    struct error error = ERROR_NONE;
    struct progress *progress = progress_new(true);
    const char *path = scratch_text("table.csv", "x,y,blank,empty,label\n1,2,,,0\n2,3,,,1\n3,4,,,0\n4,5,,,1\n5,6,,,0\n6,7,,,1\n");
    buffer_print(&config,
                 "{\"name\": \"small\",\n\"target\": {\"column\": \"label\", \"positive\": \"1\"},\n\"folds\": 2,\n\"holdout\": 0.34,\n"
                 "\"columns\": {%s},\n\"derived\": {%s}}",
                 columns, derived);
    struct config *read = config_read(scratch_text("config.json", config.data), &error);
    ck_assert_msg(read != NULL, "%s", error.message);
    struct table *table = table_read(read, path, progress, &error);
    ck_assert_msg(table != NULL, "%s", error.message);
    struct experiment *experiment = experiment_new(read, table, progress, 1, &error);
    struct preparation *preparation = NULL;
    if (experiment)
        preparation =
            preparation_learn(experiment->schema, experiment->units, experiment->training_rows, experiment->training_count, 0, &error);
    ck_assert_ptr_null(preparation);
    buffer_print(&expected, "%s%s", scratch_path(message[0] == ':' ? "config.json" : "table.csv"),
                 message[0] == ':' ? message : message + 1);
    ck_assert_str_eq(error.message, expected.data);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    experiment_free(experiment);
    table_free(table);
    config_free(read);
    progress_free(progress);
    buffer_free(&config);
    buffer_free(&expected);
}

START_TEST(nothing_to_learn)
{
    expect_refusal("\"x\": {\"type\": \"number\"}, \"blank\": {\"type\": \"number\", \"missing\": \"mean\"}", "",
                   " : blank: no training row has a value from which to learn \"missing\": \"mean\"");
    expect_refusal("\"blank\": {\"type\": \"category\"}", "", " : blank: no training row has a category; set its role to \"ignore\"");
    expect_refusal("\"x\": {\"type\": \"category\", \"rare_below\": 5}", "",
                   " : x: no training row has a category that is not rare (rare_below); set its role to \"ignore\"");
}
END_TEST

START_TEST(wrong_expressions)
{
    expect_refusal("\"x\": {\"type\": \"number\"}", "\"twice\": \"2 * z\"", ":6: derived.twice: character 5: unknown column 'z'");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("preparation");
    TCase *values = tcase_create("values"), *refusals = tcase_create("refusals");
    scratch_add(values);
    tcase_add_loop_test(values, number_policies, 0, sizeof number_cases / sizeof *number_cases);
    tcase_add_test(values, dates_and_flags);
    tcase_add_test(values, learned_from_training_rows_only);
    tcase_add_loop_test(values, category_policies, 0, sizeof category_cases / sizeof *category_cases);
    tcase_add_test(values, spelling_of_the_many);
    tcase_add_test(values, vocabulary_of_training_rows);
    suite_add_tcase(suite, values);
    scratch_add(refusals);
    tcase_add_test(refusals, nothing_to_learn);
    tcase_add_test(refusals, wrong_expressions);
    suite_add_tcase(suite, refusals);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
