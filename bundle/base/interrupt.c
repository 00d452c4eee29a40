#include "bundle/base/file.h"

#include "bundle/base/temporary.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t arrived;

static void on_signal(int number)
{
    (void)number;
    if (arrived) {
        temporary_remove_all();
        _exit(EXIT_INTERRUPTED);
    }
    arrived = 1;
}

/* A signal that the parent had ignored (nohup, a background job of a shell without job control) stays ignored. */
static void install_unless_ignored(int number, const struct sigaction *action)
{
    struct sigaction old;
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN) return;
    sigaction(number, action, NULL);
}

void interrupt_install(void)
{
    /* No SA_RESTART: a read from a terminal or a pipe must return, or the program would not see the flag. */
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaddset(&action.sa_mask, SIGHUP);
    install_unless_ignored(SIGINT, &action);
    install_unless_ignored(SIGTERM, &action);
    install_unless_ignored(SIGHUP, &action);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
}

bool interrupt_requested(void)
{
    return arrived != 0;
}

bool interrupt_check(struct error *error)
{
    if (!arrived) return false;
    error_set(error, EXIT_INTERRUPTED, "interrupted");
    return true;
}
