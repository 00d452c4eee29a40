/* The shape of one tree as its file has it: who is whose child, and which nodes are alive.
 *
 * XGBoost's pruner leaves the nodes that it deletes in the arrays, out of reach and with their split index overwritten. They are legal
 * there and nowhere else: every other node must be reached from the root exactly once. */
#ifndef ESPALIER_CODEGEN_READ_SHAPE_H
#define ESPALIER_CODEGEN_READ_SHAPE_H

#include "bundle/base/json.h"

#include <stdint.h>

struct shape {
    size_t count;      /* nodes in the file, deleted ones included */
    size_t live;       /* nodes that the root reaches */
    int32_t depth;     /* edges on the longest path */
    int32_t *left;     /* count each; -1 for a leaf */
    int32_t *right;    /* of a leaf: what the file has there, such as the row of its vector */
    int32_t *feature;  /* split_indices */
    int32_t *position; /* among the live nodes in file order; -1 for a deleted node */
};

/* Reads and checks it. On failure nothing needs freeing. */
bool shape_read(struct json tree, size_t count, int32_t feature_count, struct shape *shape, struct error *error);
void shape_free(struct shape *shape);

#endif
