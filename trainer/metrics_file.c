#include "trainer/metrics_file.h"

#include "bundle/base/json_write.h"

#include <math.h>
#include <stdio.h>

/* Digits beyond these are noise, and would differ between machines' math libraries. */
static double rounded(double value)
{
    return round(value * 1e9) / 1e9;
}

static void add_holdout(const struct outcome *outcome, cJSON *root)
{
    const struct evaluation *holdout = &outcome->holdout;
    cJSON *object = json_add_object(root, "holdout");
    json_add_integer(object, "rows", (int64_t)holdout->row_count);
    json_add_integer(object, "positives", (int64_t)holdout->positive_count);
    json_add_float(object, "threshold", outcome->decision->threshold);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        char low[24], high[24];
        snprintf(low, sizeof low, "%s_low", metric_names[metric]);
        snprintf(high, sizeof high, "%s_high", metric_names[metric]);
        json_add_double(object, metric_names[metric], rounded(holdout->metrics.values[metric]));
        json_add_double(object, low, rounded(holdout->bounds[metric].low));
        json_add_double(object, high, rounded(holdout->bounds[metric].high));
    }
    json_add_integer(object, "true_positives", (int64_t)holdout->confusion.true_positives);
    json_add_integer(object, "false_positives", (int64_t)holdout->confusion.false_positives);
    json_add_integer(object, "false_negatives", (int64_t)holdout->confusion.false_negatives);
    json_add_integer(object, "true_negatives", (int64_t)holdout->confusion.true_negatives);
}

static void add_metrics(const struct metrics *metrics, cJSON *object)
{
    for (int metric = 0; metric < METRIC_COUNT; metric++)
        json_add_double(object, metric_names[metric], rounded(metrics->values[metric]));
}

static void add_model(const struct outcome *outcome, enum fit_model model, cJSON *parent)
{
    const struct cross_validation *result = &outcome->models[model];
    cJSON *object = json_add_object(parent, fit_model_names[model]);
    json_add_float(object, "threshold", result->decision.threshold);
    json_add_bool(object, "floor_reached", result->decision.floor_reached);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        char deviation[24];
        snprintf(deviation, sizeof deviation, "%s_std", metric_names[metric]);
        json_add_double(object, metric_names[metric], rounded(result->mean.values[metric]));
        json_add_double(object, deviation, rounded(result->deviation.values[metric]));
    }
    cJSON *folds = json_add_array(object, "folds");
    for (int32_t i = 0; i < outcome->experiment->config->folds; i++)
        add_metrics(&result->folds[i], json_add_object(folds, NULL));
}

static void add_cross_validation(const struct outcome *outcome, cJSON *root)
{
    cJSON *object = json_add_object(root, "cross_validation");
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        if (outcome->models[model].wanted) add_model(outcome, (enum fit_model)model, object);
}

static void add_objective(const struct outcome *outcome, cJSON *root)
{
    cJSON *object = json_add_object(root, "objective");
    json_add_text(object, "policy", "recall_at_precision");
    json_add_double(object, "precision_floor", outcome->experiment->config->precision_floor);
    json_add_bool(object, "floor_reached", outcome->decision->floor_reached);
    json_add_double(object, "recall", rounded(outcome->decision->recall));
    json_add_double(object, "precision", rounded(outcome->decision->precision));
}

/* One trial: the parameters of the config. */
static void add_trials(const struct outcome *outcome, cJSON *root)
{
    const struct config *config = outcome->experiment->config;
    const struct parameters *parameters = outcome->final.model == FIT_FOREST ? &config->forest : &config->model;
    cJSON *trial = json_add_object(json_add_array(root, "trials"), NULL);
    json_add_integer(trial, "number", 0);
    json_add_double(trial, "value", rounded(outcome->decision->recall));
    cJSON *object = json_add_object(trial, "parameters");
    for (size_t i = 0; i < parameters->count; i++)
        json_add_text(object, parameters->names[i], parameters->values[i]);
}

bool metrics_file_write(const struct outcome *outcome, struct output_directory *directory, struct error *error)
{
    struct output *output = output_directory_file(directory, "metrics.json", error);
    struct buffer text = {0};
    if (!output) return false;
    cJSON *root = cJSON_CreateObject();
    add_holdout(outcome, root);
    add_cross_validation(outcome, root);
    json_add_text(root, "selected", fit_model_names[outcome->final.model]);
    add_objective(outcome, root);
    add_trials(outcome, root);
    json_print(root, &text);
    cJSON_Delete(root);
    output_write(output, text.data, text.length);
    buffer_free(&text);
    return output_commit(output, error);
}
