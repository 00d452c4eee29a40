/* candidates.csv: who is in it, who is not, and which model judged them. */
#include "bundle/base/csv.h"
#include "support/scratch.h"
#include "support/training_run.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The table's rows, encoded as a scorer would by the bundle as read, with the saved model's margins; by line of the file. */
static float *margins_by_line(const struct training_bundle *check, const struct training *training)
{
    const struct table *table = training->table;
    const size_t width = (size_t)check->bundle->feature_count;
    float *features = memory_zeroed(table->row_count * width, sizeof *features);
    float *margins = memory_zeroed(table->row_count, sizeof *margins), *by_line = memory_zeroed(table->row_count + 2, sizeof *by_line);
    union bundle_value *record = memory_zeroed((size_t)check->bundle->column_count, sizeof *record);
    for (size_t row = 0; row < table->row_count; row++) {
        int32_t column;
        for (int32_t i = 0; i < table->column_count; i++) {
            const struct table_column *cells = &table->columns[i];
            if (cells->numbers)
                record[i].number = cells->numbers[row];
            else
                bundle_value_of_text(&check->bundle->columns[i], cells->codes[row] < 0 ? "" : cells->texts.texts[cells->codes[row]],
                                     cells->codes[row] < 0 ? 0 : cells->texts.lengths[cells->codes[row]], &record[i]);
        }
        ck_assert_int_eq(bundle_encode(check->bundle, record, NULL, &features[row * width], &column), 0);
    }
    training_predict(check, features, table->row_count, margins);
    for (size_t row = 0; row < table->row_count; row++)
        by_line[table->lines[row]] = margins[row];
    free(record);
    free(features);
    free(margins);
    return by_line;
}

struct candidate_line {
    const char *id;
    size_t line;
    double probability, margin;
    bool holdout;
};

static struct candidate_line parse_candidate(const struct csv_record *record)
{
    struct candidate_line line;
    ck_assert_uint_eq(record->count, 5);
    line.id = record->fields[0].data;
    line.line = (size_t)strtoul(record->fields[1].data, NULL, 10);
    line.probability = strtod(record->fields[2].data, NULL);
    line.margin = strtod(record->fields[3].data, NULL);
    line.holdout = strcmp(record->fields[4].data, "holdout") == 0;
    if (!line.holdout) ck_assert_str_eq(record->fields[4].data, "out_of_fold");
    return line;
}

/* Margins of the training rows by models that are trained here, one a fold, on the rows outside it; by row. */
static float *margins_of_folds(const struct training *training)
{
    const struct experiment *experiment = training->experiment;
    float *margins = memory_zeroed(training->table->row_count, sizeof *margins);
    size_t *outside = memory_zeroed(experiment->training_count, sizeof *outside);
    for (int32_t fold = 0; fold < training->config->folds; fold++) {
        struct error error = ERROR_NONE;
        struct fit_data data;
        size_t count = 0;
        for (size_t i = 0; i < experiment->training_count; i++)
            if (experiment->folds[experiment->training_rows[i]] != fold) outside[count++] = experiment->training_rows[i];
        ck_assert(fit_data_prepare(experiment, outside, count, (uint64_t)fold, &data, &error));
        struct booster *booster = fit_model(&data, FIT_XGBOOST, &error);
        for (size_t row = 0; row < training->table->row_count; row++)
            if (experiment->folds[row] == fold) ck_assert(fit_margins(&data, booster, &row, 1, &margins[row], &error));
        booster_free(booster);
        fit_data_free(&data);
    }
    free(outside);
    return margins;
}

START_TEST(candidates_are_what_they_say)
{
    struct training training;
    struct buffer config = {0}, table = {0};
    struct error error = ERROR_NONE;
    size_t counts[2] = {0}, same = 0, missed = 0;
    double last = INFINITY;
    training_customers(&table, 2000, 4);
    training_config(&config, training_columns, TRAINING_SMALL TRAINING_NO_FOREST);
    training_prepare(&training, config.data, table.data, 1);
    training_expect_run("bundle", 2);
    struct training_bundle check = training_open();
    float *shipped = margins_by_line(&check, &training), *folds = margins_of_folds(&training);
    struct csv_reader *csv = csv_open(scratch_path("bundle/candidates.csv"), &error);
    struct csv_record record;
    bool *listed = memory_zeroed(training.table->row_count, sizeof *listed);
    while (csv_next(csv, &record, &error) == CSV_RECORD) {
        const struct candidate_line line = parse_candidate(&record);
        const size_t row = line.line - 2; /* no cell of this table spans lines */
        ck_assert_str_eq(line.id, training.table->id.texts.texts[training.table->id.codes[row]]);
        ck_assert_uint_eq(training.table->labels[row], 0);
        ck_assert(line.margin <= last);
        ck_assert((float)line.margin >= check.bundle->decision.threshold);
        ck_assert_double_eq_tol(line.probability, 1.0 / (1.0 + exp(-line.margin)), 1e-6);
        ck_assert_int_eq(line.holdout, training.experiment->folds[row] < 0);
        if (line.holdout) ck_assert_float_eq((float)line.margin, shipped[line.line]);
        if (!line.holdout) ck_assert_float_eq((float)line.margin, folds[row]);
        if (!line.holdout) same += (float)line.margin == shipped[line.line];
        last = line.margin;
        listed[row] = true;
        counts[line.holdout]++;
    }
    for (size_t row = 0; row < training.table->row_count; row++)
        missed +=
            !training.table->labels[row] && !listed[row] &&
            (training.experiment->folds[row] < 0 ? shipped[training.table->lines[row]] : folds[row]) >= check.bundle->decision.threshold;
    ck_assert_uint_eq(missed, 0);
    ck_assert_uint_gt(counts[0], 50);
    ck_assert_uint_gt(counts[1], 10);
    ck_assert_uint_lt(same, counts[0] / 10); /* training rows are not judged by the model that saw them */
    ck_assert_uint_eq(counts[1], (size_t)training_metric(&check, "holdout", "false_positives"));
    csv_close(csv);
    free(listed);
    free(shipped);
    free(folds);
    training_close(&check);
    training_free(&training);
    buffer_free(&config);
    buffer_free(&table);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("candidates");
    TCase *candidates = tcase_create("candidates");
    scratch_add(candidates);
    tcase_set_timeout(candidates, 120);
    tcase_add_test(candidates, candidates_are_what_they_say);
    suite_add_tcase(suite, candidates);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
