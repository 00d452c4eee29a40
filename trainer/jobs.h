/* Independent pieces of work on several threads. What a job computes must not depend on which thread runs it, or when. */
#ifndef ESPALIER_TRAINER_JOBS_H
#define ESPALIER_TRAINER_JOBS_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jobs {
    size_t count;
    int32_t threads; /* at least 1 */
    bool (*run)(void *context, size_t job, struct error *error);
    void *context;
};

/* Runs jobs 0, 1, ... in this order of starting. After a failure no further job starts; the error is that of the first failed job in
 * order of number. */
bool jobs_run(const struct jobs *jobs, struct error *error);

/* The number of processors that may be used, 1 to 256. */
int32_t jobs_default_threads(void);

#endif
