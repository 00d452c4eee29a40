#include "codegen/verify/points.h"

#include <math.h>
#include <stdlib.h>

struct point {
    int32_t feature;
    float value;
};

struct collection {
    struct point *points;
    size_t count, capacity;
};

static void add(struct collection *collection, int32_t feature, float value)
{
    if (!isfinite(value)) return;
    collection->points = memory_grow(collection->points, &collection->capacity, collection->count + 1, sizeof *collection->points);
    collection->points[collection->count++] = (struct point){feature, value};
}

static void add_node(struct collection *collection, const struct ir_model *model, size_t node)
{
    const struct ir_nodes *nodes = &model->nodes;
    if (!nodes->is_categorical[node]) {
        add(collection, nodes->feature[node], nodes->value[node]);
        return;
    }
    for (int32_t i = 0; i < nodes->category_count[node]; i++)
        add(collection, nodes->feature[node], (float)model->categories[nodes->category_begin[node] + (size_t)i]);
}

static int compare(const void *a, const void *b)
{
    const struct point *left = a, *right = b;
    if (left->feature != right->feature) return left->feature < right->feature ? -1 : 1;
    return left->value < right->value ? -1 : left->value > right->value;
}

static void take(struct vectors_points *points, const struct point *first, size_t count)
{
    points->values = memory_zeroed(count, sizeof *points->values);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || first[i].value != first[i - 1].value) points->values[points->count++] = first[i].value;
    }
}

struct vectors_points *points_of_model(const struct ir_model *model)
{
    struct vectors_points *points = memory_zeroed((size_t)model->feature_count, sizeof *points);
    struct collection all = {0};
    for (size_t node = 0; node < model->node_count; node++) {
        if (model->nodes.left[node] >= 0) add_node(&all, model, node);
    }
    if (all.count > 0) qsort(all.points, all.count, sizeof *all.points, compare);
    for (size_t first = 0, end; first < all.count; first = end) {
        for (end = first; end < all.count && all.points[end].feature == all.points[first].feature;)
            end++;
        take(&points[all.points[first].feature], &all.points[first], end - first);
    }
    free(all.points);
    return points;
}
