/* A binary scorer written by hand: what the runtime and `espalier score` are tested with, apart from all generated code.
 *
 * Columns: age (number, 0 to 120, needed), balance (number, any), active (flag), since (date from 1990-01-01 to 2029-12-31),
 * segment (category: gold, silver, "new, young"; trimmed, in any case; unseen refused).
 * Margin: (age - 40) / 8 + balance / 1024 + active / 2 + segment / 4, missing ones counting 0; threshold 0.
 * Output: 0.5 + margin / (1 + |margin|) / 2, in place of a logistic function. */
#ifndef ESPALIER_TESTS_SUPPORT_SCORER_SMALL_H
#define ESPALIER_TESTS_SUPPORT_SCORER_SMALL_H

#include "runtime/espalier.h"

#include <stdint.h>

struct small_record {
    double age, balance, active, since;
    int32_t segment;
};

enum { SMALL_AGE, SMALL_BALANCE, SMALL_ACTIVE, SMALL_SINCE, SMALL_SEGMENT, SMALL_COLUMN_COUNT };

const struct espalier_model *small_model(void);

#endif
