/* espalier generate: a bundle or a model file in, C sources out. */
#include "bundle/base/buffer.h"
#include "codegen/generate.h"
#include "hosts/cli/commands.h"

#include <string.h>

static const char help[] = "usage: espalier generate BUNDLE|MODEL -o DIR [OPTION...]\n"
                           "\n"
                           "Compiles a trained model into C sources that need nothing else: DIR/NAME.h, DIR/NAME.c and, where the\n"
                           "model is large, DIR/NAME_trees_1.c and on. What else lies in DIR stays.\n"
                           "\n"
                           "  BUNDLE               what espalier train wrote: the scorer takes raw records\n"
                           "  MODEL                a model file of XGBoost 1.0 to 3.x, JSON or UBJSON: the scorer takes the model's\n"
                           "                       features, one number each\n"
                           "  -o, --output DIR     where the sources go; made if it is not there\n"
                           "  --name NAME          what every name in the sources begins with, a C identifier of at most 40 characters;\n"
                           "                       without it the bundle's name, or the model file's\n"
                           "  --rounds A:B         only the boosting rounds from A, counted from 0, to before B: an early-stopped model\n"
                           "                       keeps all its rounds, and XGBoost's best_iteration + 1 is the B to give. A may be\n"
                           "                       left out for the first, B for the last; without this option all rounds count.\n"
                           "                       A bundle's threshold stays the one that was chosen for all of them\n"
                           "  -q, --quiet          no report on standard error\n"
                           "\n"
                           "Compile them with any C99 compiler and link them with your program, or make a library of them:\n"
                           "  cc -O2 -shared -fPIC DIR/NAME*.c -o NAME.so\n"
                           "\n"
                           "Examples:\n"
                           "  espalier generate affluent.bundle -o scorer\n"
                           "  espalier generate model.ubj -o scorer --name churn --rounds :120\n";

struct arguments {
    const char *output, *name, *rounds;
    bool quiet;
};

/* One side of A:B; an empty one leaves *value as it is. */
static bool read_bound(const char *text, size_t length, int64_t *value, struct error *error)
{
    struct buffer digits = {0};
    long long number = 0;
    if (length == 0) return true;
    buffer_append(&digits, text, length);
    const bool read = command_integer("--rounds", digits.data, 0, INT32_MAX, &number, error);
    buffer_free(&digits);
    *value = number;
    return read;
}

static bool read_rounds(const char *text, struct model_rounds *rounds, struct error *error)
{
    if (text == NULL) return true;
    const char *colon = strchr(text, ':');
    if (colon == NULL) return error_set(error, EXIT_BAD_INPUT, "--rounds: '%s' is not A:B", text);
    if (!read_bound(text, (size_t)(colon - text), &rounds->begin, error)) return false;
    if (colon[1] == 0) return true;
    if (!read_bound(colon + 1, strlen(colon + 1), &rounds->end, error)) return false;
    return rounds->end > rounds->begin || error_set(error, EXIT_BAD_INPUT, "--rounds: %s holds no round", text);
}

static bool read_arguments(int argc, char **argv, struct generate_options *options, bool *quiet, struct error *error)
{
    struct arguments arguments = {0};
    const struct command_option known[] = {
        {"--output", 'o', "DIR", &arguments.output, NULL},
        {"--name", 0, "NAME", &arguments.name, NULL},
        {"--rounds", 0, "A:B", &arguments.rounds, NULL},
        {"--quiet", 'q', NULL, NULL, &arguments.quiet},
    };
    const int operands = command_parse(argc, argv, known, sizeof known / sizeof *known, error);
    if (operands < 0) return false;
    if (operands != 1) return command_usage(error, argv[0], "needs one bundle or model, got %d", operands);
    if (arguments.output == NULL) return command_usage(error, argv[0], "needs -o DIR, where the sources go");
    options->source = argv[1];
    options->directory = arguments.output;
    options->name = arguments.name;
    *quiet = arguments.quiet;
    return read_rounds(arguments.rounds, &options->rounds, error);
}

static void say_report(const struct generate_options *options, const struct generate_report *report)
{
    command_say("%s: %d files in %s: %d features, %d output%s, %d trees, %zu nodes", report->name, report->file_count, options->directory,
                (int)report->feature_count, (int)report->output_count, report->output_count == 1 ? "" : "s", (int)report->tree_count,
                report->node_count);
    command_say("%s: %zu bytes of tables, at most %u bytes of stack", report->name, report->table_bytes, (unsigned)report->stack_bytes);
}

int command_generate(int argc, char **argv)
{
    struct error error = ERROR_NONE;
    struct generate_options options = {0};
    struct generate_report report;
    bool quiet = false;
    if (command_wants_help(argc, argv)) return command_print_help(help);
    if (!read_arguments(argc, argv, &options, &quiet, &error) || !generate(&options, &report, &error)) return command_fail(&error);
    if (!quiet) say_report(&options, &report);
    return EXIT_DONE;
}
