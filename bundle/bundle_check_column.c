#include "bundle/bundle_check.h"
#include "bundle/bundle_names.h"
#include "bundle/bundle_path.h"
#include "bundle/text.h"
#include "bundle/transforms.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS "preprocessing.columns"

/* ---- numbers, flags and dates ---- */

/* Bounds that float can hold, so that clipping to one always gives a feature. */
static bool is_bound(double bound, double unbounded)
{
    float feature;
    return bound == unbounded || (!isnan(bound) && espalier_to_float(bound, &feature));
}

static bool check_range(const struct bundle_column *column, struct error *error)
{
    if (!is_bound(column->lower, -INFINITY))
        return bundle_error_at(error, COLUMNS, column->name, "lower", "must be a number that float can hold, or null for no bound");
    if (!is_bound(column->upper, INFINITY))
        return bundle_error_at(error, COLUMNS, column->name, "upper", "must be a number that float can hold, or null for no bound");
    if (column->lower > column->upper) return bundle_error_at(error, COLUMNS, column->name, "lower", "is greater than upper");
    if (column->type == BUNDLE_FLAG && (column->lower != 0.0 || column->upper != 1.0))
        return bundle_error_at(error, COLUMNS, column->name, "lower", "the range of a flag must be 0 to 1");
    if (!bundle_name_of(&bundle_out_of_range_names, (int)column->out_of_range))
        return bundle_error_at(error, COLUMNS, column->name, "out_of_range", "must be refuse, missing or clip");
    return true;
}

static bool check_impute_number(const struct bundle_column *column, struct error *error)
{
    float feature;
    if (isnan(column->impute_value) || !espalier_to_float(column->impute_value, &feature))
        return bundle_error_at(error, COLUMNS, column->name, "impute.value", "must be a number that float can hold");
    if (strcmp(column->impute_method, "zero") == 0 && column->impute_value != 0.0)
        return bundle_error_at(error, COLUMNS, column->name, "impute.value", "must be 0 when the method is zero");
    return true;
}

/* ---- categories ---- */

static bool category_error(int32_t position, int32_t category, struct error *error, const char *message)
{
    return error_set(error, EXIT_BAD_INPUT, "schema.columns[%d].categories[%d]: %s", (int)position, (int)category, message);
}

/* A category that its own text does not find would never be met. */
static bool check_category(const struct bundle_column *column, int32_t position, int32_t category, struct error *error)
{
    const char *text = column->categories[category];
    if (!text || !text[0]) return category_error(position, category, error, "is empty, which means missing");
    if (!text_is_utf8(text)) return category_error(position, category, error, "is not UTF-8");
    size_t length = strlen(text);
    const char *trimmed = espalier_trim(text, &length);
    if ((column->clean & ESPALIER_CLEAN_TRIM) && (trimmed != text || text[length] != 0))
        return category_error(position, category, error, "has spaces around it, which cleaning takes away from every value");
    return true;
}

struct sorted_category {
    const char *text;
    int32_t value;
    unsigned clean;
};

static int compare_categories(const void *a, const void *b)
{
    const struct sorted_category *left = a, *right = b;
    const int order = espalier_compare_text(left->text, strlen(left->text), right->text, left->clean);
    if (order != 0) return order;
    return left->value < right->value ? -1 : left->value > right->value;
}

static bool take_sorted(struct bundle *bundle, int32_t position, const struct sorted_category *sorted, struct error *error)
{
    struct bundle_column *column = &bundle->columns[position];
    column->sorted = arena_zeroed(&bundle->arena, (size_t)column->category_count, sizeof *column->sorted);
    for (int32_t i = 0; i < column->category_count; i++) {
        column->sorted[i] = sorted[i].value;
        if (i == 0 || espalier_compare_text(sorted[i].text, strlen(sorted[i].text), sorted[i - 1].text, column->clean) != 0) continue;
        return error_set(error, EXIT_BAD_INPUT, "schema.columns[%d].categories[%d]: '%s' is the same category as '%s'", (int)position,
                         (int)sorted[i].value - 1, sorted[i].text, sorted[i - 1].text);
    }
    return true;
}

static bool sort_categories(struct bundle *bundle, int32_t position, struct error *error)
{
    const struct bundle_column *column = &bundle->columns[position];
    const size_t count = (size_t)column->category_count;
    struct sorted_category *sorted = memory_zeroed(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct sorted_category){column->categories[i], (int32_t)i + 1, column->clean};
    qsort(sorted, count, sizeof *sorted, compare_categories);
    const bool good = take_sorted(bundle, position, sorted, error);
    free(sorted);
    return good;
}

static bool check_categories(struct bundle *bundle, int32_t position, struct error *error)
{
    const struct bundle_column *column = &bundle->columns[position];
    if (column->category_count < 1 || column->category_count > BUNDLE_CATEGORY_LIMIT)
        return error_set(error, EXIT_BAD_INPUT, "schema.columns[%d].categories: has %d entries, which must be 1 to %d", (int)position,
                         (int)column->category_count, BUNDLE_CATEGORY_LIMIT);
    if (column->clean & ~(ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE))
        return bundle_error_at(error, COLUMNS, column->name, "clean", "holds an unknown cleaning");
    if (!bundle_name_of(&bundle_unseen_names, (int)column->unseen))
        return bundle_error_at(error, COLUMNS, column->name, "unseen", "must be own, missing or refuse");
    for (int32_t i = 0; i < column->category_count; i++) {
        if (!check_category(column, position, i, error)) return false;
    }
    return sort_categories(bundle, position, error);
}

static bool check_impute_category(const struct bundle_column *column, struct error *error)
{
    if (strcmp(column->impute_method, "constant") != 0 && strcmp(column->impute_method, "mode") != 0)
        return bundle_error_at(error, COLUMNS, column->name, "impute.method", "'%s' is none for categories: constant or mode",
                               column->impute_method);
    if (column->impute_category < 1 || column->impute_category > column->category_count)
        return bundle_error_at(error, COLUMNS, column->name, "impute.value", "must be one of the column's categories");
    return true;
}

/* ---- both ---- */

static bool is_method(const char *method)
{
    static const char *const methods[] = {"constant", "zero", "mode", "mean", "median"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i], method) == 0) return true;
    }
    return false;
}

static bool check_missing(const struct bundle_column *column, struct error *error)
{
    if (!bundle_name_of(&bundle_missing_names, (int)column->missing))
        return bundle_error_at(error, COLUMNS, column->name, "missing", "must be keep, refuse or impute");
    if (column->missing != BUNDLE_MISSING_IMPUTE) {
        if (column->impute_method) return bundle_error_at(error, COLUMNS, column->name, "impute", "is only for the policy impute");
        return true;
    }
    if (!column->impute_method || !is_method(column->impute_method))
        return bundle_error_at(error, COLUMNS, column->name, "impute.method", "must be constant, zero, mode, mean or median");
    return column->type == BUNDLE_CATEGORY ? check_impute_category(column, error) : check_impute_number(column, error);
}

bool bundle_check_column(struct bundle *bundle, int32_t position, struct error *error)
{
    const struct bundle_column *column = &bundle->columns[position];
    if (!bundle_name_of(&bundle_type_names, (int)column->type))
        return error_set(error, EXIT_BAD_INPUT, "schema.columns[%d].type: must be number, flag, date or category", (int)position);
    const bool good = column->type == BUNDLE_CATEGORY ? check_categories(bundle, position, error) : check_range(column, error);
    return good && check_missing(column, error);
}
