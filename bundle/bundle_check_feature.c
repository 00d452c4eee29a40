#include "bundle/bundle_check.h"
#include "bundle/bundle_names.h"
#include "bundle/bundle_path.h"
#include "bundle/transforms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* XGBoost numbers categories from 0 and counts them in float. */
#define NATIVE_LIMIT 16777216.0

struct place {
    const struct bundle_feature *feature;
    const struct bundle_column *column;
    char path[64];
    struct error *error;
};

static bool fail(const struct place *place, const char *key, const char *message)
{
    return bundle_error_at(place->error, place->path, key, NULL, "%s", message);
}

static bool check_name(const struct place *place)
{
    char path[80];
    snprintf(path, sizeof path, "%s.name", place->path);
    if (!bundle_check_text(place->feature->name, path, place->error)) return false;
    if (strpbrk(place->feature->name, "[]<")) return fail(place, "name", "holds '[', ']' or '<', which XGBoost forbids");
    return true;
}

/* Missing and unseen may stay missing (NaN), the model's own default direction then deciding; a category that was seen may not. */
static bool check_entry(const struct place *place, const char *head, const char *key, double value, bool may_be_missing)
{
    const bool native = place->feature->encoding == BUNDLE_ENCODE_NATIVE;
    float feature;
    if (isnan(value)) return may_be_missing || bundle_error_at(place->error, head, key, NULL, "must be a number");
    if (!espalier_to_float(value, &feature)) return bundle_error_at(place->error, head, key, NULL, "must be a number that float can hold");
    if (native && (value < -1.0 || value >= NATIVE_LIMIT || value != floor(value)))
        return bundle_error_at(place->error, head, key, NULL, "must be a category's number for XGBoost: a whole number from -1");
    return true;
}

static bool check_table(const struct place *place)
{
    const struct bundle_column *column = place->column;
    const double *table = place->feature->table;
    char head[80];
    snprintf(head, sizeof head, "%s.values", place->path);
    if (!table) return fail(place, "values", "is needed by this encoding");
    for (int32_t i = 0; i < column->category_count; i++) {
        if (!check_entry(place, head, column->categories[i], table[i + 1], false)) return false;
    }
    return check_entry(place, place->path, "missing", table[0], true) &&
           check_entry(place, place->path, "unseen", table[column->category_count + 1], true);
}

static bool check_encoding(const struct place *place)
{
    const bool number = place->feature->encoding == BUNDLE_ENCODE_NUMBER;
    const bool category = place->column && place->column->type == BUNDLE_CATEGORY;
    if (!bundle_name_of(&bundle_encoding_names, (int)place->feature->encoding))
        return fail(place, "encoding", "must be number, target, ordinal or native");
    if (number && category) return fail(place, "encoding", "must be target, ordinal or native, since the column holds categories");
    if (!number && !category) return fail(place, "encoding", "must be number, since the source holds numbers");
    if (number && place->feature->table) return fail(place, "values", "is only for categories");
    return number || check_table(place);
}

bool bundle_check_feature(const struct bundle *bundle, int32_t position, struct error *error)
{
    const struct bundle_feature *feature = &bundle->features[position];
    const int32_t sources = feature->is_derived ? bundle->derived_count : bundle->column_count;
    struct place place = {.feature = feature, .error = error};
    snprintf(place.path, sizeof place.path, "preprocessing.features[%d]", (int)position);
    if (!check_name(&place)) return false;
    if (feature->source < 0 || feature->source >= sources)
        return fail(&place, feature->is_derived ? "derived" : "column", "names nothing in this bundle");
    place.column = feature->is_derived ? NULL : &bundle->columns[feature->source];
    return check_encoding(&place);
}
