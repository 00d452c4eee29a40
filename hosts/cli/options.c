/* Reading a subcommand's options. */
#include "hosts/cli/commands.h"
#include "runtime/espalier.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool command_usage(struct error *error, const char *command, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return error_set(error, EXIT_BAD_INPUT, "%s: %s; see 'espalier %s --help'", command, text, command);
}

static bool is_long(const struct command_option *option, const char *argument)
{
    const size_t length = strlen(option->name);
    return strncmp(argument, option->name, length) == 0 && (argument[length] == 0 || argument[length] == '=');
}

static bool is_short(const struct command_option *option, const char *argument)
{
    return option->letter != 0 && argument[0] == '-' && argument[1] == option->letter;
}

static const struct command_option *find_option(const struct command_option *options, size_t count, const char *argument)
{
    for (size_t i = 0; i < count; i++)
        if (is_long(&options[i], argument) || is_short(&options[i], argument)) return &options[i];
    return NULL;
}

/* What is stuck to the option itself: "VALUE" of "--name=VALUE" and of "-oVALUE", else NULL. */
static const char *attached_value(const struct command_option *option, const char *argument)
{
    if (is_long(option, argument)) {
        const char *rest = argument + strlen(option->name);
        return *rest == '=' ? rest + 1 : NULL;
    }
    return argument[2] != 0 ? argument + 2 : NULL;
}

/* Takes the option at argv[*position], and its value if that is the next argument. */
static bool take_option(int argc, char **argv, int *position, const struct command_option *option, struct error *error)
{
    const char *value = attached_value(option, argv[*position]);
    if (option->given != NULL) *option->given = true;
    if (option->value_name == NULL)
        return value == NULL || command_usage(error, argv[0], "%s takes no value, but has '%s'", option->name, value);
    if (value == NULL) {
        if (*position + 1 >= argc) return command_usage(error, argv[0], "%s needs a value: %s", option->name, option->value_name);
        value = argv[++*position];
    }
    *option->value = value;
    return true;
}

int command_parse(int argc, char **argv, const struct command_option *options, size_t option_count, struct error *error)
{
    int operands = 0;
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        if (only_operands || argv[i][0] != '-' || argv[i][1] == 0) {
            argv[++operands] = argv[i];
        } else if (strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else {
            const struct command_option *option = find_option(options, option_count, argv[i]);
            if (option == NULL) command_usage(error, argv[0], "unknown option '%s'", argv[i]);
            if (option == NULL || !take_option(argc, argv, &i, option, error)) return -1;
        }
    }
    return operands;
}

bool command_integer(const char *option, const char *text, long long low, long long high, long long *value, struct error *error)
{
    double number = 0.0;
    const int status = espalier_parse_number(text, strlen(text), &number);
    if (status != ESPALIER_OK || number != floor(number) || fabs(number) > 9e15 || (long long)number < low || (long long)number > high)
        return error_set(error, EXIT_BAD_INPUT, "%s: '%s' is no whole number from %lld to %lld", option, text, low, high);
    *value = (long long)number;
    return true;
}

bool command_wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}
