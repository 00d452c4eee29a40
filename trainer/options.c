#include "trainer/options.h"

#include "runtime/espalier.h"
#include "trainer/jobs.h"

#include <string.h>

const char options_help[] =
    "usage: espalier train CONFIG.json -o BUNDLE [options]\n"
    "\n"
    "Trains a model on the table that CONFIG.json names and writes a bundle: bundle.json, model.json, metrics.json,\n"
    "candidates.csv, report.html and vectors.csv. The keys of CONFIG.json are explained in docs/configuration.md.\n"
    "The result depends on table, config and seed alone, never on the number of threads.\n"
    "\n"
    "  -o, --output BUNDLE   the directory to write; what it holds under other names is kept\n"
    "      --data TABLE.csv  read this table instead of the config's\n"
    "      --seed N          use this seed instead of the config's (0 to 2147483647)\n"
    "      --threads N       work with N threads (1 to 256; default: the machine's processors)\n"
    "  -q, --quiet           report no progress; the summary on standard output stays\n"
    "  -h, --help            show this text\n"
    "\n"
    "Exit status: 0 done, 2 wrong usage or wrong input, 3 the machine refused, 130 interrupted (nothing is written then).\n";

static bool usage_error(struct error *error, const char *what, const char *text)
{
    return error_set(error, EXIT_BAD_INPUT, "%s%s; see 'espalier train --help'", what, text);
}

static bool read_integer(const char *option, const char *text, double low, double high, double *value, struct error *error)
{
    if (espalier_parse_number(text, strlen(text), value) == ESPALIER_OK && *value >= low && *value <= high &&
        *value == (double)(int64_t)*value)
        return true;
    return error_set(error, EXIT_BAD_INPUT, "%s: '%s' must be a whole number from %lld to %lld; see 'espalier train --help'", option, text,
                     (long long)low, (long long)high);
}

static bool read_value(struct options *options, const char *option, const char *value, struct error *error)
{
    double number;
    if (strcmp(option, "--output") == 0 || strcmp(option, "-o") == 0) {
        options->bundle = value;
    } else if (strcmp(option, "--data") == 0) {
        options->table = value;
    } else if (strcmp(option, "--seed") == 0) {
        if (!read_integer(option, value, 0, INT32_MAX, &number, error)) return false;
        options->seed = (int64_t)number;
    } else {
        if (!read_integer(option, value, 1, 256, &number, error)) return false;
        options->threads = (int32_t)number;
    }
    return value[0] != 0 || usage_error(error, "an empty value for ", option);
}

/* The option that `argument` is, when it takes a value; *value points to what is stuck to it ("--seed=7", "-obundle") or stays NULL. */
static const char *valued_option(const char *argument, const char **value)
{
    static const char *const names[] = {"-o", "--output", "--data", "--seed", "--threads"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t length = strlen(names[i]);
        if (strncmp(argument, names[i], length) != 0) continue;
        if (argument[length] == 0) return names[i];
        const bool is_short = names[i][1] != '-';
        if (is_short || argument[length] == '=') {
            *value = argument + length + (is_short ? 0 : 1);
            return names[i];
        }
    }
    return NULL;
}

static bool read_positional(struct options *options, const char *argument, struct error *error)
{
    if (options->config) return usage_error(error, "one config at a time, and a second was given: ", argument);
    options->config = argument;
    return true;
}

static bool check(const struct options *options, struct error *error)
{
    if (options->help) return true;
    if (!options->config) return usage_error(error, "no CONFIG.json was given", "");
    return options->bundle || usage_error(error, "no bundle was given: -o BUNDLE", "");
}

bool options_read(int count, char *const *arguments, struct options *options, struct error *error)
{
    *options = (struct options){.seed = -1, .threads = jobs_default_threads()};
    bool only_positional = false;
    for (int i = 0; i < count; i++) {
        const char *argument = arguments[i], *value = NULL;
        const char *option = only_positional ? NULL : valued_option(argument, &value);
        if (option && !value && ++i == count) return usage_error(error, "no value for ", option);
        if (option) {
            if (!read_value(options, option, value ? value : arguments[i], error)) return false;
        } else if (!only_positional && strcmp(argument, "--") == 0) {
            only_positional = true;
        } else if (!only_positional && (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)) {
            options->help = true;
        } else if (!only_positional && (strcmp(argument, "--quiet") == 0 || strcmp(argument, "-q") == 0)) {
            options->quiet = true;
        } else if (!only_positional && argument[0] == '-' && argument[1] != 0) {
            return usage_error(error, "unknown option ", argument);
        } else if (!read_positional(options, argument, error)) {
            return false;
        }
    }
    return check(options, error);
}
