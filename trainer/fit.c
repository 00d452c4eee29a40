#include "trainer/fit.h"

#include <math.h>
#include <stdlib.h>

/* XGBoost refuses a probability of exactly 0 or 1, and later versions clamp to this. */
#define BASE_SCORE_MARGIN 1e-6

const char *const fit_model_names[FIT_MODEL_COUNT] = {"xgboost", "random_forest"};

/* Encoded rows as a matrix. */
static struct matrix *encode(const struct preparation *preparation, const size_t *rows, size_t row_count, const uint8_t *labels,
                             struct error *error)
{
    float *features = memory_zeroed(row_count * (size_t)preparation->bundle.feature_count, sizeof *features);
    struct matrix *matrix = NULL;
    if (preparation_encode(preparation, rows, row_count, features, error))
        matrix = matrix_new(&preparation->bundle, features, row_count, labels, error);
    free(features);
    return matrix;
}

bool fit_data_prepare(const struct experiment *experiment, const size_t *rows, size_t row_count, uint64_t stream, struct fit_data *data,
                      struct error *error)
{
    uint8_t *labels = memory_zeroed(row_count, sizeof *labels);
    for (size_t i = 0; i < row_count; i++)
        labels[i] = experiment->table->labels[rows[i]];
    *data = (struct fit_data){.experiment = experiment, .row_count = row_count};
    data->positive_count = experiment_positives(experiment->table, rows, row_count);
    data->preparation = preparation_learn(experiment->schema, experiment->units, rows, row_count, stream, error);
    if (data->preparation) data->matrix = encode(data->preparation, rows, row_count, labels, error);
    free(labels);
    if (data->matrix) return true;
    fit_data_free(data);
    return false;
}

void fit_data_free(struct fit_data *data)
{
    matrix_free(data->matrix);
    preparation_free(data->preparation);
    *data = (struct fit_data){0};
}

static void on_round(void *context, int64_t trees)
{
    struct progress *progress = context;
    progress_add(progress, (uint64_t)trees);
}

static const struct parameters *parameters_of(const struct config *config, enum fit_model model)
{
    return model == FIT_FOREST ? &config->forest : &config->model;
}

/* The rate of positives as the trees see it: weights included. */
static double rate_of(const struct fit_data *data, double positive_weight)
{
    const double positives = positive_weight * (double)data->positive_count;
    const double negatives = (double)(data->row_count - data->positive_count);
    return fmin(fmax(positives / (positives + negatives), BASE_SCORE_MARGIN), 1.0 - BASE_SCORE_MARGIN);
}

struct booster *fit_model(const struct fit_data *data, enum fit_model model, struct error *error)
{
    const struct config *config = data->experiment->config;
    const struct parameters *parameters = parameters_of(config, model);
    const double negatives = (double)(data->row_count - data->positive_count);
    const double weight = config->balance ? negatives / (double)data->positive_count : 1.0;
    const struct booster_request request = {.parameters = parameters,
                                            .bundle = &data->preparation->bundle,
                                            .seed = config->seed,
                                            .positive_weight = weight,
                                            .base_score = isnan(parameters->base_score) ? rate_of(data, weight) : parameters->base_score,
                                            .on_round = on_round,
                                            .context = data->experiment->progress};
    return booster_train(&request, data->matrix, error);
}

bool fit_margins(const struct fit_data *data, const struct booster *booster, const size_t *rows, size_t row_count, float *margins,
                 struct error *error)
{
    struct matrix *matrix = encode(data->preparation, rows, row_count, NULL, error);
    const bool fine = matrix && booster_margins(booster, matrix, margins, error);
    matrix_free(matrix);
    return fine;
}

int64_t fit_trees(const struct config *config, enum fit_model model)
{
    return parameters_of(config, model)->n_estimators;
}
