/* The edge rows of xgboost_case.h. */
#include "tests/support/xgboost_case.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const float edge_numbers[] = {0.0f,       -0.0f,     FLT_MAX, -FLT_MAX, FLT_MIN, -FLT_MIN, 0x1p-149f,
                                     -0x1p-149f, 0x1p-130f, 1.0f,    -1.0f,    0.5f,    NAN};
static const float edge_categories[] = {-1.0f,       -0.5f,  0.5f,    2.9f,  1e30f,     -1e30f,  16777216.0f,
                                        16777215.0f, 100.0f, 1000.0f, -0.0f, 0x1p-149f, FLT_MAX, NAN};

static float any_of(struct case_random *random, const float *values, size_t count)
{
    return values[case_random_below(random, count)];
}

/* The threshold of a split or one of its two neighbors; of a set a category, one beside it, or one with a fraction. */
static float near_split(struct case_random *random, const struct ir_model *model, size_t node)
{
    float value = model->nodes.value[node];
    size_t which = case_random_below(random, 3);
    if (model->nodes.is_categorical[node]) {
        size_t chosen = case_random_below(random, (size_t)model->nodes.category_count[node]);
        value = (float)model->categories[model->nodes.category_begin[node] + chosen];
        return which == 0 ? value : which == 1 ? value + 1 : value + 0.5f;
    }
    value = which == 0 ? value : nextafterf(value, which == 1 ? INFINITY : -INFINITY);
    return isinf(value) ? FLT_MAX : value;
}

static void touch_split(struct case_random *random, const struct ir_model *model, float *row)
{
    if (model->node_count == 0) return;
    size_t node = case_random_below(random, model->node_count);
    if (model->nodes.left[node] >= 0) row[model->nodes.feature[node]] = near_split(random, model, node);
}

static void touch_edge(struct case_random *random, const struct ir_model *model, float *row)
{
    size_t column = case_random_below(random, (size_t)model->feature_count);
    if (model->feature_is_categorical[column])
        row[column] = any_of(random, edge_categories, sizeof edge_categories / sizeof edge_categories[0]);
    else
        row[column] = any_of(random, edge_numbers, sizeof edge_numbers / sizeof edge_numbers[0]);
}

static void make_edge_row(struct case_random *random, const struct ir_model *model, float *row)
{
    size_t touches = 1 + case_random_below(random, 2 * (size_t)model->feature_count + 4);
    for (size_t i = 0; i < touches && i < 60; i++) {
        if (case_random_below(random, 3) == 0)
            touch_edge(random, model, row);
        else
            touch_split(random, model, row);
    }
}

float *case_rows(const struct case_data *data, const struct ir_model *model, size_t count, unsigned seed)
{
    struct case_random random = {.state = seed};
    size_t columns = data->table.columns;
    float *rows = malloc(count * columns * sizeof *rows);
    for (size_t i = 0; i < count; i++) {
        float *row = rows + i * columns;
        memcpy(row, data->values + (i % data->table.rows) * columns, columns * sizeof *row);
        if (i % 4 != 0) make_edge_row(&random, model, row);
    }
    return rows;
}
