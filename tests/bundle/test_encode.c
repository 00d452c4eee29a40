/* The order and the meaning of every step from a raw value to a feature, on one small bundle whose policies each test sets. */
#include "bundle/bundle.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static char *categories[] = {"x", "y"};
static double table[] = {0.5, 10, 20, 0.25}; /* missing, x, y, unseen */

/* Columns: 0 and 2 numbers, 1 a category. Features: 0 column 0, 1 column 1 by table, 2 derived, 3 column 2. */
static struct bundle_column columns[3];
static struct bundle_derived derived;
static struct bundle_feature features[4];
static struct bundle bundle;
static float encoded[4];
static int32_t fault;

static void set_up(void)
{
    struct error error = ERROR_NONE;
    columns[0] = (struct bundle_column){.name = "a", .type = BUNDLE_NUMBER, .lower = -10, .upper = 10};
    columns[1] = (struct bundle_column){.name = "c", .type = BUNDLE_CATEGORY, .categories = categories, .category_count = 2};
    columns[2] = (struct bundle_column){.name = "b", .type = BUNDLE_NUMBER, .lower = -INFINITY, .upper = INFINITY};
    derived = (struct bundle_derived){.name = "d", .expression = expression_parse("d", "if(is_missing(c), a, a * b)", columns, 3, &error)};
    ck_assert_msg(derived.expression != NULL, "%s", error.message);
    features[0] = (struct bundle_feature){.source = 0};
    features[1] = (struct bundle_feature){.source = 1, .encoding = BUNDLE_ENCODE_TARGET, .table = table};
    features[2] = (struct bundle_feature){.is_derived = true};
    features[3] = (struct bundle_feature){.source = 2};
    bundle = (struct bundle){
        .columns = columns, .column_count = 3, .derived = &derived, .derived_count = 1, .features = features, .feature_count = 4};
}

static void tear_down(void)
{
    expression_free(derived.expression);
}

static int encode(double a, int32_t c, double b)
{
    const union bundle_value record[3] = {{.number = a}, {.category = c}, {.number = b}};
    fault = -2;
    return bundle_encode(&bundle, record, NULL, encoded, &fault);
}

static void check_refused(double a, int32_t c, double b, int status, int32_t column)
{
    ck_assert_int_eq(encode(a, c, b), status);
    ck_assert_int_eq(fault, column);
}

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Equal bits, and for every missing feature the one pattern. */
static void check_encoded(double a, int32_t c, double b, float f0, float f1, float f2, float f3)
{
    const float expected[4] = {f0, f1, f2, f3};
    ck_assert_int_eq(encode(a, c, b), ESPALIER_OK);
    ck_assert_int_eq(fault, -1);
    for (int i = 0; i < 4; i++) {
        const uint32_t bits = isnan(expected[i]) ? UINT32_C(0x7fc00000) : bits_of(expected[i]);
        ck_assert_msg(bits_of(encoded[i]) == bits, "feature %d is %a, not %a", i, (double)encoded[i], (double)expected[i]);
    }
}

START_TEST(test_plain)
{
    check_encoded(2, 1, 3, 2, 10, 6, 3);
    check_encoded(-0.0, 2, 1, -0.0f, 20, -0.0f, 1);
    check_encoded(NAN, 0, NAN, NAN, 0.5f, NAN, NAN);
    check_encoded(2, -1, 3, 2, 0.25f, 6, 3);
    check_encoded(1.0 / 3.0, 1, 3, (float)(1.0 / 3.0), 10, 1, 3);
}
END_TEST

START_TEST(test_every_nan_is_missing)
{
    uint64_t bits = UINT64_C(0xfff0000000000001); /* negative, signaling */
    double nan;
    memcpy(&nan, &bits, sizeof nan);
    check_encoded(nan, 0, 1, NAN, 0.5f, NAN, 1);
    columns[0].missing = BUNDLE_MISSING_IMPUTE;
    columns[0].impute_value = 7;
    check_encoded(nan, 0, 1, 7, 0.5f, NAN, 1);
}
END_TEST

START_TEST(test_range)
{
    check_encoded(-10, 1, 1, -10, 10, -10, 1);
    check_encoded(10, 1, 1, 10, 10, 10, 1);
    check_refused(nextafter(10, 11), 1, 1, ESPALIER_E_RANGE, 0);
    check_refused(nextafter(-10, -11), 1, 1, ESPALIER_E_RANGE, 0);
    check_refused(INFINITY, 1, 1, ESPALIER_E_RANGE, 0);
    columns[0].out_of_range = BUNDLE_RANGE_MISSING;
    check_encoded(11, 1, 1, NAN, 10, NAN, 1);
    check_encoded(-INFINITY, 1, 1, NAN, 10, NAN, 1);
    columns[0].out_of_range = BUNDLE_RANGE_CLIP;
    check_encoded(11, 1, 2, 10, 10, 20, 2);
    check_encoded(-INFINITY, 1, 2, -10, 10, -20, 2);
    check_encoded(NAN, 1, 2, NAN, 10, NAN, 2);
}
END_TEST

/* Without bounds the infinite are still outside, and what float cannot hold follows the same policy, later. */
START_TEST(test_unbounded)
{
    check_refused(1, 1, INFINITY, ESPALIER_E_RANGE, 2);
    check_refused(1, 1, -INFINITY, ESPALIER_E_RANGE, 2);
    check_refused(1, 1, 1e39, ESPALIER_E_RANGE, 2);
    check_encoded(1, 1, (double)FLT_MAX, 1, 10, FLT_MAX, FLT_MAX);
    columns[2].out_of_range = BUNDLE_RANGE_MISSING;
    check_encoded(1, 1, INFINITY, 1, 10, NAN, NAN);
    check_encoded(1e-9, 1, 1e39, 1e-9f, 10, 1e30f, NAN);
    columns[2].out_of_range = BUNDLE_RANGE_CLIP;
    check_encoded(1, 1, INFINITY, 1, 10, FLT_MAX, FLT_MAX);
    check_encoded(1, 1, -INFINITY, 1, 10, -FLT_MAX, -FLT_MAX);
    check_encoded(0.5, 1, 1e300, 0.5f, 10, FLT_MAX / 2, FLT_MAX);
}
END_TEST

/* The largest double that rounds to a finite float, and its neighbor. */
START_TEST(test_float_limit)
{
    const double limit = 340282356779733661637539395458142568448.0;
    columns[2].out_of_range = BUNDLE_RANGE_MISSING;
    check_encoded(0, 1, nextafter(limit, 0), 0, 10, 0, FLT_MAX);
    check_encoded(0, 1, limit, 0, 10, 0, NAN);
    check_encoded(0, 1, -nextafter(limit, 0), 0, 10, -0.0f, -FLT_MAX);
    check_encoded(0, 1, 1e-46, 0, 10, 0, 0);
}
END_TEST

START_TEST(test_derived_overflow_is_missing)
{
    check_encoded(10, 1, (double)FLT_MAX, 10, 10, NAN, FLT_MAX);
    check_encoded(-10, 1, (double)FLT_MAX, -10, 10, NAN, FLT_MAX);
}
END_TEST

START_TEST(test_category)
{
    check_refused(1, -2, 1, ESPALIER_E_CATEGORY, 1);
    check_refused(1, 3, 1, ESPALIER_E_CATEGORY, 1);
    check_refused(1, INT32_MIN, 1, ESPALIER_E_CATEGORY, 1);
    check_refused(1, INT32_MAX, 1, ESPALIER_E_CATEGORY, 1);
    columns[1].unseen = BUNDLE_UNSEEN_REFUSE;
    check_refused(1, -1, 1, ESPALIER_E_CATEGORY, 1);
    check_encoded(1, 0, 2, 1, 0.5f, 1, 2);
    columns[1].unseen = BUNDLE_UNSEEN_MISSING;
    check_encoded(1, -1, 2, 1, 0.5f, 1, 2);
    check_refused(1, -2, 1, ESPALIER_E_CATEGORY, 1);
}
END_TEST

/* Derived features see a value after the range and unseen policies, and before imputation. */
START_TEST(test_imputation_comes_after_derived)
{
    columns[0].missing = columns[1].missing = columns[2].missing = BUNDLE_MISSING_IMPUTE;
    columns[0].impute_value = 5;
    columns[1].impute_category = 2;
    columns[2].impute_value = -1;
    columns[1].unseen = BUNDLE_UNSEEN_MISSING;
    check_encoded(NAN, 1, 3, 5, 10, NAN, 3);
    check_encoded(2, 0, 3, 2, 20, 2, 3);
    check_encoded(2, -1, NAN, 2, 20, 2, -1);
    columns[0].out_of_range = BUNDLE_RANGE_MISSING;
    check_encoded(11, 1, 3, 5, 10, NAN, 3);
    columns[1].unseen = BUNDLE_UNSEEN_OWN;
    check_encoded(2, -1, 3, 2, 0.25f, 6, 3);
}
END_TEST

START_TEST(test_missing_refused)
{
    columns[0].missing = BUNDLE_MISSING_REFUSE;
    check_refused(NAN, 1, 1, ESPALIER_E_MISSING, 0);
    columns[1].missing = BUNDLE_MISSING_REFUSE;
    check_refused(1, 0, 1, ESPALIER_E_MISSING, 1);
    columns[1].unseen = BUNDLE_UNSEEN_MISSING;
    check_refused(1, -1, 1, ESPALIER_E_MISSING, 1);
    columns[0].out_of_range = BUNDLE_RANGE_MISSING;
    check_refused(11, 1, 1, ESPALIER_E_MISSING, 0);
}
END_TEST

/* Ranges and categories of every column come before missing values of any, and those before float. */
START_TEST(test_precedence)
{
    columns[0].missing = BUNDLE_MISSING_REFUSE;
    columns[2].missing = BUNDLE_MISSING_REFUSE;
    check_refused(NAN, 3, INFINITY, ESPALIER_E_CATEGORY, 1);
    check_refused(NAN, 1, INFINITY, ESPALIER_E_RANGE, 2);
    check_refused(NAN, 1, 1e39, ESPALIER_E_MISSING, 0);
    check_refused(11, 3, NAN, ESPALIER_E_RANGE, 0);
    check_refused(1, 1, 1e39, ESPALIER_E_RANGE, 2);
    check_refused(NAN, 1, NAN, ESPALIER_E_MISSING, 0);
}
END_TEST

START_TEST(test_unused_column_is_checked)
{
    bundle.feature_count = 2;
    columns[2].missing = BUNDLE_MISSING_REFUSE;
    check_refused(1, 1, NAN, ESPALIER_E_MISSING, 2);
    check_refused(1, 1, INFINITY, ESPALIER_E_RANGE, 2);
}
END_TEST

START_TEST(test_replaced_tables)
{
    const double other[] = {1, 2, 1e300, NAN};
    const double *tables[4] = {NULL, other, NULL, NULL};
    const float expected[] = {1, 2, NAN, NAN};
    const int32_t values[] = {0, 1, 2, -1};
    for (int i = 0; i < 4; i++) {
        const union bundle_value record[3] = {{.number = 1}, {.category = values[i]}, {.number = 1}};
        ck_assert_int_eq(bundle_encode(&bundle, record, tables, encoded, &fault), ESPALIER_OK);
        ck_assert(isnan(expected[i]) ? isnan(encoded[1]) : encoded[1] == expected[i]);
    }
}
END_TEST

/* More columns than fit on the stack take the same way. */
START_TEST(test_many_columns)
{
    enum { COUNT = 1000 };
    struct bundle_column *many = calloc(COUNT, sizeof *many);
    union bundle_value *record = calloc(COUNT, sizeof *record);
    struct bundle_feature last = {.source = COUNT - 1};
    ck_assert(many && record);
    for (int i = 0; i < COUNT; i++) {
        many[i] = (struct bundle_column){.type = BUNDLE_NUMBER, .lower = 0, .upper = COUNT};
        record[i].number = i;
    }
    const struct bundle wide = {.columns = many, .column_count = COUNT, .features = &last, .feature_count = 1};
    ck_assert_int_eq(bundle_encode(&wide, record, NULL, encoded, &fault), ESPALIER_OK);
    ck_assert(encoded[0] == COUNT - 1);
    record[700].number = -1;
    ck_assert_int_eq(bundle_encode(&wide, record, NULL, encoded, &fault), ESPALIER_E_RANGE);
    ck_assert_int_eq(fault, 700);
    free(record);
    free(many);
}
END_TEST

/* ---- cells ---- */

static void check_number(enum bundle_type type, const char *text, double expected)
{
    const struct bundle_column column = {.type = type};
    union bundle_value value = {.number = -99};
    ck_assert_msg(bundle_value_of_text(&column, text, strlen(text), &value), "'%s' is refused", text);
    ck_assert_msg(isnan(expected) ? isnan(value.number) : value.number == expected, "'%s' is %g", text, value.number);
}

static void check_no_number(enum bundle_type type, const char *text)
{
    const struct bundle_column column = {.type = type};
    union bundle_value value;
    ck_assert_msg(!bundle_value_of_text(&column, text, strlen(text), &value), "'%s' is taken", text);
}

START_TEST(test_number_cells)
{
    check_number(BUNDLE_NUMBER, "", NAN);
    check_number(BUNDLE_NUMBER, " 1.5 ", 1.5);
    check_number(BUNDLE_NUMBER, "-2e3", -2000);
    check_no_number(BUNDLE_NUMBER, "1,5");
    check_no_number(BUNDLE_NUMBER, "nan");
    check_no_number(BUNDLE_NUMBER, "1e999");
    check_number(BUNDLE_FLAG, "Yes", 1);
    check_number(BUNDLE_FLAG, "0.0", 0);
    check_number(BUNDLE_FLAG, "", NAN);
    check_no_number(BUNDLE_FLAG, "2");
    check_number(BUNDLE_DATE, "1970-01-02", 1);
    check_number(BUNDLE_DATE, "12.5", 12.5);
    check_no_number(BUNDLE_DATE, "1970-02-30");
}
END_TEST

START_TEST(test_category_cells)
{
    static char *names[] = {"Masters", "Degree"};
    static int32_t sorted[] = {2, 1};
    static const char *const texts[] = {"Masters", "Degree", "", " Masters ", "degree", "PhD", "  "};
    static const int32_t expected[4][7] = {
        {1, 2, 0, -1, -1, -1, -1}, {1, 2, 0, 1, -1, -1, 0}, {1, 2, 0, -1, 2, -1, -1}, {1, 2, 0, 1, 2, -1, 0}};
    for (unsigned clean = 0; clean < 4; clean++) {
        const struct bundle_column column = {
            .type = BUNDLE_CATEGORY, .categories = names, .sorted = sorted, .category_count = 2, .clean = clean};
        for (int i = 0; i < 7; i++) {
            union bundle_value value;
            ck_assert(bundle_value_of_text(&column, texts[i], strlen(texts[i]), &value));
            ck_assert_msg(value.category == expected[clean][i], "'%s' cleaned by %u is %d", texts[i], clean, (int)value.category);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("encode");
    TCase *encoding = tcase_create("encoding");
    tcase_add_checked_fixture(encoding, set_up, tear_down);
    tcase_add_test(encoding, test_plain);
    tcase_add_test(encoding, test_every_nan_is_missing);
    tcase_add_test(encoding, test_range);
    tcase_add_test(encoding, test_unbounded);
    tcase_add_test(encoding, test_float_limit);
    tcase_add_test(encoding, test_derived_overflow_is_missing);
    tcase_add_test(encoding, test_category);
    tcase_add_test(encoding, test_imputation_comes_after_derived);
    tcase_add_test(encoding, test_missing_refused);
    tcase_add_test(encoding, test_precedence);
    tcase_add_test(encoding, test_unused_column_is_checked);
    tcase_add_test(encoding, test_replaced_tables);
    tcase_add_test(encoding, test_many_columns);
    suite_add_tcase(suite, encoding);
    TCase *cells = tcase_create("cells");
    tcase_add_test(cells, test_number_cells);
    tcase_add_test(cells, test_category_cells);
    suite_add_tcase(suite, cells);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
