/* Comparing bits, and keeping the first differences. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_COMPARE_H
#define ESPALIER_CODEGEN_VERIFY_COMPARE_H

#include "codegen/verify/verification.h"

/* Where a value stands: "vectors.csv row 3", "margin 'class 1'". */
struct compare_place {
    const char *rows; /* what the rows are called */
    uint64_t row;     /* from 1 */
    const char *what; /* "margin", "feature", ... */
    const char *name; /* of the margin or feature; may be NULL */
};

uint32_t compare_bits(float value);

/* Compares two floats by their bits; any NaN equals any other. */
void compare_float(struct verification *verification, const struct compare_place *place, float scorer, float expected);
/* As compare_float for `count` values called by `names` (may be NULL). place->name is ignored. */
void compare_floats(struct verification *verification, const struct compare_place *place, const char *const *names, const float *scorer,
                    const float *expected, int32_t count);
void compare_integer(struct verification *verification, const struct compare_place *place, int64_t scorer, int64_t expected);

#endif
