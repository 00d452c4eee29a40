/* A bad record in words. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_PROBLEM_H
#define ESPALIER_HOSTS_CLI_SCORE_PROBLEM_H

#include "bundle/base/error.h"
#include "hosts/cli/score_block.h"
#include "hosts/cli/score_columns.h"

#include <stddef.h>

/* Fills `error` with "TABLE:LINE: column 'NAME': ..." for a bad item of the block. */
void score_problem(const char *table, const struct score_block *block, const struct score_columns *columns, size_t item,
                   struct error *error);

#endif
