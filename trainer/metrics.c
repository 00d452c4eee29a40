#include "trainer/metrics.h"

#include "bundle/base/memory.h"

#include <stdlib.h>

const char *const metric_names[METRIC_COUNT] = {"recall", "precision", "f1", "roc_auc", "pr_auc"};

static double ratio(double part, double whole)
{
    return whole > 0.0 ? part / whole : 0.0;
}

/* Highest margin first. */
static int compare_levels(const void *a, const void *b)
{
    const float left = ((const struct score_level *)a)->margin, right = ((const struct score_level *)b)->margin;
    return left > right ? -1 : left < right;
}

struct score_curve score_curve_new(const float *margins, const uint8_t *labels, size_t row_count)
{
    struct score_curve curve = {.levels = memory_zeroed(row_count, sizeof *curve.levels)};
    for (size_t i = 0; i < row_count; i++) {
        curve.levels[i] = (struct score_level){margins[i], labels[i], !labels[i]};
        curve.positives += labels[i];
        curve.negatives += !labels[i];
    }
    qsort(curve.levels, row_count, sizeof *curve.levels, compare_levels);
    for (size_t i = 0; i < row_count; i++) {
        const struct score_level level = curve.levels[i];
        if (curve.count > 0 && curve.levels[curve.count - 1].margin == level.margin) {
            curve.levels[curve.count - 1].positives += level.positives;
            curve.levels[curve.count - 1].negatives += level.negatives;
        } else {
            curve.levels[curve.count++] = level;
        }
    }
    return curve;
}

void score_curve_free(struct score_curve *curve)
{
    free(curve->levels);
    *curve = (struct score_curve){0};
}

struct confusion confusion_at(const struct score_curve *curve, float threshold)
{
    struct confusion confusion = {0};
    for (size_t i = 0; i < curve->count && curve->levels[i].margin >= threshold; i++) {
        confusion.true_positives += curve->levels[i].positives;
        confusion.false_positives += curve->levels[i].negatives;
    }
    confusion.false_negatives = curve->positives - confusion.true_positives;
    confusion.true_negatives = curve->negatives - confusion.false_positives;
    return confusion;
}

/* Each negative at a level is outscored by the positives above it and, by half, by those beside it. */
static double roc_auc(const struct score_curve *curve)
{
    double above = 0.0, pairs = 0.0;
    for (size_t i = 0; i < curve->count; i++) {
        pairs += curve->levels[i].negatives * (above + 0.5 * curve->levels[i].positives);
        above += curve->levels[i].positives;
    }
    return ratio(pairs, curve->positives * curve->negatives);
}

static double pr_auc(const struct score_curve *curve)
{
    double positives = 0.0, called = 0.0, area = 0.0;
    for (size_t i = 0; i < curve->count; i++) {
        positives += curve->levels[i].positives;
        called += curve->levels[i].positives + curve->levels[i].negatives;
        area += curve->levels[i].positives * ratio(positives, called);
    }
    return ratio(area, curve->positives);
}

struct metrics metrics_of(const struct score_curve *curve, float threshold)
{
    const struct confusion at = confusion_at(curve, threshold);
    struct metrics metrics;
    metrics.values[METRIC_RECALL] = ratio(at.true_positives, curve->positives);
    metrics.values[METRIC_PRECISION] = ratio(at.true_positives, at.true_positives + at.false_positives);
    metrics.values[METRIC_F1] = ratio(2.0 * at.true_positives, 2.0 * at.true_positives + at.false_positives + at.false_negatives);
    metrics.values[METRIC_ROC_AUC] = roc_auc(curve);
    metrics.values[METRIC_PR_AUC] = pr_auc(curve);
    return metrics;
}
