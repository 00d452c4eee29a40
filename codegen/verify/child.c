#include "codegen/verify/child.h"
#include "bundle/base/file.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define INTERRUPT_LATENCY_MS 100

static bool read_all(int descriptor, struct buffer *output, struct error *error)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    char block[4096];
    for (;;) {
        if (interrupt_check(error)) return false;
        if (poll(&waiting, 1, INTERRUPT_LATENCY_MS) <= 0) continue;
        const ssize_t length = read(descriptor, block, sizeof block);
        if (length == 0) return true;
        if (length > 0) buffer_append(output, block, (size_t)length);
        if (length < 0 && errno != EINTR && errno != EAGAIN) return true;
    }
}

static int wait_for(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : CHILD_SIGNALED + WTERMSIG(status);
}

bool child_collect(pid_t child, int descriptor, struct buffer *output, int *status, struct error *error)
{
    const bool read = read_all(descriptor, output, error);
    close(descriptor);
    /* A spawned program leads a group, and its own children (a compiler's passes) must not go on; a fork of ours is alone. */
    if (!read && kill(-child, SIGTERM) < 0) kill(child, SIGTERM);
    *status = wait_for(child);
    /* Ctrl-C goes to the child too, which may have ended of it before we looked. */
    return read && !interrupt_check(error);
}
