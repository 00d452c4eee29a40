/* The hold-out, looked at once: by the model that ships, at the threshold that ships. */
#ifndef ESPALIER_TRAINER_EVALUATION_H
#define ESPALIER_TRAINER_EVALUATION_H

#include "trainer/bootstrap.h"
#include "trainer/cross_validation.h"
#include "trainer/metrics.h"

#include <stdbool.h>
#include <stddef.h>

struct evaluation {
    float *margins; /* of the hold-out's rows, in their order */
    size_t row_count, positive_count;
    struct score_curve curve;
    struct confusion confusion;
    struct metrics metrics;
    struct interval bounds[METRIC_COUNT]; /* 95% */
};

/* `evaluation` is zeroed; on failure it is to be freed as well. */
bool evaluate(const struct experiment *experiment, const struct final_model *final, float threshold, struct evaluation *evaluation,
              struct error *error);
void evaluation_free(struct evaluation *evaluation);

#endif
