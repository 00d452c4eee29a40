/* Which columns of a table feed a scorer, and which columns scoring adds to it. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_COLUMNS_H
#define ESPALIER_HOSTS_CLI_SCORE_COLUMNS_H

#include "bundle/base/buffer.h"
#include "bundle/base/csv.h"
#include "bundle/base/error.h"
#include "runtime/espalier.h"

#include <stdbool.h>
#include <stddef.h>

struct score_columns {
    size_t *positions;    /* for each of the model's columns, where it stands in the table */
    struct buffer header; /* the result's header line: the table's own, then the added names, and a line end */
    size_t added_count;
};

/* Finds every column of the model; a message names all that the table lacks. Says on stderr which added names had to give way
 * to the table's own. Release with score_columns_free, also on failure. */
bool score_columns_bind(struct score_columns *columns, const struct espalier_model *model, const struct csv_reader *table,
                        struct error *error);
void score_columns_free(struct score_columns *columns);

/* True when the scorer decides something, so that a column `decision` is added. */
bool score_decides(const struct espalier_model *model);
/* What the scorer's outputs are called: "probability" or "prediction". */
const char *score_output_word(const struct espalier_model *model);

#endif
