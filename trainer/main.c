/* espalier-train: what `espalier train` starts. */
#include "bundle/base/file.h"
#include "trainer/options.h"
#include "trainer/train.h"

#include <stdio.h>

static int finish(const struct error *error)
{
    output_abandon_all();
    fprintf(stderr, "espalier: %s\n", error->message);
    return (int)error->exit_code;
}

int main(int argument_count, char **arguments)
{
    struct error error = ERROR_NONE;
    struct options options;
    interrupt_install();
    if (!options_read(argument_count - 1, arguments + 1, &options, &error)) return finish(&error);
    if (options.help) return fputs(options_help, stdout) < 0 || fflush(stdout) != 0 ? EXIT_MACHINE : EXIT_DONE;
    return train(&options, &error) ? EXIT_DONE : finish(&error);
}
