#include "tests/support/xgboost_model_text.h"

#include "bundle/base/buffer.h"
#include "codegen/read/document.h"
#include "codegen/read/source.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

const char model_text[] =
    "{\"learner\": {\n"
    " \"attributes\": {\"best_iteration\": \"1\"},\n"
    " \"feature_names\": [\"age\", \"job\"],\n"
    " \"feature_types\": [\"q\", \"c\"],\n"
    " \"gradient_booster\": {\"model\": {\n"
    "  \"gbtree_model_param\": {\"num_parallel_tree\": \"1\", \"num_trees\": \"2\"},\n"
    "  \"iteration_indptr\": [0, 1, 2],\n"
    "  \"tree_info\": [0, 0],\n"
    "  \"trees\": [\n"
    "   {\"base_weights\": [0, 0, 0, 0, 0], \"categories\": [1, 3], \"categories_nodes\": [2], \"categories_segments\": [0],\n"
    "    \"categories_sizes\": [2], \"default_left\": [1, 0, 0, 0, 0], \"id\": 0, \"left_children\": [1, -1, 3, -1, -1],\n"
    "    \"loss_changes\": [0, 0, 0, 0, 0], \"parents\": [2147483647, 0, 0, 2, 2], \"right_children\": [2, -1, 4, -1, -1],\n"
    "    \"split_conditions\": [1.5E0, -2.5E-1, NaN, 5E-1, 1E0], \"split_indices\": [0, 0, 1, 0, 0],\n"
    "    \"split_type\": [0, 0, 1, 0, 0], \"sum_hessian\": [1, 1, 1, 1, 1],\n"
    "    \"tree_param\": {\"num_deleted\": \"0\", \"num_feature\": \"2\", \"num_nodes\": \"5\", \"size_leaf_vector\": \"1\"}},\n"
    "   {\"base_weights\": [0], \"categories\": [], \"categories_nodes\": [], \"categories_segments\": [], \"categories_sizes\": [],\n"
    "    \"default_left\": [0], \"id\": 1, \"left_children\": [-1], \"loss_changes\": [0], \"parents\": [2147483647],\n"
    "    \"right_children\": [-1], \"split_conditions\": [6.25E-2], \"split_indices\": [0], \"split_type\": [0], \"sum_hessian\": [1],\n"
    "    \"tree_param\": {\"num_deleted\": \"0\", \"num_feature\": \"2\", \"num_nodes\": \"1\", \"size_leaf_vector\": \"1\"}}\n"
    "  ]}, \"name\": \"gbtree\"},\n"
    " \"learner_model_param\": {\"base_score\": \"5E-1\", \"boost_from_average\": \"1\", \"num_class\": \"0\", \"num_feature\": \"2\",\n"
    "  \"num_target\": \"1\"},\n"
    " \"objective\": {\"name\": \"reg:squarederror\", \"reg_loss_param\": {\"scale_pos_weight\": \"1\"}}},\n"
    " \"version\": [2, 1, 4]}\n";

size_t model_text_length(void)
{
    return sizeof model_text - 1;
}

const struct model_rounds model_text_rounds = {0, 0};

char *model_text_edited(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "\"%s\" is not in the model", from);
    struct buffer copy = {0};
    buffer_append(&copy, text, (size_t)(at - text));
    buffer_text(&copy, to);
    buffer_text(&copy, at + strlen(from));
    return copy.data;
}

struct ir_model *model_text_read(const char *text, struct model_rounds rounds, struct error *error)
{
    struct json_document *document = source_parse("model.json", text, strlen(text), error);
    struct ir_model *model = document != NULL ? model_from_document(document, rounds, error) : NULL;
    json_free(document);
    return model;
}

struct ir_model *model_text_read_edited(const char *from, const char *to, struct model_rounds rounds)
{
    struct error error = ERROR_NONE;
    char *text = model_text_edited(model_text, from, to);
    struct ir_model *model = model_text_read(text, rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    free(text);
    return model;
}

void model_text_refused(const char *text, struct model_rounds rounds, const char *message)
{
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(text, rounds, &error);
    ck_assert_msg(model == NULL, "read where \"%s\" was expected", message);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_msg(strstr(error.message, message) != NULL, "\"%s\" does not say \"%s\"", error.message, message);
}
