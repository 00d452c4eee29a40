/* The reference interpreter as the judge: rows of features, one by one and in batches. */
#include "bundle/base/file.h"
#include "codegen/verify/compare.h"
#include "codegen/verify/reference.h"
#include "codegen/verify/reference_outputs.h"
#include "codegen/verify/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_ROWS 256
#define RANDOM_ROWS 4096
/* Nodes that the interpreter visits at most: some seconds. Of a larger model, leaves are left out evenly. The leaves of a small one are
 * driven again and again, the rest of the row being random: a leaf's last bits show in few of the sums that it is part of. */
#define VISIT_LIMIT 300000000.0
#define VISIT_PLENTY 30000000.0
#define ROUND_LIMIT 50

struct check {
    struct verification *verification;
    struct vectors_points *points;
    struct rows_random random;
    float *features; /* BLOCK_ROWS rows */
    float *expected; /* BLOCK_ROWS x outputs */
    float *found;    /* the same */
    struct reference_output *outputs;
    float *found_outputs;
    size_t rows;     /* in the block */
    uint64_t blocks; /* done */
};

static struct compare_place place_of(const struct check *check, size_t row, const char *what)
{
    return (struct compare_place){.rows = "made-up features", .row = check->verification->report->feature_rows + row + 1, .what = what};
}

/* ---- one row ---- */

/* The decision flips exactly at the margin. */
static void check_decision(const struct check *check, size_t row, const float *margins)
{
    struct verification *verification = check->verification;
    const struct compare_place place = place_of(check, row, "decision");
    const float thresholds[] = {margins[0], nextafterf(margins[0], INFINITY), 0.0f};
    for (int i = 0; i < 3; i++)
        compare_integer(verification, &place, verification->scorer->decide(margins, thresholds[i]),
                        verify_reference_decision(verification->model, margins, thresholds[i]));
}

/* Close is enough: the generated exponential is its own, and equal to itself on every target rather than to the C library's. */
static void check_outputs(const struct check *check, size_t row, const float *margins)
{
    struct verification *verification = check->verification;
    verify_reference_outputs(verification->model, margins, check->outputs);
    verification->scorer->outputs_of(margins, check->found_outputs);
    for (int32_t i = 0; i < verification->model->output_count; i++) {
        const bool close = verify_reference_is_close(&check->outputs[i], check->found_outputs[i]);
        struct compare_place place = place_of(check, row, "output");
        place.name = verification->model->output_names[i];
        compare_float(verification, &place, check->found_outputs[i], close ? check->found_outputs[i] : (float)check->outputs[i].value);
    }
}

static void check_row(const struct check *check, size_t row)
{
    struct verification *verification = check->verification;
    const size_t outputs = (size_t)verification->model->output_count;
    const struct compare_place place = place_of(check, row, "margin");
    const float *features = check->features + row * (size_t)verification->model->feature_count;
    float *expected = check->expected + row * outputs, *found = check->found + row * outputs;
    verify_reference_margins(verification->model, features, expected);
    verification->scorer->margins(features, found);
    compare_floats(verification, &place, verification->scorer->outputs, found, expected, verification->model->output_count);
    verification->report->margins += outputs;
    check_decision(check, row, expected);
    check_outputs(check, row, expected);
}

/* ---- batches ---- */

/* The block in two batches of changing sizes, 0 and all included. */
static void check_batches(struct check *check)
{
    struct verification *verification = check->verification;
    const size_t outputs = (size_t)verification->model->output_count, features = (size_t)verification->model->feature_count;
    const size_t cut = rows_random_below(&check->random, check->rows + 1);
    memset(check->found, 0, check->rows * outputs * sizeof *check->found);
    verification->scorer->margins_batch(check->features, cut, check->found);
    verification->scorer->margins_batch(check->features + cut * features, check->rows - cut, check->found + cut * outputs);
    for (size_t row = 0; row < check->rows; row++) {
        const struct compare_place place = place_of(check, row, "margin of the batch");
        compare_floats(verification, &place, verification->scorer->outputs, check->found + row * outputs, check->expected + row * outputs,
                       verification->model->output_count);
    }
    verification->report->margins += check->rows * outputs;
}

static bool flush(struct check *check)
{
    for (size_t row = 0; row < check->rows; row++)
        check_row(check, row);
    check_batches(check);
    check->verification->report->feature_rows += check->rows;
    check->rows = 0;
    return !interrupt_check(check->verification->error);
}

/* The next row to fill, the block being judged first when it is full. NULL when interrupted. */
static float *next_row(struct check *check)
{
    if (check->rows == BLOCK_ROWS && !flush(check)) return NULL;
    return check->features + check->rows * (size_t)check->verification->model->feature_count;
}

/* ---- the rows ---- */

static bool random_rows(struct check *check, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        float *row = next_row(check);
        if (!row) return false;
        rows_random_row(&check->random, check->verification->model, check->points, row);
        check->rows++;
    }
    return true;
}

/* A row for each way of reaching the leaf. */
static bool leaf_rows(struct check *check, const struct rows_path *path, bool is_first_round)
{
    struct verify_report *report = check->verification->report;
    for (int bias = 0; bias < ROWS_BIASES; bias++) {
        float *row = next_row(check);
        if (!row) return false;
        rows_random_row(&check->random, path->model, check->points, row);
        if (!rows_lead(path, (enum rows_bias)bias, row)) {
            report->leaves_unreachable += is_first_round;
            return true;
        }
        check->rows++;
    }
    report->leaves_driven += is_first_round;
    return true;
}

/* Parents of the nodes of one tree, by position in the tree. */
static void find_parents(const struct ir_model *model, const struct ir_tree *tree, int32_t *parents)
{
    for (int32_t i = 0; i < tree->node_count; i++) {
        const size_t node = tree->first + (size_t)i;
        if (model->nodes.left[node] < 0) continue;
        parents[model->nodes.left[node]] = i;
        parents[model->nodes.right[node]] = i;
    }
}

static void find_path(struct rows_path *path, const int32_t *parents, int32_t leaf)
{
    path->length = 0;
    for (int32_t child = leaf; child != 0; child = parents[child]) {
        const size_t parent = path->tree->first + (size_t)parents[child];
        path->nodes[path->length] = parent;
        path->goes_left[path->length++] = path->model->nodes.left[parent] == child;
    }
}

/* Which leaves get rows, and how often. */
struct plan {
    uint64_t stride; /* every stride'th of all leaves */
    uint64_t rounds;
};

/* *counter counts leaves from tree to tree. */
static bool tree_rows(struct check *check, struct rows_path *path, int32_t *parents, const struct plan *plan, uint64_t *counter)
{
    find_parents(path->model, path->tree, parents);
    for (int32_t i = 0; i < path->tree->node_count; i++) {
        if (path->model->nodes.left[path->tree->first + (size_t)i] >= 0 || (*counter)++ % plan->stride != 0) continue;
        find_path(path, parents, i);
        for (uint64_t round = 0; round < plan->rounds; round++) {
            if (!leaf_rows(check, path, round == 0)) return false;
        }
    }
    return true;
}

static uint64_t count_leaves(const struct ir_model *model)
{
    uint64_t leaves = 0;
    for (size_t i = 0; i < model->node_count; i++)
        leaves += model->nodes.left[i] < 0;
    return leaves;
}

static struct plan make_plan(const struct ir_model *model, uint64_t leaves)
{
    const double visits = (double)leaves * ROWS_BIASES * (double)model->tree_count * ((double)model->max_depth + 1.0);
    const double rounds = visits > 0.0 ? VISIT_PLENTY / visits : 1.0;
    return (struct plan){visits > VISIT_LIMIT ? (uint64_t)(visits / VISIT_LIMIT) + 1 : 1, rounds >= ROUND_LIMIT ? ROUND_LIMIT
                                                                                          : rounds >= 1.0       ? (uint64_t)rounds
                                                                                                                : 1};
}

static int32_t largest_tree(const struct ir_model *model)
{
    int32_t largest = 1;
    for (int32_t i = 0; i < model->tree_count; i++) {
        if (model->trees[i].node_count > largest) largest = model->trees[i].node_count;
    }
    return largest;
}

static bool rows_of_leaves(struct check *check)
{
    const struct ir_model *model = check->verification->model;
    const uint64_t leaves = check->verification->report->leaves = count_leaves(model);
    const struct plan plan = make_plan(model, leaves);
    int32_t *parents = memory_zeroed((size_t)largest_tree(model), sizeof *parents);
    struct rows_path path = {.model = model};
    uint64_t counter = 0;
    bool good = true;
    path.nodes = memory_zeroed((size_t)model->max_depth + 1, sizeof *path.nodes);
    path.goes_left = memory_zeroed((size_t)model->max_depth + 1, sizeof *path.goes_left);
    for (int32_t i = 0; good && i < model->tree_count; i++) {
        path.tree = &model->trees[i];
        good = tree_rows(check, &path, parents, &plan, &counter);
    }
    free(path.goes_left);
    free(path.nodes);
    free(parents);
    return good;
}

bool check_margins(struct verification *verification)
{
    const struct ir_model *model = verification->model;
    const size_t outputs = (size_t)model->output_count;
    struct check check = {.verification = verification, .points = points_of_model(model), .random = {1}};
    check.features = memory_zeroed(BLOCK_ROWS * (size_t)model->feature_count + 1, sizeof(float));
    check.expected = memory_zeroed(BLOCK_ROWS * outputs, sizeof(float));
    check.found = memory_zeroed(BLOCK_ROWS * outputs, sizeof(float));
    check.outputs = memory_zeroed(outputs, sizeof *check.outputs);
    check.found_outputs = memory_zeroed(outputs, sizeof(float));
    const bool good = random_rows(&check, RANDOM_ROWS) && rows_of_leaves(&check) && flush(&check);
    vectors_points_free(check.points, model->feature_count);
    free(check.features);
    free(check.expected);
    free(check.found);
    free(check.outputs);
    free(check.found_outputs);
    return good;
}
