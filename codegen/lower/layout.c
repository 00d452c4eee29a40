#include "codegen/lower/layout.h"

#include "codegen/lower/category_sets.h"
#include "codegen/lower/preorder.h"

#include <stdlib.h>
#include <string.h>

const struct layout_limits layout_limits_default = {.single_words = 80000, .part_words = 250000};

/* Where each node goes, and what decides between one word and two. */
struct plan {
    int32_t *positions; /* of each node, within its tree */
    uint32_t largest_left;
};

static uint32_t bits_of_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void plan_make(struct plan *plan, const struct ir_model *model)
{
    int32_t *stack = memory_zeroed(model->node_count + 1, sizeof *stack);
    plan->positions = memory_zeroed(model->node_count + 1, sizeof *plan->positions);
    plan->largest_left = 0;
    for (int32_t t = 0; t < model->tree_count; t++) {
        const struct ir_tree *tree = &model->trees[t];
        const int32_t *right = model->nodes.right + tree->first, *left = model->nodes.left + tree->first;
        int32_t *positions = plan->positions + tree->first;
        preorder(model, tree, positions, stack);
        for (int32_t i = 0; i < tree->node_count; i++) {
            const uint32_t size = left[i] < 0 ? 0 : (uint32_t)(positions[right[i]] - positions[i] - 1);
            if (size > plan->largest_left) plan->largest_left = size;
        }
    }
    free(stack);
}

static unsigned bits_for(uint64_t count)
{
    unsigned bits = 1;
    while (UINT64_C(1) << bits < count)
        bits++;
    return bits;
}

static void decide_shape(struct layout *layout, const struct ir_model *model, const struct plan *plan)
{
    layout->feature_bits = bits_for((uint64_t)model->feature_count);
    layout->is_wide = LAYOUT_FEATURE_SHIFT + layout->feature_bits + bits_for((uint64_t)plan->largest_left + 1) > 32;
    layout->has_groups = model->output_count > 1;
    for (int32_t t = 0; t < model->tree_count; t++)
        layout->has_vectors = layout->has_vectors || model->trees[t].group < 0;
    layout->has_groups = layout->has_groups || layout->has_vectors;
    for (size_t i = 0; i < model->node_count; i++)
        layout->has_categories = layout->has_categories || (model->nodes.left[i] >= 0 && model->nodes.is_categorical[i]);
}

static size_t node_words(const struct layout *layout)
{
    return layout->is_wide ? LAYOUT_WIDE_NODE_WORDS : LAYOUT_NODE_WORDS;
}

/* Words that a tree's nodes and vector leaves take. */
static size_t words_of(const struct layout *layout, const struct ir_model *model, const struct ir_tree *tree)
{
    const size_t nodes = (size_t)tree->node_count;
    return nodes * node_words(layout) + (tree->group < 0 ? nodes / 2 * (size_t)model->output_count : 0);
}

/* Cuts the sequence of trees into parts; only their trees are set. */
static void cut(struct layout *layout, const struct ir_model *model, const struct layout_limits *limits)
{
    size_t total = 0, words = 0, capacity = 0;
    for (int32_t t = 0; t < model->tree_count; t++)
        total += words_of(layout, model, &model->trees[t]);
    layout->in_own_files = total > limits->single_words;
    for (int32_t t = 0; t < model->tree_count; t++) {
        if (t == 0 || (layout->in_own_files && words >= limits->part_words)) {
            layout->parts = memory_grow(layout->parts, &capacity, layout->part_count + 1, sizeof *layout->parts);
            layout->parts[layout->part_count++] = (struct layout_part){.first_tree = t};
            words = 0;
        }
        layout->parts[layout->part_count - 1].tree_count++;
        words += words_of(layout, model, &model->trees[t]);
    }
}

static uint32_t add_vector(struct layout_part *part, const struct ir_model *model, size_t node)
{
    const size_t count = (size_t)model->output_count, row = part->vectors.count / count;
    const float *values = model->leaf_vectors + (size_t)model->leaf_vector[node] * count;
    part->vectors.data = memory_grow(part->vectors.data, &part->vectors.capacity, part->vectors.count + count, sizeof *part->vectors.data);
    for (size_t i = 0; i < count; i++)
        part->vectors.data[part->vectors.count++] = bits_of_float(values[i]);
    return (uint32_t)row;
}

/* What is written into one part. */
struct packing {
    const struct ir_model *model;
    const struct layout *layout;
    const struct plan *plan;
    struct layout_part *part;
    struct category_sets sets;
};

static uint32_t first_word(struct packing *packing, const struct ir_tree *tree, size_t node)
{
    const struct ir_nodes *nodes = &packing->model->nodes;
    if (nodes->left[node] < 0 && tree->group < 0) return add_vector(packing->part, packing->model, node);
    if (nodes->left[node] >= 0 && nodes->is_categorical[node]) {
        return category_sets_add(&packing->sets, &packing->part->sets, packing->model->categories + nodes->category_begin[node],
                                 nodes->category_count[node]);
    }
    return bits_of_float(nodes->value[node]);
}

static void pack_node(struct packing *packing, const struct ir_tree *tree, int32_t i, uint32_t *root)
{
    const struct ir_nodes *nodes = &packing->model->nodes;
    const size_t node = tree->first + (size_t)i;
    const int32_t *positions = packing->plan->positions + tree->first;
    uint32_t *out = root + (size_t)positions[i] * node_words(packing->layout);
    out[0] = first_word(packing, tree, node);
    if (nodes->left[node] < 0) return;
    const uint32_t left_size = (uint32_t)(positions[nodes->right[node]] - positions[i] - 1);
    out[1] = LAYOUT_INNER | (nodes->default_left[node] ? LAYOUT_DEFAULT_LEFT : 0u) |
             (nodes->is_categorical[node] ? LAYOUT_CATEGORICAL : 0u) | (uint32_t)nodes->feature[node] << LAYOUT_FEATURE_SHIFT;
    if (packing->layout->is_wide)
        out[2] = left_size;
    else
        out[1] |= left_size << (LAYOUT_FEATURE_SHIFT + packing->layout->feature_bits);
}

static void pack_part(struct packing *packing)
{
    struct layout_part *part = packing->part;
    const struct ir_tree *trees = packing->model->trees + part->first_tree;
    const size_t words = node_words(packing->layout);
    size_t count = 0;
    part->roots = memory_zeroed((size_t)part->tree_count, sizeof *part->roots);
    part->groups = memory_zeroed((size_t)part->tree_count, sizeof *part->groups);
    for (int32_t t = 0; t < part->tree_count; t++) {
        part->roots[t] = (uint32_t)count;
        part->groups[t] = (uint32_t)(trees[t].group < 0 ? packing->model->output_count : trees[t].group);
        count += (size_t)trees[t].node_count;
    }
    part->node_words = count * words;
    part->nodes = memory_zeroed(part->node_words, sizeof *part->nodes);
    for (int32_t t = 0; t < part->tree_count; t++) {
        for (int32_t i = 0; i < trees[t].node_count; i++)
            pack_node(packing, &trees[t], i, part->nodes + part->roots[t] * words);
    }
}

/* A sum stays what it is, to the bit, when -0 is added. */
static void lay_out_nothing(struct layout *layout)
{
    const size_t words = node_words(layout);
    layout->parts = memory_zeroed(1, sizeof *layout->parts);
    layout->part_count = 1;
    layout->parts[0] = (struct layout_part){.tree_count = 1, .node_words = words};
    layout->parts[0].nodes = memory_zeroed(words, sizeof *layout->parts[0].nodes);
    layout->parts[0].nodes[0] = bits_of_float(-0.0f);
    layout->parts[0].roots = memory_zeroed(1, sizeof *layout->parts[0].roots);
    layout->parts[0].groups = memory_zeroed(1, sizeof *layout->parts[0].groups);
}

static size_t bytes_of(const struct layout *layout, const struct layout_part *part)
{
    const size_t trees = (size_t)part->tree_count * (layout->has_groups ? 2 : 1);
    return (part->node_words + trees + part->sets.count + part->vectors.count) * sizeof(uint32_t);
}

void layout_make(struct layout *layout, const struct ir_model *model, const struct layout_limits *limits)
{
    struct plan plan;
    *layout = (struct layout){0};
    plan_make(&plan, model);
    decide_shape(layout, model, &plan);
    cut(layout, model, limits);
    for (size_t i = 0; i < layout->part_count; i++) {
        struct packing packing = {.model = model, .layout = layout, .plan = &plan, .part = &layout->parts[i]};
        pack_part(&packing);
        category_sets_free(&packing.sets);
    }
    free(plan.positions);
    if (layout->part_count == 0) lay_out_nothing(layout);
    for (size_t i = 0; i < layout->part_count; i++)
        layout->table_bytes += bytes_of(layout, &layout->parts[i]);
}

void layout_free(struct layout *layout)
{
    for (size_t i = 0; i < layout->part_count; i++) {
        free(layout->parts[i].nodes);
        free(layout->parts[i].roots);
        free(layout->parts[i].groups);
        free(layout->parts[i].sets.data);
        free(layout->parts[i].vectors.data);
    }
    free(layout->parts);
}
