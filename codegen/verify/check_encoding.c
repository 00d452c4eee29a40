/* The bundle's own encoder as the judge: records that try every policy of every column, refusals included. Of a bare model, whose
 * columns are its features, only that a double is rounded to float once and that what does not fit is refused. */
#include "bundle/transforms.h"
#include "bundle/vectors.h"
#include "codegen/verify/compare.h"
#include "codegen/verify/points.h"
#include "codegen/verify/rows.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RANDOM_ROWS 500
#define WILD_ROW_LIMIT 20000 /* rows with one wild value, and as many with several at most */

struct check {
    struct verification *verification;
    struct rows_random random;
    union bundle_value *values; /* of the record at hand */
    void *record, *result;      /* of the scorer */
    float *expected, *found;    /* features */
};

/* ---- what is expected ---- */

static int encode_bare(const struct espalier_model *scorer, const union bundle_value *values, float *features, int32_t *column)
{
    for (*column = 0; *column < scorer->feature_count; ++*column) {
        if (!espalier_to_float(values[*column].number, &features[*column])) return ESPALIER_E_RANGE;
    }
    *column = -1;
    return ESPALIER_OK;
}

static int encode_expected(const struct check *check, int32_t *column)
{
    const struct bundle *bundle = check->verification->bundle;
    if (bundle) return bundle_encode(bundle, check->values, NULL, check->expected, column);
    return encode_bare(check->verification->scorer, check->values, check->expected, column);
}

/* ---- one record ---- */

static void fill_record(const struct check *check)
{
    const struct espalier_model *scorer = check->verification->scorer;
    for (int32_t i = 0; i < scorer->column_count; i++) {
        const struct espalier_column *column = &scorer->columns[i];
        char *member = (char *)check->record + column->offset;
        if (column->type == ESPALIER_CATEGORY)
            memcpy(member, &check->values[i].category, sizeof check->values[i].category);
        else
            memcpy(member, &check->values[i].number, sizeof check->values[i].number);
    }
}

/* The whole decision refuses what the encoding refuses, at the same column. */
static void check_result(const struct check *check, const struct compare_place *place, int status, int32_t column)
{
    struct verification *verification = check->verification;
    struct compare_place of_result = *place;
    int32_t head[3];
    of_result.what = "status of the result";
    compare_integer(verification, &of_result, verification->scorer->score(check->record, check->result), status);
    memcpy(head, check->result, sizeof head);
    of_result.what = "column of the result";
    compare_integer(verification, &of_result, head[2], column);
}

static void check_record(const struct check *check)
{
    struct verification *verification = check->verification;
    const struct espalier_model *scorer = verification->scorer;
    struct compare_place place = {.rows = "made-up records", .row = ++verification->report->record_rows};
    int32_t expected_column, found_column = -2;
    fill_record(check);
    const int expected = encode_expected(check, &expected_column);
    place.what = "status of encoding";
    compare_integer(verification, &place, scorer->encode(check->record, check->found, &found_column), expected);
    place.what = "column at fault";
    compare_integer(verification, &place, found_column, expected_column);
    check_result(check, &place, expected, expected_column);
    place.what = "feature";
    if (expected == ESPALIER_OK)
        compare_floats(verification, &place, scorer->features, check->found, check->expected, scorer->feature_count);
}

/* ---- wild values ---- */

static double wild_number(struct rows_random *random, const struct espalier_column *column)
{
    const double limit = 340282356779733661637539395458142568448.0; /* of espalier_to_float */
    const double values[] = {espalier_missing(),
                             0.0,
                             -0.0,
                             1.0,
                             -1.0,
                             0.1,
                             column->lower,
                             column->upper,
                             nextafter(column->lower, -INFINITY),
                             nextafter(column->upper, INFINITY),
                             limit,
                             -limit,
                             nextafter(limit, 0.0),
                             DBL_MAX,
                             -DBL_MAX,
                             INFINITY,
                             -INFINITY,
                             (double)FLT_MAX,
                             4.9e-324,
                             1e-45};
    return values[rows_random_below(random, sizeof values / sizeof *values)];
}

static int32_t wild_category(struct rows_random *random, const struct espalier_column *column)
{
    const int32_t values[] = {0, -1, 1, column->category_count, -2, column->category_count + 1, INT32_MIN, INT32_MAX};
    return values[rows_random_below(random, sizeof values / sizeof *values)];
}

static void make_wild(struct check *check, int32_t position)
{
    const struct espalier_column *column = &check->verification->scorer->columns[position];
    if (column->type == ESPALIER_CATEGORY)
        check->values[position].category = wild_category(&check->random, column);
    else
        check->values[position].number = wild_number(&check->random, column);
}

/* ---- the records ---- */

/* Column after column gets wild values, then several columns at once, which shows which fault is told first. */
static bool check_wild(struct check *check, const union bundle_value *rows, size_t row_count)
{
    const int32_t columns = check->verification->scorer->column_count;
    const size_t size = (size_t)columns * sizeof *check->values;
    const size_t wanted = (size_t)columns * 40, count = wanted < WILD_ROW_LIMIT ? wanted : WILD_ROW_LIMIT;
    if (row_count == 0) return true;
    for (size_t i = 0; i < 2 * count; i++) {
        memcpy(check->values, rows + i % row_count * (size_t)columns, size);
        make_wild(check, (int32_t)(i % (size_t)columns));
        for (int32_t k = 0; i >= count && k < columns; k++) {
            if (rows_random_below(&check->random, 8) == 0) make_wild(check, k);
        }
        check_record(check);
        if (interrupt_check(check->verification->error)) return false;
    }
    return true;
}

static bool check_rows(struct verification *verification, const union bundle_value *rows, size_t row_count)
{
    const struct espalier_model *scorer = verification->scorer;
    const size_t columns = (size_t)scorer->column_count, features = (size_t)scorer->feature_count;
    struct check check = {.verification = verification, .random = {2}};
    check.values = memory_zeroed(columns, sizeof *check.values);
    check.record = memory_zeroed(1, scorer->record_size);
    check.result = memory_zeroed(1, scorer->result_size);
    check.expected = memory_zeroed(features, sizeof(float));
    check.found = memory_zeroed(features, sizeof(float));
    for (size_t row = 0; row < row_count; row++) {
        if (columns > 0) memcpy(check.values, rows + row * columns, columns * sizeof *check.values);
        check_record(&check);
    }
    const bool good = columns == 0 || check_wild(&check, rows, row_count);
    free(check.values);
    free(check.record);
    free(check.result);
    free(check.expected);
    free(check.found);
    return good;
}

static bool check_bundle(struct verification *verification, const struct vectors_points *points)
{
    struct vectors *vectors = vectors_synthesize(verification->bundle, points, 1, RANDOM_ROWS, verification->error);
    const bool good = vectors && check_rows(verification, vectors->records, vectors->row_count);
    vectors_free(vectors);
    return good;
}

/* Features that are plain floats, as records. */
static bool check_bare(struct verification *verification, const struct vectors_points *points)
{
    const size_t columns = (size_t)verification->scorer->column_count;
    union bundle_value *rows = memory_zeroed(columns * RANDOM_ROWS + 1, sizeof *rows);
    float *features = memory_zeroed(columns + 1, sizeof *features);
    struct rows_random random = {3};
    for (size_t row = 0; row < RANDOM_ROWS; row++) {
        rows_random_row(&random, verification->model, points, features);
        for (size_t i = 0; i < columns; i++)
            rows[row * columns + i].number = (double)features[i];
    }
    const bool good = check_rows(verification, rows, RANDOM_ROWS);
    free(features);
    free(rows);
    return good;
}

bool check_encoding(struct verification *verification)
{
    struct vectors_points *points = points_of_model(verification->model);
    const bool good = verification->bundle ? check_bundle(verification, points) : check_bare(verification, points);
    vectors_points_free(points, verification->model->feature_count);
    return good;
}
