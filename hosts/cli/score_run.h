/* Scoring a table from its first record to its last. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_RUN_H
#define ESPALIER_HOSTS_CLI_SCORE_RUN_H

#include "bundle/base/error.h"
#include "runtime/espalier.h"

#include <stdbool.h>

/* What becomes of a bad record. */
enum score_policy {
    SCORE_STOP, /* the run ends there, without a result */
    SCORE_SKIP, /* it is left out of the result */
    SCORE_BLANK /* it stays in the result, its score columns empty; left out when the CSV itself is malformed there */
};

struct score_options {
    const char *table;  /* path; "-" is standard input */
    const char *output; /* path; NULL or "-" is standard output */
    enum score_policy policy;
    float threshold; /* margin */
    bool quiet;
};

/* Streams the table through the scorer, in memory that does not grow with it. False with a message in `error`; the output file is then as
 * it was. */
bool score_run(const struct espalier_model *model, const struct score_options *options, struct error *error);

#endif
