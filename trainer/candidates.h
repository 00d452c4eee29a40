/* Rows labeled negative that the model calls positive: the customers that were looked for. */
#ifndef ESPALIER_TRAINER_CANDIDATES_H
#define ESPALIER_TRAINER_CANDIDATES_H

#include "bundle/base/file.h"
#include "trainer/experiment.h"

#include <stdbool.h>
#include <stddef.h>

struct candidate {
    size_t row;
    float margin;
    bool holdout; /* scored by the model that ships; otherwise by the fold's model that did not see the row */
};

struct candidates {
    struct candidate *items; /* highest margin first; equal ones in the table's order */
    size_t count;
};

/* `out_of_fold` by row of the table, `holdout` in the order of the hold-out's rows. Release with candidates_free. */
struct candidates candidates_find(const struct experiment *experiment, const float *out_of_fold, const float *holdout, float threshold);
void candidates_free(struct candidates *candidates);

/* The customer's id, "" when the table has no id column. */
const char *candidate_id(const struct table *table, const struct candidate *candidate);

/* Writes candidates.csv: id (where the table has an id column), line (in the table), probability, margin, scored_by (out_of_fold or
 * holdout). */
bool candidates_write(const struct candidates *candidates, const struct table *table, struct output_directory *directory,
                      struct error *error);

#endif
