/* Target encoding against numbers worked out by hand, and its tables against labels they must not have seen. */
#include "support/scratch.h"
#include "support/training.h"
#include "trainer/preparation.h"
#include "trainer/target_encoding.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the formula ---- */

/* 10 rows, 4 positive: p = 0.4, v = 0.24.
 * 4 rows, 3 positive:  m = 3/4, s = 3/16; w = 0.96 / (0.96 + 0.1875) = 0.836601307189542
 * 5 rows, 1 positive:  m = 1/5, s = 4/25; w = 1.20 / (1.20 + 0.16)   = 0.882352941176471
 * 1 row, 0 positive:   m = 0,   s = 0;    w = 1
 * 0 rows: p. */
START_TEST(empirical_bayes)
{
    const struct target_level levels[4] = {{4, 3}, {5, 1}, {1, 0}, {0, 0}};
    double table[4];
    target_encode(levels, 4, NAN, table);
    ck_assert_double_eq_tol(table[0], 0.836601307189542 * 0.75 + 0.163398692810458 * 0.4, 1e-14);
    ck_assert_double_eq_tol(table[0], 0.692810457516340, 1e-14);
    ck_assert_double_eq_tol(table[1], 0.223529411764706, 1e-14);
    ck_assert_double_eq_tol(table[2], 0.0, 1e-15);
    ck_assert_double_eq_tol(table[3], 0.4, 1e-15);
}
END_TEST

/* The same levels, the prior weighing 5 rows: (positives + 5 p) / (rows + 5). */
START_TEST(weight_in_rows)
{
    const struct target_level levels[4] = {{4, 3}, {5, 1}, {1, 0}, {0, 0}};
    double table[4];
    target_encode(levels, 4, 5.0, table);
    ck_assert_double_eq_tol(table[0], 5.0 / 9.0, 1e-14);
    ck_assert_double_eq_tol(table[1], 3.0 / 10.0, 1e-14);
    ck_assert_double_eq_tol(table[2], 2.0 / 6.0, 1e-14);
    ck_assert_double_eq_tol(table[3], 0.4, 1e-14);
    target_encode(levels, 4, 0.0, table);
    ck_assert_double_eq(table[0], 0.75);
    ck_assert_double_eq(table[3], 0.4);
}
END_TEST

START_TEST(one_class_or_no_rows)
{
    const struct target_level all[2] = {{3, 3}, {2, 2}}, none[2] = {{0, 0}, {0, 0}};
    double table[2];
    target_encode(all, 2, NAN, table);
    ck_assert_double_eq(table[0], 1.0);
    ck_assert_double_eq(table[1], 1.0);
    target_encode(none, 2, NAN, table);
    ck_assert_double_eq(table[0], 0.0);
    ck_assert_double_eq(table[1], 0.0);
}
END_TEST

/* ---- cross-fitting ---- */

#define PARTS 4

struct fitted {
    struct training training;
    struct preparation *preparation;
    int32_t feature; /* position of the feature `segment` */
};

static void fit(struct fitted *fitted, const char *table)
{
    struct buffer config = {0};
    struct error error = ERROR_NONE;
    training_config(&config, training_columns, ", \"target_encoding\": {\"folds\": 4}");
    training_prepare(&fitted->training, config.data, table, 1);
    const struct experiment *experiment = fitted->training.experiment;
    fitted->preparation =
        preparation_learn(experiment->schema, experiment->units, experiment->training_rows, experiment->training_count, 0, &error);
    ck_assert_msg(fitted->preparation != NULL, "%s", error.message);
    fitted->feature = -1;
    for (int32_t i = 0; i < fitted->preparation->bundle.feature_count; i++)
        if (strcmp(fitted->preparation->bundle.features[i].name, "segment") == 0) fitted->feature = i;
    ck_assert_int_ge(fitted->feature, 0);
    buffer_free(&config);
}

static void release(struct fitted *fitted)
{
    preparation_free(fitted->preparation);
    training_free(&fitted->training);
}

static const double *table_of_part(const struct fitted *fitted, int32_t part)
{
    return fitted->preparation->tables[part * fitted->preparation->bundle.feature_count + fitted->feature];
}

/* Recounts from the table's cells, by another way than the trainer's. */
static void recount(const struct fitted *fitted, int32_t without, struct target_level *levels)
{
    const struct experiment *experiment = fitted->training.experiment;
    const struct bundle_column *column = &experiment->schema->bundle->columns[fitted->preparation->bundle.features[fitted->feature].source];
    memset(levels, 0, ((size_t)column->category_count + 2) * sizeof *levels);
    for (size_t row = 0; row < experiment->table->row_count; row++) {
        if (experiment->folds[row] < 0 || fitted->preparation->parts[row] == without) continue;
        const struct table_column *cells = &experiment->table->columns[2]; /* age, balance, segment */
        int32_t level = 0;
        for (int32_t i = 0; i < column->category_count; i++)
            if (cells->codes[row] >= 0 && strcmp(cells->texts.texts[cells->codes[row]], column->categories[i]) == 0) level = i + 1;
        levels[level].rows++;
        levels[level].positives += experiment->table->labels[row];
    }
}

START_TEST(tables_leave_their_part_out)
{
    struct fitted fitted;
    struct buffer table = {0};
    struct target_level levels[8];
    double expected[8];
    training_customers(&table, 800, 11);
    fit(&fitted, table.data);
    ck_assert_int_eq(fitted.preparation->part_count, PARTS);
    for (int32_t part = 0; part < PARTS; part++) {
        recount(&fitted, part, levels);
        target_encode(levels, 7, NAN, expected);
        for (int i = 0; i < 7; i++)
            ck_assert_double_eq(table_of_part(&fitted, part)[i], expected[i]);
    }
    recount(&fitted, -2, levels);
    target_encode(levels, 7, NAN, expected);
    for (int i = 0; i < 7; i++)
        ck_assert_double_eq(fitted.preparation->bundle.features[fitted.feature].table[i], expected[i]);
    release(&fitted);
    buffer_free(&table);
}
END_TEST

START_TEST(parts_keep_customers_together)
{
    struct fitted fitted;
    struct buffer table = {0};
    training_customers(&table, 800, 12);
    fit(&fitted, table.data);
    const struct experiment *experiment = fitted.training.experiment;
    for (size_t row = 0; row < 800; row++) {
        ck_assert_int_eq(fitted.preparation->parts[row] >= 0, experiment->folds[row] >= 0);
        for (size_t other = 0; other < row; other++)
            if (experiment->units[row] == experiment->units[other])
                ck_assert_int_eq(fitted.preparation->parts[row], fitted.preparation->parts[other]);
    }
    release(&fitted);
    buffer_free(&table);
}
END_TEST

/* Training rows are encoded by their part's table, hold-out rows by the one that ships. */
START_TEST(rows_get_their_table)
{
    struct fitted fitted;
    struct buffer table = {0};
    struct error error = ERROR_NONE;
    training_customers(&table, 400, 13);
    fit(&fitted, table.data);
    const struct experiment *experiment = fitted.training.experiment;
    const size_t width = (size_t)fitted.preparation->bundle.feature_count;
    float *features = memory_zeroed(width, sizeof *features);
    for (size_t row = 0; row < 400; row++) {
        const int32_t part = fitted.preparation->parts[row];
        const double *of_row = part < 0 ? fitted.preparation->bundle.features[fitted.feature].table : table_of_part(&fitted, part);
        const int32_t category = schema_category(experiment->schema, 2, row);
        ck_assert(preparation_encode(fitted.preparation, &row, 1, features, &error));
        ck_assert_float_eq(features[fitted.feature], (float)of_row[category]);
    }
    free(features);
    release(&fitted);
    buffer_free(&table);
}
END_TEST

/* ---- leaks ---- */

static double auc_with(const char *columns, const char *rest, struct training *training)
{
    struct buffer config = {0}, table = {0};
    training_customers(&table, 3000, 21);
    training_config(&config, columns, rest);
    training_prepare(training, config.data, table.data, 2);
    training_learn(training);
    buffer_free(&config);
    buffer_free(&table);
    return training->models[FIT_XGBOOST].mean.values[METRIC_ROC_AUC];
}

#define SMALL_MODEL                                                                                                                        \
    ", \"random_forest\": false, \"bootstrap_replicates\": 100, \"model\": {\"n_estimators\": 60, \"max_depth\": 4, \"eta\": 0.1}"

/* A column of labels in another order, and one of nearly as many texts as rows, know nothing: alone they must not beat chance. */
START_TEST(noise_alone_is_chance)
{
    struct training training;
    const double auc = auc_with("\"id\": {\"role\": \"id\"}, \"shuffled\": {\"type\": \"category\"}, \"code\": {\"type\": \"category\"}",
                                SMALL_MODEL, &training);
    ck_assert_double_eq_tol(auc, 0.5, 0.04);
    ck_assert_double_eq_tol(training.holdout.metrics.values[METRIC_ROC_AUC], 0.5, 0.08);
    training_free(&training);
}
END_TEST

/* Added to columns that do know something, they must not lift any reported metric. */
START_TEST(noise_lifts_nothing)
{
    struct training without, with;
    struct buffer columns = {0};
    auc_with(training_columns, SMALL_MODEL, &without);
    buffer_print(&columns, "%s, \"shuffled\": {\"type\": \"category\"}, \"code\": {\"type\": \"category\"}", training_columns);
    auc_with(columns.data, SMALL_MODEL, &with);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        ck_assert_double_le(with.models[FIT_XGBOOST].mean.values[metric], without.models[FIT_XGBOOST].mean.values[metric] + 0.015);
        ck_assert_double_le(with.holdout.metrics.values[metric], without.holdout.metrics.values[metric] + 0.03);
    }
    buffer_free(&columns);
    training_free(&without);
    training_free(&with);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("target encoding");
    TCase *formula = tcase_create("formula"), *crossfit = tcase_create("cross-fitting"), *leaks = tcase_create("leaks");
    tcase_add_test(formula, empirical_bayes);
    tcase_add_test(formula, weight_in_rows);
    tcase_add_test(formula, one_class_or_no_rows);
    suite_add_tcase(suite, formula);
    scratch_add(crossfit);
    tcase_add_test(crossfit, tables_leave_their_part_out);
    tcase_add_test(crossfit, parts_keep_customers_together);
    tcase_add_test(crossfit, rows_get_their_table);
    suite_add_tcase(suite, crossfit);
    scratch_add(leaks);
    tcase_set_timeout(leaks, 120);
    tcase_add_test(leaks, noise_alone_is_chance);
    tcase_add_test(leaks, noise_lifts_nothing);
    suite_add_tcase(suite, leaks);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
