/* What the user sees while the trainer works: on a terminal a bar, elsewhere one plain line per step, always on stderr.
 * Thread-safe: workers report into the same progress. */
#ifndef ESPALIER_TRAINER_PROGRESS_H
#define ESPALIER_TRAINER_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress;

/* `quiet`: nothing is ever printed. Release with progress_free. */
struct progress *progress_new(bool quiet);
void progress_free(struct progress *progress); /* NULL is allowed */
/* A remark: one line. */
void progress_note(struct progress *progress, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A step begins: `text` is its line. `total` units of work make it whole (0: unknown, so no bar). */
void progress_begin(struct progress *progress, uint64_t total, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* So many more units are done. */
void progress_add(struct progress *progress, uint64_t units);
/* So many units are done in all. */
void progress_set(struct progress *progress, uint64_t units);
/* The step has so many parts, called `name` (static), which the bar counts: "3 of 6 models". */
void progress_parts(struct progress *progress, uint64_t count, const char *name);
/* One more part is done. */
void progress_part_done(struct progress *progress);
/* The step is over: a bar is wiped away. */
void progress_end(struct progress *progress);

#endif
