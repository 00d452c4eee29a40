#include "trainer/cross_validation.h"

#include "trainer/jobs.h"
#include "trainer/split.h"

#include <math.h>
#include <stdlib.h>

/* What the jobs share; each writes margins of rows that no other writes. */
struct run {
    const struct experiment *experiment;
    struct cross_validation *results;
    struct final_model *final;
    bool final_beside; /* job 0 trains the final model, the folds follow */
};

/* ---- one fold ---- */

struct fold {
    size_t *training, *validation;
    size_t training_count, validation_count;
};

static struct fold fold_rows(const struct experiment *experiment, int32_t number)
{
    struct fold fold = {0};
    fold.training = memory_zeroed(experiment->training_count, sizeof *fold.training);
    fold.validation = memory_zeroed(experiment->training_count, sizeof *fold.validation);
    fold.training_count = split_select(experiment->training_rows, experiment->training_count, experiment->folds, number, 0, fold.training);
    fold.validation_count =
        split_select(experiment->training_rows, experiment->training_count, experiment->folds, number, 1, fold.validation);
    return fold;
}

static bool score_model(const struct fit_data *data, const struct fold *fold, enum fit_model model, float *by_row, struct error *error)
{
    struct booster *booster = fit_model(data, model, error);
    if (!booster) return false;
    float *margins = memory_zeroed(fold->validation_count, sizeof *margins);
    const bool fine = fit_margins(data, booster, fold->validation, fold->validation_count, margins, error);
    for (size_t i = 0; fine && i < fold->validation_count; i++)
        by_row[fold->validation[i]] = margins[i];
    free(margins);
    booster_free(booster);
    progress_part_done(data->experiment->progress);
    return fine;
}

static bool run_fold(const struct run *run, int32_t number, struct error *error)
{
    struct fold fold = fold_rows(run->experiment, number);
    struct fit_data data = {0};
    bool fine = fit_data_prepare(run->experiment, fold.training, fold.training_count, (uint64_t)number, &data, error);
    for (int model = 0; fine && model < FIT_MODEL_COUNT; model++)
        if (run->results[model].wanted) fine = score_model(&data, &fold, (enum fit_model)model, run->results[model].margins, error);
    fit_data_free(&data);
    free(fold.training);
    free(fold.validation);
    return fine;
}

/* ---- the final model ---- */

static bool run_final(const struct run *run, struct error *error)
{
    const struct experiment *experiment = run->experiment;
    struct final_model *final = run->final;
    if (!fit_data_prepare(experiment, experiment->training_rows, experiment->training_count, (uint64_t)experiment->config->folds,
                          &final->data, error))
        return false;
    final->booster = fit_model(&final->data, final->model, error);
    progress_part_done(experiment->progress);
    return final->booster != NULL;
}

void final_model_free(struct final_model *final)
{
    booster_free(final->booster);
    fit_data_free(&final->data);
    *final = (struct final_model){0};
}

/* ---- all jobs ---- */

static bool run_job(void *context, size_t job, struct error *error)
{
    const struct run *run = context;
    if (run->final_beside && job == 0) return run_final(run, error);
    return run_fold(run, (int32_t)(run->final_beside ? job - 1 : job), error);
}

static uint64_t total_trees(const struct run *run)
{
    const struct config *config = run->experiment->config;
    int64_t trees = run->final_beside ? fit_trees(config, run->final->model) : 0;
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        if (run->results[model].wanted) trees += config->folds * fit_trees(config, (enum fit_model)model);
    return (uint64_t)trees;
}

static uint64_t model_count(const struct run *run)
{
    uint64_t count = run->final_beside;
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        if (run->results[model].wanted) count += (uint64_t)run->experiment->config->folds;
    return count;
}

static bool run_jobs(struct run *run, struct error *error)
{
    const struct experiment *experiment = run->experiment;
    const size_t folds = (size_t)experiment->config->folds;
    const struct jobs jobs = {.count = folds + run->final_beside, .threads = experiment->threads, .run = run_job, .context = run};
    progress_begin(experiment->progress, total_trees(run), "cross-validating in %zu folds%s", folds,
                   run->final_beside ? " and training the final model" : "");
    progress_parts(experiment->progress, model_count(run), "models");
    const bool fine = jobs_run(&jobs, error);
    progress_end(experiment->progress);
    return fine;
}

/* ---- what the folds say ---- */

static struct score_curve curve_of(const struct experiment *experiment, const float *margins, const size_t *rows, size_t row_count)
{
    float *chosen = memory_zeroed(row_count, sizeof *chosen);
    uint8_t *labels = memory_zeroed(row_count, sizeof *labels);
    for (size_t i = 0; i < row_count; i++) {
        chosen[i] = margins[rows[i]];
        labels[i] = experiment->table->labels[rows[i]];
    }
    const struct score_curve curve = score_curve_new(chosen, labels, row_count);
    free(chosen);
    free(labels);
    return curve;
}

static void measure_folds(const struct experiment *experiment, struct cross_validation *result)
{
    for (int32_t number = 0; number < experiment->config->folds; number++) {
        struct fold fold = fold_rows(experiment, number);
        struct score_curve curve = curve_of(experiment, result->margins, fold.validation, fold.validation_count);
        result->folds[number] = metrics_of(&curve, result->decision.threshold);
        score_curve_free(&curve);
        free(fold.training);
        free(fold.validation);
    }
}

static void summarize(const struct metrics *folds, int32_t count, struct cross_validation *result)
{
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        double sum = 0.0, squares = 0.0;
        for (int32_t i = 0; i < count; i++)
            sum += folds[i].values[metric];
        const double mean = sum / count;
        for (int32_t i = 0; i < count; i++)
            squares += (folds[i].values[metric] - mean) * (folds[i].values[metric] - mean);
        result->mean.values[metric] = mean;
        result->deviation.values[metric] = sqrt(squares / (count - 1));
    }
}

static void judge(const struct experiment *experiment, struct cross_validation *result)
{
    const struct config *config = experiment->config;
    result->curve = curve_of(experiment, result->margins, experiment->training_rows, experiment->training_count);
    result->decision = decision_choose(&result->curve, config->precision_floor);
    result->folds = memory_zeroed((size_t)config->folds, sizeof *result->folds);
    measure_folds(experiment, result);
    summarize(result->folds, config->folds, result);
}

static enum fit_model select_model(const struct config *config, const struct cross_validation *results)
{
    if (config->selection == CONFIG_SELECT_FOREST) return FIT_FOREST;
    if (config->selection == CONFIG_SELECT_XGBOOST) return FIT_XGBOOST;
    return decision_compare(&results[FIT_FOREST].decision, &results[FIT_XGBOOST].decision) < 0 ? FIT_FOREST : FIT_XGBOOST;
}

/* ---- the whole ---- */

bool cross_validate(const struct experiment *experiment, struct cross_validation *results, struct final_model *final, struct error *error)
{
    const struct config *config = experiment->config;
    struct run run = {experiment, results, final, config->selection != CONFIG_SELECT_BEST};
    results[FIT_XGBOOST].wanted = true;
    results[FIT_FOREST].wanted = config->forest_wanted;
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        results[model].margins = memory_zeroed(experiment->table->row_count, sizeof *results[model].margins);
    if (run.final_beside) final->model = select_model(config, results);
    if (!run_jobs(&run, error)) return false;
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        if (results[model].wanted) judge(experiment, &results[model]);
    if (run.final_beside) return true;
    final->model = select_model(config, results);
    progress_begin(experiment->progress, (uint64_t)fit_trees(config, final->model), "training the final model");
    const bool fine = run_final(&run, error);
    progress_end(experiment->progress);
    return fine;
}

void cross_validation_free(struct cross_validation *result)
{
    score_curve_free(&result->curve);
    free(result->margins);
    free(result->folds);
    *result = (struct cross_validation){0};
}
