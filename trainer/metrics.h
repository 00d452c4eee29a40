/* How well scores tell positives from negatives. Scores are margins; ties are handled as one. */
#ifndef ESPALIER_TRAINER_METRICS_H
#define ESPALIER_TRAINER_METRICS_H

#include <stddef.h>
#include <stdint.h>

/* Order is that of metric_names. */
enum metric { METRIC_RECALL, METRIC_PRECISION, METRIC_F1, METRIC_ROC_AUC, METRIC_PR_AUC, METRIC_COUNT };
extern const char *const metric_names[METRIC_COUNT]; /* "recall", "precision", "f1", "roc_auc", "pr_auc" */

struct metrics {
    double values[METRIC_COUNT];
};

/* Rows with the same score. */
struct score_level {
    float margin;
    double positives, negatives; /* rows, or weights of rows */
};

/* The distinct margins, highest first, with their rows. */
struct score_curve {
    struct score_level *levels;
    size_t count;
    double positives, negatives; /* totals */
};

/* Release with score_curve_free. */
struct score_curve score_curve_new(const float *margins, const uint8_t *labels, size_t row_count);
void score_curve_free(struct score_curve *curve);

/* All metrics; a row is called positive when its margin is at least `threshold`.
 *
 * recall = TP / (TP + FN); precision = TP / (TP + FP), 0 when nothing is called positive; f1 = 2 TP / (2 TP + FP + FN);
 * roc_auc = probability that a positive outscores a negative, ties counting half (Mann and Whitney's U, scaled);
 * pr_auc = average precision, the sum over distinct scores of (gain in recall) x precision, not interpolated (as
 * scikit-learn's average_precision_score). A ratio whose denominator is 0 is 0. */
struct metrics metrics_of(const struct score_curve *curve, float threshold);

/* Rows by outcome at a threshold. */
struct confusion {
    double true_positives, false_positives, false_negatives, true_negatives;
};
struct confusion confusion_at(const struct score_curve *curve, float threshold);

#endif
