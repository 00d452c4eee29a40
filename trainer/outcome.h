/* Everything that one training found out: what the bundle, the report and the summary are written from. */
#ifndef ESPALIER_TRAINER_OUTCOME_H
#define ESPALIER_TRAINER_OUTCOME_H

#include "trainer/candidates.h"
#include "trainer/cross_validation.h"
#include "trainer/evaluation.h"
#include "trainer/experiment.h"

struct outcome {
    const struct experiment *experiment;
    struct cross_validation models[FIT_MODEL_COUNT];
    struct final_model final;
    const struct decision *decision; /* of the selected model */
    struct evaluation holdout;
    struct candidates candidates;
    double *gains; /* by feature of the bundle: total gain of its splits */
};

#endif
