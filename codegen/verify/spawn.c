#include "codegen/verify/spawn.h"
#include "codegen/verify/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

static void set_up(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, const int *pipe_ends)
{
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE); /* ours is ignored, which a child would inherit */
    posix_spawnattr_init(attributes);
    posix_spawnattr_setsigdefault(attributes, &defaults);
    posix_spawnattr_setpgroup(attributes, 0); /* a group of its own, so that all of a compiler's processes can be ended */
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_init(actions);
    posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(actions, pipe_ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(actions, pipe_ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(actions, pipe_ends[0]);
    posix_spawn_file_actions_addclose(actions, pipe_ends[1]);
}

static int start(char *const *arguments, const int *pipe_ends, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    set_up(&actions, &attributes, pipe_ends);
    const int status = posix_spawnp(child, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return status;
}

bool spawn(char *const *arguments, struct buffer *output, int *status, struct error *error)
{
    int pipe_ends[2];
    pid_t child;
    if (pipe(pipe_ends) < 0) return error_set(error, EXIT_MACHINE, "%s: cannot run: %s", arguments[0], strerror(errno));
    const int failure = start(arguments, pipe_ends, &child);
    close(pipe_ends[1]);
    if (failure == 0) return child_collect(child, pipe_ends[0], output, status, error);
    close(pipe_ends[0]);
    return error_set(error, EXIT_MACHINE, "%s: cannot run: %s", arguments[0], strerror(failure));
}
