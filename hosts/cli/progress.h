/* One line on stderr that says how far a long run is: only where stderr is a terminal, at most ten times a second. */
#ifndef ESPALIER_HOSTS_CLI_PROGRESS_H
#define ESPALIER_HOSTS_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what; /* "records"; outlives the struct */
    bool active;
    uint64_t start_ns, last_ns; /* monotonic clock */
};

/* `quiet` switches it off altogether. */
void progress_start(struct progress *progress, const char *what, bool quiet);
/* `count` things done; `done` of `total` (in any unit) for the percentage, total 0 meaning unknown. Cheap: call it for every block. */
void progress_update(struct progress *progress, uint64_t count, uint64_t done, uint64_t total);
/* Takes the line away again. */
void progress_end(struct progress *progress);
/* As progress_end for whichever progress stands on the terminal now, if any: before anything else is printed on stderr. */
void progress_clear(void);

/* Nanoseconds on a clock that only goes forward; no zero point. */
uint64_t clock_ns(void);

#endif
