/* Names from the data that try to become code: whatever a column or category is called, the scorer compiles without a warning, in C and
 * as a header in C++, and still knows the names as they were. */
#include "codegen/emit/emit.h"
#include "tests/support/random_bundle.h"
#include "tests/support/random_model.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Written as bytes: compilers and linters refuse them as text, for good reasons. */
static const char right_to_left[] = {'\xe2', '\x80', '\xae', 0}, line_separator[] = {'\xe2', '\x80', '\xa8', 0};

static const char *const hostile[] = {
    "int",
    "class",
    "restrict",
    "_Bool",
    "linux",
    "errno",
    "NULL",
    "int32_t",
    "__LINE__",
    "SIZE_MAX",
    "size_t",
    "uint32_t",
    "main",
    "r",
    "v",
    "column",
    "features",
    "record",
    "result",
    "i",
    "espalier_clip",
    "ESPALIER_OK",
    "ESPALIER_DESCRIPTOR_VERSION",
    "probe",
    "probe_record",
    "probe_FEATURE_COUNT",
    "probe_COLUMN_COUNT",
    "names",
    "nodes",
    "trees",
    "COLUMN",
    "FEATURE",
    "text",
    "derived",
    "a b",
    "a-b",
    "a_b",
    "a_b_2",
    "1st",
    "100%",
    " ",
    "  ",
    "\t",
    "*/",
    "/*",
    "*/ int x; /*",
    "//",
    "\\",
    "\\\n",
    "x\\",
    "\"",
    "\"; int x = \"",
    "'",
    "?\?/",
    "?\?/\n",
    "?\?'",
    "%s%n",
    "\n",
    "\r\n",
    "#define x",
    "\n#error no\n",
    "a\nb",
    "$",
    "@",
    "`",
    "{",
    "}",
    ";",
    "\x01",
    "\x7f",
    "\xc3\xa9",
    right_to_left,
    line_separator,
    "\xef\xbb\xbf",
    "\xf0\x9f\x8c\xb3",
    "\xe4\xb8\xad\xe6\x96\x87",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile, LONG = 10000, LONG_NAMES = 3 };

/* Long names that differ only where the identifier is cut. */
static char *long_name(int number)
{
    char *name = memory_zeroed(LONG + 1, 1);
    memset(name, number % 2 ? '?' : 'L', LONG);
    name[LONG - 1] = (char)('a' + number);
    return name;
}

/* Every hostile name is a column, and a category of every second column. */
static struct bundle *hostile_bundle(void)
{
    static const char expression[] = "`*/` + `int` * `?\?/`";
    struct error error = ERROR_NONE;
    const char *categories[HOSTILE + LONG_NAMES + 1] = {NULL};
    struct bundle *bundle = random_bundle_empty();
    memcpy(categories, hostile, sizeof hostile);
    for (int i = 0; i < LONG_NAMES; i++)
        categories[HOSTILE + i] = long_name(i);
    for (int i = 0; i < HOSTILE + LONG_NAMES; i++)
        random_bundle_add(bundle, categories[i], i % 8 == 7 || i >= HOSTILE ? categories : NULL);
    bundle->derived[0].name = arena_text(&bundle->arena, "*/ sum", 6);
    bundle->derived[0].text = arena_text(&bundle->arena, expression, strlen(expression));
    bundle->derived_count = 1;
    struct bundle_feature *feature = &bundle->features[bundle->feature_count++];
    feature->name = bundle->derived[0].name;
    feature->is_derived = true;
    bundle->decision.reason = arena_text(&bundle->arena, "*/ #error no\n", 13);
    for (int i = 0; i < LONG_NAMES; i++)
        free((char *)(uintptr_t)categories[HOSTILE + i]);
    ck_assert_msg(bundle_check(bundle, &error), "%s", error.message);
    return bundle;
}

static void check_categories(const struct bundle_column *column, const struct espalier_model *scorer, int32_t position)
{
    for (int32_t c = 0; c < column->category_count; c++) {
        ck_assert_str_eq(scorer->columns[position].categories[c], column->categories[c]);
        ck_assert_int_eq(scorer->category(position, column->categories[c], strlen(column->categories[c])), c + 1);
    }
}

static void check_names(const struct bundle *bundle, const struct espalier_model *scorer)
{
    for (int32_t i = 0; i < bundle->column_count; i++) {
        const struct bundle_column *column = &bundle->columns[i];
        ck_assert_str_eq(scorer->columns[i].name, column->name);
        ck_assert_str_eq(scorer->features[i], column->name);
        ck_assert_int_eq(espalier_column_index(scorer, column->name, strlen(column->name)), i);
        check_categories(column, scorer, i);
    }
}

/* Nothing but printable ASCII in any file, and no line ends in a backslash. */
static void check_characters(void)
{
    scorer_must("cd %s && ! LC_ALL=C grep -n '[^ -~]' probe.*", scratch_directory());
    scorer_must("cd %s && ! grep -n '[\\\\]$' probe.*", scratch_directory());
    scorer_must("cd %s && ! grep -n '[?][?]' probe.*", scratch_directory());
}

START_TEST(test_bundle)
{
    static const char *const compilers[] = {"gcc -std=c99", "gcc -std=gnu17", "gcc -std=c2x", "clang -std=c99", "clang -std=gnu99"};
    struct espalier_library library;
    struct bundle *bundle = hostile_bundle();
    struct ir_model *model = random_bundle_model(bundle);
    scorer_generate(scratch_directory(), "probe", model, bundle, &layout_limits_default);
    check_characters();
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
        if (i < 3 || scorer_has("clang"))
            scorer_must("cd %s && %s -O1 %s -c probe.c -o probe.o", scratch_directory(), compilers[i], SCORER_WARNINGS);
    }
    scorer_load(&library, scratch_directory(), "probe", "cc");
    check_names(bundle, library.model);
    espalier_unload(&library);
    ir_free(model);
    bundle_free(bundle);
}
END_TEST

START_TEST(test_bare_model)
{
    struct espalier_library library;
    struct random_shape shape = random_shape_default();
    shape.features = HOSTILE + 4;
    struct ir_model *model = random_model(&shape);
    for (int i = 0; i < HOSTILE; i++)
        model->feature_names[i] = arena_text(&model->arena, hostile[i], strlen(hostile[i]));
    for (int i = HOSTILE; i < HOSTILE + 2; i++)
        model->feature_names[i] = arena_zeroed(&model->arena, 1, 1); /* empty, twice */
    char *name = long_name(0);
    for (int i = HOSTILE + 2; i < HOSTILE + 4; i++)
        model->feature_names[i] = arena_text(&model->arena, name, LONG);
    free(name);
    scorer_generate(scratch_directory(), "probe", model, NULL, &layout_limits_default);
    check_characters();
    scorer_must("cd %s && cc -std=c99 %s -c probe.c -o probe.o", scratch_directory(), SCORER_WARNINGS);
    scorer_load(&library, scratch_directory(), "probe", "cc");
    for (int32_t i = 0; i < model->feature_count; i++) {
        ck_assert_str_eq(library.model->columns[i].name, model->feature_names[i]);
        ck_assert_uint_eq(library.model->columns[i].offset, (uint32_t)i * sizeof(double));
    }
    espalier_unload(&library);
    ir_free(model);
}
END_TEST

/* Adds the category to the column, which is added too where it is not there. */
static void add_category(struct bundle *bundle, const char *column, const char *category)
{
    struct bundle_column *at = bundle->columns;
    while (at < bundle->columns + bundle->column_count && strcmp(at->name, column) != 0)
        at++;
    if (at == bundle->columns + bundle->column_count) {
        const char *const only[] = {category, NULL};
        random_bundle_add(bundle, column, only);
        return;
    }
    for (int32_t i = 0; i < at->category_count; i++) {
        if (strcmp(at->categories[i], category) == 0) return;
    }
    char **more = arena_zeroed(&bundle->arena, (size_t)at->category_count + 1, sizeof *more);
    memcpy(more, at->categories, (size_t)at->category_count * sizeof *more);
    more[at->category_count++] = arena_text(&bundle->arena, category, strlen(category));
    at->categories = more;
    bundle->features[at - bundle->columns].table = arena_zeroed(&bundle->arena, (size_t)at->category_count + 2, sizeof(double));
}

/* Categories whose constants would be called like the scorer's own functions, types, tables and macros. */
START_TEST(test_clashes_with_its_own_names)
{
    static const char *const made[] = {"nodes_1",
                                       "roots_1",
                                       "groups_1",
                                       "sets_1",
                                       "vectors_1",
                                       "text_1",
                                       "record_names",
                                       "record_sorted",
                                       "record_values",
                                       "COLUMN_record",
                                       "COLUMN_COLUMN",
                                       "derived_record",
                                       "features_FEATURE_COUNT"};
    struct error error = ERROR_NONE;
    struct bundle *bundle = random_bundle_empty();
    struct ir_model *model;
    char **reserved = emit_reserved();
    for (size_t i = 0; reserved[i]; i++) {
        for (const char *cut = strchr(reserved[i], '_'); cut; cut = strchr(cut + 1, '_')) {
            char *column = memory_text(reserved[i], (size_t)(cut - reserved[i]));
            if (*column && cut[1]) add_category(bundle, column, cut + 1);
            free(column);
        }
    }
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        char *column = memory_text(made[i], strcspn(made[i], "_"));
        add_category(bundle, column, strchr(made[i], '_') + 1);
        free(column);
    }
    emit_reserved_free(reserved);
    ck_assert_int_gt(bundle->column_count, 20);
    ck_assert_msg(bundle_check(bundle, &error), "%s", error.message);
    model = random_bundle_model(bundle);
    scorer_generate(scratch_directory(), "probe", model, bundle, &layout_limits_default);
    scorer_must("cd %s && cc -std=c99 %s -c probe.c -o probe.o", scratch_directory(), SCORER_WARNINGS);
    ir_free(model);
    bundle_free(bundle);
}
END_TEST

/* A program in C++ that uses members and constants, linked with the scorer in C. */
START_TEST(test_cplusplus)
{
    static const char program[] = "#include \"probe.h\"\n"
                                  "#include \"espalier.h\"\n"
                                  "int main()\n"
                                  "{\n"
                                  "    probe_record record;\n"
                                  "    probe_result result;\n"
                                  "    probe_record_init(&record);\n"
                                  "    record.class_ = 1.5;\n"
                                  "    record._1st = 2;\n"
                                  "    record.espalier_clip = 3;\n"
                                  "    record.int32_t_ = probe_int32_t__int;\n"
                                  "    if (probe_category(probe_COLUMN_int32_t_, \"class\", 5) != probe_int32_t__class) return 1;\n"
                                  "    return probe_score(&record, &result) + probe_model()->column_count - probe_COLUMN_COUNT;\n"
                                  "}\n";
    static const char *const standards[] = {"g++ -std=c++98", "g++ -std=c++11", "g++ -std=c++17", "g++ -std=c++20", "clang++ -std=c++11"};
    if (!scorer_has("g++")) return;
    struct bundle *bundle = hostile_bundle();
    struct ir_model *model = random_bundle_model(bundle);
    scorer_generate(scratch_path("scorer"), "probe", model, bundle, &layout_limits_default);
    scratch_text("main.cpp", program);
    scorer_must("cd %s && cc -c scorer/probe.c -o probe.o", scratch_directory());
    for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
        if (i == 4 && !scorer_has("clang++")) continue;
        scorer_must("%s -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -Iruntime -I%s/scorer -c %s/main.cpp -o %s/main.o",
                    standards[i], scratch_directory(), scratch_directory(), scratch_directory());
        scorer_must("cd %s && g++ main.o probe.o -o main && ./main", scratch_directory());
    }
    ir_free(model);
    bundle_free(bundle);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated names");
    TCase *compiled = tcase_create("compiled");
    scratch_add(compiled);
    tcase_set_timeout(compiled, 120);
    tcase_add_test(compiled, test_bundle);
    tcase_add_test(compiled, test_bare_model);
    tcase_add_test(compiled, test_clashes_with_its_own_names);
    tcase_add_test(compiled, test_cplusplus);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
