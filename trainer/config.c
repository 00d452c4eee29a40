#include "trainer/config.h"

#include "bundle/base/file.h"
#include "bundle/base/json.h"
#include "trainer/config_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_LIMIT 40
#define DEFAULT_SEED 42

const char *const config_keys[] = {
    "name",  "table",         "seed",   "target",    "columns",  "columns_default",      "derived", "target_encoding", "holdout", "folds",
    "model", "random_forest", "select", "imbalance", "decision", "bootstrap_replicates", NULL};
const char *const config_target_keys[] = {"column", "positive", "negative", NULL};
const char *const config_encoding_keys[] = {"folds", "smoothing", NULL};
const char *const config_decision_keys[] = {"recall_at_precision", NULL};

/* ---- small readers ---- */

bool config_text(struct json value, struct arena *arena, char **text, struct error *error)
{
    const char *data;
    size_t length;
    if (!json_text(value, &data, &length, error)) return false;
    *text = arena_text(arena, data, length);
    if (memchr(data, 0, length)) return json_error(value, error, "holds a NUL character");
    return length > 0 || json_error(value, error, "is empty");
}

static void list_choices(const char *const *choices, struct buffer *out)
{
    for (size_t i = 0; choices[i]; i++)
        buffer_print(out, "%s\"%s\"", i == 0 ? "" : choices[i + 1] ? ", " : " or ", choices[i]);
}

bool config_choice(struct json value, const char *const *choices, int *position, struct error *error)
{
    struct buffer list = {0};
    if (json_type(value) == JSON_STRING) {
        const char *text;
        size_t length;
        if (!json_text(value, &text, &length, error)) return false;
        for (int i = 0; choices[i]; i++) {
            if (strlen(choices[i]) != length || memcmp(text, choices[i], length) != 0) continue;
            *position = i;
            return true;
        }
    }
    list_choices(choices, &list);
    json_error(value, error, "must be %s", list.data);
    buffer_free(&list);
    return false;
}

static bool is_known(const char *key, const char *const *keys)
{
    for (; *keys; keys++)
        if (strcmp(key, *keys) == 0) return true;
    return false;
}

bool config_only_keys(struct json object, const char *const *keys, struct error *error)
{
    struct buffer known = {0};
    for (size_t i = 0; i < json_count(object); i++) {
        if (is_known(json_key(object, i), keys)) continue;
        for (size_t k = 0; keys[k]; k++)
            buffer_print(&known, "%s%s", k == 0 ? "" : keys[k + 1] ? ", " : " and ", keys[k]);
        json_error(json_at(object, i), error, "unknown key; known %s %s", keys[1] ? "are" : "is", known.data);
        buffer_free(&known);
        return false;
    }
    return true;
}

static bool read_fraction(struct json value, double low, double high, double *fraction, const char *range, struct error *error)
{
    if (!json_double(value, fraction, error)) return false;
    return (*fraction >= low && *fraction <= high) || json_error(value, error, "must be a number %s", range);
}

static bool read_count(struct json root, const char *key, int64_t low, int64_t high, int32_t *count, struct error *error)
{
    const struct json value = json_find(root, key);
    int64_t integer;
    if (!json_exists(value)) return true;
    if (!json_integer(value, low, high, &integer, error)) return false;
    *count = (int32_t)integer;
    return true;
}

/* ---- name and table ---- */

static bool is_identifier(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    const size_t length = strlen(text);
    return length > 0 && length <= NAME_LIMIT && strspn(text, letters) == length && !(text[0] >= '0' && text[0] <= '9');
}

/* The runtime's own functions are called espalier_...: a scorer's must be told from them. */
static bool is_reserved(const char *text)
{
    const size_t length = strlen("espalier");
    if (strncmp(text, "espalier", length) != 0 && strncmp(text, "ESPALIER", length) != 0) return false;
    return text[length] == 0 || text[length] == '_';
}

static bool read_name(struct json root, struct config *config, struct error *error)
{
    struct json value;
    if (!json_get(root, "name", JSON_STRING, &value, error)) return false;
    if (!config_text(value, &config->arena, &config->name, error)) return false;
    if (is_reserved(config->name)) return json_error(value, error, "'%s' is reserved for the runtime library", config->name);
    return is_identifier(config->name) ||
           json_error(value, error, "must be letters, digits and '_' (at most %d, no digit first): it names the generated code",
                      NAME_LIMIT);
}

/* The table stands where the config says, seen from the config's own directory. */
static bool read_table(struct json root, struct config *config, struct error *error)
{
    const struct json value = json_find(root, "table");
    const char *slash = strrchr(config->path, '/');
    struct buffer path = {0};
    char *text;
    if (!json_exists(value)) return true;
    if (!config_text(value, &config->arena, &text, error)) return false;
    if (strcmp(text, "-") == 0) return json_error(value, error, "the table is read twice and must be a file");
    if (text[0] != '/' && slash) buffer_append(&path, config->path, (size_t)(slash - config->path) + 1);
    buffer_text(&path, text);
    config->table = arena_text(&config->arena, path.data, path.length);
    buffer_free(&path);
    return true;
}

static bool read_target(struct json root, struct config *config, struct error *error)
{
    struct json target, column, positive, negative;
    if (!json_get(root, "target", JSON_OBJECT, &target, error)) return false;
    if (!config_only_keys(target, config_target_keys, error)) return false;
    if (!json_get(target, "column", JSON_STRING, &column, error)) return false;
    if (!json_get(target, "positive", JSON_STRING, &positive, error)) return false;
    negative = json_find(target, "negative");
    if (!config_text(column, &config->arena, &config->target, error)) return false;
    if (!config_text(positive, &config->arena, &config->positive, error)) return false;
    if (!json_exists(negative)) return true;
    if (!config_text(negative, &config->arena, &config->negative, error)) return false;
    return strcmp(config->negative, config->positive) != 0 || json_error(negative, error, "is the same as target.positive");
}

/* ---- columns and derived features ---- */

static bool read_columns(struct json root, struct config *config, struct error *error)
{
    static const char *const rules[] = {"ignore", "refuse", NULL};
    const struct json rule = json_find(root, "columns_default");
    struct json columns;
    int position = 0;
    if (!json_get(root, "columns", JSON_OBJECT, &columns, error)) return false;
    if (!config_read_columns(columns, config, error)) return false;
    if (json_exists(rule) && !config_choice(rule, rules, &position, error)) return false;
    config->refuse_unlisted = position == 1;
    return true;
}

static char *where_of(const struct config *config, struct json value, struct arena *arena)
{
    struct buffer where = {0};
    char *text;
    buffer_print(&where, "%s:%u: ", config->path, (unsigned)json_line(value));
    json_path(value, &where);
    text = arena_text(arena, where.data, where.length);
    buffer_free(&where);
    return text;
}

static bool read_derived(struct json root, struct config *config, struct error *error)
{
    const struct json object = json_find(root, "derived");
    if (!json_exists(object)) return true;
    if (json_type(object) != JSON_OBJECT) return json_error(object, error, "must be an object of expressions");
    config->derived_count = json_count(object);
    config->derived = arena_zeroed(&config->arena, config->derived_count, sizeof *config->derived);
    for (size_t i = 0; i < config->derived_count; i++) {
        struct config_derived *derived = &config->derived[i];
        const char *key = json_key(object, i);
        if (key[0] == 0) return json_error(json_at(object, i), error, "a derived feature needs a name");
        if (config_column(config, key)) return json_error(json_at(object, i), error, "there is a column of that name");
        derived->name = arena_text(&config->arena, key, strlen(key));
        if (!config_text(json_at(object, i), &config->arena, &derived->text, error)) return false;
        derived->where = where_of(config, json_at(object, i), &config->arena);
    }
    return true;
}

static bool check_features(struct json root, const struct config *config, struct error *error)
{
    bool any = config->derived_count > 0;
    for (size_t i = 0; i < config->column_count; i++) {
        const struct config_column *column = &config->columns[i];
        const bool native = column->role == CONFIG_FEATURE && column->encoding == BUNDLE_ENCODE_NATIVE;
        const struct json entry = json_at(json_find(root, "columns"), i);
        any = any || column->role == CONFIG_FEATURE;
        if (native && !config->model.splits_categories)
            return json_error(json_find(entry, "encode"), error, "\"native\" needs tree_method \"hist\" or \"approx\" in model");
        if (native && config->forest_wanted && !config->forest.splits_categories)
            return json_error(json_find(entry, "encode"), error, "\"native\" needs tree_method \"hist\" or \"approx\" in random_forest");
    }
    return any || json_error(json_find(root, "columns"), error, "no column is a feature, and nothing is derived");
}

/* ---- evaluation and model ---- */

static bool read_encoding(struct json root, struct config *config, struct error *error)
{
    const struct json object = json_find(root, "target_encoding");
    struct json smoothing;
    if (!json_exists(object)) return true;
    if (json_type(object) != JSON_OBJECT) return json_error(object, error, "must be an object");
    if (!config_only_keys(object, config_encoding_keys, error)) return false;
    if (!read_count(object, "folds", 2, 100, &config->encoding_folds, error)) return false;
    smoothing = json_find(object, "smoothing");
    if (!json_exists(smoothing)) return true;
    if (json_type(smoothing) == JSON_STRING) {
        static const char *const automatic[] = {"auto", NULL};
        int position;
        return config_choice(smoothing, automatic, &position, error);
    }
    return read_fraction(smoothing, 0.0, 1e9, &config->encoding_smoothing, "of at least 0, or \"auto\"", error);
}

static bool read_models(struct json root, struct config *config, struct error *error)
{
    const struct json model = json_find(root, "model"), forest = json_find(root, "random_forest");
    bool wanted = true;
    parameters_default(PARAMETERS_BOOSTED, &config->model);
    parameters_default(PARAMETERS_FOREST, &config->forest);
    if (json_exists(model) && !parameters_read(model, PARAMETERS_BOOSTED, &config->model, error)) return false;
    if (json_exists(forest) && json_type(forest) == JSON_BOOL) {
        if (!json_bool(forest, &wanted, error)) return false;
    } else if (json_exists(forest) && !parameters_read(forest, PARAMETERS_FOREST, &config->forest, error)) {
        return false;
    }
    config->forest_wanted = wanted;
    return true;
}

static bool read_selection(struct json root, struct config *config, struct error *error)
{
    static const char *const selections[] = {"xgboost", "random_forest", "best", NULL};
    const struct json value = json_find(root, "select");
    int position = CONFIG_SELECT_XGBOOST;
    if (json_exists(value) && !config_choice(value, selections, &position, error)) return false;
    config->selection = (enum config_selection)position;
    return config->forest_wanted || config->selection == CONFIG_SELECT_XGBOOST ||
           json_error(value, error, "needs the random forest, which \"random_forest\": false turns off");
}

static bool read_imbalance(struct json root, struct config *config, struct error *error)
{
    static const char *const ways[] = {"none", "weight", NULL};
    const struct json value = json_find(root, "imbalance");
    int position = 0;
    if (json_exists(value) && !config_choice(value, ways, &position, error)) return false;
    config->balance = position == 1;
    return true;
}

static bool read_decision(struct json root, struct config *config, struct error *error)
{
    const struct json decision = json_find(root, "decision");
    struct json floor_value;
    if (!json_exists(decision)) return true;
    if (json_type(decision) != JSON_OBJECT) return json_error(decision, error, "must be an object such as {\"recall_at_precision\": 0.5}");
    if (!config_only_keys(decision, config_decision_keys, error)) return false;
    if (!json_get(decision, "recall_at_precision", JSON_NUMBER, &floor_value, error)) return false;
    return read_fraction(floor_value, 1e-6, 1.0, &config->precision_floor, "from 0.000001 to 1", error);
}

static bool read_evaluation(struct json root, struct config *config, struct error *error)
{
    const struct json seed = json_find(root, "seed"), holdout = json_find(root, "holdout");
    if (json_exists(seed) && !json_integer(seed, 0, INT32_MAX, &config->seed, error)) return false;
    if (json_exists(holdout) && !read_fraction(holdout, 0.01, 0.9, &config->holdout, "from 0.01 to 0.9", error)) return false;
    return read_count(root, "folds", 2, 100, &config->folds, error) &&
           read_count(root, "bootstrap_replicates", 100, 100000, &config->bootstrap_replicates, error);
}

/* ---- the whole ---- */

static bool read_root(struct json root, struct config *config, struct error *error)
{
    if (json_type(root) != JSON_OBJECT) return json_error(root, error, "a config is an object");
    return config_only_keys(root, config_keys, error) && read_name(root, config, error) && read_table(root, config, error) &&
           read_target(root, config, error) && read_columns(root, config, error) && read_derived(root, config, error) &&
           read_encoding(root, config, error) && read_models(root, config, error) && read_selection(root, config, error) &&
           read_imbalance(root, config, error) && read_decision(root, config, error) && read_evaluation(root, config, error) &&
           check_features(root, config, error);
}

static struct config *config_new(const char *path)
{
    struct config *config = memory_zeroed(1, sizeof *config);
    config->path = arena_text(&config->arena, path, strlen(path));
    config->seed = DEFAULT_SEED;
    config->encoding_folds = 10;
    config->encoding_smoothing = NAN;
    config->holdout = 0.2;
    config->folds = 5;
    config->precision_floor = 0.5;
    config->bootstrap_replicates = 1000;
    return config;
}

struct config *config_parse(const char *path, const char *data, size_t length, struct error *error)
{
    struct json_document *document = json_parse(path, data, length, JSON_COMMENTS, error);
    struct config *config;
    if (!document) return NULL;
    config = config_new(path);
    sha256_bytes(data, length, config->sha256);
    if (!read_root(json_root(document), config, error)) {
        config_free(config);
        config = NULL;
    }
    json_free(document);
    return config;
}

struct config *config_read(const char *path, struct error *error)
{
    struct buffer bytes = {0};
    struct config *config = NULL;
    if (file_read(path, &bytes, error)) config = config_parse(path, bytes.data ? bytes.data : "", bytes.length, error);
    buffer_free(&bytes);
    return config;
}

void config_free(struct config *config)
{
    if (!config) return;
    arena_free(&config->arena);
    free(config);
}

const struct config_column *config_column(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->column_count; i++)
        if (strcmp(config->columns[i].name, name) == 0) return &config->columns[i];
    return NULL;
}
