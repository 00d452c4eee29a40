/* The thresholds of a model, collected by feature. */
#include "bundle/base/json.h"
#include "bundle/vectors.h"

#include <stdlib.h>

struct split {
    int32_t feature;
    float threshold;
};

struct collection {
    struct split *splits;
    size_t count, capacity;
    int32_t feature_count;
    struct error *error;
};

static bool get_array(struct json object, const char *key, size_t count, struct json *out, struct error *error)
{
    if (!json_get(object, key, JSON_ARRAY, out, error)) return false;
    return json_count(*out) == count || json_error(*out, error, "must have %zu entries", count);
}

static bool add_split(struct collection *collection, struct json feature, struct json threshold)
{
    int64_t position;
    float value;
    if (!json_integer(feature, 0, collection->feature_count - 1, &position, collection->error)) return false;
    if (!json_float(threshold, &value, collection->error)) return false;
    if (!(value - value == 0.0f)) return true; /* infinite: a split that no value takes */
    collection->splits = memory_grow(collection->splits, &collection->capacity, collection->count + 1, sizeof *collection->splits);
    collection->splits[collection->count++] = (struct split){(int32_t)position, value};
    return true;
}

static bool add_tree(struct collection *collection, struct json tree)
{
    struct json left, features, thresholds;
    if (!json_get(tree, "left_children", JSON_ARRAY, &left, collection->error)) return false;
    const size_t count = json_count(left);
    if (!get_array(tree, "split_indices", count, &features, collection->error)) return false;
    if (!get_array(tree, "split_conditions", count, &thresholds, collection->error)) return false;
    for (size_t i = 0; i < count; i++) {
        int64_t child;
        if (!json_integer(json_at(left, i), -1, INT32_MAX, &child, collection->error)) return false;
        if (child >= 0 && !add_split(collection, json_at(features, i), json_at(thresholds, i))) return false;
    }
    return true;
}

static bool collect(struct collection *collection, struct json root)
{
    struct json learner, booster, model, trees;
    if (!json_get(root, "learner", JSON_OBJECT, &learner, collection->error)) return false;
    if (!json_get(learner, "gradient_booster", JSON_OBJECT, &booster, collection->error)) return false;
    if (!json_get(booster, "model", JSON_OBJECT, &model, collection->error)) return false;
    if (!json_get(model, "trees", JSON_ARRAY, &trees, collection->error)) return false;
    for (size_t i = 0; i < json_count(trees); i++) {
        if (!add_tree(collection, json_at(trees, i))) return false;
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct split *left = a, *right = b;
    if (left->feature != right->feature) return left->feature < right->feature ? -1 : 1;
    return left->threshold < right->threshold ? -1 : left->threshold > right->threshold;
}

/* Sorted splits to points, each threshold of a feature once. */
static struct vectors_points *group(struct collection *collection)
{
    struct vectors_points *points = memory_zeroed((size_t)collection->feature_count, sizeof *points);
    if (collection->count > 0) qsort(collection->splits, collection->count, sizeof *collection->splits, compare);
    for (size_t i = 0; i < collection->count;) {
        struct vectors_points *of = &points[collection->splits[i].feature];
        size_t end = i;
        while (end < collection->count && collection->splits[end].feature == collection->splits[i].feature)
            end++;
        of->values = memory_zeroed(end - i, sizeof *of->values);
        for (; i < end; i++) {
            const float value = collection->splits[i].threshold;
            if (of->count == 0 || of->values[of->count - 1] != value) of->values[of->count++] = value;
        }
    }
    return points;
}

struct vectors_points *vectors_points_read(const char *model_path, int32_t feature_count, struct error *error)
{
    struct json_document *document = json_read(model_path, JSON_NONFINITE, error);
    struct collection collection = {.feature_count = feature_count, .error = error};
    struct vectors_points *points = NULL;
    if (document && collect(&collection, json_root(document))) points = group(&collection);
    free(collection.splits);
    json_free(document);
    return points;
}

void vectors_points_free(struct vectors_points *points, int32_t feature_count)
{
    if (!points) return;
    for (int32_t i = 0; i < feature_count; i++)
        free(points[i].values);
    free(points);
}
