#include "codegen/verify/reference.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

#define CATEGORY_LIMIT 16777216.0f /* 2^24: categories are counted in float */

/* Categories are ascending. */
static bool is_in_set(const int32_t *set, int32_t count, int32_t category)
{
    int32_t low = 0, high = count;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (set[middle] == category) return true;
        if (set[middle] < category)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool verify_reference_goes_left(const struct ir_model *model, size_t node, float value)
{
    const struct ir_nodes *nodes = &model->nodes;
    if (espalier_is_missing((double)value)) return nodes->default_left[node] != 0;
    if (!nodes->is_categorical[node]) return value < nodes->value[node];
    if (value < 0.0f || value >= CATEGORY_LIMIT) return true;
    return !is_in_set(model->categories + nodes->category_begin[node], nodes->category_count[node], (int32_t)value);
}

size_t verify_reference_leaf(const struct ir_model *model, const struct ir_tree *tree, const float *features)
{
    const struct ir_nodes *nodes = &model->nodes;
    size_t node = tree->first;
    while (nodes->left[node] >= 0) {
        const bool left = verify_reference_goes_left(model, node, features[nodes->feature[node]]);
        node = tree->first + (size_t)(left ? nodes->left[node] : nodes->right[node]);
    }
    return node;
}

static void add_leaf(const struct ir_model *model, const struct ir_tree *tree, size_t leaf, float *margins)
{
    if (tree->group >= 0) {
        margins[tree->group] += model->nodes.value[leaf];
        return;
    }
    const float *vector = model->leaf_vectors + (size_t)model->leaf_vector[leaf] * (size_t)model->output_count;
    for (int32_t i = 0; i < model->output_count; i++)
        margins[i] += vector[i];
}

void verify_reference_margins(const struct ir_model *model, const float *features, float *margins)
{
    for (int32_t i = 0; i < model->output_count; i++)
        margins[i] = model->base_margins[i];
    for (int32_t i = 0; i < model->tree_count; i++)
        add_leaf(model, &model->trees[i], verify_reference_leaf(model, &model->trees[i], features), margins);
}

int32_t verify_reference_decision(const struct ir_model *model, const float *margins, float threshold)
{
    int32_t best = 0;
    if (model->task == ESPALIER_BINARY) return margins[0] >= threshold;
    if (model->task != ESPALIER_MULTICLASS) return -1;
    for (int32_t i = 1; i < model->output_count; i++) {
        if (margins[i] > margins[best]) best = i;
    }
    return best;
}
