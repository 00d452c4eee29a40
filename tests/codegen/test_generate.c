/* generate(): from a model file or a bundle to files, and everything that must not work. */
#include "codegen/generate.h"
#include "tests/support/random_bundle.h"
#include "tests/support/random_model.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"
#include "tests/support/xgboost_model_text.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct error error;
static struct generate_report report;

static void begin(void)
{
    error = (struct error)ERROR_NONE;
    memset(&report, 0, sizeof report);
}

static bool run(const char *source, const char *name)
{
    const struct generate_options options = {.source = source, .directory = scratch_path("out"), .name = name};
    return generate(&options, &report, &error);
}

static void expect_refused(const char *source, const char *name, const char *message)
{
    begin();
    ck_assert(!run(source, name));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_msg(strstr(error.message, message) != NULL, "\"%s\" does not say \"%s\"", error.message, message);
    ck_assert_int_ne(access(scratch_path("out"), F_OK), 0);
}

static bool is_there(const char *name)
{
    return access(scratch_path(name), F_OK) == 0;
}

/* ---- bare models ---- */

START_TEST(test_bare_model)
{
    const char *model = scratch_text("churn-2.json", model_text);
    ck_assert_msg(run(model, NULL), "%s", error.message);
    ck_assert_str_eq(report.name, "churn_2");
    ck_assert_int_eq(report.feature_count, 2);
    ck_assert_int_eq(report.output_count, 1);
    ck_assert_int_eq(report.tree_count, 2);
    ck_assert_uint_eq(report.node_count, 6);
    ck_assert_int_eq(report.file_count, 2);
    ck_assert_uint_gt(report.stack_bytes, 0);
    ck_assert_uint_le(report.stack_bytes, 65536);
    ck_assert_int_eq(scratch_count(scratch_path("out")), 2);
    ck_assert(is_there("out/churn_2.h") && is_there("out/churn_2.c"));
}
END_TEST

START_TEST(test_bare_model_scores)
{
    struct espalier_library library;
    ck_assert_msg(run(scratch_text("model.json", model_text), "churn"), "%s", error.message);
    scorer_load(&library, scratch_path("out"), "churn", "cc");
    const float rows[4][2] = {{1.0f, 0.0f}, {2.0f, 3.5f}, {2.0f, 2.0f}, {1.5f, 64.0f}};
    const float expected[4] = {0.5f - 0.25f + 0.0625f, 0.5f + 1.0f + 0.0625f, 0.5f + 0.5f + 0.0625f, 0.5f + 0.5f + 0.0625f};
    for (int i = 0; i < 4; i++) {
        float margin;
        library.model->margins(rows[i], &margin);
        ck_assert(margin == expected[i]);
    }
    ck_assert_str_eq(library.model->columns[1].name, "job");
    ck_assert_uint_eq(library.model->flags, 0);
    ck_assert_str_eq(library.model->config_sha256, "");
    espalier_unload(&library);
}
END_TEST

START_TEST(test_rounds)
{
    struct generate_options options = {.source = scratch_text("model.json", model_text), .directory = scratch_path("out")};
    options.rounds.end = 1;
    ck_assert_msg(generate(&options, &report, &error), "%s", error.message);
    ck_assert_int_eq(report.tree_count, 1);
    options.rounds = (struct model_rounds){1, 2};
    ck_assert_msg(generate(&options, &report, &error), "%s", error.message);
    ck_assert_uint_eq(report.node_count, 1);
}
END_TEST

START_TEST(test_names)
{
    scratch_text("model.json", model_text);
    expect_refused(scratch_path("model.json"), "1st", "no C identifier");
    expect_refused(scratch_path("model.json"), "", "no C identifier");
    expect_refused(scratch_path("model.json"), "a-b", "no C identifier");
    expect_refused(scratch_path("model.json"), "a\nb", "no C identifier");
    expect_refused(scratch_path("model.json"), "espalier", "clash");
    expect_refused(scratch_path("model.json"), "ESPALIER_x", "clash");
    expect_refused(scratch_path("model.json"), "a1234567890123456789012345678901234567890", "longer than 40");
    begin();
    ck_assert_msg(run(scratch_path("model.json"), "a123456789012345678901234567890123456789"), "%s", error.message);
}
END_TEST

START_TEST(test_bad_sources)
{
    expect_refused(scratch_path("absent.json"), NULL, "absent.json");
    expect_refused(scratch_text("empty.json", ""), NULL, "empty.json");
    expect_refused(scratch_text("other.json", "{\"a\": 1}"), NULL, "other.json");
    expect_refused(scratch_directory(), NULL, scratch_directory());
    char *cut = model_text_edited(model_text, "\"version\"", "");
    expect_refused(scratch_text("cut.json", cut), NULL, "cut.json");
    free(cut);
}
END_TEST

START_TEST(test_bad_directories)
{
    const char *model = scratch_text("model.json", model_text);
    scratch_text("out", "a file");
    ck_assert(!run(model, NULL));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    scratch_expect(scratch_path("out"), "a file");
}
END_TEST

/* Generated code keeps a row of features on its stack, which is bounded. */
START_TEST(test_too_many_features)
{
    char *some = model_text_edited(model_text, "\"feature_names\": [\"age\", \"job\"]", "\"feature_names\": []");
    char *none = model_text_edited(some, "\"feature_types\": [\"q\", \"c\"]", "\"feature_types\": []");
    char *many = model_text_edited(none, "\"num_feature\": \"2\",\n", "\"num_feature\": \"20000\",\n");
    expect_refused(scratch_text("many.json", many), NULL, "20000 features need 82048 bytes of stack");
    free(some);
    free(none);
    free(many);
}
END_TEST

START_TEST(test_what_lies_in_the_directory)
{
    static const char *const stale[] = {"out/churn_trees_1.c", "out/churn_trees_12.c"};
    static const char *const kept[] = {"out/churn_trees_.c",  "out/churn_trees_01.c", "out/churn_trees_1.o",
                                       "out/churn_trees_x.c", "out/other_trees_1.c",  "out/notes"};
    ck_assert_int_eq(mkdir(scratch_path("out"), 0755), 0);
    for (size_t i = 0; i < sizeof stale / sizeof *stale; i++)
        scratch_text(stale[i], "old");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        scratch_text(kept[i], "mine");
    scratch_text("out/churn.c", "old");
    ck_assert_msg(run(scratch_text("model.json", model_text), "churn"), "%s", error.message);
    for (size_t i = 0; i < sizeof stale / sizeof *stale; i++)
        ck_assert_msg(!is_there(stale[i]), "%s", stale[i]);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        scratch_expect(scratch_path(kept[i]), "mine");
    ck_assert_int_eq(scratch_count(scratch_path("out")), 2 + (int)(sizeof kept / sizeof *kept));
    scorer_must("cd %s && cc -c churn.c -o churn.o", scratch_path("out"));
}
END_TEST

/* ---- bundles ---- */

/* Writes model and bundle, whose two features are the model's, into "bundle". */
static struct bundle *small_bundle(void)
{
    static const char *const jobs[] = {"clerk", "nurse", NULL};
    struct bundle *bundle = random_bundle_empty();
    random_bundle_add(bundle, "age", NULL);
    random_bundle_add(bundle, "job", jobs);
    return bundle;
}

static void write_bundle(struct bundle *bundle, const char *objective)
{
    char *model = model_text_edited(model_text, "reg:squarederror", objective);
    sha256_bytes(model, strlen(model), bundle->provenance.model_sha256);
    struct output_directory *directory = output_directory_open(scratch_path("bundle"), &error);
    ck_assert_msg(directory != NULL, "%s", error.message);
    ck_assert_msg(bundle_write(bundle, directory, &error), "%s", error.message);
    ck_assert_msg(output_directory_commit(directory, &error), "%s", error.message);
    scratch_text("bundle/model.json", model);
    free(model);
    bundle_free(bundle);
}

START_TEST(test_bundle)
{
    struct espalier_library library;
    write_bundle(small_bundle(), "binary:logistic");
    ck_assert_msg(run(scratch_path("bundle"), NULL), "%s", error.message);
    ck_assert_str_eq(report.name, "probe");
    scorer_load(&library, scratch_path("out"), "probe", "cc");
    ck_assert_uint_eq(library.model->flags, ESPALIER_HAS_PREPROCESSING);
    ck_assert(library.model->threshold == 0.25f);
    ck_assert_int_eq(library.model->columns[1].type, ESPALIER_CATEGORY);
    espalier_unload(&library);
    ck_assert_msg(run(scratch_path("bundle"), "mine"), "%s", error.message);
    ck_assert(is_there("out/mine.c"));
}
END_TEST

START_TEST(test_bundle_of_another_model)
{
    struct bundle *bundle = small_bundle();
    bundle->features[1].name = arena_text(&bundle->arena, "work", 4);
    write_bundle(bundle, "binary:logistic");
    expect_refused(scratch_path("bundle"), NULL, "preprocessing.features[1].name: bundle.json says 'work', model.json 'job'");
}
END_TEST

START_TEST(test_bundle_with_more_features)
{
    struct bundle *bundle = small_bundle();
    random_bundle_add(bundle, "more", NULL);
    write_bundle(bundle, "binary:logistic");
    expect_refused(scratch_path("bundle"), NULL, "preprocessing.features: bundle.json has 3, model.json 2");
}
END_TEST

START_TEST(test_bundle_with_another_objective)
{
    write_bundle(small_bundle(), "reg:squarederror");
    expect_refused(scratch_path("bundle"), NULL, "objective: bundle.json says 'binary:logistic', model.json 'reg:squarederror'");
}
END_TEST

START_TEST(test_bundle_whose_model_was_changed)
{
    write_bundle(small_bundle(), "binary:logistic");
    scratch_text("bundle/model.json", model_text);
    expect_refused(scratch_path("bundle"), NULL, "model_sha256");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generate");
    TCase *bare = tcase_create("bare models"), *bundles = tcase_create("bundles");
    scratch_add(bare);
    tcase_add_checked_fixture(bare, begin, NULL);
    tcase_add_test(bare, test_bare_model);
    tcase_add_test(bare, test_bare_model_scores);
    tcase_add_test(bare, test_rounds);
    tcase_add_test(bare, test_names);
    tcase_add_test(bare, test_bad_sources);
    tcase_add_test(bare, test_bad_directories);
    tcase_add_test(bare, test_too_many_features);
    tcase_add_test(bare, test_what_lies_in_the_directory);
    suite_add_tcase(suite, bare);
    scratch_add(bundles);
    tcase_add_checked_fixture(bundles, begin, NULL);
    tcase_add_test(bundles, test_bundle);
    tcase_add_test(bundles, test_bundle_of_another_model);
    tcase_add_test(bundles, test_bundle_with_more_features);
    tcase_add_test(bundles, test_bundle_with_another_objective);
    tcase_add_test(bundles, test_bundle_whose_model_was_changed);
    suite_add_tcase(suite, bundles);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
