#include "trainer/experiment.h"

#include "trainer/split.h"

#include <stdio.h>
#include <stdlib.h>

size_t experiment_positives(const struct table *table, const size_t *rows, size_t row_count)
{
    size_t positives = 0;
    for (size_t i = 0; i < row_count; i++)
        positives += table->labels[rows[i]];
    return positives;
}

/* Without rows of both classes nothing can be learned or measured on a part. */
static bool check_part(const struct experiment *experiment, const char *what, const size_t *rows, size_t row_count, struct error *error)
{
    const struct table *table = experiment->table;
    const size_t positives = experiment_positives(table, rows, row_count);
    if (positives > 0 && positives < row_count) return true;
    return error_set(error, EXIT_BAD_INPUT,
                     "%s: %s has no row whose %s is '%s': the table has %zu rows with '%s' and %zu with '%s', and rows of one id or group "
                     "stay together; use fewer folds or another holdout",
                     table->path, what, experiment->config->target, positives == 0 ? experiment->config->positive : table->negative,
                     table->positive_count, experiment->config->positive, table->row_count - table->positive_count, table->negative);
}

static void split_holdout(struct experiment *experiment)
{
    const struct table *table = experiment->table;
    const double fractions[2] = {1.0 - experiment->config->holdout, experiment->config->holdout};
    size_t *all = memory_zeroed(table->row_count, sizeof *all);
    int32_t *sides = memory_zeroed(table->row_count, sizeof *sides);
    for (size_t row = 0; row < table->row_count; row++)
        all[row] = row;
    const struct split_request request = {.rows = all,
                                          .row_count = table->row_count,
                                          .units = experiment->units,
                                          .labels = table->labels,
                                          .fractions = fractions,
                                          .part_count = 2,
                                          .random = random_stream(experiment->config->seed, RANDOM_HOLDOUT, 0)};
    split_assign(&request, sides);
    experiment->training_count = split_select(all, table->row_count, sides, 0, 1, experiment->training_rows);
    experiment->holdout_count = split_select(all, table->row_count, sides, 1, 1, experiment->holdout_rows);
    free(sides);
    free(all);
}

static void split_folds(struct experiment *experiment)
{
    const int32_t count = experiment->config->folds;
    double *fractions = memory_zeroed((size_t)count, sizeof *fractions);
    for (int32_t i = 0; i < count; i++)
        fractions[i] = 1.0 / count;
    const struct split_request request = {.rows = experiment->training_rows,
                                          .row_count = experiment->training_count,
                                          .units = experiment->units,
                                          .labels = experiment->table->labels,
                                          .fractions = fractions,
                                          .part_count = count,
                                          .random = random_stream(experiment->config->seed, RANDOM_FOLDS, 0)};
    for (size_t row = 0; row < experiment->table->row_count; row++)
        experiment->folds[row] = -1;
    split_assign(&request, experiment->folds);
    free(fractions);
}

static bool check_folds(const struct experiment *experiment, struct error *error)
{
    size_t *rows = memory_zeroed(experiment->training_count, sizeof *rows);
    bool fine = true;
    for (int32_t fold = 0; fine && fold < experiment->config->folds; fold++) {
        char what[64];
        const size_t inside = split_select(experiment->training_rows, experiment->training_count, experiment->folds, fold, 1, rows);
        snprintf(what, sizeof what, "fold %d of %d", (int)fold + 1, (int)experiment->config->folds);
        fine = check_part(experiment, what, rows, inside, error);
    }
    free(rows);
    return fine;
}

static bool split(struct experiment *experiment, struct error *error)
{
    const size_t row_count = experiment->table->row_count;
    experiment->units = split_units(experiment->table);
    experiment->folds = memory_zeroed(row_count, sizeof *experiment->folds);
    experiment->training_rows = memory_zeroed(row_count, sizeof *experiment->training_rows);
    experiment->holdout_rows = memory_zeroed(row_count, sizeof *experiment->holdout_rows);
    split_holdout(experiment);
    if (!check_part(experiment, "the hold-out", experiment->holdout_rows, experiment->holdout_count, error)) return false;
    if (!check_part(experiment, "the training part", experiment->training_rows, experiment->training_count, error)) return false;
    split_folds(experiment);
    return check_folds(experiment, error);
}

struct experiment *experiment_new(const struct config *config, const struct table *table, struct progress *progress, int32_t threads,
                                  struct error *error)
{
    struct experiment *experiment = memory_zeroed(1, sizeof *experiment);
    experiment->config = config;
    experiment->table = table;
    experiment->progress = progress;
    experiment->threads = threads;
    if (split(experiment, error))
        experiment->schema = schema_new(config, table, experiment->training_rows, experiment->training_count, error);
    if (experiment->schema) return experiment;
    experiment_free(experiment);
    return NULL;
}

void experiment_free(struct experiment *experiment)
{
    if (!experiment) return;
    schema_free(experiment->schema);
    free(experiment->units);
    free(experiment->folds);
    free(experiment->training_rows);
    free(experiment->holdout_rows);
    free(experiment);
}
