/* One training: preprocessing learned from rows, and the model grown on them. */
#ifndef ESPALIER_TRAINER_FIT_H
#define ESPALIER_TRAINER_FIT_H

#include "trainer/booster.h"
#include "trainer/experiment.h"
#include "trainer/preparation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fit_model { FIT_XGBOOST, FIT_FOREST, FIT_MODEL_COUNT };
extern const char *const fit_model_names[FIT_MODEL_COUNT]; /* "xgboost", "random_forest" */

/* Rows with what was learned from them, ready for any number of models. */
struct fit_data {
    const struct experiment *experiment;
    struct preparation *preparation;
    struct matrix *matrix;
    size_t row_count, positive_count;
};

/* `stream` tells this set of rows from others: the fold's number, or the number of folds for all training rows. */
bool fit_data_prepare(const struct experiment *experiment, const size_t *rows, size_t row_count, uint64_t stream, struct fit_data *data,
                      struct error *error);
void fit_data_free(struct fit_data *data); /* a zeroed one is allowed */

/* Grows one model on the data. Reports trees to the experiment's progress. NULL on failure. */
struct booster *fit_model(const struct fit_data *data, enum fit_model model, struct error *error);
/* Margins of rows that the data does not hold, encoded by what was learned from it. */
bool fit_margins(const struct fit_data *data, const struct booster *booster, const size_t *rows, size_t row_count, float *margins,
                 struct error *error);

/* Trees that the model grows: what progress counts. */
int64_t fit_trees(const struct config *config, enum fit_model model);

#endif
