#include "trainer/parameters.h"

#include "runtime/espalier.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum value_kind { INTEGER, REAL, CHOICE, BASE_SCORE };

/* Where a range's lower end itself is not allowed. */
enum lower_end { INCLUSIVE, EXCLUSIVE };

struct parameter {
    const char *name;
    const char *alias; /* another name that XGBoost gives it, or NULL */
    enum value_kind kind;
    enum lower_end lower_end;
    double low, high;
    const char *choices[4];
    const char *of_boosted; /* default; NULL: not a parameter of this kind of model */
    const char *of_forest;
};

/* A forest's trees are deep, barely regularized and unlike each other; its step is always 1. */
static const struct parameter table[] = {
    {"n_estimators", NULL, INTEGER, INCLUSIVE, 1, 100000, {0}, "100", "100"},
    {"tree_method", NULL, CHOICE, INCLUSIVE, 0, 0, {"hist", "exact", "approx"}, "hist", "hist"},
    {"max_depth", NULL, INTEGER, INCLUSIVE, 0, 30, {0}, "6", "10"},
    {"max_leaves", NULL, INTEGER, INCLUSIVE, 0, 1 << 20, {0}, "0", "0"},
    {"grow_policy", NULL, CHOICE, INCLUSIVE, 0, 0, {"depthwise", "lossguide"}, "depthwise", "depthwise"},
    {"max_bin", NULL, INTEGER, INCLUSIVE, 2, 65536, {0}, "256", "256"},
    {"eta", "learning_rate", REAL, EXCLUSIVE, 0, 1, {0}, "0.3", NULL},
    {"gamma", "min_split_loss", REAL, INCLUSIVE, 0, 1e9, {0}, "0", "0"},
    {"min_child_weight", NULL, REAL, INCLUSIVE, 0, 1e9, {0}, "1", "1"},
    {"max_delta_step", NULL, REAL, INCLUSIVE, 0, 1e9, {0}, "0", "0"},
    {"subsample", NULL, REAL, EXCLUSIVE, 0, 1, {0}, "1", "0.8"},
    {"colsample_bytree", NULL, REAL, EXCLUSIVE, 0, 1, {0}, "1", "1"},
    {"colsample_bylevel", NULL, REAL, EXCLUSIVE, 0, 1, {0}, "1", "1"},
    {"colsample_bynode", NULL, REAL, EXCLUSIVE, 0, 1, {0}, "1", "0.5"},
    {"lambda", "reg_lambda", REAL, INCLUSIVE, 0, 1e9, {0}, "1", "0.00001"},
    {"alpha", "reg_alpha", REAL, INCLUSIVE, 0, 1e9, {0}, "0", "0"},
    {"num_parallel_tree", NULL, INTEGER, INCLUSIVE, 1, 1000, {0}, "1", NULL},
    {"max_cat_to_onehot", NULL, INTEGER, INCLUSIVE, 1, 1 << 20, {0}, "4", "4"},
    {"max_cat_threshold", NULL, INTEGER, INCLUSIVE, 1, 1 << 20, {0}, "64", "64"},
    {"base_score", NULL, BASE_SCORE, EXCLUSIVE, 0, 1, {0}, "rate", "rate"},
};
#define TABLE_COUNT (sizeof table / sizeof *table)

static const char *default_of(const struct parameter *parameter, enum parameters_kind kind)
{
    return kind == PARAMETERS_FOREST ? parameter->of_forest : parameter->of_boosted;
}

const char *parameters_name(enum parameters_kind kind, size_t i)
{
    for (size_t at = 0; at < TABLE_COUNT; at++) {
        if (!default_of(&table[at], kind)) continue;
        if (i-- == 0) return table[at].name;
        if (table[at].alias && i-- == 0) return table[at].alias;
    }
    return NULL;
}

static bool read_integer(const struct parameter *parameter, struct json value, char *text, struct error *error)
{
    int64_t integer;
    if (!json_integer(value, (int64_t)parameter->low, (int64_t)parameter->high, &integer, error)) return false;
    snprintf(text, PARAMETERS_TEXT_SIZE, "%lld", (long long)integer);
    return true;
}

static bool read_real(const struct parameter *parameter, struct json value, char *text, struct error *error)
{
    const bool open = parameter->lower_end == EXCLUSIVE;
    double real;
    if (!json_double(value, &real, error)) return false;
    if (real < parameter->low || (open && real <= parameter->low) || real > parameter->high) {
        char low[ESPALIER_NUMBER_SIZE], high[ESPALIER_NUMBER_SIZE];
        espalier_format_number(parameter->low, low);
        espalier_format_number(parameter->high, high);
        return json_error(value, error, "must be a number %s %s and at most %s", open ? "above" : "of at least", low, high);
    }
    espalier_format_number(real, text);
    return true;
}

static bool read_choice(const struct parameter *parameter, struct json value, char *text, struct error *error)
{
    const char *data;
    size_t length;
    if (!json_text(value, &data, &length, error)) return false;
    for (size_t i = 0; i < 4 && parameter->choices[i]; i++) {
        if (strcmp(data, parameter->choices[i]) != 0) continue;
        snprintf(text, PARAMETERS_TEXT_SIZE, "%s", data);
        return true;
    }
    if (parameter->choices[2])
        return json_error(value, error, "must be \"%s\", \"%s\" or \"%s\"", parameter->choices[0], parameter->choices[1],
                          parameter->choices[2]);
    return json_error(value, error, "must be \"%s\" or \"%s\"", parameter->choices[0], parameter->choices[1]);
}

static bool read_base_score(struct json value, char *text, struct error *error)
{
    double real;
    if (json_type(value) == JSON_STRING) {
        const char *data;
        size_t length;
        if (!json_text(value, &data, &length, error)) return false;
        if (strcmp(data, "rate") == 0) return snprintf(text, PARAMETERS_TEXT_SIZE, "rate") > 0;
    } else if (json_type(value) == JSON_NUMBER) {
        if (!json_double(value, &real, error)) return false;
        if (real >= 1e-6 && real <= 1.0 - 1e-6) return espalier_format_number(real, text) > 0;
    }
    return json_error(value, error, "must be \"rate\" or a probability between 0.000001 and 0.999999");
}

static bool read_value(const struct parameter *parameter, struct json value, char *text, struct error *error)
{
    switch (parameter->kind) {
    case INTEGER:
        return read_integer(parameter, value, text, error);
    case REAL:
        return read_real(parameter, value, text, error);
    case CHOICE:
        return read_choice(parameter, value, text, error);
    case BASE_SCORE:
        break;
    }
    return read_base_score(value, text, error);
}

/* Keys that people bring along from elsewhere, and where the matter is decided here. */
static bool refuse_key(struct json object, size_t position, enum parameters_kind kind, struct error *error)
{
    static const char *const elsewhere[][2] = {
        {"scale_pos_weight", "is set by \"imbalance\": \"weight\""},
        {"objective", "is always binary:logistic"},
        {"seed", "is the config's own \"seed\""},
        {"random_state", "is the config's own \"seed\""},
        {"nthread", "is the command's --threads; it never changes a result"},
        {"n_jobs", "is the command's --threads; it never changes a result"},
        {"num_boost_round", "is called n_estimators here"},
        {"booster", "is always gbtree"},
    };
    const char *key = json_key(object, position);
    const struct json value = json_at(object, position);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (strcmp(key, elsewhere[i][0]) == 0) return json_error(value, error, "%s", elsewhere[i][1]);
    return json_error(value, error, "no parameter of %s that can be set here",
                      kind == PARAMETERS_FOREST ? "a random forest" : "boosted trees");
}

static const struct parameter *find(const char *key, enum parameters_kind kind)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (!default_of(&table[i], kind)) continue;
        if (strcmp(key, table[i].name) == 0 || (table[i].alias && strcmp(key, table[i].alias) == 0)) return &table[i];
    }
    return NULL;
}

static size_t index_of(const struct parameters *parameters, const char *name)
{
    size_t i = 0;
    while (strcmp(parameters->names[i], name) != 0)
        i++;
    return i;
}

static const char *value_of(const struct parameters *parameters, const char *name)
{
    return parameters->values[index_of(parameters, name)];
}

/* What the program itself needs to know of the values. */
static void interpret(struct parameters *parameters)
{
    const char *base_score = value_of(parameters, "base_score");
    double rounds = 0;
    espalier_parse_number(value_of(parameters, "n_estimators"), strlen(value_of(parameters, "n_estimators")), &rounds);
    parameters->n_estimators = (int64_t)rounds;
    parameters->splits_categories = strcmp(value_of(parameters, "tree_method"), "exact") != 0;
    parameters->base_score = NAN;
    if (strcmp(base_score, "rate") != 0) espalier_parse_number(base_score, strlen(base_score), &parameters->base_score);
}

void parameters_default(enum parameters_kind kind, struct parameters *parameters)
{
    *parameters = (struct parameters){.kind = kind};
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        const char *value = default_of(&table[i], kind);
        if (!value) continue;
        parameters->names[parameters->count] = table[i].name;
        snprintf(parameters->values[parameters->count++], PARAMETERS_TEXT_SIZE, "%s", value);
    }
    interpret(parameters);
}

/* Combinations that XGBoost would refuse only after the table was read, or would silently change. */
static bool check_together(struct json object, const struct parameters *parameters, struct error *error)
{
    const bool exact = strcmp(value_of(parameters, "tree_method"), "exact") == 0;
    const bool leaves = strcmp(value_of(parameters, "max_leaves"), "0") != 0;
    const bool lossguide = strcmp(value_of(parameters, "grow_policy"), "lossguide") == 0;
    const bool unlimited = strcmp(value_of(parameters, "max_depth"), "0") == 0;
    if (exact && (leaves || lossguide))
        return json_error(object, error, "tree_method \"exact\" knows neither max_leaves nor grow_policy \"lossguide\"");
    if (exact && unlimited) return json_error(object, error, "tree_method \"exact\" needs a max_depth of at least 1");
    if (unlimited && !leaves) return json_error(object, error, "max_depth 0 means no limit and needs max_leaves");
    return true;
}

bool parameters_read(struct json object, enum parameters_kind kind, struct parameters *parameters, struct error *error)
{
    bool given[PARAMETERS_LIMIT] = {0};
    parameters_default(kind, parameters);
    if (json_type(object) != JSON_OBJECT) return json_error(object, error, "must be an object of parameters");
    for (size_t i = 0; i < json_count(object); i++) {
        const struct parameter *parameter = find(json_key(object, i), kind);
        if (!parameter) return refuse_key(object, i, kind, error);
        const size_t at = index_of(parameters, parameter->name);
        if (given[at]) return json_error(json_at(object, i), error, "%s and %s are the same parameter", parameter->name, parameter->alias);
        if (!read_value(parameter, json_at(object, i), parameters->values[at], error)) return false;
        given[at] = true;
    }
    interpret(parameters);
    return check_together(object, parameters, error);
}
