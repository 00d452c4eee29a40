/* Verifying a generated folder: what is equal passes, and whatever differs is found and said. */
#include "bundle/bundle.h"
#include "bundle/vectors.h"
#include "codegen/generate.h"
#include "codegen/verify/verify.h"
#include "tests/support/bundle_fixture.h"
#include "tests/support/scratch.h"
#include "tests/support/xgboost_library.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xgboost/c_api.h>

/* A bundle trained on made-up rows, and its generated folder, in a test's own directory. */
struct subject {
    char bundle[512], model[600], folder[512];
};
static struct subject subject;
static struct verify_report report;
static struct error error;

static void require(bool good)
{
    ck_assert_msg(good, "%s", error.message);
}

/* ---- making the bundle ---- */

static void label(const struct vectors *vectors, float *labels)
{
    for (size_t row = 0; row < vectors->row_count; row++) {
        const float *features = vectors->features + row * (size_t)vectors->feature_count;
        labels[row] = (features[0] > 500.0f) != (features[2] > 0.15f) || features[6] > 50.0f;
    }
}

static void train(const struct bundle *bundle, struct vectors *vectors, const char *path)
{
    static const struct xgboost_parameter parameters[] = {
        {"objective", "binary:logistic"}, {"max_depth", "4"}, {"eta", "0.3"}, {"nthread", "1"}, {"seed", "1"}, {NULL, NULL}};
    const char *names[16];
    float *labels = calloc(vectors->row_count, sizeof *labels);
    struct xgboost *library = xgboost_open(NULL);
    size_t count;
    ck_assert(library && labels);
    for (int32_t i = 0; i < bundle->feature_count; i++)
        names[i] = bundle->features[i].name;
    label(vectors, labels);
    const struct xgboost_table table = {
        .rows = vectors->row_count, .columns = (size_t)bundle->feature_count, .values = vectors->features, .labels = labels};
    xgboost_booster booster = xgboost_train(library, &table, parameters, 10);
    ck_assert_msg(booster != NULL, "%s", xgboost_failure(library));
    ck_assert_int_eq(XGBoosterSetStrFeatureInfo(booster, "feature_name", names, table.columns), 0);
    ck_assert(xgboost_save(library, booster, path));
    float *margins = xgboost_margins(library, booster, &table, 0, 0, &count);
    ck_assert_uint_eq(count, vectors->row_count);
    memcpy(vectors->margins, margins, count * sizeof *margins);
    free(margins);
    xgboost_free(library, booster);
    xgboost_close(library);
    free(labels);
}

static void make_bundle(void)
{
    struct bundle *bundle = fixture_bundle();
    struct vectors *vectors = vectors_synthesize(bundle, NULL, 1, 400, &error);
    struct output_directory *output = output_directory_open(subject.bundle, &error);
    struct buffer path = {0};
    require(vectors && output);
    buffer_print(&path, "%s/model.json", output_directory_path(output));
    train(bundle, vectors, path.data);
    require(sha256_file(path.data, bundle->provenance.model_sha256, &error));
    require(bundle_write(bundle, output, &error));
    require(vectors_write(vectors, bundle, output, &error));
    require(output_directory_commit(output, &error));
    buffer_free(&path);
    vectors_free(vectors);
    bundle_free(bundle);
}

static void generate_folder(const char *source)
{
    const struct generate_options options = {.source = source, .directory = subject.folder, .name = "affluent"};
    require(generate(&options, NULL, &error));
}

static void set_up(void)
{
    error = (struct error)ERROR_NONE;
    report = (struct verify_report){0};
    snprintf(subject.bundle, sizeof subject.bundle, "%s", scratch_path("bundle"));
    snprintf(subject.model, sizeof subject.model, "%s/model.json", subject.bundle);
    snprintf(subject.folder, sizeof subject.folder, "%s", scratch_path("folder"));
    make_bundle();
    generate_folder(subject.bundle);
}

static void tear_down(void)
{
    verify_report_free(&report);
}

/* ---- editing files ---- */

static char *file_in(const char *directory, const char *name)
{
    struct buffer path = {0};
    buffer_print(&path, "%s/%s", directory, name);
    return path.data;
}

/* Replaces the `count` bytes at the first place of `from` after the first `after`, by those of `to`. */
static void edit_file(const char *directory, const char *name, const char *after, const char *from, const char *to)
{
    char *path = file_in(directory, name);
    struct buffer text = {0}, edited = {0};
    require(file_read(path, &text, &error));
    const char *start = strstr(text.data, after);
    const char *at = start ? strstr(start + strlen(after), from) : NULL;
    ck_assert_msg(at != NULL, "%s: no '%s' after '%s'", name, from, after);
    buffer_append(&edited, text.data, (size_t)(at - text.data));
    buffer_text(&edited, to);
    buffer_text(&edited, at + strlen(from));
    FILE *file = fopen(path, "wb");
    ck_assert(file && fwrite(edited.data, 1, edited.length, file) == edited.length && fclose(file) == 0);
    buffer_free(&edited);
    buffer_free(&text);
    free(path);
}

/* ---- running ---- */

static bool run(const char *source)
{
    const struct verify_options options = {.source = source, .directory = subject.folder, .compiler = "cc", .flags = "-std=c99 -O1"};
    return verify(&options, &report, &error);
}

static void check_fails(const char *source, enum exit_code code, const char *message)
{
    ck_assert(!run(source));
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_int_eq(error.exit_code, code);
}

static void check_difference(const char *source, const char *message)
{
    check_fails(source, EXIT_DIFFERENCE, " comparisons differ from ");
    ck_assert_uint_gt(report.difference_count, 0);
    ck_assert_msg(strstr(report.differences.data, message) != NULL, "%s", report.differences.data);
}

/* ---- equal ---- */

START_TEST(test_bundle)
{
    require(run(subject.bundle));
    ck_assert_uint_gt(report.vector_rows, 400);
    ck_assert_uint_gt(report.record_rows, 1000);
    ck_assert_uint_gt(report.feature_rows, 4096);
    ck_assert_uint_eq(report.leaves_driven + report.leaves_unreachable, report.leaves);
    ck_assert_uint_gt(report.leaves_driven, 50);
    ck_assert_uint_eq(report.margins, 3 * report.vector_rows + 2 * report.feature_rows);
    ck_assert_uint_eq(report.difference_count, 0);
    ck_assert(strncmp(report.command.data, "cc -std=c99 -O1 -fPIC -shared ", 30) == 0);
    ck_assert_ptr_nonnull(strstr(report.command.data, "/affluent.c"));
    ck_assert_uint_eq(report.compiler_output.length, 0);
}
END_TEST

START_TEST(test_bare_model)
{
    generate_folder(subject.model);
    require(run(subject.model));
    ck_assert_uint_eq(report.vector_rows, 0);
    ck_assert_uint_gt(report.feature_rows, 4096);
}
END_TEST

/* Nothing of ours stays in the place for temporary files. */
START_TEST(test_nothing_is_left)
{
    const char *temporary = scratch_path("temporary");
    struct output_directory *place = output_directory_open(temporary, &error);
    require(place && output_directory_commit(place, &error));
    setenv("TMPDIR", temporary, 1);
    require(run(subject.bundle));
    ck_assert_int_eq(scratch_count(temporary), 0);
}
END_TEST

/* ---- differences ---- */

/* The digits of the `position`th number with a threshold or leaf in its first digits, from `text` on. */
static char *find_number(char *text, int position)
{
    char *at = text;
    for (int found = -1; found < position; at += 2) {
        at = strstr(at, "0x");
        ck_assert_msg(at != NULL, "there are no %d numbers", position + 1);
        if (strspn(at + 2, "0123456789abcdef") >= 8) found++;
    }
    return at;
}

static void flip_digit(int position)
{
    char *path = file_in(subject.folder, "affluent.c");
    struct buffer text = {0};
    require(file_read(path, &text, &error));
    char *nodes = strstr(text.data, "affluent_nodes_1[");
    ck_assert_ptr_nonnull(nodes);
    char *digit = find_number(nodes, position) + 4;
    *digit = *digit == '1' ? '2' : '1';
    FILE *file = fopen(path, "wb");
    ck_assert(file && fwrite(text.data, 1, text.length, file) == text.length && fclose(file) == 0);
    buffer_free(&text);
    free(path);
}

/* One digit of one number anywhere in the trees. */
START_TEST(test_flipped_digit)
{
    flip_digit(_i * 7);
    check_difference(subject.bundle, "margin");
}
END_TEST

START_TEST(test_changed_encoding)
{
    edit_file(subject.folder, "affluent.c", "", "0x1.999999999999ap-3", "0x1.999999999999bp-2"); /* Degree: 0.2 */
    check_difference(subject.bundle, "feature 'C_EDU'");
}
END_TEST

START_TEST(test_changed_policy)
{
    edit_file(subject.folder, "affluent.c", "affluent_encode_or_refuse", "ESPALIER_E_RANGE", "ESPALIER_E_MISSING");
    check_difference(subject.bundle, "status of encoding");
}
END_TEST

START_TEST(test_changed_decision)
{
    edit_file(subject.folder, "affluent.c", "affluent_choose(const float", ">=", "> ");
    check_difference(subject.bundle, "decision");
}
END_TEST

START_TEST(test_changed_vectors)
{
    edit_file(subject.bundle, "vectors.csv", ",margin\n", "\n", "e1\n"); /* the first margin, ten times as large */
    check_difference(subject.bundle, "vectors.csv row 1: margin");
    ck_assert_uint_eq(report.difference_count, 3); /* one row, the whole decision, the batch */
}
END_TEST

START_TEST(test_changed_feature_in_vectors)
{
    edit_file(subject.bundle, "vectors.csv", ",margin\n", ",0.2,", ",0.25,");
    check_difference(subject.bundle, "feature 'C_EDU' is 0.2 (bits 3e4ccccd), expected 0.25 (bits 3e800000)\n");
}
END_TEST

START_TEST(test_crash)
{
    edit_file(subject.folder, "affluent.c", "static void affluent_sum_rows(", "{", "{ volatile char *nowhere = (char *)8; *nowhere = 1;");
    check_fails(subject.bundle, EXIT_DIFFERENCE, "the scorer crashed while it was compared");
}
END_TEST

/* ---- another model ---- */

START_TEST(test_changed_leaf)
{
    edit_file(subject.bundle, "model.json", "\"split_conditions\"", "E-", "E-1");
    check_fails(subject.bundle, EXIT_BAD_INPUT, "bundle.json:183: provenance.model_sha256: is not the hash of ");
    error = (struct error)ERROR_NONE;
    check_fails(subject.model, EXIT_DIFFERENCE, "was generated from another model: its model hash is '");
}
END_TEST

START_TEST(test_bare_folder_for_bundle)
{
    generate_folder(subject.model);
    check_fails(subject.bundle, EXIT_DIFFERENCE, "was generated from another model: its config hash is ''");
}
END_TEST

START_TEST(test_other_rounds)
{
    generate_folder(subject.model);
    const struct verify_options options = {.source = subject.model, .directory = subject.folder, .rounds = {0, 5}};
    ck_assert(!verify(&options, &report, &error));
    ck_assert_int_eq(error.exit_code, EXIT_DIFFERENCE);
    ck_assert_msg(strstr(error.message, "its number of trees is 10, that of ") != NULL, "%s", error.message);
}
END_TEST

START_TEST(test_other_threshold)
{
    edit_file(subject.bundle, "bundle.json", "", "-0.5,\n\t\t\"probability\":\t0.3775406687981454", "0,\n\t\t\"probability\":\t0.5");
    check_fails(subject.bundle, EXIT_DIFFERENCE, "its threshold has the bits bf000000, that of ");
}
END_TEST

START_TEST(test_other_range)
{
    edit_file(subject.bundle, "bundle.json", "", "\"upper\":\t1000000", "\"upper\":\t1000001");
    check_fails(subject.bundle, EXIT_DIFFERENCE, "its range of column is 'Asset value'");
}
END_TEST

/* ---- what cannot be compared ---- */

START_TEST(test_does_not_compile)
{
    edit_file(subject.folder, "affluent.c", "", "static", "statik");
    check_fails(subject.bundle, EXIT_BAD_INPUT, "does not compile: cc failed");
    ck_assert_ptr_nonnull(strstr(report.compiler_output.data, "statik"));
}
END_TEST

static void check_options(const struct verify_options *options, enum exit_code code, const char *message)
{
    ck_assert(!verify(options, &report, &error));
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
    ck_assert_int_eq(error.exit_code, code);
}

START_TEST(test_no_compiler)
{
    const struct verify_options options = {.source = subject.bundle, .directory = subject.folder, .compiler = "no-such-compiler"};
    check_options(&options, EXIT_MACHINE, "no-such-compiler: cannot run: No such file or directory");
}
END_TEST

START_TEST(test_bad_flags)
{
    const struct verify_options options = {.source = subject.bundle, .directory = subject.folder, .flags = "--no-such-flag"};
    check_options(&options, EXIT_BAD_INPUT, "does not compile");
}
END_TEST

/* Options that C compilers read as such never come from a folder's name. */
START_TEST(test_no_scorer)
{
    const struct verify_options options = {.source = subject.bundle, .directory = subject.bundle};
    check_options(&options, EXIT_BAD_INPUT, "holds no generated scorer");
}
END_TEST

START_TEST(test_no_folder)
{
    const struct verify_options options = {.source = subject.bundle, .directory = scratch_path("nowhere")};
    check_options(&options, EXIT_BAD_INPUT, "nowhere: cannot read");
}
END_TEST

START_TEST(test_no_such_name)
{
    const struct verify_options options = {.source = subject.bundle, .directory = subject.folder, .name = "other"};
    check_options(&options, EXIT_BAD_INPUT, "holds no 'other.c'");
}
END_TEST

START_TEST(test_two_scorers)
{
    const struct generate_options more = {.source = subject.model, .directory = subject.folder, .name = "affluent_two"};
    const struct verify_options unnamed = {.source = subject.bundle, .directory = subject.folder};
    const struct verify_options named = {.source = subject.bundle, .directory = subject.folder, .name = "affluent"};
    require(generate(&more, NULL, &error));
    check_options(&unnamed, EXIT_BAD_INPUT, "holds the scorers 'affluent' and 'affluent_two': choose one with --name");
    error = (struct error)ERROR_NONE;
    require(verify(&named, &report, &error));
    ck_assert_ptr_null(strstr(report.command.data, "affluent_two.c"));
}
END_TEST

START_TEST(test_no_vectors)
{
    char *path = file_in(subject.bundle, "vectors.csv");
    ck_assert_int_eq(remove(path), 0);
    check_fails(subject.bundle, EXIT_BAD_INPUT, "vectors.csv");
    free(path);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("verify");
    TCase *equal = tcase_create("equal");
    scratch_add(equal);
    tcase_add_checked_fixture(equal, set_up, tear_down);
    tcase_set_timeout(equal, 120);
    tcase_add_test(equal, test_bundle);
    tcase_add_test(equal, test_bare_model);
    tcase_add_test(equal, test_nothing_is_left);
    suite_add_tcase(suite, equal);
    TCase *differences = tcase_create("differences");
    scratch_add(differences);
    tcase_add_checked_fixture(differences, set_up, tear_down);
    tcase_set_timeout(differences, 120);
    tcase_add_loop_test(differences, test_flipped_digit, 0, 8);
    tcase_add_test(differences, test_changed_encoding);
    tcase_add_test(differences, test_changed_policy);
    tcase_add_test(differences, test_changed_decision);
    tcase_add_test(differences, test_changed_vectors);
    tcase_add_test(differences, test_changed_feature_in_vectors);
    tcase_add_test(differences, test_crash);
    tcase_add_test(differences, test_changed_leaf);
    tcase_add_test(differences, test_bare_folder_for_bundle);
    tcase_add_test(differences, test_other_rounds);
    tcase_add_test(differences, test_other_threshold);
    tcase_add_test(differences, test_other_range);
    suite_add_tcase(suite, differences);
    TCase *refusals = tcase_create("refusals");
    scratch_add(refusals);
    tcase_add_checked_fixture(refusals, set_up, tear_down);
    tcase_set_timeout(refusals, 120);
    tcase_add_test(refusals, test_does_not_compile);
    tcase_add_test(refusals, test_no_compiler);
    tcase_add_test(refusals, test_bad_flags);
    tcase_add_test(refusals, test_no_scorer);
    tcase_add_test(refusals, test_no_folder);
    tcase_add_test(refusals, test_no_such_name);
    tcase_add_test(refusals, test_two_scorers);
    tcase_add_test(refusals, test_no_vectors);
    suite_add_tcase(suite, refusals);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
