#include "trainer/evaluation.h"

#include <stdlib.h>

static void measure(const struct experiment *experiment, float threshold, struct evaluation *evaluation)
{
    uint8_t *labels = memory_zeroed(evaluation->row_count, sizeof *labels);
    for (size_t i = 0; i < evaluation->row_count; i++)
        labels[i] = experiment->table->labels[experiment->holdout_rows[i]];
    evaluation->curve = score_curve_new(evaluation->margins, labels, evaluation->row_count);
    evaluation->confusion = confusion_at(&evaluation->curve, threshold);
    evaluation->metrics = metrics_of(&evaluation->curve, threshold);
    bootstrap_bounds(&evaluation->curve, threshold, experiment->config->bootstrap_replicates, experiment->config->seed, evaluation->bounds);
    free(labels);
}

bool evaluate(const struct experiment *experiment, const struct final_model *final, float threshold, struct evaluation *evaluation,
              struct error *error)
{
    evaluation->row_count = experiment->holdout_count;
    evaluation->positive_count = experiment_positives(experiment->table, experiment->holdout_rows, experiment->holdout_count);
    evaluation->margins = memory_zeroed(evaluation->row_count, sizeof *evaluation->margins);
    progress_begin(experiment->progress, 0, "evaluating on the hold-out");
    if (!fit_margins(&final->data, final->booster, experiment->holdout_rows, experiment->holdout_count, evaluation->margins, error))
        return false;
    measure(experiment, threshold, evaluation);
    return true;
}

void evaluation_free(struct evaluation *evaluation)
{
    score_curve_free(&evaluation->curve);
    free(evaluation->margins);
    *evaluation = (struct evaluation){0};
}
