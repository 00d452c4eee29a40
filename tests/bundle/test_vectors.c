/* Made-up rows: what they cover, and that the file says the same as the memory. */
#include "bundle/transforms.h"
#include "bundle/vectors.h"
#include "tests/support/bundle_fixture.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEATURES = 11, ASSET = 1, JOINED = 3, EDUCATION = 4, ANY = 5, OCCUPATION = 6, ASSET_FEATURE = 6 };

static float asset_points[] = {-3.25f, 0.1f, 50000.0f};
static struct vectors_points points[FEATURES];
static struct bundle *bundle;

static void set_up(void)
{
    bundle = fixture_bundle();
    points[ASSET_FEATURE] = (struct vectors_points){asset_points, 3};
}

static void tear_down(void)
{
    bundle_free(bundle);
}

static struct vectors *synthesize(int64_t seed, size_t rows)
{
    struct error error = ERROR_NONE;
    struct vectors *vectors = vectors_synthesize(bundle, points, seed, rows, &error);
    ck_assert_msg(vectors != NULL, "%s", error.message);
    return vectors;
}

static const union bundle_value *record_of(const struct vectors *vectors, size_t row)
{
    return &vectors->records[row * (size_t)vectors->column_count];
}

/* ---- coverage ---- */

static bool has_category(const struct vectors *vectors, int32_t column, int32_t category)
{
    for (size_t row = 0; row < vectors->row_count; row++) {
        if (record_of(vectors, row)[column].category == category) return true;
    }
    return false;
}

static bool has_number(const struct vectors *vectors, int32_t column, double number)
{
    for (size_t row = 0; row < vectors->row_count; row++) {
        const double value = record_of(vectors, row)[column].number;
        if (isnan(number) ? isnan(value) : value == number) return true;
    }
    return false;
}

static bool has_cell(const struct vectors *vectors, int32_t column, const char *cell)
{
    for (size_t row = 0; row < vectors->row_count; row++) {
        if (strcmp(vectors->cells[row * (size_t)vectors->column_count + (size_t)column], cell) == 0) return true;
    }
    return false;
}

START_TEST(test_categories_are_covered)
{
    struct vectors *vectors = synthesize(1, 0);
    for (int32_t column = EDUCATION; column <= OCCUPATION; column++) {
        for (int32_t category = 0; category <= bundle->columns[column].category_count; category++)
            ck_assert_msg(has_category(vectors, column, category), "column %d lacks category %d", (int)column, (int)category);
    }
    ck_assert(has_category(vectors, EDUCATION, -1));
    ck_assert(has_category(vectors, ANY, -1));
    ck_assert(!has_category(vectors, OCCUPATION, -1)); /* refused */
    ck_assert(has_cell(vectors, EDUCATION, " Masters\t"));
    ck_assert(has_cell(vectors, EDUCATION, "mASTERS"));
    vectors_free(vectors);
}
END_TEST

START_TEST(test_numbers_are_covered)
{
    struct vectors *vectors = synthesize(1, 0);
    for (int i = 0; i < 3; i++) {
        ck_assert(has_number(vectors, ASSET, (double)asset_points[i]));
        ck_assert(has_number(vectors, ASSET, (double)nextafterf(asset_points[i], INFINITY)));
        ck_assert(has_number(vectors, ASSET, (double)nextafterf(asset_points[i], -INFINITY)));
    }
    ck_assert(has_number(vectors, ASSET, -10.5) && has_number(vectors, ASSET, 1000000) && has_number(vectors, ASSET, NAN));
    ck_assert(!has_number(vectors, ASSET, nextafter(-10.5, -11)) && !has_number(vectors, ASSET, 1000001)); /* refused */
    ck_assert(has_number(vectors, 0, nextafter(0, -1)) && has_number(vectors, 0, 1e300));                  /* clipped */
    ck_assert(has_number(vectors, 7, 1e300) && has_number(vectors, 7, -1e300));                            /* missing */
    ck_assert(has_cell(vectors, 2, "TRUE") && has_cell(vectors, 2, "no") && has_cell(vectors, 2, ""));
    ck_assert(has_cell(vectors, JOINED, "2000-02-29"));
    ck_assert(!has_number(vectors, JOINED, NAN)); /* refused */
    vectors_free(vectors);
}
END_TEST

START_TEST(test_every_row_is_encoded)
{
    struct vectors *vectors = synthesize(7, 300);
    ck_assert_uint_gt(vectors->row_count, 300);
    for (size_t row = 0; row < vectors->row_count; row++) {
        float features[FEATURES];
        int32_t column;
        ck_assert_int_eq(bundle_encode(bundle, record_of(vectors, row), NULL, features, &column), 0);
        ck_assert_mem_eq(features, &vectors->features[row * FEATURES], sizeof features);
    }
    vectors_free(vectors);
}
END_TEST

START_TEST(test_seed)
{
    struct vectors *one = synthesize(1, 50), *same = synthesize(1, 50), *other = synthesize(2, 50);
    ck_assert_uint_eq(one->row_count, same->row_count);
    ck_assert_mem_eq(one->features, same->features, one->row_count * FEATURES * sizeof(float));
    ck_assert(memcmp(one->features, other->features, one->row_count * FEATURES * sizeof(float)) != 0);
    vectors_free(one);
    vectors_free(same);
    vectors_free(other);
}
END_TEST

START_TEST(test_column_that_accepts_one_value)
{
    struct error error = ERROR_NONE;
    bundle->columns[ASSET].lower = bundle->columns[ASSET].upper = 0.1;
    bundle->columns[ASSET].missing = BUNDLE_MISSING_REFUSE;
    struct vectors *vectors = vectors_synthesize(bundle, NULL, 1, 5, &error);
    ck_assert_msg(vectors != NULL, "%s", error.message);
    for (size_t row = 0; row < vectors->row_count; row++)
        ck_assert(record_of(vectors, row)[ASSET].number == 0.1);
    vectors_free(vectors);
}
END_TEST

/* ---- the file ---- */

static void write_file(const struct vectors *vectors)
{
    struct error error = ERROR_NONE;
    struct output_directory *output = output_directory_open(scratch_directory(), &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    ck_assert_msg(vectors_write(vectors, bundle, output, &error), "%s", error.message);
    ck_assert_msg(output_directory_commit(output, &error), "%s", error.message);
}

START_TEST(test_round_trip)
{
    struct error error = ERROR_NONE;
    struct vectors *written = synthesize(3, 100);
    const size_t cells = written->row_count * (size_t)written->column_count;
    for (size_t row = 0; row < written->row_count; row++)
        written->margins[row] = (float)row * 0.1f - 5.0f;
    write_file(written);
    struct vectors *read = vectors_read(scratch_path(VECTORS_FILE), bundle, &error);
    ck_assert_msg(read != NULL, "%s", error.message);
    ck_assert_uint_eq(read->row_count, written->row_count);
    for (size_t i = 0; i < cells; i++)
        ck_assert_str_eq(read->cells[i], written->cells[i]);
    ck_assert_mem_eq(read->features, written->features, written->row_count * FEATURES * sizeof(float));
    ck_assert_mem_eq(read->margins, written->margins, written->row_count * sizeof(float));
    for (size_t row = 0; row < read->row_count; row++) {
        float features[FEATURES];
        int32_t column;
        ck_assert_int_eq(bundle_encode(bundle, record_of(read, row), NULL, features, &column), 0);
        ck_assert_mem_eq(features, &written->features[row * FEATURES], sizeof features);
    }
    vectors_free(read);
    vectors_free(written);
}
END_TEST

/* Raw columns keep their names; ours step aside. */
START_TEST(test_names_that_clash)
{
    struct error error = ERROR_NONE;
    bundle->columns[0].name = "margin";
    bundle->columns[1].name = "feature:joined";
    struct vectors *written = synthesize(3, 0);
    struct buffer text = {0};
    write_file(written);
    ck_assert(file_read(scratch_path(VECTORS_FILE), &text, &error));
    ck_assert(strncmp(text.data, "margin,feature:joined,HL_tag,", 29) == 0);
    ck_assert_ptr_nonnull(strstr(text.data, ",feature:joined_2,"));
    ck_assert_ptr_nonnull(strstr(text.data, ",margin_2\n"));
    struct vectors *read = vectors_read(scratch_path(VECTORS_FILE), bundle, &error);
    ck_assert_msg(read != NULL, "%s", error.message);
    buffer_free(&text);
    vectors_free(read);
    vectors_free(written);
}
END_TEST

#define HEADER                                                                                                                             \
    "MTHCASA,Asset value,HL_tag,joined,C_EDU,a.b,gn_occ,ratio,feature:MTHCASA,feature:HAS_CASA,feature:C_EDU,feature:a.b,feature:gn_occ,"  \
    "feature:joined,feature:Asset value,feature:HL_tag,feature:casa_share,feature:graduate,feature:ratio,margin\n"

static const struct {
    const char *text, *message;
} files[] = {
    {"", ""},
    {HEADER, "vectors.csv: has no rows"},
    {"MTHCASA,HL_tag\n", "vectors.csv:1: column 2 must be 'Asset value'"},
    {"MTHCASA\n", "vectors.csv:1: column 2 must be 'Asset value'"},
    {HEADER "1,2,x,4,,,,,1,1,1,1,1,1,1,1,1,1,1,0.5\n", "vectors.csv:2: column 'HL_tag': 'x' does not fit the column's type"},
    {HEADER "1,2,1,4,,,,,1,1,1,1,1,1,one,1,1,1,1,0.5\n", "vectors.csv:2: column 'feature:Asset value': 'one' is not a number"},
    {HEADER "1,2,1,4,,,,,1,1,1,1,1,1,1,1,1,1,1,\n", "vectors.csv:2: column 'margin': '' is not a number"},
    {HEADER "1,2,1,4,,,,,1,1,1,1,1,1,1,1,1,1,1,1e39\n", "vectors.csv:2: column 'margin': '1e39' is not a number"},
    {HEADER "1,2\n", "vectors.csv:2: "},
};

START_TEST(test_bad_file)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(vectors_read(scratch_text(VECTORS_FILE, files[_i].text), bundle, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_msg(strstr(error.message, files[_i].message) != NULL, "%s", error.message);
}
END_TEST

START_TEST(test_header_with_another_column)
{
    struct error error = ERROR_NONE;
    struct buffer text = {0};
    buffer_text(&text, HEADER);
    text.data[text.length - 1] = ',';
    buffer_text(&text, "more\n");
    ck_assert_ptr_null(vectors_read(scratch_text(VECTORS_FILE, text.data), bundle, &error));
    ck_assert_msg(strstr(error.message, "vectors.csv:1: column 'more' does not belong to this bundle") != NULL, "%s", error.message);
    buffer_free(&text);
}
END_TEST

/* ---- thresholds ---- */

#define MODEL(TREES) "{\"learner\": {\"gradient_booster\": {\"model\": {\"trees\": [" TREES "]}}}}"
#define TREE(LEFT, FEATURES_OF, CONDITIONS)                                                                                                \
    "{\"left_children\": " LEFT ", \"split_indices\": " FEATURES_OF ", \"split_conditions\": " CONDITIONS "}"

START_TEST(test_points)
{
    struct error error = ERROR_NONE;
    const char *path = scratch_text(
        "model.json",
        MODEL(TREE("[1,3,-1,-1,-1]", "[2,0,0,0,0]", "[5E-1,-1.25E0,9,9,9]") "," TREE("[1,-1,-1]", "[2,0,0]", "[1E-1,9,9]") "," TREE(
            "[1,-1,-1]", "[2,0,0]", "[5E-1,9,9]") "," TREE("[-1]", "[0]", "[9]")));
    struct vectors_points *read = vectors_points_read(path, 3, &error);
    ck_assert_msg(read != NULL, "%s", error.message);
    ck_assert(read[0].count == 1 && read[0].values[0] == -1.25f);
    ck_assert(read[1].count == 0);
    ck_assert(read[2].count == 2 && read[2].values[0] == 0.1f && read[2].values[1] == 0.5f);
    vectors_points_free(read, 3);
    vectors_points_free(NULL, 3);
}
END_TEST

static const struct {
    const char *text, *message;
} models[] = {
    {"{}", "model.json:1: the key \"learner\" is missing"},
    {MODEL("7"), "model.json:1: learner.gradient_booster.model.trees[0]: expected an object, found a number"},
    {MODEL(TREE("[1,-1,-1]", "[3,0,0]", "[1,1,1]")), "model.json:1: learner.gradient_booster.model.trees[0].split_indices[0]: "},
    {MODEL(TREE("[1,-1,-1]", "[2,0]", "[1,1,1]")),
     "model.json:1: learner.gradient_booster.model.trees[0].split_indices: must have 3 entries"},
    {MODEL(TREE("[1,-1,-1]", "[2,0,0]", "[\"a\",1,1]")), "model.json:1: learner.gradient_booster.model.trees[0].split_conditions[0]: "},
};

START_TEST(test_bad_model)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(vectors_points_read(scratch_text("model.json", models[_i].text), 3, &error));
    ck_assert_msg(strstr(error.message, models[_i].message) != NULL, "%s", error.message);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vectors");
    TCase *coverage = tcase_create("coverage");
    tcase_add_checked_fixture(coverage, set_up, tear_down);
    tcase_add_test(coverage, test_categories_are_covered);
    tcase_add_test(coverage, test_numbers_are_covered);
    tcase_add_test(coverage, test_every_row_is_encoded);
    tcase_add_test(coverage, test_seed);
    tcase_add_test(coverage, test_column_that_accepts_one_value);
    suite_add_tcase(suite, coverage);
    TCase *file = tcase_create("file");
    scratch_add(file);
    tcase_add_checked_fixture(file, set_up, tear_down);
    tcase_add_test(file, test_round_trip);
    tcase_add_test(file, test_names_that_clash);
    tcase_add_loop_test(file, test_bad_file, 0, sizeof files / sizeof *files);
    tcase_add_test(file, test_header_with_another_column);
    suite_add_tcase(suite, file);
    TCase *thresholds = tcase_create("thresholds");
    scratch_add(thresholds);
    tcase_add_test(thresholds, test_points);
    tcase_add_loop_test(thresholds, test_bad_model, 0, sizeof models / sizeof *models);
    suite_add_tcase(suite, thresholds);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
