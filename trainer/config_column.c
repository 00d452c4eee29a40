/* The entries of `columns`. */
#include "bundle/transforms.h"
#include "runtime/espalier.h"
#include "trainer/config_read.h"

#include <math.h>
#include <string.h>

const char *const config_column_keys[] = {"role",   "type",   "range",      "out_of_range", "missing", "clean",
                                          "unseen", "encode", "categories", "rare_below",   NULL};
const char *const config_constant_keys[] = {"constant", NULL};

static const char *const roles[] = {"feature", "input", "id", "group", "ignore", NULL};
static const char *const types[] = {"number", "flag", "date", "category", NULL};
static const char *const range_policies[] = {"refuse", "missing", "clip", NULL};
static const char *const missing_policies[] = {"keep", "refuse", "zero", "mode", "mean", "median", NULL};
static const char *const clean_steps[] = {"trim", "case", NULL};
static const char *const unseen_policies[] = {"own", "missing", "refuse", NULL};
static const char *const encodings[] = {"number", "target", "ordinal", "native", NULL};

static const char *type_name(const struct config_column *column)
{
    return types[(int)column->type - 1];
}

/* ---- numbers and dates ---- */

static bool read_value(struct json value, const struct config_column *column, double *number, struct error *error)
{
    if (column->type == BUNDLE_DATE && json_type(value) == JSON_STRING) {
        const char *text;
        size_t length;
        if (!json_text(value, &text, &length, error)) return false;
        if (espalier_parse_date(text, length, number) == ESPALIER_OK) return true;
        return json_error(value, error, "must be a date as \"YYYY-MM-DD\"");
    }
    return json_double(value, number, error);
}

static bool read_bound(struct json value, const struct config_column *column, double *bound, struct error *error)
{
    return json_type(value) == JSON_NULL || read_value(value, column, bound, error);
}

static bool read_range(struct json value, struct config_column *column, struct error *error)
{
    if (json_type(value) != JSON_ARRAY || json_count(value) != 2)
        return json_error(value, error, "must be [lowest, highest]; null stands for no bound");
    if (!read_bound(json_at(value, 0), column, &column->lower, error)) return false;
    if (!read_bound(json_at(value, 1), column, &column->upper, error)) return false;
    return column->lower <= column->upper || json_error(value, error, "the lowest value is above the highest");
}

/* ---- missing ---- */

static bool read_constant(struct json value, struct config *config, struct config_column *column, struct error *error)
{
    struct json constant;
    if (!config_only_keys(value, config_constant_keys, error)) return false;
    constant = json_find(value, "constant");
    if (!json_exists(constant)) return json_error(value, error, "needs the key \"constant\"");
    column->missing = CONFIG_MISSING_CONSTANT;
    if (column->type == BUNDLE_CATEGORY) return config_text(constant, &config->arena, &column->missing_text, error);
    if (!read_value(constant, column, &column->missing_number, error)) return false;
    if (column->type == BUNDLE_FLAG && column->missing_number != 0.0 && column->missing_number != 1.0)
        return json_error(constant, error, "a flag is 0 or 1");
    if (column->missing_number < column->lower || column->missing_number > column->upper)
        return json_error(constant, error, "lies outside the column's range");
    return true;
}

/* What each type of column can do with a missing value beyond keep, refuse, mode and a constant. */
static bool check_missing(struct json value, const struct config_column *column, struct error *error)
{
    const bool number = column->type == BUNDLE_NUMBER;
    const bool has_zero = column->lower <= 0.0 && column->upper >= 0.0;
    switch (column->missing) {
    case CONFIG_MISSING_MEAN:
    case CONFIG_MISSING_MEDIAN:
        if (!number) return json_error(value, error, "is for number columns; this one is a %s", type_name(column));
        return true;
    case CONFIG_MISSING_ZERO:
        if (!number && column->type != BUNDLE_FLAG)
            return json_error(value, error, "\"zero\" is for numbers and flags; this column is a %s", type_name(column));
        return has_zero || json_error(value, error, "zero lies outside the column's range");
    default:
        return true;
    }
}

static bool read_missing(struct json value, struct config *config, struct config_column *column, struct error *error)
{
    static const enum config_missing policies[] = {CONFIG_MISSING_KEEP, CONFIG_MISSING_REFUSE, CONFIG_MISSING_ZERO,
                                                   CONFIG_MISSING_MODE, CONFIG_MISSING_MEAN,   CONFIG_MISSING_MEDIAN};
    int position;
    if (json_type(value) == JSON_OBJECT) {
        if (!read_constant(value, config, column, error)) return false;
    } else {
        if (json_type(value) != JSON_STRING)
            return json_error(value, error,
                              "must be \"keep\", \"refuse\", \"zero\", \"mode\", \"mean\", \"median\" or {\"constant\": VALUE}");
        if (!config_choice(value, missing_policies, &position, error)) return false;
        column->missing = policies[position];
    }
    if (column->role == CONFIG_INPUT && column->missing > CONFIG_MISSING_REFUSE)
        return json_error(value, error, "derived features see columns before imputation: an input can only \"keep\" or \"refuse\"");
    return check_missing(value, column, error);
}

/* ---- categories ---- */

static bool read_clean(struct json value, struct config_column *column, struct error *error)
{
    if (json_type(value) != JSON_ARRAY) return json_error(value, error, "must be an array of \"trim\" and \"case\"");
    column->clean = 0;
    for (size_t i = 0; i < json_count(value); i++) {
        int step;
        if (!config_choice(json_at(value, i), clean_steps, &step, error)) return false;
        column->clean |= step == 0 ? ESPALIER_CLEAN_TRIM : ESPALIER_CLEAN_CASE;
    }
    return true;
}

/* A category's name as the bundle keeps it: without the spaces that cleaning takes off. */
static bool read_category(struct json value, struct config *config, const struct config_column *column, char **name, struct error *error)
{
    if (!config_text(value, &config->arena, name, error)) return false;
    if (column->clean & ESPALIER_CLEAN_TRIM) {
        size_t length = strlen(*name);
        const char *start = espalier_trim(*name, &length);
        if (length == 0) return json_error(value, error, "is nothing but spaces");
        *name = arena_text(&config->arena, start, length);
    }
    return true;
}

/* Names are compared pairwise: this bounds the time that a hostile config can take. */
#define CATEGORY_LIMIT 10000

static bool read_categories(struct json value, struct config *config, struct config_column *column, struct error *error)
{
    const size_t count = json_type(value) == JSON_ARRAY ? json_count(value) : 0;
    if (count == 0 || count > CATEGORY_LIMIT) return json_error(value, error, "must be an array of 1 to %d texts", CATEGORY_LIMIT);
    column->categories = arena_zeroed(&config->arena, count, sizeof *column->categories);
    for (size_t i = 0; i < count; i++) {
        char **name = &column->categories[i];
        if (!read_category(json_at(value, i), config, column, name, error)) return false;
        for (size_t j = 0; j < i; j++)
            if (espalier_compare_text(*name, strlen(*name), column->categories[j], column->clean) == 0)
                return json_error(json_at(value, i), error, "the same category as number %zu of the list", j + 1);
    }
    column->category_count = (int32_t)count;
    return true;
}

static bool read_encoding(struct json value, struct config_column *column, struct error *error)
{
    int position;
    if (!config_choice(value, encodings, &position, error)) return false;
    column->encoding = (enum bundle_encoding)position;
    if (column->role == CONFIG_INPUT) return json_error(value, error, "an input column is no feature and has no encoding");
    if ((column->type == BUNDLE_CATEGORY) == (column->encoding == BUNDLE_ENCODE_NUMBER))
        return json_error(value, error,
                          column->type == BUNDLE_CATEGORY ? "a category is encoded as \"target\", \"ordinal\" or \"native\""
                                                          : "a %s column is encoded as \"number\"",
                          type_name(column));
    return true;
}

static bool check_category(struct json entry, const struct config_column *column, struct error *error)
{
    if (column->rare_below > 1 && column->categories)
        return json_error(json_find(entry, "rare_below"), error, "is for learned categories; this column lists its own");
    if (column->rare_below > 1 && column->unseen == BUNDLE_UNSEEN_REFUSE)
        return json_error(json_find(entry, "rare_below"), error, "rare categories count as unseen, which this column refuses");
    return true;
}

static bool read_category_keys(struct json entry, struct config *config, struct config_column *column, struct error *error)
{
    struct json value = json_find(entry, "clean");
    int position = (int)BUNDLE_UNSEEN_OWN;
    if (json_exists(value) && !read_clean(value, column, error)) return false;
    value = json_find(entry, "categories");
    if (json_exists(value) && !read_categories(value, config, column, error)) return false;
    value = json_find(entry, "unseen");
    if (json_exists(value) && !config_choice(value, unseen_policies, &position, error)) return false;
    column->unseen = (enum bundle_unseen)position;
    value = json_find(entry, "rare_below");
    if (json_exists(value) && !json_integer(value, 0, INT32_MAX, &column->rare_below, error)) return false;
    return check_category(entry, column, error);
}

/* ---- a column ---- */

static bool refuse_keys(struct json entry, const char *const *keys, const char *why, const char *what, struct error *error)
{
    for (; *keys; keys++)
        if (json_exists(json_find(entry, *keys))) return json_error(json_find(entry, *keys), error, why, what);
    return true;
}

static bool read_number_keys(struct json entry, struct config_column *column, struct error *error)
{
    struct json value = json_find(entry, "range");
    int position = (int)BUNDLE_RANGE_REFUSE;
    if (json_exists(value) && !read_range(value, column, error)) return false;
    value = json_find(entry, "out_of_range");
    if (json_exists(value) && !config_choice(value, range_policies, &position, error)) return false;
    column->out_of_range = (enum bundle_out_of_range)position;
    return true;
}

/* Keys that make sense for the column's type, and their defaults. */
static bool read_type_keys(struct json entry, struct config *config, struct config_column *column, struct error *error)
{
    static const char *const of_ranges[] = {"range", "out_of_range", NULL};
    static const char *const of_categories[] = {"clean", "unseen", "categories", "rare_below", NULL};
    const bool flag = column->type == BUNDLE_FLAG;
    column->lower = flag ? 0.0 : -INFINITY;
    column->upper = flag ? 1.0 : INFINITY;
    column->clean = ESPALIER_CLEAN_TRIM;
    column->encoding = column->type == BUNDLE_CATEGORY ? BUNDLE_ENCODE_TARGET : BUNDLE_ENCODE_NUMBER;
    if (column->type == BUNDLE_CATEGORY)
        return refuse_keys(entry, of_ranges, "is for number and date columns; this one is a %s", "category", error) &&
               read_category_keys(entry, config, column, error);
    if (!refuse_keys(entry, of_categories, "is for category columns; this one is a %s", type_name(column), error)) return false;
    if (flag) return refuse_keys(entry, of_ranges, "is for number and date columns; this one is a %s", "flag", error);
    return read_number_keys(entry, column, error);
}

static bool read_read_column(struct json entry, struct config *config, struct config_column *column, struct error *error)
{
    struct json value;
    int position;
    if (!json_exists(json_find(entry, "type")))
        return json_error(entry, error, "needs a \"type\": \"number\", \"flag\", \"date\" or \"category\"");
    if (!config_choice(json_find(entry, "type"), types, &position, error)) return false;
    column->type = (enum bundle_type)(position + 1);
    if (!read_type_keys(entry, config, column, error)) return false;
    value = json_find(entry, "missing");
    if (json_exists(value) && !read_missing(value, config, column, error)) return false;
    value = json_find(entry, "encode");
    return !json_exists(value) || read_encoding(value, column, error);
}

static bool read_column(struct json entry, struct config *config, struct config_column *column, struct error *error)
{
    int position = CONFIG_FEATURE;
    struct json role;
    if (json_type(entry) != JSON_OBJECT) return json_error(entry, error, "must be an object such as {\"type\": \"number\"}");
    if (!config_only_keys(entry, config_column_keys, error)) return false;
    role = json_find(entry, "role");
    if (json_exists(role) && !config_choice(role, roles, &position, error)) return false;
    column->role = (enum config_role)position;
    if (column->role == CONFIG_FEATURE || column->role == CONFIG_INPUT) return read_read_column(entry, config, column, error);
    return refuse_keys(entry, config_column_keys + 1, "makes no sense for a column whose role is \"%s\"", roles[position], error);
}

static bool check_single_role(struct json object, const struct config *config, enum config_role role, struct error *error)
{
    const struct config_column *first = NULL;
    for (size_t i = 0; i < config->column_count; i++) {
        if (config->columns[i].role != role) continue;
        if (first)
            return json_error(json_at(object, i), error, "'%s' has the role \"%s\" already, and only one column can", first->name,
                              roles[(int)role]);
        first = &config->columns[i];
    }
    return true;
}

bool config_read_columns(struct json object, struct config *config, struct error *error)
{
    const size_t count = json_count(object);
    config->columns = arena_zeroed(&config->arena, count, sizeof *config->columns);
    config->column_count = count;
    for (size_t i = 0; i < count; i++) {
        struct config_column *column = &config->columns[i];
        const char *key = json_key(object, i);
        column->name = arena_text(&config->arena, key, strlen(key));
        column->line = json_line(json_at(object, i));
        if (strcmp(key, config->target) == 0)
            return json_error(json_at(object, i), error, "is the target, and cannot be a column of the record as well");
        if (!read_column(json_at(object, i), config, column, error)) return false;
    }
    return check_single_role(object, config, CONFIG_ID, error) && check_single_role(object, config, CONFIG_GROUP, error);
}
