/* Any bytes as a model file, JSON or UBJSON: read or refused, and what is read holds every promise of codegen/ir.h. */
#include "codegen/read/document.h"
#include "codegen/read/source.h"

#include <math.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
    if (!condition) abort();
}

static void check_set(const struct ir_model *model, size_t node)
{
    size_t begin = model->nodes.category_begin[node], count = (size_t)model->nodes.category_count[node];
    demand(count > 0 && begin + count <= model->category_total);
    for (size_t i = begin; i < begin + count; i++) {
        demand(model->categories[i] >= 0 && model->categories[i] < 1 << 24);
        demand(i == begin || model->categories[i] > model->categories[i - 1]);
    }
}

static void check_node(const struct ir_model *model, const struct ir_tree *tree, size_t node)
{
    const struct ir_nodes *nodes = &model->nodes;
    if (nodes->left[node] < 0) {
        if (tree->group >= 0) demand(isfinite(nodes->value[node]));
        if (tree->group < 0) demand(model->leaf_vector[node] >= 0 && (size_t)model->leaf_vector[node] < model->leaf_vector_count);
        return;
    }
    demand(nodes->left[node] < tree->node_count && nodes->right[node] < tree->node_count);
    demand(nodes->feature[node] >= 0 && nodes->feature[node] < model->feature_count);
    if (nodes->is_categorical[node])
        check_set(model, node);
    else
        demand(!isnan(nodes->value[node]));
}

/* Each node but the root is the child of exactly one, so that with one child fewer than nodes the tree has no cycle out of reach. */
static void check_tree(const struct ir_model *model, const struct ir_tree *tree)
{
    size_t count = (size_t)tree->node_count;
    unsigned char *parents = calloc(count, 1);
    demand(count > 0 && tree->first + count <= model->node_count && tree->group < model->output_count && parents != NULL);
    for (size_t i = 0; i < count; i++) {
        size_t node = tree->first + i;
        check_node(model, tree, node);
        if (model->nodes.left[node] < 0) continue;
        parents[model->nodes.left[node]]++;
        parents[model->nodes.right[node]]++;
    }
    for (size_t i = 0; i < count; i++)
        demand(parents[i] == (i > 0));
    free(parents);
}

static void check_model(const struct ir_model *model)
{
    demand(model->feature_count > 0 && model->output_count > 0 && model->objective != NULL);
    for (int32_t i = 0; i < model->feature_count; i++)
        demand(model->feature_names[i] != NULL);
    for (int32_t i = 0; i < model->output_count; i++)
        demand(isfinite(model->base_margins[i]) && model->output_names[i] != NULL);
    for (size_t i = 0; i < model->leaf_vector_count * (size_t)model->output_count; i++)
        demand(isfinite(model->leaf_vectors[i]));
    for (int32_t i = 0; i < model->tree_count; i++)
        check_tree(model, &model->trees[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    struct json_document *document = source_parse("input", (const char *)data, size, &error);
    struct ir_model *model = document != NULL ? model_from_document(document, (struct model_rounds){0, 0}, &error) : NULL;
    json_free(document);
    demand((model == NULL) == (error.exit_code != EXIT_DONE));
    if (model != NULL) check_model(model);
    ir_free(model);
    return 0;
}
