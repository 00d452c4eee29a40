/* Every invariant of bundle.json, in the order of the file. */
#include "bundle/bundle_check.h"
#include "bundle/bundle_path.h"
#include "bundle/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_LENGTH 40

bool bundle_check_text(const char *text, const char *path, struct error *error)
{
    if (!text || !text[0]) return error_set(error, EXIT_BAD_INPUT, "%s: is empty", path);
    if (!text_is_utf8(text)) return error_set(error, EXIT_BAD_INPUT, "%s: is not UTF-8", path);
    return true;
}

/* The runtime's own functions are called espalier_...: a scorer's must be told from them. */
static bool is_reserved(const char *name)
{
    return strcmp(name, "espalier") == 0 || strncmp(name, "espalier_", 9) == 0 || strcmp(name, "ESPALIER") == 0 ||
           strncmp(name, "ESPALIER_", 9) == 0;
}

static bool check_name(const struct bundle *bundle, struct error *error)
{
    if (!bundle_check_text(bundle->name, "name", error)) return false;
    if (!text_is_identifier(bundle->name) || strlen(bundle->name) > NAME_LENGTH)
        return error_set(error, EXIT_BAD_INPUT, "name: '%s' must be a C identifier of at most %d characters", bundle->name, NAME_LENGTH);
    if (is_reserved(bundle->name)) return error_set(error, EXIT_BAD_INPUT, "name: '%s' is reserved for the runtime library", bundle->name);
    return true;
}

static bool check_schema_texts(const struct bundle *bundle, struct error *error)
{
    if (!bundle_check_text(bundle->target, "schema.target", error)) return false;
    if (!bundle_check_text(bundle->positive, "schema.positive", error)) return false;
    if (!bundle_check_text(bundle->negative, "schema.negative", error)) return false;
    if (strcmp(bundle->positive, bundle->negative) == 0)
        return error_set(error, EXIT_BAD_INPUT, "schema.negative: is the same as schema.positive");
    if (!bundle->id) return true;
    if (!bundle_check_text(bundle->id, "schema.id", error)) return false;
    if (strcmp(bundle->id, bundle->target) == 0) return error_set(error, EXIT_BAD_INPUT, "schema.id: is the target column");
    return true;
}

static bool check_count(int32_t count, int32_t least, int32_t limit, const char *path, struct error *error)
{
    if (count >= least && count <= limit) return true;
    return error_set(error, EXIT_BAD_INPUT, "%s: has %d entries, which must be %d to %d", path, (int)count, (int)least, (int)limit);
}

static bool check_counts(const struct bundle *bundle, struct error *error)
{
    return check_count(bundle->column_count, 1, BUNDLE_COLUMN_LIMIT, "schema.columns", error) &&
           check_count(bundle->derived_count, 0, BUNDLE_DERIVED_LIMIT, "preprocessing.derived", error) &&
           check_count(bundle->feature_count, 1, BUNDLE_FEATURE_LIMIT, "preprocessing.features", error);
}

static bool check_column_name(const struct bundle *bundle, int32_t position, struct error *error)
{
    const char *name = bundle->columns[position].name;
    char path[64];
    snprintf(path, sizeof path, "schema.columns[%d].name", (int)position);
    if (!bundle_check_text(name, path, error)) return false;
    if (strcmp(name, bundle->target) == 0) return error_set(error, EXIT_BAD_INPUT, "%s: '%s' is the target", path, name);
    if (bundle->id && strcmp(name, bundle->id) == 0) return error_set(error, EXIT_BAD_INPUT, "%s: '%s' is the id column", path, name);
    return true;
}

static bool check_names_distinct(const struct bundle *bundle, struct error *error)
{
    const size_t columns = (size_t)bundle->column_count, count = columns + (size_t)bundle->derived_count;
    const char **names = memory_zeroed(count, sizeof *names);
    size_t first, second;
    for (size_t i = 0; i < count; i++)
        names[i] = i < columns ? bundle->columns[i].name : bundle->derived[i - columns].name;
    const bool found = text_find_duplicate(names, count, &first, &second);
    if (found && second < columns)
        error_set(error, EXIT_BAD_INPUT, "schema.columns[%zu].name: '%s' is also the name of schema.columns[%zu]", second, names[second],
                  first);
    else if (found)
        error_set(error, EXIT_BAD_INPUT, "preprocessing.derived[%zu].name: '%s' is also the name of %s[%zu]", second - columns,
                  names[second], first < columns ? "schema.columns" : "preprocessing.derived", first < columns ? first : first - columns);
    free(names);
    return !found;
}

static bool check_columns(struct bundle *bundle, struct error *error)
{
    for (int32_t i = 0; i < bundle->column_count; i++) {
        if (!check_column_name(bundle, i, error)) return false;
    }
    for (int32_t i = 0; i < bundle->derived_count; i++) {
        char path[64];
        snprintf(path, sizeof path, "preprocessing.derived[%d].name", (int)i);
        if (!bundle_check_text(bundle->derived[i].name, path, error)) return false;
    }
    if (!check_names_distinct(bundle, error)) return false;
    for (int32_t i = 0; i < bundle->column_count; i++) {
        if (!bundle_check_column(bundle, i, error)) return false;
    }
    return true;
}

static bool check_derived(struct bundle *bundle, struct error *error)
{
    for (int32_t i = 0; i < bundle->derived_count; i++) {
        struct bundle_derived *derived = &bundle->derived[i];
        char path[64];
        snprintf(path, sizeof path, "preprocessing.derived[%d].expression", (int)i);
        if (!bundle_check_text(derived->text, path, error)) return false;
        expression_free(derived->expression);
        derived->expression = expression_parse(path, derived->text, bundle->columns, bundle->column_count, error);
        if (!derived->expression) return false;
    }
    return true;
}

static bool check_features(const struct bundle *bundle, struct error *error)
{
    const size_t count = (size_t)bundle->feature_count;
    const char **names = memory_zeroed(count, sizeof *names);
    size_t first, second;
    bool good = true;
    for (int32_t i = 0; good && i < bundle->feature_count; i++) {
        good = bundle_check_feature(bundle, i, error);
        names[i] = bundle->features[i].name;
    }
    if (good && text_find_duplicate(names, count, &first, &second))
        good = error_set(error, EXIT_BAD_INPUT, "preprocessing.features[%zu].name: '%s' is also the name of preprocessing.features[%zu]",
                         second, names[second], first);
    free(names);
    return good;
}

bool bundle_check(struct bundle *bundle, struct error *error)
{
    return check_name(bundle, error) && check_schema_texts(bundle, error) && check_counts(bundle, error) && check_columns(bundle, error) &&
           check_derived(bundle, error) && check_features(bundle, error) && bundle_check_decision(bundle, error) &&
           bundle_check_provenance(bundle, error);
}
