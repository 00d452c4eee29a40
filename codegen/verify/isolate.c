#include "codegen/verify/isolate.h"
#include "codegen/verify/child.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool write_all(int descriptor, const struct buffer *answer)
{
    size_t done = 0;
    while (done < answer->length) {
        const ssize_t length = write(descriptor, answer->data + done, answer->length - done);
        if (length < 0 && errno != EINTR) return false;
        if (length > 0) done += (size_t)length;
    }
    return true;
}

/* _exit, since the parent's buffers and exit handlers are the parent's to run. */
static _Noreturn void be_child(void (*work)(void *, struct buffer *), void *context, int descriptor)
{
    struct buffer answer = {0};
    work(context, &answer);
    _exit(write_all(descriptor, &answer) ? EXIT_DONE : EXIT_MACHINE);
}

bool isolate(void (*work)(void *context, struct buffer *answer), void *context, struct buffer *answer, int *status, struct error *error)
{
    int pipe_ends[2];
    if (pipe(pipe_ends) < 0) return error_set(error, EXIT_MACHINE, "cannot make a pipe: %s", strerror(errno));
    (void)fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        close(pipe_ends[0]);
        be_child(work, context, pipe_ends[1]);
    }
    close(pipe_ends[1]);
    if (child > 0) return child_collect(child, pipe_ends[0], answer, status, error);
    close(pipe_ends[0]);
    return error_set(error, EXIT_MACHINE, "cannot start a process: %s", strerror(errno));
}
