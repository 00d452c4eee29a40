#include "trainer/progress.h"

#include "bundle/base/memory.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BAR_WIDTH 30
#define REDRAW_NS 100000000

struct progress {
    bool quiet;
    bool terminal;
    bool drawn;           /* a bar stands on the line */
    uint64_t done, total; /* units of work */
    uint64_t parts_done, parts;
    const char *part_name;
    int64_t drawn_at_ns;
    char text[160];
    pthread_mutex_t lock;
};

struct progress *progress_new(bool quiet)
{
    struct progress *progress = memory_zeroed(1, sizeof *progress);
    progress->quiet = quiet;
    progress->terminal = !quiet && isatty(STDERR_FILENO);
    pthread_mutex_init(&progress->lock, NULL);
    return progress;
}

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void wipe(struct progress *progress)
{
    if (progress->drawn) fputs("\r\033[K", stderr);
    progress->drawn = false;
}

static void draw(struct progress *progress, bool now)
{
    const int64_t time_ns = now_ns();
    if (!progress->terminal || progress->total == 0) return;
    if (!now && time_ns - progress->drawn_at_ns < REDRAW_NS) return;
    const uint64_t done = progress->done < progress->total ? progress->done : progress->total;
    const int filled = (int)((double)done / (double)progress->total * BAR_WIDTH);
    fprintf(stderr, "\r\033[K%s [", progress->text);
    for (int i = 0; i < BAR_WIDTH; i++)
        fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %3d%%", (int)((double)done / (double)progress->total * 100.0));
    if (progress->parts)
        fprintf(stderr, ", %llu of %llu %s", (unsigned long long)progress->parts_done, (unsigned long long)progress->parts,
                progress->part_name);
    fflush(stderr);
    progress->drawn = true;
    progress->drawn_at_ns = time_ns;
}

/* Names from a table may hold anything: a terminal must not obey them. */
static void print_line(const char *text)
{
    fputs("espalier: ", stderr);
    for (; *text; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, stderr);
    fputc('\n', stderr);
}

void progress_note(struct progress *progress, const char *format, ...)
{
    char text[2048];
    va_list arguments;
    if (progress->quiet) return;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    pthread_mutex_lock(&progress->lock);
    wipe(progress);
    print_line(text);
    draw(progress, true);
    pthread_mutex_unlock(&progress->lock);
}

void progress_begin(struct progress *progress, uint64_t total, const char *format, ...)
{
    va_list arguments;
    pthread_mutex_lock(&progress->lock);
    wipe(progress);
    va_start(arguments, format);
    vsnprintf(progress->text, sizeof progress->text, format, arguments);
    va_end(arguments);
    progress->total = total;
    progress->done = 0;
    progress->parts = 0;
    if (!progress->quiet && !(progress->terminal && total)) print_line(progress->text);
    draw(progress, true);
    pthread_mutex_unlock(&progress->lock);
}

void progress_add(struct progress *progress, uint64_t units)
{
    pthread_mutex_lock(&progress->lock);
    progress->done += units;
    draw(progress, false);
    pthread_mutex_unlock(&progress->lock);
}

void progress_set(struct progress *progress, uint64_t units)
{
    pthread_mutex_lock(&progress->lock);
    progress->done = units;
    draw(progress, false);
    pthread_mutex_unlock(&progress->lock);
}

void progress_parts(struct progress *progress, uint64_t count, const char *name)
{
    pthread_mutex_lock(&progress->lock);
    progress->parts_done = 0;
    progress->parts = count;
    progress->part_name = name;
    draw(progress, true);
    pthread_mutex_unlock(&progress->lock);
}

void progress_part_done(struct progress *progress)
{
    pthread_mutex_lock(&progress->lock);
    progress->parts_done++;
    draw(progress, true);
    pthread_mutex_unlock(&progress->lock);
}

void progress_end(struct progress *progress)
{
    pthread_mutex_lock(&progress->lock);
    wipe(progress);
    if (progress->terminal && progress->total) print_line(progress->text);
    progress->total = 0;
    pthread_mutex_unlock(&progress->lock);
}

void progress_free(struct progress *progress)
{
    if (!progress) return;
    pthread_mutex_lock(&progress->lock);
    wipe(progress);
    pthread_mutex_unlock(&progress->lock);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}
