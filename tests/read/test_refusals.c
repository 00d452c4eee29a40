/* Every way in which a model file can contradict itself, or not be one, is refused by name. */
#include "codegen/read/model.h"
#include "tests/support/scratch.h"
#include "tests/support/xgboost_model_text.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Contradictions and what is said about them. */
static const struct {
    const char *from, *to, *message;
} contradictions[] = {
    {"\"version\": [2, 1, 4]", "\"version\": [2, 1]", "version: a version is three numbers"},
    {"\"version\": [2, 1, 4]", "\"version\": [0, 90, 0]", "espalier reads the models of XGBoost 1.0 to 3.x, not 0.90"},
    {"\"version\": [2, 1, 4]", "\"version\": [4, 0, 0]", "not 4.0"},
    {"\"version\": [2, 1, 4]", "\"Version\": [2, 1, 4]", "Version: unknown key"},
    {"\"learner\"", "\"Learner\"", "the key \"learner\" is missing"},
    {"\"attributes\"", "\"metrics\": [], \"attributes\"", "learner.metrics: unknown key"},
    {"{\"best_iteration\": \"1\"}", "{\"best_iteration\": 1}", "learner.attributes.best_iteration: expected a string"},
    {"\"name\": \"gbtree\"", "\"name\": \"gblinear\"", "gblinear is a linear model"},
    {"\"name\": \"gbtree\"", "\"name\": \"forest\"", "the booster \"forest\" is not one that espalier knows"},
    {"\"name\": \"gbtree\"", "\"name\": \"dart\"", "learner.gradient_booster.model: unknown key"},
    {"\"reg:squarederror\"", "\"reg:mine\"", "learner.objective.name: the objective \"reg:mine\" is not one"},
    {"\"reg_loss_param\"", "\"link_param\"", "learner.objective.link_param: unknown key"},
    {"\"5E-1\"", "\"half\"", "learner.learner_model_param.base_score: \"half\" is not a number"},
    {"\"5E-1\"", "\"\"", "\"\" is not a number"},
    {"\"5E-1\"", "\"[]\"", "is not a number"},
    {"\"5E-1\"", "\"[5E-1,5E-1]\"", "there are 2 base scores for 1 outputs"},
    {"\"5E-1\"", "\"nan\"", "is not a number"},
    {"\"5E-1\"", "\"1E99\"", "is not a number that a float can hold"},
    {"\"5E-1\"", "true", "base_score: expected a number, found a boolean"},
    {"\"base_score\": \"5E-1\", ", "", "the key \"base_score\" is missing"},
    {"\"num_feature\": \"2\",\n", "\"num_feature\": \"0\",\n", "num_feature: \"0\" is not a whole number from 1"},
    {"\"num_feature\": \"2\",\n", "\"num_feature\": \"10000000\",\n", "num_feature: \"10000000\" is not a whole number from 1 to 1048576"},
    {"\"num_feature\": \"2\",\n", "\"num_feature\": \"two\",\n", "num_feature: \"two\" is not a whole number"},
    {"\"num_feature\": \"2\",\n", "\"num_feature\": \"1\",\n", "feature 1 of a model with 1 features"},
    {"\"num_class\": \"0\"", "\"num_class\": \"-1\"", "num_class: \"-1\" is not a whole number"},
    {"\"num_class\": \"0\"", "\"num_class\": \"999999999999\"", "num_class: \"999999999999\" is not a whole number"},
    {"\"num_target\": \"1\"", "\"num_target\": \"1\", \"intercept\": \"1\"", "intercept: unknown key"},
    {"\"num_class\": \"0\"", "\"num_class\": \"0\", \"num_class\": \"0\"", "duplicate key \"num_class\""},
    {"[\"age\", \"job\"]", "[\"age\"]", "learner.feature_names: there are 1 entries for 2 features"},
    {"[\"age\", \"job\"]", "[\"age\", 7]", "learner.feature_names[1]: expected a string"},
    {"[\"age\", \"job\"]", "[\"age\", \"j\\u0000b\"]", "learner.feature_names[1]: the text holds a NUL character"},
    {"[\"q\", \"c\"]", "[\"q\", \"date\"]", "learner.feature_types[1]: \"date\" is not a feature type"},
    {"\"num_trees\": \"2\"", "\"num_trees\": \"3\"", "model.trees: there are 2 elements where 3 belong"},
    {"\"num_trees\": \"2\"", "\"num_trees\": \"-2\"", "num_trees: \"-2\" is not a whole number"},
    {"\"num_trees\": \"2\"", "\"num_trees\": \"2\", \"shrinkage\": \"0.3\"", "shrinkage: unknown key"},
    {"\"tree_info\": [0, 0]", "\"tree_info\": [0]", "model.tree_info: there are 1 elements where 2 belong"},
    {"\"tree_info\": [0, 0]", "\"tree_info\": [0, 1]", "model.tree_info[1]: expected an integer from 0 to 0"},
    {"[0, 1, 2],", "[0, 1],", "iteration_indptr: it ends at tree 1 of 2"},
    {"[0, 1, 2],", "[0, 2, 1, 2],", "iteration_indptr[2]: expected an integer from 2 to 2"},
    {"[0, 1, 2],", "[1, 2],", "iteration_indptr[0]: expected an integer from 0 to 0"},
    {"[0, 1, 2],", "[],", "iteration_indptr: it is not an array"},
    {"\"tree_info\"", "\"weight_drop\": [1], \"tree_info\"", "model.weight_drop: there are 1 weights for 2 trees"},
    {"\"tree_info\"", "\"weight_drop\": [1, 1E38], \"tree_info\"", NULL},
    {"\"tree_info\"", "\"weight_drop\": [1, NaN], \"tree_info\"", "the value of a leaf is not finite"},
    {"\"id\": 1", "\"id\": 0", "trees[1].id: expected an integer from 1 to 1"},
    {"\"num_nodes\": \"5\"", "\"num_nodes\": \"0\"", "num_nodes: \"0\" is not a whole number from 1"},
    {"\"num_nodes\": \"5\"", "\"num_nodes\": \"4\"", "left_children: there are 5 elements where 4 belong"},
    {"\"num_nodes\": \"5\"", "\"num_nodes\": \"2147483647\"", "left_children: there are 5 elements where 2147483647 belong"},
    {"\"num_nodes\": \"5\"", "\"num_nodes\": \"5\", \"num_roots\": \"1\"", "num_roots: unknown key"},
    {"\"split_indices\": [0, 0, 1, 0, 0]", "\"split_indices\": [0, 0, 1, 0]", "split_indices: there are 4 elements where 5 belong"},
    {"\"split_indices\": [0, 0, 1, 0, 0]", "\"split_indices\": [0, 0, 2, 0, 0]", "node 2 splits feature 2 of a model with 2 features"},
    {"\"split_indices\": [0, 0, 1, 0, 0]", "\"split_indices\": [-1, 0, 1, 0, 0]", "split_indices[0]: expected an integer from 0"},
    {"[1.5E0, -2.5E-1, NaN, 5E-1, 1E0]", "[1.5E0, -2.5E-1, NaN, 5E-1]", "split_conditions: there are 4 elements where 5 belong"},
    {"[1.5E0,", "[NaN,", "split_conditions[0]: the threshold of node 0 is NaN"},
    {"-2.5E-1, NaN", "Infinity, NaN", "split_conditions[1]: the value of a leaf is not finite"},
    {"-2.5E-1, NaN", "NaN, NaN", "split_conditions[1]: the value of a leaf is not finite"},
    {"-2.5E-1, NaN", "null, NaN", "split_conditions[1]: expected a number, found null"},
    {"[1, 0, 0, 0, 0], \"id\"", "[2, 0, 0, 0, 0], \"id\"", "default_left[0]: expected an integer from 0 to 1"},
    {"[1, -1, 3, -1, -1]", "[1, -1, 5, -1, -1]", "left_children[2]: expected an integer from -1 to 4"},
    {"[1, -1, 3, -1, -1]", "[1, -1, -2, -1, -1]", "left_children[2]: expected an integer from -1 to 4"},
    {"[1, -1, 3, -1, -1]", "[1, -1, -1, -1, -1]", "node 3 is not reached from the root"},
    {"[1, -1, 3, -1, -1]", "[1, -1, 0, -1, -1]", "the children of node 2 are 0 and 4"},
    {"[2, -1, 4, -1, -1]", "[1, -1, 4, -1, -1]", "the children of node 0 are 1 and 1"},
    {"[2, -1, 4, -1, -1]", "[3, -1, 4, -1, -1]", "the children of node 0 are 1 and 3"},
    {"\"left_children\": [1, -1, 3, -1, -1]", "\"left_children\": [-1]", "left_children: there are 1 elements where 5 belong"},
    {"[2147483647, 0, 0, 2, 2]", "[2147483647, 0, 0, 2, 0]", "node 4 is a child of node 2, but its parent is given as 0"},
    {"\"num_deleted\": \"0\"", "\"num_deleted\": \"2\"", "num_deleted is 2, but 0 nodes are deleted"},
    {"\"split_type\": [0, 0, 1, 0, 0]", "\"split_type\": [0, 0, 2, 0, 0]", "split_type[2]: expected an integer from 0 to 1"},
    {"\"split_type\": [0, 0, 1, 0, 0]", "\"split_type\": [0, 0, 0, 0, 0]", "node 2 has categories but is not categorical"},
    {"\"split_type\": [0, 0, 1, 0, 0]", "\"split_type\": [1, 0, 1, 0, 0]", "node 0 is categorical but has no categories"},
    {"\"categories\": [1, 3]", "\"categories\": [3, 1]", "the categories of node 2 are not ascending"},
    {"\"categories\": [1, 3]", "\"categories\": [1, 1]", "the categories of node 2 are not ascending"},
    {"\"categories\": [1, 3]", "\"categories\": [-1, 3]", "categories[0]: expected an integer from 0 to 16777215"},
    {"\"categories\": [1, 3]", "\"categories\": [1, 16777216]", "categories[1]: expected an integer from 0 to 16777215"},
    {"\"categories\": [1, 3]", "\"categories\": [1, 3, 4]", "there are categories that belong to no node"},
    {"\"categories\": [1, 3]", "\"categories\": [1]", "categories_sizes[0]: expected an integer from 1 to 1"},
    {"\"categories_sizes\": [2]", "\"categories_sizes\": [0]", "categories_sizes[0]: expected an integer from 1 to 2"},
    {"\"categories_segments\": [0]", "\"categories_segments\": [1]", "categories_segments[0]: expected an integer from 0 to 0"},
    {"\"categories_nodes\": [2]", "\"categories_nodes\": [5]", "categories_nodes[0]: expected an integer from 0 to 4"},
    {"\"categories_nodes\": [2]", "\"categories_nodes\": []", "categories_segments: there are 1 elements where 0 belong"},
    {"\"sum_hessian\": [1, 1", "\"leaf_scale\": [1], \"sum_hessian\": [1, 1", "trees[0].leaf_scale: unknown key"},
    {"\"num_nodes\": \"5\", \"size_leaf_vector\": \"1\"", "\"num_nodes\": \"5\", \"size_leaf_vector\": \"3\"",
     "leaves have 3 values in a model of 1 outputs"},
    {"\"tree_info\"", "\"cats\": {\"enc\": [{}], \"feature_segments\": [], \"sorted_idx\": []}, \"tree_info\"",
     "cats.enc: there are 1 entries for 2 features"},
    {"\"tree_info\"",
     "\"cats\": {\"enc\": [{\"offsets\": [0, 2], \"values\": [97]}, {\"offsets\": [], \"values\": []}], "
     "\"feature_segments\": [], \"sorted_idx\": []}, \"tree_info\"",
     "cats.enc[0].offsets: it ends at 2 where 1 belongs"},
    {"\"tree_info\"", "\"cats\": {\"enc\": [], \"feature_segments\": [], \"sorted_idx\": [0]}, \"tree_info\"",
     "cats.sorted_idx: there are 1 positions for 0 categories"},
    {"\"tree_info\"",
     "\"cats\": {\"enc\": [{\"type\": 6, \"values\": []}, {}], \"feature_segments\": [], \"sorted_idx\": []}, \"tree_info\"",
     "cats.enc[0].type: expected an integer from 7 to 16"},
};

START_TEST(a_contradiction_is_refused)
{
    char *text = model_text_edited(model_text, contradictions[_i].from, contradictions[_i].to);
    if (contradictions[_i].message != NULL)
        model_text_refused(text, model_text_rounds, contradictions[_i].message);
    else
        ir_free(model_text_read_edited(contradictions[_i].from, contradictions[_i].to, model_text_rounds));
    free(text);
}
END_TEST

/* A cycle and a shared subtree keep every array in range: only the walk from the root finds them. */
START_TEST(a_node_reached_twice_is_refused)
{
    char *shared = model_text_edited(model_text, "[1, -1, 3, -1, -1]", "[1, 3, 3, -1, -1]");
    char *both = model_text_edited(shared, "\"right_children\": [2, -1, 4, -1, -1]", "\"right_children\": [2, 4, 4, -1, -1]");
    model_text_refused(both, model_text_rounds, "trees[0]: node 3 is reached twice from the root");
    free(both);
    free(shared);
    char *cycle = model_text_edited(model_text, "[1, -1, 3, -1, -1]", "[1, -1, 0, -1, -1]");
    both = model_text_edited(cycle, "\"right_children\": [2, -1, 4, -1, -1]", "\"right_children\": [2, -1, 1, -1, -1]");
    model_text_refused(both, model_text_rounds, "trees[0]: node 0 is reached twice from the root");
    free(both);
    free(cycle);
}
END_TEST

START_TEST(a_base_score_outside_its_domain_is_refused)
{
    char *logistic = model_text_edited(model_text, "reg:squarederror", "binary:logistic");
    char *text = model_text_edited(logistic, "\"5E-1\"", "1E0");
    model_text_refused(text, model_text_rounds, "base_score: the base score of a logistic objective is not between 0 and 1");
    free(text);
    free(logistic);
    char *poisson = model_text_edited(model_text, "reg:squarederror", "count:poisson");
    text = model_text_edited(poisson, "\"5E-1\"", "0E0");
    model_text_refused(text, model_text_rounds, "base_score: the base score of an objective with a log link is not positive");
    free(text);
    free(poisson);
}
END_TEST

static void expect_file_refusal(const char *path, const char *message, enum exit_code exit_code)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(model_read(path, model_text_rounds, &error));
    ck_assert_int_eq(error.exit_code, exit_code);
    ck_assert_msg(strstr(error.message, message) != NULL && strstr(error.message, path) == error.message,
                  "\"%s\" does not start with the path and say \"%s\"", error.message, message);
}

START_TEST(a_file_that_is_no_model)
{
    static const char binary[] = "\x00\x00\x00?\x02\x00\x00\x00\x00\x00\x00\x00";
    expect_file_refusal(scratch_path("absent.json"), "No such file", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_write("empty.json", "", 0), "the file is empty", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_write("old.model", binary, sizeof binary - 1), "save it with a name that ends in .json or .ubj",
                        EXIT_BAD_INPUT);
    expect_file_refusal(scratch_write("old.model", "binf\x01", 5), "save it with a name that ends in .json or .ubj", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_text("list.json", "[]"), "a model is an object", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_text("object.json", "{}"), "the key \"learner\" is missing", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_text("snapshot.json", "{\"Model\": {}, \"Config\": {}}"), "save it with save_model", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_write("cut.json", model_text, model_text_length() / 2), ":", EXIT_BAD_INPUT);
    expect_file_refusal(scratch_write("cut.ubj", "{L\0\0\0\0", 6), "the file ends", EXIT_BAD_INPUT);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("model refusals");
    TCase *refusals = tcase_create("refusals");
    scratch_add(refusals);
    tcase_add_loop_test(refusals, a_contradiction_is_refused, 0, sizeof contradictions / sizeof contradictions[0]);
    tcase_add_test(refusals, a_node_reached_twice_is_refused);
    tcase_add_test(refusals, a_base_score_outside_its_domain_is_refused);
    tcase_add_test(refusals, a_file_that_is_no_model);
    suite_add_tcase(suite, refusals);
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
