#include "tests/support/random_model.h"

#include "runtime/espalier.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

uint64_t draw_bits(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

uint64_t draw_below(uint64_t *state, uint64_t limit)
{
    return draw_bits(state) % limit;
}

static bool chance(uint64_t *state, int percent)
{
    return draw_below(state, 100) < (uint64_t)percent;
}

static float random_float(uint64_t *state)
{
    return (float)((double)(draw_bits(state) >> 11) / 9007199254740992.0 * 4.0 - 2.0);
}

struct random_shape random_shape_default(void)
{
    return (struct random_shape){.trees = 21,
                                 .depth = 5,
                                 .features = 7,
                                 .outputs = 1,
                                 .leaf_percent = 10,
                                 .category_limit = 70,
                                 .transform = IR_SIGMOID,
                                 .task = ESPALIER_BINARY,
                                 .seed = 1};
}

static float random_threshold(uint64_t *state)
{
    static const float special[] = {0.0f, -0.0f, 1.0f, FLT_MAX, -FLT_MAX, FLT_MIN, 0x1p-149f, -0x1p-149f};
    if (chance(state, 10)) return special[draw_below(state, sizeof special / sizeof *special)];
    return random_float(state);
}

/* Arrays with room for every tree at its fullest. */
static void make_room(struct ir_model *model, const struct random_shape *shape)
{
    const size_t most = (size_t)shape->trees * (((size_t)2 << shape->depth) - 1) + 1;
    struct ir_nodes *nodes = &model->nodes;
    nodes->left = arena_zeroed(&model->arena, most, sizeof *nodes->left);
    nodes->right = arena_zeroed(&model->arena, most, sizeof *nodes->right);
    nodes->feature = arena_zeroed(&model->arena, most, sizeof *nodes->feature);
    nodes->value = arena_zeroed(&model->arena, most, sizeof *nodes->value);
    nodes->default_left = arena_zeroed(&model->arena, most, sizeof *nodes->default_left);
    nodes->is_categorical = arena_zeroed(&model->arena, most, sizeof *nodes->is_categorical);
    nodes->category_begin = arena_zeroed(&model->arena, most, sizeof *nodes->category_begin);
    nodes->category_count = arena_zeroed(&model->arena, most, sizeof *nodes->category_count);
    if (shape->categorical_percent > 0)
        model->categories = arena_zeroed(&model->arena, most * (size_t)shape->category_limit, sizeof *model->categories);
    if (!shape->vector_leaves) return;
    model->leaf_vector = arena_zeroed(&model->arena, most, sizeof *model->leaf_vector);
    model->leaf_vectors = arena_zeroed(&model->arena, most * (size_t)shape->outputs, sizeof *model->leaf_vectors);
}

static void add_categories(struct ir_model *model, const struct random_shape *shape, uint64_t *state, size_t node)
{
    const int percent = (int)draw_below(state, 100);
    model->nodes.is_categorical[node] = 1;
    model->nodes.category_begin[node] = model->category_total;
    for (int32_t c = 0; c < shape->category_limit; c++) {
        if (chance(state, percent)) model->categories[model->category_total++] = c;
    }
    model->nodes.category_count[node] = (int32_t)(model->category_total - model->nodes.category_begin[node]);
}

static void add_inner(struct ir_model *model, const struct random_shape *shape, uint64_t *state, size_t node, int32_t children)
{
    model->nodes.left[node] = children;
    model->nodes.right[node] = children + 1;
    model->nodes.feature[node] = (int32_t)draw_below(state, (uint64_t)shape->features);
    model->nodes.default_left[node] = chance(state, 50);
    model->nodes.value[node] = random_threshold(state);
    if (chance(state, shape->categorical_percent)) add_categories(model, shape, state, node);
}

static void add_leaf(struct ir_model *model, const struct random_shape *shape, uint64_t *state, size_t node, int32_t group)
{
    model->nodes.left[node] = -1;
    model->nodes.right[node] = -1;
    model->nodes.value[node] = random_float(state) / 4.0f;
    if (group >= 0) return;
    model->leaf_vector[node] = (int32_t)model->leaf_vector_count;
    for (int32_t i = 0; i < shape->outputs; i++)
        model->leaf_vectors[model->leaf_vector_count * (size_t)shape->outputs + (size_t)i] = random_float(state);
    model->leaf_vector_count++;
}

/* Breadth first: `pending` nodes of the present level are numbered and wait for what they are. */
static void add_tree(struct ir_model *model, const struct random_shape *shape, uint64_t *state, struct ir_tree *tree)
{
    int32_t node = 0, pending = 1;
    tree->first = model->node_count;
    tree->node_count = 1;
    for (int32_t level = 0; pending > 0; level++) {
        int32_t next = 0;
        for (; pending > 0; pending--, node++) {
            if (level == shape->depth || (level > 0 && chance(state, shape->leaf_percent))) {
                add_leaf(model, shape, state, tree->first + (size_t)node, tree->group);
                continue;
            }
            add_inner(model, shape, state, tree->first + (size_t)node, tree->node_count);
            tree->node_count += 2;
            next += 2;
        }
        pending = next;
    }
    model->node_count += (size_t)tree->node_count;
}

static char **make_names(struct ir_model *model, const char *prefix, int32_t count)
{
    char **names = arena_zeroed(&model->arena, (size_t)count, sizeof *names);
    for (int32_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%d", prefix, (int)i);
        names[i] = arena_text(&model->arena, name, strlen(name));
    }
    return names;
}

static void fill_head(struct ir_model *model, const struct random_shape *shape, uint64_t *state)
{
    static const char objective[] = "binary:logistic";
    model->objective = arena_text(&model->arena, objective, strlen(objective));
    model->task = shape->task;
    model->transform = shape->transform;
    model->feature_count = shape->features;
    model->feature_names = make_names(model, "f", shape->features);
    model->feature_is_categorical = arena_zeroed(&model->arena, (size_t)shape->features, 1);
    model->output_count = shape->outputs;
    model->output_names = make_names(model, "output_", shape->outputs);
    model->base_margins = arena_zeroed(&model->arena, (size_t)shape->outputs, sizeof *model->base_margins);
    for (int32_t i = 0; i < shape->outputs; i++)
        model->base_margins[i] = random_float(state);
    model->max_depth = shape->depth;
    model->version[0] = 1;
    model->version[1] = 7;
    model->version[2] = 4;
    memset(model->sha256, 'a', SHA256_TEXT_SIZE - 1);
}

struct ir_model *random_model(const struct random_shape *shape)
{
    struct ir_model *model = memory_zeroed(1, sizeof *model);
    uint64_t state = shape->seed;
    fill_head(model, shape, &state);
    make_room(model, shape);
    model->tree_count = shape->trees;
    model->trees = arena_zeroed(&model->arena, (size_t)shape->trees, sizeof *model->trees);
    for (int32_t t = 0; t < shape->trees; t++) {
        const bool vector = shape->vector_leaves && t % 2 == 0;
        model->trees[t].group = vector ? -1 : (int32_t)draw_below(&state, (uint64_t)shape->outputs);
        add_tree(model, shape, &state, &model->trees[t]);
    }
    return model;
}

/* A value that some node compares with, or one beside it. */
static float near_threshold(const struct ir_model *model, uint64_t *state)
{
    const size_t node = draw_below(state, model->node_count);
    const float value = model->nodes.value[node];
    switch (draw_below(state, 3)) {
    case 0:
        return value;
    case 1:
        return nextafterf(value, -FLT_MAX);
    default:
        return nextafterf(value, FLT_MAX);
    }
}

static float odd_value(uint64_t *state)
{
    static const float odd[] = {0.0f,      -0.0f,  -0.5f, -1.0f,       FLT_MAX,     -FLT_MAX, FLT_MIN,
                                0x1p-149f, 31.99f, 32.0f, 16777215.0f, 16777216.0f, 1e20f,    4294967296.0f};
    return odd[draw_below(state, sizeof odd / sizeof *odd)];
}

void random_row(const struct ir_model *model, uint64_t *state, float *features)
{
    for (int32_t i = 0; i < model->feature_count; i++) {
        switch (draw_below(state, 6)) {
        case 0:
            features[i] = NAN;
            break;
        case 1:
            features[i] = odd_value(state);
            break;
        case 2:
            features[i] = (float)draw_below(state, 90) + (chance(state, 20) ? 0.75f : 0.0f);
            break;
        case 3:
            features[i] = model->node_count ? near_threshold(model, state) : 0.0f;
            break;
        default:
            features[i] = random_float(state);
            break;
        }
    }
}
