#include "trainer/target_encoding.h"

#include <math.h>

static double rate(int64_t positives, int64_t rows)
{
    return rows > 0 ? (double)positives / (double)rows : 0.0;
}

static double weight_of(const struct target_level *level, double mean, double prior, double smoothing)
{
    const double rows = (double)level->rows;
    const double own_variance = mean * (1.0 - mean), prior_variance = prior * (1.0 - prior);
    if (!isnan(smoothing)) return rows / (rows + smoothing);
    /* Both variances vanish only where every row of the table has the same label: the rate is p either way. */
    if (rows * prior_variance + own_variance == 0.0) return 0.0;
    return rows * prior_variance / (rows * prior_variance + own_variance);
}

void target_encode(const struct target_level *levels, size_t level_count, double smoothing, double *table)
{
    struct target_level all = {0, 0};
    for (size_t i = 0; i < level_count; i++) {
        all.rows += levels[i].rows;
        all.positives += levels[i].positives;
    }
    const double prior = rate(all.positives, all.rows);
    for (size_t i = 0; i < level_count; i++) {
        const double mean = rate(levels[i].positives, levels[i].rows);
        const double weight = levels[i].rows > 0 ? weight_of(&levels[i], mean, prior, smoothing) : 0.0;
        table[i] = weight * mean + (1.0 - weight) * prior;
    }
}
