/* CONFIG.json: what is accepted means what it says, what is not is refused with its place, and every key is documented. */
#include "bundle/base/file.h"
#include "bundle/transforms.h"
#include "support/scratch.h"
#include "trainer/config.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct config *parse(const char *text, struct error *error)
{
    return config_parse("dir/c.json", text, strlen(text), error);
}

/* The first lines of a whole config, to which a test adds what it is about. */
#define HEAD "{\"name\": \"m\",\n\"target\": {\"column\": \"y\", \"positive\": \"1\"},\n"

/* ---- refusals ---- */

/* A line of config_refusals.tsv as a config. */
static void expand(const char *line, struct buffer *out)
{
    if (strncmp(line, "COLUMN ", 7) == 0)
        buffer_print(out, HEAD "\"columns\": {\n\"a\": %s}}", line + 7);
    else if (strncmp(line, "MEMBER ", 7) == 0)
        buffer_print(out, HEAD "\"columns\": {\"a\": {\"type\": \"number\"}},\n%s}", line + 7);
    else if (strncmp(line, "NATIVE ", 7) == 0)
        buffer_print(out, HEAD "\"columns\": {\"a\": {\"type\": \"category\",\n\"encode\": \"native\"}},\n%s}", line + 7);
    else
        buffer_text(out, line);
}

static void expect_refusal(char *line)
{
    struct buffer text = {0};
    struct error error = ERROR_NONE;
    char *tab = strchr(line, '\t');
    ck_assert_ptr_nonnull(tab);
    *tab = 0;
    expand(line, &text);
    struct config *config = parse(text.data, &error);
    ck_assert_msg(config == NULL, "accepted: %s", line);
    ck_assert_msg(strcmp(error.message, tab + 1) == 0, "%s\n is refused with\n%s\n instead of\n%s", line, error.message, tab + 1);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    buffer_free(&text);
}

START_TEST(refused_with_the_place)
{
    struct buffer lines = {0};
    struct error error = ERROR_NONE;
    int count = 0;
    ck_assert_msg(file_read("tests/trainer/config_refusals.tsv", &lines, &error), "%s", error.message);
    for (char *line = lines.data, *next; (next = strchr(line, '\n')) != NULL; line = next + 1) {
        *next = 0;
        if (line[0] == '#') continue;
        expect_refusal(line);
        count++;
    }
    ck_assert_int_gt(count, 100);
    buffer_free(&lines);
}
END_TEST

START_TEST(empty_file)
{
    struct error error = ERROR_NONE;
    const char *path = scratch_text("empty.json", "");
    ck_assert_ptr_null(config_read(path, &error));
    ck_assert_str_eq(error.message + strlen(path), ":1: expected a value, found the end of the file");
}
END_TEST

START_TEST(missing_file)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(config_read(scratch_path("none.json"), &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "none.json: "));
}
END_TEST

/* ---- what is accepted ---- */

static struct config *accept(const char *text)
{
    struct error error = ERROR_NONE;
    struct config *config = parse(text, &error);
    ck_assert_msg(config != NULL, "%s", error.message);
    return config;
}

START_TEST(defaults)
{
    struct config *config = accept(HEAD "\"columns\": {\"a\": {\"type\": \"number\"}, \"b\": {\"type\": \"category\"}}}");
    const struct config_column *number = config_column(config, "a"), *category = config_column(config, "b");
    ck_assert_ptr_null(config->table);
    ck_assert_int_eq(config->seed, 42);
    ck_assert_ptr_null(config->negative);
    ck_assert(!config->refuse_unlisted);
    ck_assert_int_eq(config->encoding_folds, 10);
    ck_assert(isnan(config->encoding_smoothing));
    ck_assert_double_eq(config->holdout, 0.2);
    ck_assert_int_eq(config->folds, 5);
    ck_assert_double_eq(config->precision_floor, 0.5);
    ck_assert_int_eq(config->bootstrap_replicates, 1000);
    ck_assert(config->forest_wanted);
    ck_assert(!config->balance);
    ck_assert_int_eq(config->selection, CONFIG_SELECT_XGBOOST);
    ck_assert_int_eq(number->role, CONFIG_FEATURE);
    ck_assert(isinf(number->lower) && isinf(number->upper));
    ck_assert_int_eq(number->out_of_range, BUNDLE_RANGE_REFUSE);
    ck_assert_int_eq(number->missing, CONFIG_MISSING_KEEP);
    ck_assert_int_eq(category->encoding, BUNDLE_ENCODE_TARGET);
    ck_assert_uint_eq(category->clean, ESPALIER_CLEAN_TRIM);
    ck_assert_int_eq(category->unseen, BUNDLE_UNSEEN_OWN);
    ck_assert_ptr_null(config_column(config, "c"));
    config_free(config);
}
END_TEST

static const char full[] =
    "// a comment\n{\n"
    "\"name\": \"customer_value\", \"table\": \"../data/t.csv\", \"seed\": 7, /* another */\n"
    "\"target\": {\"column\": \"y\", \"positive\": \"yes\", \"negative\": \"no\"},\n"
    "\"columns_default\": \"refuse\",\n"
    "\"columns\": {\n"
    "  \"Asset value\": {\"type\": \"number\", \"range\": [-1.5, null], \"out_of_range\": \"clip\", \"missing\": {\"constant\": 2.5}},\n"
    "  \"since\": {\"type\": \"date\", \"range\": [\"1970-01-02\", \"1970-02-01\"], \"missing\": {\"constant\": \"1970-01-11\"}},\n"
    "  \"vip\": {\"type\": \"flag\", \"missing\": \"zero\"},\n"
    "  \"city\": {\"type\": \"category\", \"categories\": [\" Rome \", \"Oslo\"], \"clean\": [\"case\", \"trim\"], \"unseen\": "
    "\"refuse\",\n"
    "           \"encode\": \"native\", \"missing\": {\"constant\": \"none\"}},\n"
    "  \"job\": {\"type\": \"category\", \"rare_below\": 30, \"unseen\": \"missing\", \"encode\": \"ordinal\", \"clean\": []},\n"
    "  \"raw\": {\"role\": \"input\", \"type\": \"number\", \"missing\": \"refuse\"},\n"
    "  \"c\": {\"role\": \"id\"}, \"h\": {\"role\": \"group\"}, \"z\": {\"role\": \"ignore\"},\n"
    "},\n"
    "\"derived\": {\"twice\": \"raw * 2\", \"none\": \"is_missing(vip)\"},\n"
    "\"target_encoding\": {\"folds\": 4, \"smoothing\": 12.5},\n"
    "\"holdout\": 0.3, \"folds\": 7, \"bootstrap_replicates\": 500,\n"
    "\"model\": {\"n_estimators\": 12, \"learning_rate\": 0.05, \"reg_lambda\": 2, \"max_depth\": 3, \"base_score\": 0.25},\n"
    "\"random_forest\": {\"n_estimators\": 9}, \"select\": \"best\", \"imbalance\": \"weight\",\n"
    "\"decision\": {\"recall_at_precision\": 0.75}\n"
    "}\n";

static const char *value_of(const struct parameters *parameters, const char *name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->names[i], name) == 0) return parameters->values[i];
    return NULL;
}

START_TEST(everything_given)
{
    struct config *config = accept(full);
    ck_assert_str_eq(config->name, "customer_value");
    ck_assert_str_eq(config->table, "dir/../data/t.csv");
    ck_assert_int_eq(config->seed, 7);
    ck_assert_str_eq(config->target, "y");
    ck_assert_str_eq(config->positive, "yes");
    ck_assert_str_eq(config->negative, "no");
    ck_assert(config->refuse_unlisted);
    ck_assert_uint_eq(config->column_count, 9);
    ck_assert_int_eq(config->encoding_folds, 4);
    ck_assert_double_eq(config->encoding_smoothing, 12.5);
    ck_assert_double_eq(config->holdout, 0.3);
    ck_assert_int_eq(config->folds, 7);
    ck_assert_int_eq(config->bootstrap_replicates, 500);
    ck_assert_int_eq(config->selection, CONFIG_SELECT_BEST);
    ck_assert(config->balance);
    ck_assert_double_eq(config->precision_floor, 0.75);
    ck_assert_uint_eq(config->derived_count, 2);
    ck_assert_str_eq(config->derived[0].text, "raw * 2");
    ck_assert_str_eq(config->derived[0].where, "dir/c.json:16: derived.twice");
    ck_assert_uint_eq(strlen(config->sha256), 64);
    config_free(config);
}
END_TEST

START_TEST(columns_given)
{
    struct config *config = accept(full);
    const struct config_column *column = config_column(config, "Asset value");
    ck_assert_double_eq(column->lower, -1.5);
    ck_assert(isinf(column->upper));
    ck_assert_int_eq(column->out_of_range, BUNDLE_RANGE_CLIP);
    ck_assert_double_eq(column->missing_number, 2.5);
    ck_assert_uint_eq(column->line, 7);
    column = config_column(config, "since");
    ck_assert_double_eq(column->lower, 1.0);
    ck_assert_double_eq(column->upper, 31.0);
    ck_assert_double_eq(column->missing_number, 10.0);
    column = config_column(config, "vip");
    ck_assert_int_eq(column->missing, CONFIG_MISSING_ZERO);
    ck_assert_double_eq(column->upper, 1.0);
    column = config_column(config, "city");
    ck_assert_int_eq(column->category_count, 2);
    ck_assert_str_eq(column->categories[0], "Rome");
    ck_assert_uint_eq(column->clean, ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE);
    ck_assert_int_eq(column->encoding, BUNDLE_ENCODE_NATIVE);
    ck_assert_str_eq(column->missing_text, "none");
    column = config_column(config, "job");
    ck_assert_int_eq(column->rare_below, 30);
    ck_assert_int_eq(column->unseen, BUNDLE_UNSEEN_MISSING);
    ck_assert_uint_eq(column->clean, 0);
    ck_assert_int_eq(config_column(config, "raw")->role, CONFIG_INPUT);
    ck_assert_int_eq(config_column(config, "c")->role, CONFIG_ID);
    ck_assert_int_eq(config_column(config, "h")->role, CONFIG_GROUP);
    ck_assert_int_eq(config_column(config, "z")->role, CONFIG_IGNORE);
    config_free(config);
}
END_TEST

START_TEST(parameters_given)
{
    struct config *config = accept(full);
    ck_assert_int_eq(config->model.n_estimators, 12);
    ck_assert_double_eq(config->model.base_score, 0.25);
    ck_assert_str_eq(value_of(&config->model, "eta"), "0.05");
    ck_assert_str_eq(value_of(&config->model, "lambda"), "2");
    ck_assert_str_eq(value_of(&config->model, "max_depth"), "3");
    ck_assert_str_eq(value_of(&config->model, "gamma"), "0");
    ck_assert_ptr_null(value_of(&config->model, "learning_rate"));
    ck_assert_int_eq(config->forest.n_estimators, 9);
    ck_assert(isnan(config->forest.base_score));
    ck_assert_str_eq(value_of(&config->forest, "subsample"), "0.8");
    ck_assert_ptr_null(value_of(&config->forest, "eta"));
    config_free(config);
}
END_TEST

START_TEST(table_path)
{
    static const char *const cases[][3] = {
        {"c.json", "t.csv", "t.csv"}, {"a/c.json", "t.csv", "a/t.csv"}, {"a/c.json", "/t.csv", "/t.csv"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer text = {0};
        struct error error = ERROR_NONE;
        buffer_print(&text, HEAD "\"table\": \"%s\", \"columns\": {\"a\": {\"type\": \"number\"}}}", cases[i][1]);
        struct config *config = config_parse(cases[i][0], text.data, text.length, &error);
        ck_assert_msg(config != NULL, "%s", error.message);
        ck_assert_str_eq(config->table, cases[i][2]);
        config_free(config);
        buffer_free(&text);
    }
}
END_TEST

/* ---- documentation ---- */

static void expect_documented(const char *page, const char *key)
{
    char quoted[80];
    snprintf(quoted, sizeof quoted, "`%s`", key);
    ck_assert_msg(strstr(page, quoted) != NULL, "docs/configuration.md says nothing of %s", quoted);
}

START_TEST(every_key_documented)
{
    static const char *const *const lists[] = {config_keys,          config_target_keys,   config_column_keys,
                                               config_constant_keys, config_encoding_keys, config_decision_keys};
    struct buffer page = {0};
    struct error error = ERROR_NONE;
    ck_assert_msg(file_read("docs/configuration.md", &page, &error), "%s", error.message);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const char *const *key = lists[i]; *key; key++)
            if (lists[i] != config_constant_keys) expect_documented(page.data, *key);
    ck_assert_ptr_nonnull(strstr(page.data, "`{\"constant\": VALUE}`"));
    for (int kind = PARAMETERS_BOOSTED; kind <= PARAMETERS_FOREST; kind++)
        for (size_t i = 0; parameters_name((enum parameters_kind)kind, i); i++)
            expect_documented(page.data, parameters_name((enum parameters_kind)kind, i));
    buffer_free(&page);
}
END_TEST

/* The page's first config, as it stands there. */
START_TEST(documented_config_is_accepted)
{
    struct buffer page = {0};
    struct error error = ERROR_NONE;
    ck_assert_msg(file_read("docs/configuration.md", &page, &error), "%s", error.message);
    char *begin = strstr(page.data, "```json\n{"), *end = begin ? strstr(begin, "\n```\n") : NULL;
    ck_assert_ptr_nonnull(end);
    *end = 0;
    struct config *config = accept(begin + strlen("```json\n"));
    ck_assert_uint_eq(config->column_count, 6);
    config_free(config);
    buffer_free(&page);
}
END_TEST

START_TEST(example_configs_are_accepted)
{
    static const char *const paths[] = {"examples/etb/config.json", "examples/adult/config.json"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct error error = ERROR_NONE;
        struct config *config = config_read(paths[i], &error);
        ck_assert_msg(config != NULL, "%s", error.message);
        config_free(config);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("config");
    TCase *refusals = tcase_create("refusals"), *accepted = tcase_create("accepted"), *documented = tcase_create("documented");
    scratch_add(refusals);
    tcase_add_test(refusals, refused_with_the_place);
    tcase_add_test(refusals, empty_file);
    tcase_add_test(refusals, missing_file);
    suite_add_tcase(suite, refusals);
    tcase_add_test(accepted, defaults);
    tcase_add_test(accepted, everything_given);
    tcase_add_test(accepted, columns_given);
    tcase_add_test(accepted, parameters_given);
    tcase_add_test(accepted, table_path);
    suite_add_tcase(suite, accepted);
    tcase_add_test(documented, every_key_documented);
    tcase_add_test(documented, documented_config_is_accepted);
    tcase_add_test(documented, example_configs_are_accepted);
    suite_add_tcase(suite, documented);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
