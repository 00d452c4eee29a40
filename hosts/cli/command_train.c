/* espalier train: hands over to espalier-train, a program of its own, so that nothing else needs libxgboost. */
#include "hosts/cli/commands.h"

#include "bundle/base/buffer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TRAINER "espalier-train"
#define LINK_LIMIT 4096

static const char *program_path = "";

void command_train_beside(const char *program)
{
    program_path = program;
}

/* The path of the running program, as exactly as the system tells it. */
static const char *running_program(char link[LINK_LIMIT])
{
    const ssize_t length = readlink("/proc/self/exe", link, LINK_LIMIT - 1);
    if (length <= 0) return program_path;
    link[length] = 0;
    return link;
}

/* Runs the trainer; returns only when it cannot be started, errno telling why. */
static void run_trainer(char **argv)
{
    char link[LINK_LIMIT];
    struct buffer path = {0};
    const char *program = running_program(link), *slash = strrchr(program, '/');
    if (slash != NULL) {
        buffer_append(&path, program, (size_t)(slash - program) + 1);
        buffer_text(&path, TRAINER);
        execv(path.data, argv);
    }
    if (slash == NULL || errno == ENOENT) execvp(TRAINER, argv);
    buffer_free(&path);
}

int command_train(int argc, char **argv)
{
    struct error error = ERROR_NONE;
    static char name[] = TRAINER;
    (void)argc;
    argv[0] = name;
    run_trainer(argv);
    if (errno == ENOENT)
        error_set(&error, EXIT_MACHINE,
                  "train: the trainer is not installed: no '" TRAINER "' beside this program nor on the PATH (it comes with the same "
                  "package and needs libxgboost)");
    else
        error_set_errno(&error, TRAINER, "cannot start");
    return command_fail(&error);
}
