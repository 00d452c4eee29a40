/* What the program says to people. */
#include "bundle/base/file.h"
#include "hosts/cli/commands.h"
#include "hosts/cli/progress.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int command_print_help(const char *text)
{
    struct error error = ERROR_NONE;
    if (fputs(text, stdout) != EOF && fflush(stdout) == 0) return EXIT_DONE;
    error_set(&error, EXIT_MACHINE, "standard output: cannot write: %s", strerror(errno));
    return command_fail(&error);
}

int command_fail(const struct error *error)
{
    output_abandon_all();
    progress_clear();
    fprintf(stderr, "espalier: %s\n", error->message);
    return (int)error->exit_code;
}

void command_say(const char *format, ...)
{
    /* An error's message, since that escapes what a terminal would obey. */
    struct error line = ERROR_NONE;
    char text[sizeof line.message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(&line, EXIT_BAD_INPUT, "%s", text);
    progress_clear();
    fprintf(stderr, "espalier: %s\n", line.message);
}
