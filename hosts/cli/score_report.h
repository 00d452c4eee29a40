/* What scoring says about bad records and at its end. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_REPORT_H
#define ESPALIER_HOSTS_CLI_SCORE_REPORT_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stdint.h>

#define SCORE_REPORTED_MAX 20 /* bad records told one by one */

struct score_report {
    const char *table; /* name, for messages */
    bool quiet;
    uint64_t scored_count;
    uint64_t left_out_count; /* bad records that are not in the result */
    uint64_t blank_count;    /* bad records that are, without scores */
};

/* Counts a bad record and prints its message while there are few. */
void score_report_bad(struct score_report *report, const struct error *error, bool blank);
/* The last lines. `scorer_ns`: processor time spent in the scorer. */
void score_report_end(const struct score_report *report, uint64_t scorer_ns);

#endif
