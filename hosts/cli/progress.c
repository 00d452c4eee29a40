#include "hosts/cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define INTERVAL_NS UINT64_C(100000000)
#define LINE_WIDTH 70

/* Whether a progress line stands on the terminal now. One terminal, one line. */
static bool shown;

uint64_t clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

void progress_start(struct progress *progress, const char *what, bool quiet)
{
    progress->what = what;
    progress->active = !quiet && isatty(STDERR_FILENO);
    progress->start_ns = clock_ns();
    progress->last_ns = progress->start_ns;
}

void progress_update(struct progress *progress, uint64_t count, uint64_t done, uint64_t total)
{
    char line[LINE_WIDTH + 1], percentage[16] = "";
    if (!progress->active) return;
    const uint64_t now = clock_ns();
    if (now - progress->last_ns < INTERVAL_NS) return;
    progress->last_ns = now;
    const uint64_t elapsed_ms = (now - progress->start_ns) / 1000000;
    /* Whole thousands first, so that no count overflows. */
    const uint64_t rate = elapsed_ms > 0 ? count / elapsed_ms * 1000 + count % elapsed_ms * 1000 / elapsed_ms : 0;
    if (total > 0) snprintf(percentage, sizeof percentage, ", %d%%", (int)(100.0 * (double)done / (double)total));
    snprintf(line, sizeof line, "%" PRIu64 " %s, %" PRIu64 " a second%s", count, progress->what, rate, percentage);
    fprintf(stderr, "\r%-*s", LINE_WIDTH, line);
    fflush(stderr);
    shown = true;
}

void progress_end(struct progress *progress)
{
    progress_clear();
    progress->active = false;
}

void progress_clear(void)
{
    if (!shown) return;
    fprintf(stderr, "\r%*s\r", LINE_WIDTH, "");
    fflush(stderr);
    shown = false;
}
