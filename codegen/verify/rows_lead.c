/* Leading a row to a leaf: for each feature on the path a value that takes every turn right. */
#include "bundle/transforms.h"
#include "codegen/verify/reference.h"
#include "codegen/verify/rows.h"

#include <float.h>
#include <math.h>

static float missing_value(void)
{
    float missing = 0.0f;
    (void)espalier_to_float(espalier_missing(), &missing);
    return missing;
}

static int32_t feature_at(const struct rows_path *path, size_t step)
{
    return path->model->nodes.feature[path->nodes[step]];
}

static bool satisfies(const struct rows_path *path, int32_t feature, float value)
{
    for (size_t i = 0; i < path->length; i++) {
        if (feature_at(path, i) == feature && verify_reference_goes_left(path->model, path->nodes[i], value) != path->goes_left[i])
            return false;
    }
    return true;
}

/* The numbers that the numeric splits of a feature leave over: [low, high]. */
static void narrow(const struct rows_path *path, int32_t feature, float *low, float *high)
{
    *low = -FLT_MAX;
    *high = FLT_MAX;
    for (size_t i = 0; i < path->length; i++) {
        const size_t node = path->nodes[i];
        const float threshold = path->model->nodes.value[node];
        if (feature_at(path, i) != feature || path->model->nodes.is_categorical[node]) continue;
        if (path->goes_left[i] && !(threshold > *high)) *high = nextafterf(threshold, -INFINITY);
        if (!path->goes_left[i] && threshold > *low) *low = threshold;
    }
}

static bool try_value(const struct rows_path *path, int32_t feature, float value, float *out)
{
    if (!(value >= -FLT_MAX && value <= FLT_MAX) && !espalier_is_missing((double)value)) return false;
    if (!satisfies(path, feature, value)) return false;
    *out = value;
    return true;
}

static bool try_number(const struct rows_path *path, int32_t feature, enum rows_bias bias, float *out)
{
    float low, high;
    narrow(path, feature, &low, &high);
    const float order[ROWS_BIASES][3] = {{low, high, missing_value()}, {high, low, missing_value()}, {missing_value(), low, high}};
    for (int i = 0; i < 3; i++) {
        if (try_value(path, feature, order[bias][i], out)) return true;
    }
    return false;
}

/* Categories that some set on the path names, and for a path that avoids them all a category beyond every set. */
static bool try_category(const struct rows_path *path, int32_t feature, float *out)
{
    const struct ir_nodes *nodes = &path->model->nodes;
    int32_t beyond = 0;
    for (size_t i = 0; i < path->length; i++) {
        const size_t node = path->nodes[i];
        if (feature_at(path, i) != feature || !nodes->is_categorical[node]) continue;
        for (int32_t k = 0; k < nodes->category_count[node]; k++) {
            const int32_t category = path->model->categories[nodes->category_begin[node] + (size_t)k];
            if (category >= beyond) beyond = category + 1;
            if (try_value(path, feature, (float)category, out)) return true;
        }
    }
    return try_value(path, feature, (float)beyond, out) || try_value(path, feature, 16777216.0f, out);
}

static bool lead_feature(const struct rows_path *path, int32_t feature, enum rows_bias bias, float *out)
{
    return try_number(path, feature, bias, out) || try_category(path, feature, out);
}

bool rows_lead(const struct rows_path *path, enum rows_bias bias, float *features)
{
    for (size_t i = 0; i < path->length; i++) {
        const int32_t feature = feature_at(path, i);
        bool is_first = true;
        for (size_t k = 0; k < i && is_first; k++)
            is_first = feature_at(path, k) != feature;
        if (is_first && !lead_feature(path, feature, bias, &features[feature])) return false;
    }
    return true;
}
