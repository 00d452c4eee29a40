/* espalier score: a table and a compiled scorer in, the table with its scores out. */
#include "hosts/cli/commands.h"
#include "hosts/cli/help_score.h"
#include "hosts/cli/score_columns.h"
#include "hosts/cli/score_name.h"
#include "hosts/cli/score_run.h"
#include "hosts/cli/score_threshold.h"

#include <math.h>
#include <string.h>

/* The command line as it stands. */
struct arguments {
    const char *scorer, *table, *output, *name, *on_error, *threshold;
    bool quiet;
};

static bool read_arguments(int argc, char **argv, struct arguments *arguments, struct error *error)
{
    const struct command_option options[] = {
        {"--output", 'o', "OUT.csv", &arguments->output, NULL},
        {"--name", 0, "NAME", &arguments->name, NULL},
        {"--on-error", 0, "stop, skip or blank", &arguments->on_error, NULL},
        {"--threshold", 0, "X", &arguments->threshold, NULL},
        {"--quiet", 'q', NULL, NULL, &arguments->quiet},
    };
    const int operands = command_parse(argc, argv, options, sizeof options / sizeof *options, error);
    if (operands < 0) return false;
    if (operands != 2)
        return command_usage(error, argv[0], "needs a scorer and a table, got %d argument%s", operands, operands == 1 ? "" : "s");
    arguments->scorer = argv[1];
    arguments->table = argv[2];
    return true;
}

static bool read_policy(const char *text, enum score_policy *policy, struct error *error)
{
    if (text == NULL || strcmp(text, "stop") == 0)
        *policy = SCORE_STOP;
    else if (strcmp(text, "skip") == 0)
        *policy = SCORE_SKIP;
    else if (strcmp(text, "blank") == 0)
        *policy = SCORE_BLANK;
    else
        return error_set(error, EXIT_BAD_INPUT, "--on-error: '%s' is none of stop, skip, blank", text);
    return true;
}

static bool read_threshold(const char *text, const struct espalier_model *model, float *margin, struct error *error)
{
    float output = 0.0f;
    *margin = model->threshold;
    if (text == NULL) return true;
    if (model->task != ESPALIER_BINARY)
        return error_set(error, EXIT_BAD_INPUT, "--threshold: the scorer '%s' (%s) has none: it is not binary", model->name,
                         model->objective);
    if (espalier_parse_float(text, strlen(text), &output) != ESPALIER_OK)
        return error_set(error, EXIT_BAD_INPUT, "--threshold: '%s' is no number", text);
    if (strcmp(score_output_word(model), "probability") == 0 && !(output >= 0.0f && output <= 1.0f))
        return error_set(error, EXIT_BAD_INPUT, "--threshold: '%s' is no probability: it must be from 0 to 1", text);
    *margin = score_threshold_margin(model, output);
    return true;
}

/* The scorer's name: as asked for, else as the library's own mark says; without either the loader goes by the file's name. */
static bool load(struct espalier_library *library, const struct arguments *arguments, struct error *error)
{
    char message[1024];
    struct buffer mark = {0};
    const char *name = arguments->name;
    bool loaded = name != NULL || score_find_name(arguments->scorer, &mark, error);
    if (name == NULL && mark.length > 0) name = mark.data;
    if (loaded && espalier_load(library, arguments->scorer, name, message, sizeof message) != ESPALIER_OK)
        loaded = error_set(error, EXIT_BAD_INPUT, "%s", message);
    buffer_free(&mark);
    return loaded;
}

static bool score(int argc, char **argv, struct error *error)
{
    struct arguments arguments = {0};
    struct espalier_library library = {0};
    struct score_options options = {0};
    if (!read_arguments(argc, argv, &arguments, error) || !read_policy(arguments.on_error, &options.policy, error)) return false;
    if (!load(&library, &arguments, error)) return false;
    options.table = arguments.table;
    options.output = arguments.output;
    options.quiet = arguments.quiet;
    const bool done =
        read_threshold(arguments.threshold, library.model, &options.threshold, error) && score_run(library.model, &options, error);
    espalier_unload(&library);
    return done;
}

int command_score(int argc, char **argv)
{
    struct error error = ERROR_NONE;
    if (command_wants_help(argc, argv)) return command_print_help(help_of_score);
    return score(argc, argv, &error) ? EXIT_DONE : command_fail(&error);
}
