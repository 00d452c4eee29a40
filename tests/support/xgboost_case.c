#include "tests/support/xgboost_case.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint64_t case_random_bits(struct case_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

float case_random_unit(struct case_random *random)
{
    return (float)(case_random_bits(random) >> 40) * 0x1p-24f;
}

size_t case_random_below(struct case_random *random, size_t limit)
{
    return (size_t)(case_random_bits(random) % limit);
}

static bool is_category_column(const struct xgboost_case *problem, size_t column)
{
    return problem->categories != CASE_NUMERIC && column % 2 == 0;
}

/* Few categories for one-hot splits, more for partitions. */
static size_t cardinality(const struct xgboost_case *problem, size_t column)
{
    return problem->categories == CASE_ONE_HOT ? 3 : 8 + 11 * (column % 5);
}

/* A column's scale runs over whole numbers, ordinary, tiny and huge ones, so that thresholds of every size occur. */
static float draw_number(struct case_random *random, size_t column)
{
    float unit = case_random_unit(random) - 0.5f;
    switch (column % 6) {
    case 1:
        return floorf(unit * 20);
    case 2:
        return unit * 1e-38f;
    case 3:
        return unit * 1e30f;
    case 4:
        return unit * unit * unit;
    default:
        return unit * 4;
    }
}

static float draw_value(const struct xgboost_case *problem, struct case_random *random, size_t column)
{
    if ((int)case_random_below(random, 100) < problem->missing) return NAN;
    if (is_category_column(problem, column)) return (float)case_random_below(random, cardinality(problem, column));
    if (problem->grid) return (float)case_random_below(random, 17) / 4 - 2;
    return draw_number(random, column);
}

/* What the labels depend on: each of the first columns by its sign, or by its category's parity. */
static float signal(const struct xgboost_case *problem, const float *row, size_t target)
{
    float sum = 0;
    for (size_t column = 0; column < (size_t)problem->columns && column < 8; column++) {
        float value = row[column];
        if (isnan(value)) continue;
        bool high = is_category_column(problem, column) ? (size_t)value % 3 == target % 3 : value > 0;
        sum += high ? 1.0f / (float)(column + target + 1) : 0;
    }
    return sum;
}

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static float draw_label(const struct xgboost_case *problem, struct case_random *random, float score)
{
    const char *objective = problem->objective;
    float noisy = score + case_random_unit(random);
    if (problem->classes > 1) return (float)((size_t)(noisy * 3) % (size_t)problem->classes);
    if (starts_with(objective, "binary:")) return noisy > 1.2f ? 1 : 0;
    if (strcmp(objective, "reg:logistic") == 0) return noisy / 4 > 1 ? 1 : noisy / 4;
    if (starts_with(objective, "rank:")) return floorf(noisy > 3 ? 3 : noisy);
    if (strcmp(objective, "survival:cox") == 0) return case_random_below(random, 4) == 0 ? -(noisy + 0.1f) : noisy + 0.1f;
    if (strcmp(objective, "count:poisson") == 0) return floorf(noisy * 2);
    if (strcmp(objective, "reg:gamma") == 0) return noisy + 0.05f;
    if (strcmp(objective, "reg:tweedie") == 0) return noisy < 0.7f ? 0 : noisy;
    return noisy * 3;
}

static void fill_bounds(struct case_data *data)
{
    size_t rows = data->table.rows;
    data->lower = malloc(rows * sizeof *data->lower);
    data->upper = malloc(rows * sizeof *data->upper);
    for (size_t i = 0; i < rows; i++) {
        data->lower[i] = data->labels[i] + 0.5f;
        data->upper[i] = i % 3 == 0 ? INFINITY : data->lower[i] * (i % 3 == 1 ? 1 : 2);
    }
    data->table.lower = data->lower;
    data->table.upper = data->upper;
}

static void fill_groups(struct case_data *data)
{
    size_t count = data->table.rows > 40 ? data->table.rows / 20 : 1;
    data->groups = malloc(count * sizeof *data->groups);
    for (size_t i = 0; i < count; i++)
        data->groups[i] = 20;
    data->groups[count - 1] = (unsigned)(data->table.rows - 20 * (count - 1));
    data->table.groups = data->groups;
    data->table.group_count = count;
}

static void fill_types(const struct xgboost_case *problem, struct case_data *data)
{
    data->types = malloc((size_t)problem->columns * sizeof *data->types);
    for (size_t i = 0; i < (size_t)problem->columns; i++)
        data->types[i] = is_category_column(problem, i) ? "c" : "q";
    data->table.types = data->types;
}

static bool is_quantile(const struct xgboost_case *problem)
{
    return strcmp(problem->objective, "reg:quantileerror") == 0 || strcmp(problem->objective, "reg:expectileerror") == 0;
}

void case_data_make(const struct xgboost_case *problem, struct case_data *data)
{
    struct case_random random = {.state = problem->seed + 1000003u * (unsigned)problem->columns};
    size_t rows = problem->rows > 0 ? (size_t)problem->rows : 300, columns = (size_t)problem->columns;
    size_t targets = problem->targets > 1 && !is_quantile(problem) ? (size_t)problem->targets : 1;
    *data = (struct case_data){.values = malloc(rows * columns * sizeof(float)), .labels = malloc(rows * targets * sizeof(float))};
    for (size_t i = 0; i < rows; i++) {
        float *row = data->values + i * columns;
        for (size_t column = 0; column < columns; column++)
            row[column] = draw_value(problem, &random, column);
        for (size_t target = 0; target < targets; target++)
            data->labels[i * targets + target] = draw_label(problem, &random, signal(problem, row, target));
    }
    data->table =
        (struct xgboost_table){.rows = rows, .columns = columns, .values = data->values, .labels = data->labels, .targets = targets};
    if (strcmp(problem->objective, "survival:aft") == 0) fill_bounds(data);
    if (starts_with(problem->objective, "rank:")) fill_groups(data);
    if (problem->categories != CASE_NUMERIC) fill_types(problem, data);
}

void case_data_free(struct case_data *data)
{
    free(data->values);
    free(data->labels);
    free(data->lower);
    free(data->upper);
    free(data->types);
    free(data->groups);
}

/* When an objective appeared. */
static bool knows_objective(const char *objective, const struct xgboost *library)
{
    if (strcmp(objective, "survival:aft") == 0) return xgboost_at_least(library, 1, 2);
    if (strcmp(objective, "reg:pseudohubererror") == 0) return xgboost_at_least(library, 1, 3);
    if (strcmp(objective, "reg:absoluteerror") == 0) return xgboost_at_least(library, 1, 7);
    if (strcmp(objective, "reg:quantileerror") == 0) return xgboost_at_least(library, 2, 0);
    if (strcmp(objective, "reg:expectileerror") == 0) return xgboost_at_least(library, 3, 5);
    return true;
}

bool case_supported(const struct xgboost_case *problem, const struct xgboost *library)
{
    if (!knows_objective(problem->objective, library)) return false;
    if (problem->categories == CASE_ONE_HOT && !xgboost_at_least(library, 1, 5)) return false;
    if (problem->categories == CASE_PARTITION && !xgboost_at_least(library, 1, 6)) return false;
    if (problem->targets > 1 && !xgboost_at_least(library, 1, 6)) return false;
    return !problem->vector_leaves || xgboost_at_least(library, 2, 0);
}

/* Parameters with the text of the numbers among them. */
struct parameters {
    struct xgboost_parameter list[32];
    char texts[32][24];
    size_t count;
};

static void add(struct parameters *parameters, const char *name, const char *value)
{
    if (value != NULL) parameters->list[parameters->count++] = (struct xgboost_parameter){name, value};
}

static void add_number(struct parameters *parameters, const char *name, int value)
{
    char *text = parameters->texts[parameters->count];
    snprintf(text, sizeof parameters->texts[0], "%d", value);
    add(parameters, name, text);
}

static void add_dropout(const struct xgboost_case *problem, struct parameters *parameters)
{
    if (problem->booster == NULL || strcmp(problem->booster, "dart") != 0) return;
    add(parameters, "rate_drop", "0.4");
    add(parameters, "one_drop", "1");
    add(parameters, "skip_drop", "0.1");
}

static void add_objective(const struct xgboost_case *problem, struct parameters *parameters)
{
    static const char *const levels[] = {"", "[0.5]", "[0.1, 0.9]", "[0.1, 0.5, 0.9]"};
    add(parameters, "objective", problem->objective);
    if (problem->classes > 1) add_number(parameters, "num_class", problem->classes);
    if (strcmp(problem->objective, "reg:quantileerror") == 0)
        add(parameters, "quantile_alpha", levels[problem->targets > 1 ? problem->targets : 1]);
    if (strcmp(problem->objective, "reg:expectileerror") == 0)
        add(parameters, "expectile_alpha", levels[problem->targets > 1 ? problem->targets : 1]);
    add(parameters, "base_score", problem->base_score);
}

static void add_trees(const struct xgboost_case *problem, struct parameters *parameters)
{
    add(parameters, "booster", problem->booster != NULL ? problem->booster : "gbtree");
    add(parameters, "tree_method", problem->tree_method != NULL ? problem->tree_method : "hist");
    add_number(parameters, "max_depth", problem->depth);
    add(parameters, "min_child_weight", "0.1");
    add(parameters, "eta", "0.37");
    if (problem->parallel > 1) {
        add_number(parameters, "num_parallel_tree", problem->parallel);
        add(parameters, "subsample", "0.6");
    }
    if (problem->prune) add(parameters, "gamma", "1.5");
    if (problem->vector_leaves) add(parameters, "multi_strategy", "multi_output_tree");
    if (problem->categories != CASE_NUMERIC) add(parameters, "max_cat_to_onehot", problem->categories == CASE_ONE_HOT ? "4" : "1");
}

xgboost_booster case_train(const struct xgboost_case *problem, const struct case_data *data, const struct xgboost *library)
{
    struct parameters parameters = {0};
    add(&parameters, "verbosity", "0");
    add(&parameters, "nthread", "2");
    add_number(&parameters, "seed", (int)(problem->seed % 1000));
    add_objective(problem, &parameters);
    add_trees(problem, &parameters);
    add_dropout(problem, &parameters);
    /* The first round would tell it. */
    if (problem->rounds == 0) add_number(&parameters, "num_feature", problem->columns);
    return xgboost_train(library, &data->table, parameters.list, problem->rounds);
}
