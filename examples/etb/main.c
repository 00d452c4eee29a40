/* etb-table: writes an imitation of a published bank customer table as CSV. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "generator.h"
#include "output.h"

enum { DONE = 0, BAD_USAGE = 2, MACHINE_REFUSED = 3, SIGNALED = 128 };

struct options {
    int64_t rows;
    uint64_t seed;
    const char *path; /* NULL: standard output */
    int help;
};

static const char usage[] = "usage: etb-table [--rows N] [--seed N] [-o OUT.csv]\n"
                            "\n"
                            "Writes a table of invented bank customers whose statistics imitate those\n"
                            "published for a real one. Same rows and seed: same bytes.\n"
                            "\n"
                            "  --rows N    number of customers, 0 to 1000000000000 (default 66083, the published size)\n"
                            "  --seed N    0 to 18446744073709551615 (default 1)\n"
                            "  -o FILE     write to FILE, which appears only when complete (default: standard output)\n"
                            "  --help      this text\n"
                            "\n"
                            "Exit status: 0 done, 2 bad usage, 3 the table could not be written, 130 interrupted.\n";

static int refuse(const char *message, const char *what)
{
    fprintf(stderr, "etb-table: %s%s%s\nTry: etb-table --help\n", message, *what ? ": " : "", what);
    return -1;
}

static int parse_number(const char *option, const char *text, uint64_t most, uint64_t *number)
{
    char *end;
    errno = 0;
    unsigned long long value = text ? strtoull(text, &end, 10) : 0;
    if (!text) return refuse("a number must follow", option);
    if (*text < '0' || *text > '9' || *end || errno || value > most) {
        fprintf(stderr, "etb-table: %s: not a whole number from 0 to %" PRIu64 ": %s\n", option, most, text);
        return -1;
    }
    *number = value;
    return 0;
}

static int parse_option(struct options *options, const char *option, const char *value)
{
    uint64_t number;
    if (strcmp(option, "--rows") == 0) {
        if (parse_number(option, value, (uint64_t)ETB_MOST_ROWS, &number) != 0) return -1;
        options->rows = (int64_t)number;
        return 0;
    }
    if (strcmp(option, "--seed") == 0) return parse_number(option, value, UINT64_MAX, &options->seed);
    if (strcmp(option, "-o") == 0) {
        options->path = value;
        return value && *value ? 0 : refuse("a file name must follow", option);
    }
    return refuse("unknown argument", option);
}

static int parse_options(int count, char **arguments, struct options *options)
{
    *options = (struct options){PUBLISHED_ROWS, 1, NULL, 0};
    for (int i = 1; i < count; i += 2) {
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
            options->help = 1;
            return 0;
        }
        if (parse_option(options, arguments[i], arguments[i + 1]) != 0) return -1;
    }
    return 0;
}

static int write_table(const struct options *options, struct output *output)
{
    static struct generator generator;
    struct customer customer;
    char line[ETB_LONGEST_LINE];
    if (output_write(output, etb_header, strlen(etb_header)) != 0) return -1;
    generator_start(&generator, options->seed, options->rows);
    while (generator_next(&generator, &customer))
        if (output_write(output, line, format_customer(&customer, line)) != 0) return -1;
    return output_close(output);
}

int main(int count, char **arguments)
{
    static struct output output;
    struct options options;
    if (parse_options(count, arguments, &options) != 0) return BAD_USAGE;
    if (options.help) return fputs(usage, stdout) < 0 || fflush(stdout) != 0 ? MACHINE_REFUSED : DONE;
    if (output_open(&output, options.path) != 0) return MACHINE_REFUSED;
    if (write_table(&options, &output) == 0) return DONE;
    output_abandon(&output);
    return output_stop_signal() ? SIGNALED + output_stop_signal() : MACHINE_REFUSED;
}
