/* The training, step by step. */
#include "trainer/train.h"

#include "trainer/deliver.h"
#include "trainer/outcome.h"
#include "trainer/summary.h"

#include <stdlib.h>

/* What is known before the table is split. */
struct inputs {
    struct config *config;
    struct table *table;
    struct progress *progress;
};

static const char *table_path(const struct options *options, const struct config *config, struct error *error)
{
    const char *path = options->table ? options->table : config->table;
    if (!path) error_set(error, EXIT_BAD_INPUT, "%s: names no \"table\"; give one with --data", config->path);
    return path;
}

static bool read_inputs(const struct options *options, struct inputs *inputs, struct error *error)
{
    const char *path;
    inputs->progress = progress_new(options->quiet);
    inputs->config = config_read(options->config, error);
    if (!inputs->config) return false;
    if (options->seed >= 0) inputs->config->seed = options->seed;
    path = table_path(options, inputs->config, error);
    if (path) inputs->table = table_read(inputs->config, path, inputs->progress, error);
    return inputs->table != NULL;
}

static void free_inputs(struct inputs *inputs)
{
    table_free(inputs->table);
    config_free(inputs->config);
    progress_free(inputs->progress);
}

/* The models, the threshold, and only then the hold-out. */
static bool learn(struct outcome *outcome, struct error *error)
{
    const struct experiment *experiment = outcome->experiment;
    const struct bundle *bundle = experiment->schema->bundle;
    if (!cross_validate(experiment, outcome->models, &outcome->final, error)) return false;
    outcome->decision = &outcome->models[outcome->final.model].decision;
    if (!evaluate(experiment, &outcome->final, outcome->decision->threshold, &outcome->holdout, error)) return false;
    outcome->candidates =
        candidates_find(experiment, outcome->models[outcome->final.model].margins, outcome->holdout.margins, outcome->decision->threshold);
    outcome->gains = memory_zeroed((size_t)bundle->feature_count, sizeof *outcome->gains);
    return booster_gains(outcome->final.booster, bundle, outcome->gains, error) && !interrupt_check(error);
}

static void free_outcome(struct outcome *outcome)
{
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        cross_validation_free(&outcome->models[model]);
    final_model_free(&outcome->final);
    evaluation_free(&outcome->holdout);
    candidates_free(&outcome->candidates);
    free(outcome->gains);
}

/* Learns, delivers and tells. `directory` is committed or abandoned here. */
static bool run(const struct options *options, const struct experiment *experiment, struct output_directory *directory, struct error *error)
{
    struct outcome outcome = {.experiment = experiment};
    bool fine = learn(&outcome, error) && deliver(&outcome, directory, error) && !interrupt_check(error);
    if (fine)
        fine = output_directory_commit(directory, error);
    else
        output_directory_abandon(directory);
    if (fine) fine = summary_print(&outcome, options->bundle, error);
    free_outcome(&outcome);
    return fine;
}

bool train(const struct options *options, struct error *error)
{
    struct inputs inputs = {0};
    struct experiment *experiment = NULL;
    struct output_directory *directory = NULL;
    if (read_inputs(options, &inputs, error))
        experiment = experiment_new(inputs.config, inputs.table, inputs.progress, options->threads, error);
    /* Opened before the long work: a directory that cannot be written is told now. */
    if (experiment) directory = output_directory_open(options->bundle, error);
    const bool fine = directory && run(options, experiment, directory, error);
    experiment_free(experiment);
    free_inputs(&inputs);
    return fine;
}
