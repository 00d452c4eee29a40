/* espalier: one program, a subcommand for each step from a table to scores. */
#include "bundle/base/file.h"
#include "hosts/cli/commands.h"
#include "runtime/espalier.h"

#include <stdio.h>
#include <string.h>

const struct command command_table[] = {
    {"train", "learn a bundle from a raw table", command_train},
    {"generate", "compile a bundle or a model file into C", command_generate},
    {"verify", "prove that generated C scores as the model does", command_verify},
    {"score", "score a table with a compiled scorer", command_score},
    {"help", "explain a subcommand", command_help},
    {NULL, NULL, NULL},
};

static bool is_any(const char *argument, const char *a, const char *b)
{
    return strcmp(argument, a) == 0 || strcmp(argument, b) == 0;
}

static int print_version(void)
{
    char line[64];
    snprintf(line, sizeof line, "espalier %s\n", espalier_version());
    return command_print_help(line);
}

int main(int argc, char **argv)
{
    /* Ctrl-C must find unfinished outputs removable from the first one on. */
    interrupt_install();
    command_train_beside(argc > 0 ? argv[0] : "espalier");
    if (argc < 2) {
        command_say("which subcommand? see 'espalier --help'");
        return EXIT_BAD_INPUT;
    }
    if (is_any(argv[1], "--help", "-h")) return command_help(1, argv);
    if (is_any(argv[1], "--version", "-V")) return print_version();
    const struct command *command = command_find(argv[1]);
    if (command == NULL) return command_unknown(argv[1]);
    return command->run(argc - 1, argv + 1);
}
