#include "tests/support/reference.h"

#include <math.h>

/* Categories are whole numbers from 0 to 2^24 - 1; a fraction is cut off, everything else matches no set. */
static bool in_set(const struct ir_model *model, size_t node, float value)
{
    if (value < 0 || value >= 16777216.0f) return false;
    const int32_t *set = model->categories + model->nodes.category_begin[node];
    for (int32_t i = 0; i < model->nodes.category_count[node]; i++)
        if (set[i] == (int32_t)value) return true;
    return false;
}

static bool goes_left(const struct ir_model *model, size_t node, float value)
{
    if (isnan(value)) return model->nodes.default_left[node];
    if (model->nodes.is_categorical[node]) return !in_set(model, node, value);
    return value < model->nodes.value[node];
}

static size_t find_leaf(const struct ir_model *model, const struct ir_tree *tree, const float *features)
{
    size_t node = tree->first;
    while (model->nodes.left[node] >= 0) {
        bool left = goes_left(model, node, features[model->nodes.feature[node]]);
        node = tree->first + (size_t)(left ? model->nodes.left[node] : model->nodes.right[node]);
    }
    return node;
}

static void add_vector(const struct ir_model *model, size_t leaf, float *margins)
{
    const float *vector = model->leaf_vectors + (size_t)model->leaf_vector[leaf] * (size_t)model->output_count;
    for (int32_t i = 0; i < model->output_count; i++)
        margins[i] += vector[i];
}

void reference_margins(const struct ir_model *model, const float *features, float *margins)
{
    for (int32_t i = 0; i < model->output_count; i++)
        margins[i] = model->base_margins[i];
    for (int32_t i = 0; i < model->tree_count; i++) {
        const struct ir_tree *tree = &model->trees[i];
        size_t leaf = find_leaf(model, tree, features);
        if (tree->group < 0)
            add_vector(model, leaf, margins);
        else
            margins[tree->group] += model->nodes.value[leaf];
    }
}
