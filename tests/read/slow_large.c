/* A model of a million nodes is read in seconds, from a file of the size that XGBoost writes for one. */
#include "bundle/base/buffer.h"
#include "codegen/read/document.h"
#include "codegen/read/source.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TREES = 1000, TREE_NODES = 1001, INNER_NODES = TREE_NODES / 2, FEATURES = 30 };

/* An array with an element for each node of a complete binary tree; the first `INNER_NODES` are splits. */
static void add_array(struct buffer *out, const char *key, const char *inner, const char *leaf)
{
    buffer_print(out, "\"%s\":[", key);
    for (int node = 0; node < TREE_NODES; node++)
        buffer_print(out, "%s%s", node > 0 ? "," : "", node < INNER_NODES ? inner : leaf);
    buffer_text(out, "],");
}

static void add_links(struct buffer *out, const char *key, int offset)
{
    buffer_print(out, "\"%s\":[", key);
    for (int node = 0; node < TREE_NODES; node++)
        buffer_print(out, "%s%d", node > 0 ? "," : "", node < INNER_NODES ? 2 * node + offset : -1);
    buffer_text(out, "],");
}

static void add_parents(struct buffer *out)
{
    buffer_text(out, "\"parents\":[2147483647");
    for (int node = 1; node < TREE_NODES; node++)
        buffer_print(out, ",%d", (node - 1) / 2);
    buffer_text(out, "],");
}

static void add_tree(struct buffer *out, int tree)
{
    char feature[16];
    snprintf(feature, sizeof feature, "%d", tree % FEATURES);
    buffer_print(out, "%s{\"id\":%d,\"tree_param\":{\"num_nodes\":\"%d\",\"num_deleted\":\"0\"},", tree > 0 ? "," : "", tree, TREE_NODES);
    add_links(out, "left_children", 1);
    add_links(out, "right_children", 2);
    add_parents(out);
    add_array(out, "split_indices", feature, "0");
    add_array(out, "split_conditions", "-1.2345678E1", "3.1415927E-3");
    add_array(out, "default_left", "1", "0");
    add_array(out, "base_weights", "1.2345678E-1", "3.1415927E-3");
    add_array(out, "loss_changes", "1.2345678E3", "0E0");
    add_array(out, "sum_hessian", "1.2345678E3", "1E0");
    add_array(out, "split_type", "0", "0");
    buffer_text(out, "\"categories\":[],\"categories_nodes\":[],\"categories_segments\":[],\"categories_sizes\":[]}");
}

static void write_model(struct buffer *out)
{
    buffer_print(out, "{\"version\":[2,1,4],\"learner\":{\"attributes\":{},\"objective\":{\"name\":\"binary:logistic\"},");
    buffer_print(out, "\"learner_model_param\":{\"base_score\":\"5E-1\",\"num_class\":\"0\",\"num_feature\":\"%d\"},", FEATURES);
    buffer_print(out, "\"gradient_booster\":{\"name\":\"gbtree\",\"model\":{\"gbtree_model_param\":{\"num_trees\":\"%d\"},", TREES);
    buffer_text(out, "\"tree_info\":[0");
    for (int tree = 1; tree < TREES; tree++)
        buffer_text(out, ",0");
    buffer_text(out, "],\"trees\":[");
    for (int tree = 0; tree < TREES; tree++)
        add_tree(out, tree);
    buffer_text(out, "]}}}}");
}

START_TEST(a_million_nodes_are_read_in_seconds)
{
    struct buffer text = {0};
    struct error error = ERROR_NONE;
    write_model(&text);
    clock_t begin = clock();
    struct json_document *document = source_parse("large.json", text.data, text.length, &error);
    ck_assert_msg(document != NULL, "%s", error.message);
    struct ir_model *model = model_from_document(document, (struct model_rounds){0, 0}, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    double seconds = (double)(clock() - begin) / (double)CLOCKS_PER_SEC;
    ck_assert_uint_eq(model->node_count, (size_t)TREES * TREE_NODES);
    ck_assert_int_eq(model->max_depth, 9);
    printf("%zu nodes of %zu MB in %.1f s\n", model->node_count, text.length >> 20, seconds);
    /* About 1 s without sanitizers, which slow it about tenfold. */
    ck_assert_msg(seconds < 30, "%.1f s", seconds);
    ir_free(model);
    json_free(document);
    buffer_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("large model");
    TCase *reading = tcase_create("reading");
    tcase_set_timeout(reading, 300);
    tcase_add_test(reading, a_million_nodes_are_read_in_seconds);
    suite_add_tcase(suite, reading);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
