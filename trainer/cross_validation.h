/* k-fold cross-validation of every wanted model, and the final training beside it. */
#ifndef ESPALIER_TRAINER_CROSS_VALIDATION_H
#define ESPALIER_TRAINER_CROSS_VALIDATION_H

#include "trainer/decision.h"
#include "trainer/fit.h"
#include "trainer/metrics.h"

#include <stdbool.h>
#include <stddef.h>

/* What cross-validation says about one kind of model. */
struct cross_validation {
    bool wanted;
    float *margins;                 /* by row of the table: by the fold's model that did not see the row; 0 for hold-out rows */
    struct score_curve curve;       /* of all training rows' margins */
    struct decision decision;       /* chosen on the curve */
    struct metrics *folds;          /* config->folds: of each fold alone, at the decision's threshold */
    struct metrics mean, deviation; /* over the folds; deviation with n - 1 */
};

/* The model that ships: grown on all training rows. */
struct final_model {
    enum fit_model model;
    struct fit_data data;
    struct booster *booster;
};

/* Trains and scores everything: the folds of every wanted model, then `final` of the selected kind (beside the folds where the config
 * fixes the kind). `results` has FIT_MODEL_COUNT entries, zeroed; `final` is zeroed. On failure both are to be freed as well. */
bool cross_validate(const struct experiment *experiment, struct cross_validation *results, struct final_model *final, struct error *error);
void cross_validation_free(struct cross_validation *result);
void final_model_free(struct final_model *final);

#endif
