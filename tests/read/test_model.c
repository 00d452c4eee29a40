/* model_read on models written by hand: what it makes of them. test_refusals.c has what it refuses. */
#include "bundle/base/buffer.h"
#include "codegen/read/model.h"
#include "runtime/espalier.h"
#include "tests/support/reference.h"
#include "tests/support/scratch.h"
#include "tests/support/xgboost_model_text.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

START_TEST(the_ir_is_the_model)
{
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(model_text, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_str_eq(model->objective, "reg:squarederror");
    ck_assert_int_eq(model->task, ESPALIER_REGRESSION);
    ck_assert_int_eq(model->transform, IR_IDENTITY);
    ck_assert_int_eq(model->feature_count, 2);
    ck_assert_str_eq(model->feature_names[1], "job");
    ck_assert_int_eq(model->feature_is_categorical[0], 0);
    ck_assert_int_eq(model->feature_is_categorical[1], 1);
    ck_assert_int_eq(model->output_count, 1);
    ck_assert_str_eq(model->output_names[0], "prediction");
    ck_assert(model->base_margins[0] == 0.5f);
    ck_assert_int_eq(model->tree_count, 2);
    ck_assert_uint_eq(model->node_count, 6);
    ck_assert_uint_eq(model->trees[1].first, 5);
    ck_assert_int_eq(model->nodes.default_left[0], 1);
    ck_assert(model->nodes.value[0] == 1.5f && model->nodes.value[1] == -0.25f);
    ck_assert_int_eq(model->nodes.category_count[2], 2);
    ck_assert_int_eq(model->categories[1], 3);
    ck_assert_int_eq(model->max_depth, 2);
    ck_assert_int_eq(model->version[1], 1);
    ck_assert_ptr_null(model->leaf_vector);
    ir_free(model);
}
END_TEST

static float margin(const struct ir_model *model, float age, float job)
{
    const float features[] = {age, job};
    float margins[1];
    reference_margins(model, features, margins);
    return margins[0];
}

START_TEST(routes_and_sums)
{
    struct ir_model *model = model_text_read_edited("[2, 1, 4]", "[3, 0, 5]", model_text_rounds);
    const float left = 0.5f - 0.25f + 0.0625f, no_match = 0.5f + 0.5f + 0.0625f, match = 0.5f + 1.0f + 0.0625f;
    ck_assert(margin(model, NAN, 1) == left);
    ck_assert(margin(model, 1, 1) == left);
    ck_assert(margin(model, 1.5f, 0) == no_match);
    ck_assert(margin(model, 2, 3) == match);
    ck_assert(margin(model, 2, 1.9f) == match);
    ck_assert(margin(model, 2, -1) == no_match);
    ck_assert(margin(model, 2, 16777216.0f) == no_match);
    ck_assert(margin(model, 2, 1e30f) == no_match);
    ck_assert(margin(model, 2, NAN) == match); /* default_left 0 */
    ir_free(model);
}
END_TEST

/* Edits that change how a release writes but not what it means. */
static const struct {
    const char *from, *to;
} spellings[] = {
    {"\"5E-1\"", "\"0.500000\""},
    {"\"5E-1\"", "\"[5E-1]\""},
    {"\"5E-1\"", "0.5"},
    {"\"5E-1\"", "[0.5]"},
    {"\"num_nodes\": \"5\"", "\"num_nodes\": 5"},
    {"[1, 0, 0, 0, 0], \"id\"", "[true, false, false, false, false], \"id\""},
    {", \"size_leaf_vector\": \"1\"}},\n   {", ", \"size_leaf_vector\": \"0\"}},\n   {"},
    {"\"num_deleted\": \"0\", ", ""},
    {",\n  \"num_target\": \"1\"", ""},
    {"\"boost_from_average\": \"1\", ", ""},
    {"\"iteration_indptr\": [0, 1, 2],", ""},
    {"\"num_parallel_tree\": \"1\", ", "\"size_leaf_vector\": \"0\", "},
    {" \"feature_types\": [\"q\", \"c\"],\n", ""},
    {"[\"q\", \"c\"]", "[]"},
    {"\"loss_changes\": [0, 0, 0, 0, 0]", "\"leaf_child_counts\": [0, 0, 0, 0, 0], \"loss_changes\": [0, NaN, Infinity, 0, 0]"},
    {"[1, -1, 3, -1, -1]", "[1, -1, 3, -1, -1]"},
    {"\"right_children\": [2, -1, 4, -1, -1]", "\"right_children\": [2, 0, 4, -1, 1]"},
    {"\"tree_info\"", "\"cats\": {\"enc\": [], \"feature_segments\": [], \"sorted_idx\": []}, \"tree_info\""},
    {"\"tree_info\"", "\"cats\": {\"enc\": [{\"type\": 13, \"values\": []}, {\"offsets\": [0, 1, 3], \"values\": [97, 98, -61]}], "
                      "\"feature_segments\": [0, 0, 2], \"sorted_idx\": [1, 0]}, \"tree_info\""},
};

START_TEST(a_spelling_changes_nothing)
{
    struct ir_model *model = model_text_read_edited(spellings[_i].from, spellings[_i].to, model_text_rounds);
    ck_assert_int_eq(model->tree_count, 2);
    ck_assert_uint_eq(model->node_count, 6);
    ck_assert(margin(model, 2, 3) == 0.5f + 1.0f + 0.0625f);
    ir_free(model);
}
END_TEST

/* The pruner's leftovers: nodes 3 and 4 deleted, node 2 made a leaf. */
START_TEST(deleted_nodes_are_left_out)
{
    char *children = model_text_edited(model_text, "[1, -1, 3, -1, -1]", "[1, -1, -1, -1, -1]");
    char *indices =
        model_text_edited(children, "\"split_indices\": [0, 0, 1, 0, 0]", "\"split_indices\": [0, 0, 1, 2147483647, 2147483647]");
    char *leaf = model_text_edited(indices, "NaN, 5E-1", "7.5E-1, 5E-1");
    model_text_refused(leaf, model_text_rounds, "num_deleted is 0, but 2 nodes are deleted");
    char *whole = model_text_edited(leaf, "\"num_deleted\": \"0\"", "\"num_deleted\": \"2\"");
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(whole, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_uint_eq(model->node_count, 4);
    ck_assert_int_eq(model->trees[0].node_count, 3);
    ck_assert_uint_eq(model->category_total, 0);
    ck_assert(margin(model, 2, 3) == 0.5f + 0.75f + 0.0625f);
    ir_free(model);
    free(whole);
    free(leaf);
    free(indices);
    free(children);
}
END_TEST

START_TEST(rounds_choose_trees)
{
    struct ir_model *first = model_text_read_edited("\"id\"", "\"id\"", (struct model_rounds){0, 1});
    ck_assert_int_eq(first->tree_count, 1);
    ck_assert_uint_eq(first->node_count, 5);
    ir_free(first);
    struct ir_model *second = model_text_read_edited("\"iteration_indptr\": [0, 1, 2],", "", (struct model_rounds){1, 0});
    ck_assert_int_eq(second->tree_count, 1);
    ck_assert_uint_eq(second->node_count, 1);
    ir_free(second);
    model_text_refused(model_text, (struct model_rounds){0, 3}, "the rounds 0 to 3 were asked for of a model of 2 rounds");
    model_text_refused(model_text, (struct model_rounds){2, 0}, "the rounds 2 to 0 were asked for");
    model_text_refused(model_text, (struct model_rounds){-1, 1}, "the rounds -1 to 1 were asked for");
    char *dropout = model_text_edited(model_text, "\"tree_info\"", "\"weight_drop\": [1, 1], \"tree_info\"");
    model_text_refused(dropout, (struct model_rounds){0, 1}, "a model with dropout is taken whole");
    free(dropout);
}
END_TEST

static const struct {
    const char *objective, *base_score, *version;
    float margin;
} links[] = {
    {"binary:logistic", "5E-1", "[1, 7, 4]", -0.0f},
    {"binary:logistic", "3E-1", "[1, 7, 4]", -0x1.b1d106p-1f},
    {"reg:logistic", "7.7E-1", "[2, 0, 0]", 0x1.3553e2p+0f},
    {"binary:logistic", "1E-9", "[1, 7, 4]", -0x1.4b928p+4f},
    {"binary:logistic", "1E-9", "[3, 2, 0]", -0x1.ba18a8p+3f},
    {"binary:logistic", "0", "[3, 2, 0]", -0x1.ba18a8p+3f},
    {"binary:logitraw", "2.5E-1", "[1, 3, 1]", 0.25f},
    {"binary:logitraw", "5E-1", "[1, 3, 0]", -0.0f},
    {"binary:hinge", "5E-1", "[1, 7, 4]", 0.5f},
    {"count:poisson", "5E-1", "[1, 7, 4]", -0x1.62e43p-1f},
    {"reg:gamma", "5E-1", "[1, 7, 4]", -0x1.62e43p-1f},
    {"reg:tweedie", "1E0", "[1, 7, 4]", 0.0f},
    {"survival:aft", "5E-1", "[1, 7, 4]", -0x1.62e43p-1f},
    {"survival:cox", "5E-1", "[1, 7, 4]", -0x1.62e43p-1f},
    {"rank:ndcg", "5E-1", "[1, 7, 4]", 0.5f},
    {"reg:expectileerror", "2E0", "[3, 5, 0]", 2.0f},
};

START_TEST(a_base_score_becomes_a_margin)
{
    char *objective = model_text_edited(model_text, "reg:squarederror", links[_i].objective);
    char *version = model_text_edited(objective, "[2, 1, 4]", links[_i].version);
    char *text = model_text_edited(version, "\"5E-1\"", links[_i].base_score);
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(text, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_msg(model->base_margins[0] == links[_i].margin && !signbit(model->base_margins[0]) == !signbit(links[_i].margin), "%a",
                  (double)model->base_margins[0]);
    ir_free(model);
    free(text);
    free(version);
    free(objective);
}
END_TEST

/* The file of a booster that was given no round. */
static char *text_without_trees(void)
{
    const char *trees = strstr(model_text, "   {\"base_weights\"");
    const char *end = strstr(model_text, "  ]}, \"name\": \"gbtree\"}");
    struct buffer text = {0};
    buffer_append(&text, model_text, (size_t)(trees - model_text));
    buffer_text(&text, end);
    char *counted = model_text_edited(text.data, "\"num_trees\": \"2\"", "\"num_trees\": \"0\"");
    char *ranged = model_text_edited(counted, "[0, 1, 2]", "[0]");
    char *grouped = model_text_edited(ranged, "[0, 0]", "[]");
    buffer_free(&text);
    free(counted);
    free(ranged);
    return grouped;
}

static const struct {
    const char *version, *estimated;
    float margin;
} placeholders[] = {
    {"[3, 0, 5]", "\"boost_from_average\": \"1\"", -0.0f}, {"[3, 1, 0]", "\"boost_from_average\": \"1\"", 0.5f},
    {"[3, 4, 1]", "\"boost_from_average\": \"1\"", 0.5f},  {"[3, 5, 0]", "\"boost_from_average\": \"1\"", -0.0f},
    {"[3, 2, 0]", "\"boost_from_average\": \"0\"", -0.0f},
};

START_TEST(without_trees_a_base_score_may_be_a_placeholder)
{
    char *bare = text_without_trees();
    char *objective = model_text_edited(bare, "reg:squarederror", "binary:logistic");
    char *version = model_text_edited(objective, "[2, 1, 4]", placeholders[_i].version);
    char *text = model_text_edited(version, "\"boost_from_average\": \"1\"", placeholders[_i].estimated);
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(text, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_int_eq(model->tree_count, 0);
    ck_assert_msg(model->base_margins[0] == placeholders[_i].margin, "%a", (double)model->base_margins[0]);
    ir_free(model);
    free(text);
    free(version);
    free(objective);
    free(bare);
}
END_TEST

START_TEST(outputs_are_named)
{
    struct ir_model *classes = model_text_read_edited("\"num_class\": \"0\"", "\"num_class\": \"3\"", model_text_rounds);
    ck_assert_int_eq(classes->output_count, 3);
    ck_assert(classes->base_margins[2] == 0.5f);
    ck_assert_str_eq(classes->output_names[2], "target_2");
    ir_free(classes);
    char *three = model_text_edited(model_text, "\"num_target\": \"1\"", "\"num_target\": \"3\"");
    char *quantiles =
        model_text_edited(three, "{\"name\": \"reg:squarederror\", \"reg_loss_param\": {\"scale_pos_weight\": \"1\"}}",
                          "{\"name\": \"reg:quantileerror\", \"quantile_loss_param\": {\"quantile_alpha\": \"[1E-1,5E-1,9E-1]\"}}");
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(quantiles, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_str_eq(model->output_names[0], "quantile_0.1");
    ck_assert_int_eq(model->transform, IR_IDENTITY);
    ir_free(model);
    free(quantiles);
    free(three);
}
END_TEST

START_TEST(a_single_class_is_no_decision)
{
    char *class = model_text_edited(model_text, "\"num_class\": \"0\"", "\"num_class\": \"1\"");
    char *text = model_text_edited(class, "{\"name\": \"reg:squarederror\", \"reg_loss_param\": {\"scale_pos_weight\": \"1\"}}",
                                   "{\"name\": \"multi:softprob\", \"softmax_multiclass_param\": {\"num_class\": \"1\"}}");
    struct error error = ERROR_NONE;
    struct ir_model *model = model_text_read(text, model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_int_eq(model->task, ESPALIER_REGRESSION);
    ck_assert_int_eq(model->transform, IR_SOFTMAX);
    ck_assert_str_eq(model->output_names[0], "probability");
    ir_free(model);
    free(text);
    free(class);
}
END_TEST

START_TEST(unnamed_features_are_numbered)
{
    struct ir_model *model = model_text_read_edited("[\"age\", \"job\"]", "[]", model_text_rounds);
    ck_assert_str_eq(model->feature_names[0], "f0");
    ck_assert_str_eq(model->feature_names[1], "f1");
    ir_free(model);
}
END_TEST

/* Both formats of vector leaves: rows by leaf (3.2 on) and rows by node, here with one leaf of two values. */
START_TEST(vector_leaves_in_both_places)
{
    char *targets = model_text_edited(model_text, "\"num_target\": \"1\"", "\"num_target\": \"2\"");
    char *by_node = model_text_edited(targets, "\"num_nodes\": \"1\", \"size_leaf_vector\": \"1\"",
                                      "\"num_nodes\": \"1\", \"size_leaf_vector\": \"2\"");
    model_text_refused(by_node, model_text_rounds, "trees[1].base_weights: there are 1 elements where 2 belong");
    char *node_rows = model_text_edited(by_node, "\"base_weights\": [0],", "\"base_weights\": [2E0, 4E0],");
    char *leaf_rows = model_text_edited(by_node, "\"base_weights\": [0],", "\"base_weights\": [0], \"leaf_weights\": [2E0, 4E0],");
    char *leaf_index = model_text_edited(leaf_rows, "\"right_children\": [-1]", "\"right_children\": [0]");
    model_text_refused(leaf_rows, model_text_rounds, "leaf 0 has no vector in leaf_weights");
    char *texts[] = {node_rows, leaf_index};
    for (int i = 0; i < 2; i++) {
        struct error error = ERROR_NONE;
        struct ir_model *model = model_text_read(texts[i], model_text_rounds, &error);
        ck_assert_msg(model != NULL, "%s", error.message);
        ck_assert_int_eq(model->trees[1].group, -1);
        const float features[] = {2, 3};
        float margins[2];
        reference_margins(model, features, margins);
        ck_assert(margins[0] == 0.5f + 1.0f + 2.0f && margins[1] == 0.5f + 4.0f);
        ir_free(model);
    }
    free(leaf_index);
    free(leaf_rows);
    free(node_rows);
    free(by_node);
    free(targets);
}
END_TEST

START_TEST(the_file_is_hashed)
{
    struct error error = ERROR_NONE;
    char sha256[SHA256_TEXT_SIZE];
    sha256_bytes(model_text, model_text_length(), sha256);
    struct ir_model *model = model_read(scratch_text("model.any", model_text), model_text_rounds, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_str_eq(model->sha256, sha256);
    ir_free(model);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("model");
    TCase *reading = tcase_create("reading");
    scratch_add(reading);
    tcase_add_test(reading, the_ir_is_the_model);
    tcase_add_test(reading, routes_and_sums);
    tcase_add_loop_test(reading, a_spelling_changes_nothing, 0, sizeof spellings / sizeof spellings[0]);
    tcase_add_loop_test(reading, a_base_score_becomes_a_margin, 0, sizeof links / sizeof links[0]);
    tcase_add_loop_test(reading, without_trees_a_base_score_may_be_a_placeholder, 0, sizeof placeholders / sizeof placeholders[0]);
    tcase_add_test(reading, deleted_nodes_are_left_out);
    tcase_add_test(reading, rounds_choose_trees);
    tcase_add_test(reading, outputs_are_named);
    tcase_add_test(reading, a_single_class_is_no_decision);
    tcase_add_test(reading, unnamed_features_are_numbered);
    tcase_add_test(reading, vector_leaves_in_both_places);
    tcase_add_test(reading, the_file_is_hashed);
    suite_add_tcase(suite, reading);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
