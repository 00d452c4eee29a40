#include "bundle/bundle_check.h"
#include "bundle/bundle_fields.h"
#include "bundle/bundle_read.h"

#include <math.h>
#include <string.h>

/* ---- preprocessing.derived ---- */

static bool read_derived(struct bundle *bundle, struct bundle_derived *derived, struct json object, struct error *error)
{
    static const char *const keys[] = {"name", "expression", NULL};
    return field_is(object, JSON_OBJECT, error) && json_only_keys(object, keys, error) &&
           field_text(&bundle->arena, object, "name", &derived->name, error) &&
           field_text(&bundle->arena, object, "expression", &derived->text, error);
}

bool bundle_read_derived(struct bundle *bundle, struct json preprocessing, struct error *error)
{
    struct json list;
    if (!json_get(preprocessing, "derived", JSON_ARRAY, &list, error)) return false;
    const size_t count = json_count(list);
    if (count > BUNDLE_DERIVED_LIMIT) return json_error(list, error, "has more than %d entries", BUNDLE_DERIVED_LIMIT);
    bundle->derived = arena_zeroed(&bundle->arena, count, sizeof *bundle->derived);
    bundle->derived_count = (int32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_derived(bundle, &bundle->derived[i], json_at(list, i), error)) return false;
    }
    return true;
}

/* ---- preprocessing.features ---- */

static bool read_source(const struct bundle *bundle, struct bundle_feature *feature, struct json object, struct error *error)
{
    const struct json column = json_find(object, "column"), derived = json_find(object, "derived");
    const char *name;
    size_t length;
    if (json_exists(column) == json_exists(derived)) return json_error(object, error, "needs either 'column' or 'derived'");
    feature->is_derived = json_exists(derived);
    const struct json source = feature->is_derived ? derived : column;
    if (!json_text(source, &name, &length, error)) return false;
    feature->source = feature->is_derived ? field_position(name, bundle->derived, sizeof *bundle->derived, bundle->derived_count)
                                          : field_position(name, bundle->columns, sizeof *bundle->columns, bundle->column_count);
    return feature->source >= 0 ||
           json_error(source, error, "'%s' is no %s", name, feature->is_derived ? "derived value" : "column of schema.columns");
}

/* The values stand in the order of the column's categories. */
static bool read_values(const struct bundle_column *column, struct json values, double *table, struct error *error)
{
    const size_t count = json_count(values);
    for (size_t i = 0; i < count; i++) {
        const struct json value = json_at(values, i);
        if (i >= (size_t)column->category_count) return json_error(value, error, "is no category of column '%s'", column->name);
        if (strcmp(json_key(values, i), column->categories[i]) != 0)
            return json_error(value, error, "stands where '%s' is expected: values are in the order of the column's categories",
                              column->categories[i]);
        if (!json_double(value, &table[i + 1], error)) return false;
    }
    return true;
}

static bool read_table(struct bundle *bundle, struct bundle_feature *feature, struct json object, struct error *error)
{
    static const char *const keys[] = {"name", "column", "encoding", "missing", "unseen", "values", NULL};
    const struct bundle_column *column = &bundle->columns[feature->source];
    struct json values;
    if (feature->is_derived || column->type != BUNDLE_CATEGORY)
        return json_error(json_find(object, "encoding"), error, "must be number, since the source holds numbers");
    if (!json_only_keys(object, keys, error) || !json_get(object, "values", JSON_OBJECT, &values, error)) return false;
    /* Asked for after the count is known to be the file's own, so that a small file cannot ask for much memory. */
    if (json_count(values) < (size_t)column->category_count)
        return json_error(values, error, "category '%s' is missing", column->categories[json_count(values)]);
    double *table = arena_zeroed(&bundle->arena, (size_t)column->category_count + 2, sizeof *table);
    feature->table = table;
    return field_double_or_null(object, "missing", NAN, &table[0], error) &&
           field_double_or_null(object, "unseen", NAN, &table[column->category_count + 1], error) &&
           read_values(column, values, table, error);
}

static bool read_feature(struct bundle *bundle, struct bundle_feature *feature, struct json object, struct error *error)
{
    static const char *const keys[] = {"name", "column", "derived", "encoding", NULL};
    int encoding;
    if (!field_is(object, JSON_OBJECT, error) || !field_text(&bundle->arena, object, "name", &feature->name, error)) return false;
    if (!read_source(bundle, feature, object, error)) return false;
    if (!field_name(object, "encoding", &bundle_encoding_names, &encoding, error)) return false;
    feature->encoding = (enum bundle_encoding)encoding;
    if (feature->encoding == BUNDLE_ENCODE_NUMBER) return json_only_keys(object, keys, error);
    return read_table(bundle, feature, object, error);
}

bool bundle_read_features(struct bundle *bundle, struct json preprocessing, struct error *error)
{
    struct json list;
    if (!json_get(preprocessing, "features", JSON_ARRAY, &list, error)) return false;
    const size_t count = json_count(list);
    if (count > BUNDLE_FEATURE_LIMIT) return json_error(list, error, "has more than %d entries", BUNDLE_FEATURE_LIMIT);
    bundle->features = arena_zeroed(&bundle->arena, count, sizeof *bundle->features);
    bundle->feature_count = (int32_t)count;
    for (size_t i = 0; i < count; i++) {
        if (!read_feature(bundle, &bundle->features[i], json_at(list, i), error)) return false;
    }
    return true;
}
