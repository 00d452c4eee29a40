/* Whole trainings: from a config and a table to a bundle, which must be true to both. */
#include "bundle/vectors.h"
#include "support/scratch.h"
#include "support/training_run.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- determinism ---- */

static void expect_same_bytes(const char *first, const char *second)
{
    for (size_t i = 0; i < TRAINING_FILE_COUNT; i++) {
        char names[2][64];
        snprintf(names[0], sizeof names[0], "%s/%s", first, training_files[i]);
        snprintf(names[1], sizeof names[1], "%s/%s", second, training_files[i]);
        struct buffer a = training_content(names[0]), b = training_content(names[1]);
        ck_assert_msg(a.length == b.length && memcmp(a.data, b.data, a.length) == 0, "%s differs from %s", names[0], names[1]);
        ck_assert_uint_gt(a.length, 50);
        buffer_free(&a);
        buffer_free(&b);
    }
}

START_TEST(threads_change_nothing)
{
    training_write(training_columns, TRAINING_SMALL TRAINING_SMALL_FOREST, 1500, 1);
    training_expect_run("one", 1);
    training_expect_run("two", 2);
    training_expect_run("five", 5);
    expect_same_bytes("one", "two");
    expect_same_bytes("one", "five");
    ck_assert_int_eq(scratch_count(scratch_path("one")), TRAINING_FILE_COUNT);
}
END_TEST

START_TEST(the_seed_changes_the_model)
{
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST, 800, 1);
    training_expect_run("first", 2);
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST ", \"seed\": 43", 800, 1);
    training_expect_run("second", 2);
    struct buffer first = training_content("first/model.json"), second = training_content("second/model.json");
    ck_assert(first.length != second.length || memcmp(first.data, second.data, first.length) != 0);
    buffer_free(&first);
    buffer_free(&second);
}
END_TEST

/* ---- the bundle against the model ---- */

/* vectors.csv says what the saved model says, bit for bit. */
static void expect_true_vectors(const struct training_bundle *check)
{
    struct error error = ERROR_NONE;
    struct vectors *vectors = vectors_read(scratch_path("bundle/vectors.csv"), check->bundle, &error);
    ck_assert_msg(vectors != NULL, "%s", error.message);
    ck_assert_uint_gt(vectors->row_count, 200);
    float *margins = memory_zeroed(vectors->row_count, sizeof *margins);
    training_predict(check, vectors->features, vectors->row_count, margins);
    ck_assert_mem_eq(margins, vectors->margins, vectors->row_count * sizeof *margins);
    free(margins);
    vectors_free(vectors);
}

/* Each way of training yields a bundle whose parts agree. */
static const char *const ways[] = {
    TRAINING_SMALL TRAINING_SMALL_FOREST,
    TRAINING_SMALL TRAINING_NO_FOREST ", \"imbalance\": \"weight\"",
    TRAINING_SMALL TRAINING_SMALL_FOREST ", \"select\": \"random_forest\"",
    TRAINING_SMALL TRAINING_SMALL_FOREST ", \"select\": \"best\"",
    ", \"random_forest\": false, \"folds\": 2, \"model\": {\"tree_method\": \"exact\", \"n_estimators\": 10}",
    ", \"random_forest\": false, \"folds\": 2, \"model\": {\"tree_method\": \"approx\", \"n_estimators\": 5, \"base_score\": 0.3}",
    ", \"random_forest\": false, \"folds\": 2, \"model\": {\"n_estimators\": 5, \"num_parallel_tree\": 3, \"subsample\": 0.5, "
    "\"grow_policy\": \"lossguide\", \"max_depth\": 0, \"max_leaves\": 6}",
    TRAINING_SMALL TRAINING_NO_FOREST ", \"decision\": {\"recall_at_precision\": 1}",
    TRAINING_SMALL TRAINING_NO_FOREST ", \"derived\": {\"thrift\": \"balance / age\", \"b\": \"segment == \\\"b\\\"\"}",
};

static void expect_selected(const struct training_bundle *check, const char *way)
{
    struct error error = ERROR_NONE;
    const char *selected;
    size_t length;
    ck_assert(json_text(json_find(check->root, "selected"), &selected, &length, &error));
    struct buffer model = training_content("bundle/model.json");
    const bool is_forest = strstr(model.data, "\"num_parallel_tree\":\"10\"") != NULL;
    ck_assert_str_eq(selected, is_forest ? "random_forest" : "xgboost");
    if (!strstr(way, "\"select\": \"best\"")) ck_assert_int_eq(is_forest, strstr(way, "\"select\": \"random_forest\"") != NULL);
    buffer_free(&model);
}

START_TEST(every_way_of_training)
{
    training_write(training_columns, ways[_i], 700, 2);
    training_expect_run("bundle", 2);
    struct training_bundle check = training_open();
    expect_true_vectors(&check);
    expect_selected(&check, ways[_i]);
    static const char *const names[] = {"recall", "precision", "f1", "roc_auc", "pr_auc"};
    for (size_t i = 0; i < 5; i++) {
        char low[32], high[32];
        snprintf(low, sizeof low, "%s_low", names[i]);
        snprintf(high, sizeof high, "%s_high", names[i]);
        ck_assert_double_le(training_metric(&check, "holdout", low), training_metric(&check, "holdout", names[i]));
        ck_assert_double_ge(training_metric(&check, "holdout", high), training_metric(&check, "holdout", names[i]));
    }
    ck_assert_float_eq((float)training_metric(&check, "holdout", "threshold"), check.bundle->decision.threshold);
    ck_assert_double_gt(training_metric(&check, "holdout", "roc_auc"), 0.65);
    training_close(&check);
}
END_TEST

START_TEST(native_categories)
{
    training_write("\"age\": {\"type\": \"number\"}, \"segment\": {\"type\": \"category\", \"encode\": \"native\"}, "
                   "\"code\": {\"type\": \"category\", \"encode\": \"native\", \"rare_below\": 3}",
                   TRAINING_SMALL TRAINING_SMALL_FOREST, 900, 3);
    training_expect_run("bundle", 2);
    struct training_bundle check = training_open();
    expect_true_vectors(&check);
    struct buffer model = training_content("bundle/model.json");
    ck_assert_ptr_nonnull(strstr(model.data, "\"feature_types\":[\"float\",\"c\",\"c\"]"));
    ck_assert_ptr_nonnull(strstr(model.data, "\"feature_names\":[\"age\",\"segment\",\"code\"]"));
    buffer_free(&model);
    training_close(&check);
}
END_TEST

/* XGBoost forbids three characters in names, which columns may have. */
START_TEST(awkward_names)
{
    training_write("\"age\": {\"type\": \"number\"}",
                   TRAINING_SMALL TRAINING_NO_FOREST ", \"derived\": {\"a[0] < \\\"b\\\"\": \"age * 2\"}", 500, 3);
    training_expect_run("bundle", 1);
    struct training_bundle check = training_open();
    ck_assert_str_eq(check.bundle->features[1].name, "a_0_ _ \"b\"");
    expect_true_vectors(&check);
    training_close(&check);
}
END_TEST

/* Ids are in candidates.csv and nowhere else. */
START_TEST(no_personal_data_elsewhere)
{
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST, 600, 6);
    training_expect_run("bundle", 1);
    for (size_t i = 0; i < TRAINING_FILE_COUNT; i++) {
        char name[64];
        snprintf(name, sizeof name, "bundle/%s", training_files[i]);
        struct buffer bytes = training_content(name);
        const bool has_id = strstr(bytes.data, "K10") != NULL;
        ck_assert_msg(has_id == (strcmp(training_files[i], "candidates.csv") == 0), "%s", training_files[i]);
        buffer_free(&bytes);
    }
}
END_TEST

/* ---- threshold, summary, report ---- */

START_TEST(floor_that_cannot_be_reached)
{
    training_write("\"id\": {\"role\": \"id\"}, \"shuffled\": {\"type\": \"category\"}",
                   TRAINING_SMALL TRAINING_NO_FOREST ", \"decision\": {\"recall_at_precision\": 0.95}", 900, 5);
    training_expect_run("bundle", 2);
    struct training_bundle check = training_open();
    struct buffer summary = training_content("summary"), report = training_content("bundle/report.html");
    static const char words[] =
        "No threshold reaches the precision floor of 0.95 on out-of-fold scores; this one has the best precision there is";
    ck_assert_int_eq(strncmp(check.bundle->decision.reason, words, strlen(words)), 0);
    ck_assert_ptr_nonnull(strstr(summary.data, words));
    ck_assert_ptr_nonnull(strstr(report.data, words));
    bool reached = true;
    struct error error = ERROR_NONE;
    ck_assert(json_bool(json_find(json_find(check.root, "objective"), "floor_reached"), &reached, &error));
    ck_assert(!reached);
    buffer_free(&summary);
    buffer_free(&report);
    training_close(&check);
}
END_TEST

START_TEST(summary_tells_the_outcome)
{
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST, 1000, 7);
    training_expect_run("bundle", 2);
    struct buffer summary = training_content("summary");
    static const char *const parts[] = {"rows         1,000, of which ",
                                        " are yes; ",
                                        "on the hold-out, which no part of the training saw:\n  recall     ",
                                        "  precision  ",
                                        "(95%: ",
                                        "threshold    margin ",
                                        "             Highest recall on out-of-fold scores (",
                                        " rows are no by label and yes by the model\n  id ",
                                        "/bundle\n",
                                        "/bundle/candidates.csv\n",
                                        "/bundle/report.html\n"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        ck_assert_msg(strstr(summary.data, parts[i]) != NULL, "no '%s' in\n%s", parts[i], summary.data);
    int best = 0;
    for (const char *at = summary.data; (at = strstr(at, "\n  K")) != NULL; at++)
        best++;
    ck_assert_int_eq(best, 10);
    buffer_free(&summary);
}
END_TEST

/* Names that are markup stay text. */
START_TEST(report_is_escaped)
{
    training_write("\"age\": {\"type\": \"number\"}",
                   TRAINING_SMALL ", \"derived\": {\"<script>&\\\"'\": \"if(age < 5, 1, 2)\"}" TRAINING_SMALL_FOREST, 600, 8);
    training_expect_run("bundle", 2);
    struct buffer report = training_content("bundle/report.html");
    ck_assert_ptr_null(strstr(report.data, "<script"));
    ck_assert_ptr_nonnull(strstr(report.data, "&lt;script&gt;&amp;&quot;&#39;"));
    ck_assert_ptr_nonnull(strstr(report.data, "if(age &lt; 5, 1, 2)"));
    ck_assert_ptr_null(strstr(report.data, "http://"));
    ck_assert_ptr_null(strstr(report.data, "https://"));
    ck_assert_ptr_null(strstr(report.data, "src="));
    ck_assert_ptr_null(strstr(report.data, scratch_directory()));
    buffer_free(&report);
}
END_TEST

/* ---- failures ---- */

START_TEST(nothing_is_left_behind)
{
    struct error error = ERROR_NONE;
    training_write("\"age\": {\"type\": \"number\", \"range\": [30, 40]}", TRAINING_SMALL, 300, 9);
    const int before = scratch_count(scratch_directory());
    ck_assert(!training_run("bundle", 1, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_int_eq(scratch_count(scratch_directory()), before + 1); /* the summary's file, empty */
}
END_TEST

START_TEST(old_bundle_survives_a_failure)
{
    struct error error = ERROR_NONE;
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST, 500, 9);
    training_expect_run("bundle", 1);
    struct buffer before = training_content("bundle/bundle.json");
    scratch_text("bundle/notes.txt", "kept\n");
    scratch_text("table.csv", "id,age,balance,segment,opened,vip,label\n1,x,,,,,yes\n");
    ck_assert(!training_run("bundle", 1, &error));
    struct buffer after = training_content("bundle/bundle.json");
    ck_assert_str_eq(before.data, after.data);
    training_write(training_columns, TRAINING_SMALL TRAINING_NO_FOREST ", \"seed\": 8", 500, 9);
    training_expect_run("bundle", 1);
    scratch_expect(scratch_path("bundle/notes.txt"), "kept\n");
    buffer_free(&before);
    buffer_free(&after);
}
END_TEST

START_TEST(no_table_named)
{
    struct error error = ERROR_NONE;
    scratch_text("config.json", "{\"name\": \"m\", \"target\": {\"column\": \"y\", \"positive\": \"1\"}, "
                                "\"columns\": {\"a\": {\"type\": \"number\"}}}");
    ck_assert(!training_run("bundle", 1, &error));
    ck_assert_ptr_nonnull(strstr(error.message, "config.json: names no \"table\"; give one with --data"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("train");
    TCase *bytes = tcase_create("bytes"), *bundle = tcase_create("bundle"), *words = tcase_create("words"),
          *failures = tcase_create("failures");
    TCase *const cases[4] = {bytes, bundle, words, failures};
    for (int i = 0; i < 4; i++) {
        scratch_add(cases[i]);
        tcase_set_timeout(cases[i], 120);
        suite_add_tcase(suite, cases[i]);
    }
    tcase_add_test(bytes, threads_change_nothing);
    tcase_add_test(bytes, the_seed_changes_the_model);
    tcase_add_loop_test(bundle, every_way_of_training, 0, sizeof ways / sizeof *ways);
    tcase_add_test(bundle, native_categories);
    tcase_add_test(bundle, awkward_names);
    tcase_add_test(bundle, no_personal_data_elsewhere);
    tcase_add_test(words, floor_that_cannot_be_reached);
    tcase_add_test(words, summary_tells_the_outcome);
    tcase_add_test(words, report_is_escaped);
    tcase_add_test(failures, nothing_is_left_behind);
    tcase_add_test(failures, old_bundle_survives_a_failure);
    tcase_add_test(failures, no_table_named);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
