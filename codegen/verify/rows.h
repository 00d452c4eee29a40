/* Rows of features that try a model's splits. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_ROWS_H
#define ESPALIER_CODEGEN_VERIFY_ROWS_H

#include "codegen/ir.h"
#include "codegen/verify/points.h"

/* A small generator (splitmix64): the same rows on every machine. */
struct rows_random {
    uint64_t state;
};
uint64_t rows_random_bits(struct rows_random *random);
size_t rows_random_below(struct rows_random *random, size_t limit); /* limit > 0 */

/* A row whose features are each missing, at one of the feature's points or a float beside it, anywhere between two of them, or
 * something extreme: zeros of both signs, subnormals, the largest numbers, fractions and absurd categories. Never infinite. */
void rows_random_row(struct rows_random *random, const struct ir_model *model, const struct vectors_points *points, float *features);

/* The way to a leaf. */
struct rows_path {
    const struct ir_model *model;
    const struct ir_tree *tree;
    size_t *nodes;   /* inner nodes from the leaf's parent up to the root: positions in model->nodes */
    bool *goes_left; /* the side that the path takes there */
    size_t length;
};

/* How a row is led along a path where there is a choice. */
enum rows_bias {
    ROWS_AT_THRESHOLD,    /* the lowest value that still goes right */
    ROWS_BELOW_THRESHOLD, /* the highest that still goes left */
    ROWS_MISSING,         /* missing, where default directions allow it */
    ROWS_BIASES
};

/* Changes the features on the path so that the row reaches its leaf. False when no value was found for one of them. */
bool rows_lead(const struct rows_path *path, enum rows_bias bias, float *features);

#endif
