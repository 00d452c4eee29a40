/* The subcommands of `espalier`, and what they share: reading options, asking for help, failing.
 *
 * A subcommand gets its own name as argv[0] and returns the program's exit code (enum exit_code). main() has installed the
 * signal handlers (interrupt_install) before. Data goes to stdout or -o, everything said to people to stderr. */
#ifndef ESPALIER_HOSTS_CLI_COMMANDS_H
#define ESPALIER_HOSTS_CLI_COMMANDS_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>

int command_train(int argc, char **argv);
int command_generate(int argc, char **argv);
int command_verify(int argc, char **argv);
int command_score(int argc, char **argv);
int command_help(int argc, char **argv);

/* main() tells how the program was called (argv[0]): the trainer is looked for beside it where the system does not say. */
void command_train_beside(const char *program);

/* ---- the table of subcommands (main.c) ---- */

struct command {
    const char *name;
    const char *summary; /* half a sentence for the overview */
    int (*run)(int argc, char **argv);
};
extern const struct command command_table[]; /* ends with a NULL name */
/* NULL when there is no such subcommand. */
const struct command *command_find(const char *name);
/* Says that there is no such subcommand and which one may have been meant. Returns the exit code. */
int command_unknown(const char *name);

/* ---- options ---- */

/* One option of a subcommand: a switch, or one that takes a value. */
struct command_option {
    const char *name;       /* "--output" */
    char letter;            /* 'o' for "-o"; 0 when there is no short form */
    const char *value_name; /* "DIR", for messages; NULL for a switch */
    const char **value;     /* where its value goes (into argv; the last one given wins); not for a switch */
    bool *given;            /* set to true when the option is there; may be NULL for one with a value */
};

/* Reads argv[1..argc): "--name VALUE", "--name=VALUE", "-o VALUE", "-oVALUE"; options may stand anywhere, "--" ends them, "-"
 * alone is an operand. Moves the operands, in their order, to argv[1], argv[2], ... and returns how many there are, or -1 with
 * a message that names the option and the subcommand's help. */
int command_parse(int argc, char **argv, const struct command_option *options, size_t option_count, struct error *error);

/* Parses an option's text as a whole number in [low, high]. The message names the option. */
bool command_integer(const char *option, const char *text, long long low, long long high, long long *value, struct error *error);

/* Fills `error` with bad usage; the message ends with "; see 'espalier COMMAND --help'". Returns false. */
bool command_usage(struct error *error, const char *command, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- reporting ---- */

/* True when --help or -h stands before any "--": a subcommand looks for it before anything else. */
bool command_wants_help(int argc, char **argv);
/* Prints a help text to stdout. Returns the exit code (EXIT_MACHINE when it could not be written). */
int command_print_help(const char *text);

/* Ends a failing subcommand: removes its unfinished outputs (output_abandon_all), prints "espalier: MESSAGE" on stderr and
 * returns the error's exit code. */
int command_fail(const struct error *error);

/* One line on stderr, printf-style, "espalier: " before it and a newline after; a progress line is cleared first. */
void command_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
