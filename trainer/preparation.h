/* What preprocessing learns from training rows, and rows encoded by it.
 *
 * Learning makes parameters; applying them is bundle_encode's, in training as in scoring. A training row's target encodings come from
 * tables that its own label had no part in: rows are dealt into parts (with the ids kept together), and a row is encoded by the table
 * learned on the other parts. Every other row is encoded by the table of all training rows, which is the one that ships. */
#ifndef ESPALIER_TRAINER_PREPARATION_H
#define ESPALIER_TRAINER_PREPARATION_H

#include "trainer/schema.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct preparation {
    struct arena arena;
    const struct schema *schema;
    struct bundle bundle;  /* the schema's, with columns and features of its own that hold what was learned; never freed as a bundle */
    int32_t part_count;    /* 0 when nothing is target-encoded */
    const double **tables; /* part_count x feature_count: the table for rows of that part, NULL for the feature's own */
    int32_t *parts;        /* by row of the table: its part, -1 when it is no training row */
};

/* Learns from `rows`. `units` as from split_units. `stream` tells one set of rows from another in the drawing of parts (a fold's number).
 * NULL on failure. Release with preparation_free. */
struct preparation *preparation_learn(const struct schema *schema, const int32_t *units, const size_t *rows, size_t row_count,
                                      uint64_t stream, struct error *error);
void preparation_free(struct preparation *preparation); /* NULL is allowed */

/* Encodes rows: row_count x feature_count floats, NaN missing. Training rows get their cross-fitted tables. */
bool preparation_encode(const struct preparation *preparation, const size_t *rows, size_t row_count, float *features, struct error *error);

/* Puts what was learned into the schema's bundle, to be shipped. */
void preparation_publish(const struct preparation *preparation, struct bundle *bundle);

#endif
