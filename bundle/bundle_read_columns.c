#include "bundle/bundle_check.h"
#include "bundle/bundle_fields.h"
#include "bundle/bundle_read.h"

#include <math.h>
#include <string.h>

/* ---- schema.columns ---- */

static bool read_categories(struct bundle *bundle, struct bundle_column *column, struct json object, struct error *error)
{
    struct json list;
    if (!json_get(object, "categories", JSON_ARRAY, &list, error)) return false;
    const size_t count = json_count(list);
    if (count > BUNDLE_CATEGORY_LIMIT) return json_error(list, error, "has more than %d entries", BUNDLE_CATEGORY_LIMIT);
    column->category_count = (int32_t)count;
    column->categories = arena_zeroed(&bundle->arena, count, sizeof *column->categories);
    for (size_t i = 0; i < count; i++) {
        if (!field_text_value(&bundle->arena, json_at(list, i), &column->categories[i], error)) return false;
    }
    return true;
}

static bool read_column(struct bundle *bundle, struct bundle_column *column, struct json object, struct error *error)
{
    static const char *const number_keys[] = {"name", "type", NULL};
    static const char *const category_keys[] = {"name", "type", "categories", NULL};
    int type;
    if (!field_is(object, JSON_OBJECT, error) || !field_text(&bundle->arena, object, "name", &column->name, error)) return false;
    if (!field_name(object, "type", &bundle_type_names, &type, error)) return false;
    column->type = (enum bundle_type)type;
    column->lower = column->type == BUNDLE_FLAG ? 0.0 : -INFINITY;
    column->upper = column->type == BUNDLE_FLAG ? 1.0 : INFINITY;
    if (column->type != BUNDLE_CATEGORY) return json_only_keys(object, number_keys, error);
    return json_only_keys(object, category_keys, error) && read_categories(bundle, column, object, error);
}

bool bundle_read_columns(struct bundle *bundle, struct json schema, struct error *error)
{
    struct json list;
    if (!json_get(schema, "columns", JSON_ARRAY, &list, error)) return false;
    const size_t count = json_count(list);
    if (count > BUNDLE_COLUMN_LIMIT) return json_error(list, error, "has more than %d entries", BUNDLE_COLUMN_LIMIT);
    bundle->column_count = (int32_t)count;
    bundle->columns = arena_zeroed(&bundle->arena, count, sizeof *bundle->columns);
    for (size_t i = 0; i < count; i++) {
        if (!read_column(bundle, &bundle->columns[i], json_at(list, i), error)) return false;
    }
    return true;
}

/* ---- preprocessing.columns ---- */

static bool read_impute_category(struct bundle_column *column, struct json impute, struct error *error)
{
    struct json value;
    const char *category;
    size_t length;
    if (!json_get(impute, "value", JSON_STRING, &value, error) || !json_text(value, &category, &length, error)) return false;
    column->impute_category = field_position(category, column->categories, sizeof *column->categories, column->category_count) + 1;
    return column->impute_category > 0 || json_error(value, error, "'%s' is no category of this column", category);
}

static bool read_missing(struct bundle *bundle, struct bundle_column *column, struct json object, struct error *error)
{
    static const char *const keys[] = {"method", "value", NULL};
    int missing;
    struct json impute = json_find(object, "impute");
    if (!field_name(object, "missing", &bundle_missing_names, &missing, error)) return false;
    column->missing = (enum bundle_missing)missing;
    if (column->missing != BUNDLE_MISSING_IMPUTE)
        return !json_exists(impute) || json_error(impute, error, "is only for \"missing\": \"impute\"");
    if (!json_get(object, "impute", JSON_OBJECT, &impute, error) || !json_only_keys(impute, keys, error)) return false;
    if (!field_text(&bundle->arena, impute, "method", &column->impute_method, error)) return false;
    if (column->type == BUNDLE_CATEGORY) return read_impute_category(column, impute, error);
    return field_double(impute, "value", &column->impute_value, error);
}

static bool read_clean(struct bundle_column *column, struct json object, struct error *error)
{
    struct json list;
    if (!json_get(object, "clean", JSON_ARRAY, &list, error)) return false;
    for (size_t i = 0; i < json_count(list); i++) {
        const struct json entry = json_at(list, i);
        const char *word;
        size_t length;
        if (!json_text(entry, &word, &length, error)) return false;
        const int bit = bundle_value_of_name(&bundle_clean_names, word);
        if (bit < 0) return json_error(entry, error, "'%s' must be trim or case", word);
        if (column->clean & 1u << bit) return json_error(entry, error, "'%s' stands twice", word);
        column->clean |= 1u << bit;
    }
    return true;
}

static bool read_category_policy(struct bundle_column *column, struct json object, struct error *error)
{
    static const char *const keys[] = {"clean", "unseen", "missing", "impute", NULL};
    int unseen;
    if (!json_only_keys(object, keys, error) || !read_clean(column, object, error)) return false;
    if (!field_name(object, "unseen", &bundle_unseen_names, &unseen, error)) return false;
    column->unseen = (enum bundle_unseen)unseen;
    return true;
}

static bool read_number_policy(struct bundle_column *column, struct json object, struct error *error)
{
    static const char *const number_keys[] = {"lower", "upper", "out_of_range", "missing", "impute", NULL};
    static const char *const flag_keys[] = {"out_of_range", "missing", "impute", NULL};
    int out_of_range;
    if (!json_only_keys(object, column->type == BUNDLE_FLAG ? flag_keys : number_keys, error)) return false;
    if (!field_name(object, "out_of_range", &bundle_out_of_range_names, &out_of_range, error)) return false;
    column->out_of_range = (enum bundle_out_of_range)out_of_range;
    if (column->type == BUNDLE_FLAG) return true;
    return field_double_or_null(object, "lower", -INFINITY, &column->lower, error) &&
           field_double_or_null(object, "upper", INFINITY, &column->upper, error);
}

static bool read_policy(struct bundle *bundle, struct bundle_column *column, struct json object, struct error *error)
{
    if (!field_is(object, JSON_OBJECT, error)) return false;
    const bool good =
        column->type == BUNDLE_CATEGORY ? read_category_policy(column, object, error) : read_number_policy(column, object, error);
    return good && read_missing(bundle, column, object, error);
}

/* The policies stand in the order of the columns, so that a person finds them and a machine needs no search. */
bool bundle_read_policies(struct bundle *bundle, struct json preprocessing, struct error *error)
{
    struct json policies;
    if (!json_get(preprocessing, "columns", JSON_OBJECT, &policies, error)) return false;
    const size_t count = json_count(policies);
    for (size_t i = 0; i < count; i++) {
        const struct json policy = json_at(policies, i);
        if (i >= (size_t)bundle->column_count) return json_error(policy, error, "is no column of schema.columns");
        if (strcmp(json_key(policies, i), bundle->columns[i].name) != 0)
            return json_error(policy, error, "stands where '%s' is expected: columns are in the order of schema.columns",
                              bundle->columns[i].name);
        if (!read_policy(bundle, &bundle->columns[i], policy, error)) return false;
    }
    if (count < (size_t)bundle->column_count) return json_error(policies, error, "column '%s' is missing", bundle->columns[count].name);
    return true;
}
