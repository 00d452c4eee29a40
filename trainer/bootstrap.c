#include "trainer/bootstrap.h"

#include "bundle/base/memory.h"
#include "trainer/random.h"

#include <stdlib.h>

/* Rows of one class, as positions of their levels in the curve. */
struct class_rows {
    size_t *levels;
    size_t count;
};

static struct class_rows rows_of_class(const struct score_curve *curve, int positive)
{
    struct class_rows rows = {0};
    rows.levels = memory_zeroed((size_t)(positive ? curve->positives : curve->negatives), sizeof *rows.levels);
    for (size_t i = 0; i < curve->count; i++) {
        const size_t count = (size_t)(positive ? curve->levels[i].positives : curve->levels[i].negatives);
        for (size_t j = 0; j < count; j++)
            rows.levels[rows.count++] = i;
    }
    return rows;
}

static void draw(const struct class_rows *rows, int positive, struct random *random, struct score_level *levels)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct score_level *level = &levels[rows->levels[random_below(random, rows->count)]];
        if (positive)
            level->positives += 1.0;
        else
            level->negatives += 1.0;
    }
}

/* One sample: the curve's levels with the drawn numbers of rows. */
static struct metrics replicate(const struct score_curve *curve, const struct class_rows rows[2], float threshold, struct random random,
                                struct score_curve *sample)
{
    for (size_t i = 0; i < curve->count; i++)
        sample->levels[i] = (struct score_level){curve->levels[i].margin, 0.0, 0.0};
    draw(&rows[1], 1, &random, sample->levels);
    draw(&rows[0], 0, &random, sample->levels);
    return metrics_of(sample, threshold);
}

static int compare_doubles(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* Linear interpolation between order statistics. */
static double quantile(const double *sorted, size_t count, double probability)
{
    const double position = probability * (double)(count - 1);
    const size_t below = (size_t)position;
    const size_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (position - (double)below) * (sorted[above] - sorted[below]);
}

void bootstrap_bounds(const struct score_curve *curve, float threshold, int32_t replicates, int64_t seed,
                      struct interval bounds[METRIC_COUNT])
{
    const size_t count = (size_t)replicates;
    const struct class_rows rows[2] = {rows_of_class(curve, 0), rows_of_class(curve, 1)};
    double *values = memory_zeroed(METRIC_COUNT * count, sizeof *values);
    struct score_curve sample = *curve;
    sample.levels = memory_zeroed(curve->count, sizeof *sample.levels);
    for (size_t i = 0; i < count; i++) {
        const struct metrics metrics = replicate(curve, rows, threshold, random_stream(seed, RANDOM_BOOTSTRAP, i), &sample);
        for (size_t metric = 0; metric < METRIC_COUNT; metric++)
            values[metric * count + i] = metrics.values[metric];
    }
    for (size_t metric = 0; metric < METRIC_COUNT; metric++) {
        qsort(values + metric * count, count, sizeof *values, compare_doubles);
        bounds[metric] =
            (struct interval){quantile(values + metric * count, count, 0.025), quantile(values + metric * count, count, 0.975)};
    }
    free(sample.levels);
    free(values);
    free(rows[0].levels);
    free(rows[1].levels);
}
