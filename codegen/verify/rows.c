#include "codegen/verify/rows.h"
#include "bundle/transforms.h"

#include <float.h>
#include <math.h>

/* Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
uint64_t rows_random_bits(struct rows_random *random)
{
    uint64_t mixed = random->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

size_t rows_random_below(struct rows_random *random, size_t limit)
{
    return (size_t)(rows_random_bits(random) % limit);
}

static float extreme(struct rows_random *random)
{
    static const float values[] = {0.0f,   -0.0f, FLT_TRUE_MIN, -FLT_TRUE_MIN, FLT_MIN,     FLT_MAX,     -FLT_MAX,      -1.0f, 0.5f,
                                   -0.25f, 1.0f,  31.0f,        32.0f,         16777215.0f, 16777216.0f, 2147483648.0f, 1e30f, -1e30f};
    return values[rows_random_below(random, sizeof values / sizeof *values)];
}

static float beside(struct rows_random *random, float point)
{
    switch (rows_random_below(random, 3)) {
    case 0:
        return nextafterf(point, -FLT_MAX);
    case 1:
        return nextafterf(point, FLT_MAX);
    default:
        return point;
    }
}

/* A whole number of steps between two neighboring points, past the last one when it is drawn. */
static float between(struct rows_random *random, const struct vectors_points *points)
{
    const size_t left = rows_random_below(random, points->count);
    const float low = points->values[left];
    const float high = left + 1 < points->count ? points->values[left + 1] : low;
    const float value = low + (float)rows_random_below(random, 1024) / 1024.0f * (high / 2.0f - low / 2.0f) * 2.0f;
    return value >= -FLT_MAX && value <= FLT_MAX ? value : low;
}

static float random_value(struct rows_random *random, const struct vectors_points *points)
{
    const size_t kind = rows_random_below(random, 16);
    float missing = 0.0f;
    (void)espalier_to_float(espalier_missing(), &missing);
    if (kind < 2) return missing;
    if (kind < 4 || points->count == 0) return extreme(random);
    if (kind < 10) return beside(random, points->values[rows_random_below(random, points->count)]);
    return between(random, points);
}

void rows_random_row(struct rows_random *random, const struct ir_model *model, const struct vectors_points *points, float *features)
{
    for (int32_t i = 0; i < model->feature_count; i++)
        features[i] = random_value(random, &points[i]);
}
