#include "codegen/read/booster.h"

#include "bundle/base/memory.h"
#include "codegen/read/arrays.h"
#include "codegen/read/parameter.h"
#include "codegen/read/rounds.h"
#include "codegen/read/tree.h"
#include "codegen/read/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static const char *const gbtree_keys[] = {"model", "name", "weight_drop", NULL};
static const char *const dart_keys[] = {"gbtree", "name", "weight_drop", NULL};
static const char *const model_keys[] = {"cats", "gbtree_model_param", "iteration_indptr", "tree_info", "trees", "weight_drop", NULL};
static const char *const parameter_keys[] = {"num_parallel_tree", "num_trees", "size_leaf_vector", NULL};

/* The parts of a booster, wherever its release put them. */
struct parts {
    struct json model; /* holds trees, tree_info, ... */
    struct json trees;
    struct json weights; /* of dropout, one for each tree; no value without dropout */
    int32_t *groups;     /* tree_info */
    size_t tree_count;
};

static bool read_name(struct json booster, bool *is_dart, struct error *error)
{
    struct json name;
    const char *text;
    if (!json_get(booster, "name", JSON_STRING, &name, error) || !parameter_text(name, &text, error)) return false;
    *is_dart = strcmp(text, "dart") == 0;
    if (*is_dart || strcmp(text, "gbtree") == 0) return true;
    if (strcmp(text, "gblinear") == 0)
        return json_error(name, error, "the booster gblinear is a linear model, not trees; espalier compiles gbtree and dart");
    return json_error(name, error, "the booster \"%.40s\" is not one that espalier knows (gbtree, dart)", text);
}

/* "dart" wraps a gbtree; its weights stand beside the wrapper's gbtree, later beside the model, later inside it. */
static bool open_booster(struct json learner, struct parts *parts, struct error *error)
{
    struct json booster, gbtree;
    bool is_dart;
    if (!json_get(learner, "gradient_booster", JSON_OBJECT, &booster, error) || !read_name(booster, &is_dart, error)) return false;
    if (!json_only_keys(booster, is_dart ? dart_keys : gbtree_keys, error)) return false;
    gbtree = booster;
    if (is_dart && (!json_get(booster, "gbtree", JSON_OBJECT, &gbtree, error) || !json_only_keys(gbtree, gbtree_keys, error))) return false;
    if (!json_get(gbtree, "model", JSON_OBJECT, &parts->model, error) || !json_only_keys(parts->model, model_keys, error)) return false;
    const struct json places[] = {booster, gbtree, parts->model};
    for (size_t i = 0; i < 3 && !json_exists(parts->weights); i++)
        parts->weights = json_find(places[i], "weight_drop");
    if (is_dart && !json_exists(parts->weights)) return json_error(booster, error, "the key \"weight_drop\" is missing");
    return true;
}

static bool read_trees(struct parts *parts, const struct ir_model *model, struct error *error)
{
    struct json parameters;
    int64_t count, ignored;
    if (!json_get(parts->model, "gbtree_model_param", JSON_OBJECT, &parameters, error)) return false;
    if (!json_only_keys(parameters, parameter_keys, error)) return false;
    if (!parameter_integer(parameters, "num_trees", 0, INT32_MAX, &count, error)) return false;
    if (!parameter_integer_or(parameters, "size_leaf_vector", 0, 0, INT32_MAX, &ignored, error)) return false;
    parts->tree_count = (size_t)count;
    if (!array_get(parts->model, "trees", parts->tree_count, &parts->trees, error)) return false;
    parts->groups = memory_zeroed(parts->tree_count, sizeof *parts->groups);
    return array_integers(parts->model, "tree_info", parts->tree_count, 0, model->output_count - 1, parts->groups, error);
}

/* From 3.5 a gbtree with dropout has the weights; without, XGBoost leaves the array out. */
static bool check_weights(const struct parts *parts, struct error *error)
{
    if (!json_exists(parts->weights)) return true;
    if (json_type(parts->weights) != JSON_ARRAY) return json_error(parts->weights, error, "it is not an array");
    size_t count = json_count(parts->weights);
    return count == parts->tree_count || json_error(parts->weights, error, "there are %zu weights for %zu trees", count, parts->tree_count);
}

static bool find_range(const struct parts *parts, struct model_rounds rounds, struct tree_range *range, struct error *error)
{
    if (!rounds_find(parts->model, parts->groups, parts->tree_count, rounds, range, error)) return false;
    bool all = range->begin == 0 && range->end == parts->tree_count;
    if (all || !json_exists(parts->weights)) return true;
    return json_error(parts->weights, error, "a model with dropout is taken whole, since its weights refer to all of its rounds");
}

/* A tree's id is its position; XGBoost places trees by it. */
static bool check_id(struct json tree, size_t position, struct error *error)
{
    int64_t id;
    return parameter_integer_or(tree, "id", (int64_t)position, (int64_t)position, (int64_t)position, &id, error);
}

static bool measure(const struct parts *parts, struct tree_range range, struct tree_totals *totals, struct error *error)
{
    for (size_t i = range.begin; i < range.end; i++)
        if (!tree_measure(json_at(parts->trees, i), totals, error)) return false;
    return true;
}

static bool add_tree(const struct parts *parts, size_t position, struct ir_model *model, struct error *error)
{
    struct json tree = json_at(parts->trees, position);
    float weight = 1;
    if (json_exists(parts->weights) && !json_float(json_at(parts->weights, position), &weight, error)) return false;
    return check_id(tree, position, error) && tree_read(tree, parts->groups[position], weight, model, error);
}

static bool add_trees(const struct parts *parts, struct tree_range range, struct ir_model *model, struct error *error)
{
    struct tree_totals totals = {0};
    if (!measure(parts, range, &totals, error)) return false;
    tree_allocate(&totals, model);
    model->trees = arena_zeroed(&model->arena, range.end - range.begin, sizeof *model->trees);
    for (size_t i = range.begin; i < range.end; i++)
        if (!add_tree(parts, i, model, error)) return false;
    return true;
}

static bool check_vocabulary(const struct parts *parts, const struct ir_model *model, struct error *error)
{
    struct json cats;
    if (!json_exists(json_find(parts->model, "cats"))) return true;
    return json_get(parts->model, "cats", JSON_OBJECT, &cats, error) && vocabulary_check(cats, model->feature_count, error);
}

bool booster_read(struct json learner, struct model_rounds rounds, struct ir_model *model, struct error *error)
{
    struct parts parts = {0};
    struct tree_range range;
    bool ok = open_booster(learner, &parts, error) && read_trees(&parts, model, error) && check_weights(&parts, error) &&
              check_vocabulary(&parts, model, error) && find_range(&parts, rounds, &range, error) && add_trees(&parts, range, model, error);
    free(parts.groups);
    return ok;
}

bool booster_is_empty(struct json learner)
{
    struct json booster = json_find(learner, "gradient_booster");
    struct json wrapped = json_find(booster, "gbtree");
    struct json model = json_find(json_exists(wrapped) ? wrapped : booster, "model");
    return json_count(json_find(model, "trees")) == 0;
}
