/* Models made up from a number, with every feature of the IR, for tests that need no trained one; and rows that probe their splits. */
#ifndef ESPALIER_TESTS_SUPPORT_RANDOM_MODEL_H
#define ESPALIER_TESTS_SUPPORT_RANDOM_MODEL_H

#include "codegen/ir.h"

struct random_shape {
    int32_t trees, depth, features, outputs;
    int leaf_percent;        /* nodes above the last level that are leaves nevertheless */
    int categorical_percent; /* splits by category set */
    int32_t category_limit;  /* categories are below it */
    bool vector_leaves;      /* every second tree */
    enum ir_transform transform;
    int32_t task; /* enum espalier_task */
    uint64_t seed;
};

/* A small binary:logistic model, to be changed where a test wants something else. */
struct random_shape random_shape_default(void);
/* Nodes stand breadth first, so that their order is not the emitted one. Release with ir_free. */
struct ir_model *random_model(const struct random_shape *shape);

/* A generator whose numbers are the same everywhere (splitmix64). */
uint64_t draw_bits(uint64_t *state);
uint64_t draw_below(uint64_t *state, uint64_t limit);

/* One row: missing values, the model's own thresholds and their neighbors, both zeros, the largest and smallest floats, categories and
 * what is none; no infinity. */
void random_row(const struct ir_model *model, uint64_t *state, float *features);

#endif
