/* Hold-out and folds: rows that belong together stay together, and each part gets its share of both classes. */
#ifndef ESPALIER_TRAINER_SPLIT_H
#define ESPALIER_TRAINER_SPLIT_H

#include "trainer/random.h"
#include "trainer/table.h"

#include <stddef.h>
#include <stdint.h>

/* Which rows belong together: row_count numbers 0, 1, ... in the order of first appearance, equal for rows that share an id or a group
 * value, directly or through other rows. Without either column every row stands alone. To be freed. */
int32_t *split_units(const struct table *table);

struct split_request {
    const size_t *rows; /* row_count positions in `units` and `labels` */
    size_t row_count;
    const int32_t *units;
    const uint8_t *labels;
    const double *fractions; /* part_count shares that add up to 1 */
    int32_t part_count;
    struct random random;
};

/* Writes each row's part to parts[row]; other entries are left alone. A unit goes whole into one part; largest units first, otherwise in
 * random order, each to where it disturbs the shares of the classes least. The outcome depends on the request alone. */
void split_assign(const struct split_request *request, int32_t *parts);

/* The rows among `rows` whose part is (`inside`) or is not `part`, in order; returns how many. `out` has room for row_count. */
size_t split_select(const size_t *rows, size_t row_count, const int32_t *parts, int32_t part, int inside, size_t *out);

#endif
