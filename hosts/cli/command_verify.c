/* espalier verify: compiles a generated folder and compares it with its model, bit for bit. */
#include "codegen/verify/verify.h"
#include "hosts/cli/commands.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] = "usage: espalier verify BUNDLE|MODEL DIR [OPTION...]\n"
                           "\n"
                           "Compiles the generated folder DIR with this machine's C compiler, loads it, and compares it bit for bit\n"
                           "with the model that it was generated from:\n"
                           "  the rows of the bundle's vectors.csv, from the cells' text to the margins that XGBoost gave them;\n"
                           "  records that try every policy of every column, against the bundle's own encoder;\n"
                           "  rows that drive every leaf and threshold, against an interpreter of the model.\n"
                           "\n"
                           "  --name NAME      the scorer in DIR, when there are several\n"
                           "  --cc COMMAND     the compiler (default: $CC, or cc)\n"
                           "  --cflags FLAGS   its flags (default: \"" VERIFY_FLAGS "\"), parted by spaces; -fPIC -shared are added\n"
                           "  --rounds A:B     the boosting rounds that DIR was generated with, from A up to but not including B;\n"
                           "                   an empty B means all\n"
                           "  -q, --quiet      print nothing but failures\n"
                           "\n"
                           "Exit codes: 0 every bit is equal; 1 something differs, or DIR was generated from another model;\n"
                           "2 DIR does not compile, or bad input; 3 there is no such compiler.\n"
                           "\n"
                           "Example:\n"
                           "  espalier verify model.bundle generated --cc clang --cflags '-O3 -march=native'\n";

static bool parse_rounds(const char *text, struct model_rounds *rounds, struct error *error)
{
    const char *colon = strchr(text, ':');
    char first[32];
    long long begin = 0, end = 0;
    if (!colon || (size_t)(colon - text) >= sizeof first)
        return command_usage(error, "verify", "--rounds: '%s' must be A:B, two numbers of rounds", text);
    snprintf(first, sizeof first, "%.*s", (int)(colon - text), text);
    if (first[0] && !command_integer("--rounds", first, 0, INT32_MAX, &begin, error)) return false;
    if (colon[1] && !command_integer("--rounds", colon + 1, 1, INT32_MAX, &end, error)) return false;
    *rounds = (struct model_rounds){begin, end};
    return true;
}

static bool read_arguments(int argc, char **argv, struct verify_options *options, bool *quiet, struct error *error)
{
    const char *rounds = NULL;
    const struct command_option known[] = {
        {"--name", 0, "NAME", &options->name, NULL},
        {"--cc", 0, "COMMAND", &options->compiler, NULL},
        {"--cflags", 0, "FLAGS", &options->flags, NULL},
        {"--rounds", 0, "A:B", &rounds, NULL},
        {"--quiet", 'q', NULL, NULL, quiet},
    };
    const int operands = command_parse(argc, argv, known, sizeof known / sizeof *known, error);
    if (operands < 0) return false;
    if (operands != 2) return command_usage(error, "verify", "takes a bundle or model, and the folder generated from it");
    options->source = argv[1];
    options->directory = argv[2];
    return !rounds || parse_rounds(rounds, &options->rounds, error);
}

static void print_report(const struct verify_options *options, const struct verify_report *report)
{
    printf("compiled  %s\n", report->command.data);
    if (report->vector_rows > 0)
        printf("vectors   %" PRIu64 " rows of %s/vectors.csv, from the cells to XGBoost's margins\n", report->vector_rows, options->source);
    printf("records   %" PRIu64 " made-up records, encoded or refused as they should be\n", report->record_rows);
    printf("features  %" PRIu64 " made-up rows, which drive %" PRIu64 " of %" PRIu64 " leaves", report->feature_rows, report->leaves_driven,
           report->leaves);
    if (report->leaves_unreachable > 0) printf(" (%" PRIu64 " lie behind conditions that exclude each other)", report->leaves_unreachable);
    printf("\nverified: %" PRIu64 " rows, %" PRIu64 " margins, every bit equal\n",
           report->vector_rows + report->record_rows + report->feature_rows, report->margins);
}

/* What a person needs beside the message itself. */
static void print_failure(const struct verify_report *report, const struct error *error)
{
    if (error->exit_code == EXIT_BAD_INPUT && report->compiler_output.length > 0)
        fprintf(stderr, "%s\n%s", report->command.data, report->compiler_output.data);
    if (report->differences.length > 0) fputs(report->differences.data, stderr);
    if (report->difference_count > VERIFY_DIFFERENCES_SHOWN)
        fprintf(stderr, "... and %" PRIu64 " more\n", report->difference_count - VERIFY_DIFFERENCES_SHOWN);
    if (report->differences.length > 0) fprintf(stderr, "compiled by: %s\n", report->command.data);
}

static int run(const struct verify_options *options, bool quiet, struct error *error)
{
    struct verify_report report = {0};
    int code = EXIT_DONE;
    if (verify(options, &report, error)) {
        if (!quiet) print_report(options, &report);
        if (fflush(stdout) != 0) error_set_errno(error, "<stdout>", "cannot write");
    } else {
        print_failure(&report, error);
    }
    if (error->exit_code != EXIT_DONE) code = command_fail(error);
    verify_report_free(&report);
    return code;
}

int command_verify(int argc, char **argv)
{
    struct error error = ERROR_NONE;
    struct verify_options options = {0};
    bool quiet = false;
    if (command_wants_help(argc, argv)) return command_print_help(help);
    if (!read_arguments(argc, argv, &options, &quiet, &error)) return command_fail(&error);
    return run(&options, quiet, &error);
}
