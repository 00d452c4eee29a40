/* The overview, finding subcommands by name, and guessing which one was meant. */
#include "hosts/cli/commands.h"

#include "bundle/base/buffer.h"

#include <stdint.h>
#include <string.h>

static const char help_of_help[] = "usage: espalier help [SUBCOMMAND]\n"
                                   "\n"
                                   "Prints the overview, or what 'espalier SUBCOMMAND --help' prints.\n"
                                   "\n"
                                   "Example:\n"
                                   "  espalier help score\n";

const struct command *command_find(const char *name)
{
    for (const struct command *command = command_table; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0) return command;
    return NULL;
}

static int print_overview(void)
{
    struct buffer text = {0};
    buffer_text(&text, "usage: espalier SUBCOMMAND [ARGUMENT...]\n"
                       "\n"
                       "Trains tree ensembles on a bank's raw records and compiles the whole decision, from the\n"
                       "raw record to the outcome, into C that needs nothing else.\n"
                       "\n");
    for (const struct command *command = command_table; command->name != NULL; command++)
        buffer_print(&text, "  %-10s %s\n", command->name, command->summary);
    buffer_text(&text, "\n"
                       "'espalier SUBCOMMAND --help' explains one; 'espalier --version' prints the version.\n"
                       "\n"
                       "From a table to scores:\n"
                       "  espalier train config.json -o model.bundle\n"
                       "  espalier generate model.bundle -o generated --name affluent\n"
                       "  cc -O2 -shared -fPIC generated/*.c -o affluent.so\n"
                       "  espalier verify model.bundle generated\n"
                       "  espalier score affluent.so customers.csv -o scored.csv\n"
                       "\n"
                       "Exit codes: 0 done; 1 a check found a difference; 2 bad usage or bad input; 3 the machine\n"
                       "refused (disk full, permission, memory); 130 interrupted. Messages go to standard error;\n"
                       "a file is written whole or not at all.\n");
    const int code = command_print_help(text.data);
    buffer_free(&text);
    return code;
}

int command_help(int argc, char **argv)
{
    static char help_option[] = "--help";
    if (argc < 2) return print_overview();
    if (command_wants_help(argc, argv) || strcmp(argv[1], "help") == 0) return command_print_help(help_of_help);
    if (argc > 2) {
        command_say("help: explains one subcommand at a time");
        return EXIT_BAD_INPUT;
    }
    const struct command *command = command_find(argv[1]);
    if (command == NULL) return command_unknown(argv[1]);
    char *arguments[] = {argv[1], help_option, NULL};
    return command->run(2, arguments);
}

/* ---- guessing ---- */

#define NAME_LIMIT 32

/* Edits (insert, delete, replace, swap two neighbors) from one short word to another: Damerau's distance, one row for each
 * letter of `a`. Words that are too long to be a typing error are far from everything. */
static size_t edit_distance(const char *a, const char *b)
{
    uint8_t rows[NAME_LIMIT + 1][NAME_LIMIT + 1];
    const size_t m = strlen(a), n = strlen(b);
    if (m > NAME_LIMIT || n > NAME_LIMIT) return SIZE_MAX;
    for (size_t i = 0; i <= m; i++) {
        for (size_t j = 0; j <= n; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = (uint8_t)(i + j);
                continue;
            }
            uint8_t best = (uint8_t)(rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (rows[i - 1][j] + 1 < best) best = (uint8_t)(rows[i - 1][j] + 1);
            if (rows[i][j - 1] + 1 < best) best = (uint8_t)(rows[i][j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && rows[i - 2][j - 2] + 1 < best)
                best = (uint8_t)(rows[i - 2][j - 2] + 1);
            rows[i][j] = best;
        }
    }
    return rows[m][n];
}

static bool is_near(const char *word, const char *name)
{
    const size_t length = strlen(word);
    return edit_distance(word, name) <= 2 || (length >= 2 && strncmp(word, name, length) == 0);
}

int command_unknown(const char *name)
{
    const struct command *nearest = NULL;
    struct error error = ERROR_NONE;
    for (const struct command *command = command_table; command->name != NULL; command++)
        if (is_near(name, command->name) && (nearest == NULL || edit_distance(name, command->name) < edit_distance(name, nearest->name)))
            nearest = command;
    if (nearest != NULL)
        error_set(&error, EXIT_BAD_INPUT, "there is no subcommand '%s'; did you mean '%s'?", name, nearest->name);
    else
        error_set(&error, EXIT_BAD_INPUT, "there is no subcommand '%s'; see 'espalier --help'", name);
    return command_fail(&error);
}
