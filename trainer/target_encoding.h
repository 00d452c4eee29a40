/* Target encoding: a category becomes the rate of positives among its rows, drawn towards the rate of all rows. */
#ifndef ESPALIER_TRAINER_TARGET_ENCODING_H
#define ESPALIER_TRAINER_TARGET_ENCODING_H

#include <stddef.h>
#include <stdint.h>

/* What is known of one level (a category, missing, or unseen). */
struct target_level {
    int64_t rows, positives;
};

/* Fills table[0 .. level_count - 1].
 *
 * With n rows of a level, m its rate of positives and p the rate over all levels' rows, a level becomes w m + (1 - w) p.
 * `smoothing` of at least 0 is the weight of p in rows: w = n / (n + smoothing) (m-estimate).
 * `smoothing` NaN is empirical Bayes, as scikit-learn's TargetEncoder(smooth="auto") has it for a binary target:
 * w = n v / (n v + s) with s = m (1 - m) the variance inside the level and v = p (1 - p) that of all rows (D. Micci-Barreca,
 * "A preprocessing scheme for high-cardinality categorical attributes", SIGKDD Explorations 3(1), 2001, equations 3 to 6).
 * A level without rows becomes p. p of no rows at all is 0. */
void target_encode(const struct target_level *levels, size_t level_count, double smoothing, double *table);

#endif
