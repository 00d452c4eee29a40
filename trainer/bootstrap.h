/* How far a metric may be off because the hold-out is a sample: percentile bootstrap. */
#ifndef ESPALIER_TRAINER_BOOTSTRAP_H
#define ESPALIER_TRAINER_BOOTSTRAP_H

#include "trainer/metrics.h"

#include <stddef.h>
#include <stdint.h>

struct interval {
    double low, high;
};

/* 95% bounds of every metric at the threshold: the 2.5% and 97.5% quantiles over `replicates` samples of the rows, drawn with
 * replacement within each class, so that every sample has as many positives as the rows (B. Efron, R. Tibshirani, "An Introduction
 * to the Bootstrap", chapter 13). Each replicate has a stream of its own: the same seed gives the same bounds. */
void bootstrap_bounds(const struct score_curve *curve, float threshold, int32_t replicates, int64_t seed,
                      struct interval bounds[METRIC_COUNT]);

#endif
