#define _POSIX_C_SOURCE 200809L

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile sig_atomic_t stop_signal;

static void note_signal(int number)
{
    stop_signal = number;
}

int output_stop_signal(void)
{
    return (int)stop_signal;
}

/* Without SA_RESTART, so that a write that waits gives way. */
static void catch_signals(void)
{
    static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action, before;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
        if (sigaction(caught[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(caught[i], &action, NULL);
}

static const char *shown_name(const struct output *output)
{
    return output->path ? output->path : "standard output";
}

static int fail(const struct output *output, const char *what)
{
    fprintf(stderr, "etb-table: %s: %s: %s\n", shown_name(output), what, strerror(errno));
    return -1;
}

/* A device or a pipe is written in place: renaming a file over it would destroy it. */
static int is_special(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

static int open_beside(struct output *output)
{
    int length = snprintf(output->temporary_path, sizeof output->temporary_path, "%s.XXXXXX", output->path);
    if (length < 0 || (size_t)length >= sizeof output->temporary_path) {
        output->temporary_path[0] = '\0';
        errno = ENAMETOOLONG;
        return -1;
    }
    int descriptor = mkstemp(output->temporary_path);
    if (descriptor < 0) {
        output->temporary_path[0] = '\0';
        return -1;
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, 0666 & ~mask); /* mkstemp keeps others out; a table is an ordinary file */
    return descriptor;
}

int output_open(struct output *output, const char *path)
{
    output->used = 0;
    output->path = path;
    output->temporary_path[0] = '\0';
    catch_signals();
    if (!path)
        output->descriptor = STDOUT_FILENO;
    else if (is_special(path))
        output->descriptor = open(path, O_WRONLY);
    else
        output->descriptor = open_beside(output);
    return output->descriptor < 0 ? fail(output, "cannot open for writing") : 0;
}

static int flush(struct output *output)
{
    size_t done = 0;
    while (done < output->used) {
        if (stop_signal) return -1;
        ssize_t written = write(output->descriptor, output->buffer + done, output->used - done);
        if (written >= 0)
            done += (size_t)written;
        else if (errno != EINTR)
            return fail(output, "cannot write");
    }
    output->used = 0;
    return stop_signal ? -1 : 0;
}

int output_write(struct output *output, const char *bytes, size_t count)
{
    if (count > sizeof output->buffer - output->used && flush(output) != 0) return -1;
    memcpy(output->buffer + output->used, bytes, count);
    output->used += count;
    return 0;
}

int output_close(struct output *output)
{
    if (flush(output) != 0) return -1;
    int descriptor = output->descriptor;
    output->descriptor = -1;
    if (close(descriptor) != 0) return fail(output, "cannot write");
    if (output->temporary_path[0] && rename(output->temporary_path, output->path) != 0) return fail(output, "cannot move into place");
    output->temporary_path[0] = '\0';
    return 0;
}

void output_abandon(struct output *output)
{
    if (output->descriptor >= 0 && output->path) close(output->descriptor);
    if (output->temporary_path[0]) unlink(output->temporary_path);
}
