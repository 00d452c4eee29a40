#include "codegen/read/tree.h"

#include "codegen/read/arrays.h"
#include "codegen/read/parameter.h"
#include "codegen/read/shape.h"
#include "codegen/read/split_categories.h"

#include <math.h>

/* Statistics of training (loss_changes, sum_hessian, base_weights of scalar trees, leaf_child_counts) change no margin. */
static const char *const tree_keys[] = {"base_weights",
                                        "categories",
                                        "categories_nodes",
                                        "categories_segments",
                                        "categories_sizes",
                                        "default_left",
                                        "id",
                                        "leaf_child_counts",
                                        "leaf_weights",
                                        "left_children",
                                        "loss_changes",
                                        "parents",
                                        "right_children",
                                        "split_conditions",
                                        "split_indices",
                                        "split_type",
                                        "sum_hessian",
                                        "tree_param",
                                        NULL};

static const char *const parameter_keys[] = {"num_deleted", "num_feature", "num_nodes", "size_leaf_vector", NULL};

/* A tree being read. */
struct source {
    struct json tree, conditions, defaults;
    struct json vectors;  /* rows of output_count values; no value in a scalar tree */
    bool vectors_by_leaf; /* true: a leaf's right child is its row (3.2 on); false: rows are nodes */
    struct shape shape;
    struct split_categories sets;
    float weight;
};

static struct json vector_array(struct json tree)
{
    struct json by_leaf = json_find(tree, "leaf_weights");
    return json_exists(by_leaf) ? by_leaf : json_find(tree, "base_weights");
}

static bool read_parameters(struct json tree, int64_t *nodes, int64_t *vector_size, struct error *error)
{
    struct json parameters;
    int64_t ignored;
    return json_get(tree, "tree_param", JSON_OBJECT, &parameters, error) && json_only_keys(parameters, parameter_keys, error) &&
           parameter_integer(parameters, "num_nodes", 1, INT32_MAX, nodes, error) &&
           parameter_integer_or(parameters, "num_feature", 0, 0, INT64_MAX, &ignored, error) &&
           parameter_integer_or(parameters, "size_leaf_vector", 1, 0, INT32_MAX, vector_size, error);
}

bool tree_measure(struct json tree, struct tree_totals *totals, struct error *error)
{
    struct json left;
    int64_t nodes, vector_size;
    if (json_type(tree) != JSON_OBJECT) return json_error(tree, error, "a tree is not an object");
    if (!read_parameters(tree, &nodes, &vector_size, error)) return false;
    if (!array_get(tree, "left_children", (size_t)nodes, &left, error)) return false;
    totals->nodes += (size_t)nodes;
    struct json categories = json_find(tree, "categories");
    if (json_exists(categories)) totals->categories += json_count(categories);
    struct json vectors = vector_array(tree);
    if (vector_size > 1 && json_exists(vectors)) totals->vector_values += json_count(vectors);
    return true;
}

void tree_allocate(const struct tree_totals *totals, struct ir_model *model)
{
    struct arena *arena = &model->arena;
    struct ir_nodes *nodes = &model->nodes;
    nodes->left = arena_zeroed(arena, totals->nodes, sizeof *nodes->left);
    nodes->right = arena_zeroed(arena, totals->nodes, sizeof *nodes->right);
    nodes->feature = arena_zeroed(arena, totals->nodes, sizeof *nodes->feature);
    nodes->value = arena_zeroed(arena, totals->nodes, sizeof *nodes->value);
    nodes->default_left = arena_zeroed(arena, totals->nodes, sizeof *nodes->default_left);
    nodes->is_categorical = arena_zeroed(arena, totals->nodes, sizeof *nodes->is_categorical);
    nodes->category_begin = arena_zeroed(arena, totals->nodes, sizeof *nodes->category_begin);
    nodes->category_count = arena_zeroed(arena, totals->nodes, sizeof *nodes->category_count);
    model->categories = arena_zeroed(arena, totals->categories, sizeof *model->categories);
    if (totals->vector_values == 0) return;
    model->leaf_vector = arena_zeroed(arena, totals->nodes, sizeof *model->leaf_vector);
    model->leaf_vectors = arena_zeroed(arena, totals->vector_values, sizeof *model->leaf_vectors);
}

/* A leaf's value times the tree's weight. An infinite or undefined leaf would make margins that differ between machines. */
static bool leaf_value(struct json entry, float weight, float *value, struct error *error)
{
    float leaf;
    if (!json_float(entry, &leaf, error)) return false;
    *value = leaf * weight;
    return isfinite(*value) || json_error(entry, error, "the value of a leaf is not finite");
}

static bool read_vector_leaf(const struct source *source, size_t node, size_t at, struct ir_model *model, struct error *error)
{
    size_t width = (size_t)model->output_count;
    size_t row = source->vectors_by_leaf ? (size_t)source->shape.right[node] : node;
    if (source->shape.right[node] < 0 && source->vectors_by_leaf)
        return json_error(source->tree, error, "leaf %zu has no vector in leaf_weights", node);
    if (row >= json_count(source->vectors) / width)
        return json_error(source->vectors, error, "there is no vector %zu for leaf %zu", row, node);
    float *vector = model->leaf_vectors + model->leaf_vector_count * width;
    for (size_t i = 0; i < width; i++)
        if (!leaf_value(json_at(source->vectors, row * width + i), source->weight, &vector[i], error)) return false;
    model->leaf_vector[at] = (int32_t)model->leaf_vector_count++;
    return true;
}

static bool read_leaf(const struct source *source, size_t node, size_t at, struct ir_model *model, struct error *error)
{
    model->nodes.left[at] = -1;
    model->nodes.right[at] = -1;
    if (json_exists(source->vectors)) return read_vector_leaf(source, node, at, model, error);
    return leaf_value(json_at(source->conditions, node), source->weight, &model->nodes.value[at], error);
}

static bool read_category_split(const struct source *source, size_t node, size_t at, struct ir_model *model, struct error *error)
{
    struct ir_nodes *nodes = &model->nodes;
    nodes->is_categorical[at] = 1;
    nodes->category_begin[at] = model->category_total;
    nodes->category_count[at] = source->sets.count[node];
    model->feature_is_categorical[nodes->feature[at]] = 1;
    if (!split_categories_copy(&source->sets, node, model->categories + model->category_total, error)) return false;
    model->category_total += (size_t)source->sets.count[node];
    return true;
}

/* A threshold may be infinite, where a feature's range ended beyond the largest float, but it must order. */
static bool read_threshold(const struct source *source, size_t node, size_t at, struct ir_model *model, struct error *error)
{
    struct json entry = json_at(source->conditions, node);
    if (!json_float(entry, &model->nodes.value[at], error)) return false;
    return !isnan(model->nodes.value[at]) || json_error(entry, error, "the threshold of node %zu is NaN", node);
}

static bool read_split(const struct source *source, size_t node, size_t at, struct ir_model *model, struct error *error)
{
    struct ir_nodes *nodes = &model->nodes;
    bool default_left;
    if (!array_flag(json_at(source->defaults, node), &default_left, error)) return false;
    nodes->left[at] = source->shape.position[source->shape.left[node]];
    nodes->right[at] = source->shape.position[source->shape.right[node]];
    nodes->feature[at] = source->shape.feature[node];
    nodes->default_left[at] = default_left;
    if (source->sets.present && source->sets.is_split[node]) return read_category_split(source, node, at, model, error);
    return read_threshold(source, node, at, model, error);
}

static bool read_nodes(const struct source *source, struct ir_model *model, struct error *error)
{
    const struct shape *shape = &source->shape;
    for (size_t node = 0; node < shape->count; node++) {
        if (shape->position[node] < 0) continue;
        size_t at = model->node_count + (size_t)shape->position[node];
        bool is_leaf = shape->left[node] == -1;
        if (is_leaf ? !read_leaf(source, node, at, model, error) : !read_split(source, node, at, model, error)) return false;
    }
    return true;
}

/* Finds the leaf vectors. Every leaf has a row of its own, so that the rows of the file bound the rows of the IR. */
static bool open_vectors(struct source *source, int64_t vector_size, size_t count, const struct ir_model *model, struct error *error)
{
    if (vector_size <= 1) return true;
    size_t width = (size_t)model->output_count, leaves = (source->shape.live + 1) / 2;
    if (vector_size != model->output_count)
        return json_error(source->tree, error, "leaves have %d values in a model of %zu outputs", (int)vector_size, width);
    source->vectors_by_leaf = json_exists(json_find(source->tree, "leaf_weights"));
    if (source->vectors_by_leaf) return array_get(source->tree, "leaf_weights", leaves * width, &source->vectors, error);
    return array_get(source->tree, "base_weights", count * width, &source->vectors, error);
}

static bool open_source(struct source *source, const struct ir_model *model, struct error *error)
{
    int64_t nodes, vector_size;
    if (!json_only_keys(source->tree, tree_keys, error) || !read_parameters(source->tree, &nodes, &vector_size, error)) return false;
    size_t count = (size_t)nodes;
    return array_get(source->tree, "split_conditions", count, &source->conditions, error) &&
           array_get(source->tree, "default_left", count, &source->defaults, error) &&
           shape_read(source->tree, count, model->feature_count, &source->shape, error) &&
           open_vectors(source, vector_size, count, model, error) && split_categories_read(source->tree, count, &source->sets, error);
}

bool tree_read(struct json tree, int32_t group, float weight, struct ir_model *model, struct error *error)
{
    struct source source = {.tree = tree, .weight = weight};
    bool ok = open_source(&source, model, error) && read_nodes(&source, model, error);
    if (ok) {
        model->trees[model->tree_count++] = (struct ir_tree){
            .first = model->node_count,
            .node_count = (int32_t)source.shape.live,
            .group = json_exists(source.vectors) ? -1 : group,
        };
        model->node_count += source.shape.live;
        if (source.shape.depth > model->max_depth) model->max_depth = source.shape.depth;
    }
    shape_free(&source.shape);
    split_categories_free(&source.sets);
    return ok;
}
