/* What a column's cells can look like, in made-up rows. Private to bundle/vectors*.c. */
#ifndef ESPALIER_BUNDLE_VECTORS_CORNERS_H
#define ESPALIER_BUNDLE_VECTORS_CORNERS_H

#include "bundle/vectors.h"

/* A small generator (splitmix64): the same numbers on every machine. */
struct vectors_random {
    uint64_t state;
};
uint64_t vectors_random_next(struct vectors_random *random);
size_t vectors_random_below(struct vectors_random *random, size_t limit); /* limit > 0 */
double vectors_random_unit(struct vectors_random *random);                /* [0, 1) */

struct vectors_corners {
    char **cells; /* texts that the column's policies accept; at least one */
    size_t count;
    double *points; /* ascending numbers between which plausible values lie; none for flags and categories */
    size_t point_count;
};

/* Everything is allocated in `arena`. */
void vectors_corners_make(struct arena *arena, const struct bundle *bundle, int32_t column, const struct vectors_points *points,
                          struct vectors_corners *corners);

/* A cell that is plausible rather than extreme, in `out`. */
void vectors_random_cell(struct vectors_random *random, const struct bundle_column *column, const struct vectors_corners *corners,
                         struct buffer *out);

#endif
