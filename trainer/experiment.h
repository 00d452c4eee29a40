/* One table, split once: which rows train, in which folds, and which are kept for the end. */
#ifndef ESPALIER_TRAINER_EXPERIMENT_H
#define ESPALIER_TRAINER_EXPERIMENT_H

#include "trainer/config.h"
#include "trainer/progress.h"
#include "trainer/schema.h"
#include "trainer/table.h"

#include <stddef.h>
#include <stdint.h>

struct experiment {
    const struct config *config;
    const struct table *table;
    struct progress *progress;
    int32_t threads;
    struct schema *schema; /* learned from the training rows' values, never from labels */
    int32_t *units;        /* by row: as from split_units */
    int32_t *folds;        /* by row: 0 .. config->folds - 1, -1 for the hold-out */
    size_t *training_rows;
    size_t training_count;
    size_t *holdout_rows;
    size_t holdout_count;
};

/* Splits and reads the schema. Config, table and progress must outlive the experiment. NULL on failure. Release with experiment_free. */
struct experiment *experiment_new(const struct config *config, const struct table *table, struct progress *progress, int32_t threads,
                                  struct error *error);
void experiment_free(struct experiment *experiment); /* NULL is allowed */

/* Positives among rows. */
size_t experiment_positives(const struct table *table, const size_t *rows, size_t row_count);

#endif
