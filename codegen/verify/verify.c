#include "codegen/verify/verify.h"
#include "codegen/verify/child.h"
#include "codegen/verify/compile.h"
#include "codegen/verify/isolate.h"
#include "codegen/verify/verification.h"

#include <string.h>

/* Model and preprocessing that do not fit each other make no scorer. */
static bool check_source(const struct verification *verification)
{
    const struct bundle *bundle = verification->bundle;
    const struct ir_model *model = verification->model;
    const char *source = verification->options->source;
    if (!bundle) return true;
    if (bundle->feature_count != model->feature_count)
        return error_set(verification->error, EXIT_BAD_INPUT, "%s: preprocessing.features: has %d features, its model has %d", source,
                         (int)bundle->feature_count, (int)model->feature_count);
    if (strcmp(bundle->objective, model->objective) != 0 || model->output_count != 1)
        return error_set(verification->error, EXIT_BAD_INPUT, "%s: decision.objective: is '%s', that of its model is '%s'", source,
                         bundle->objective, model->objective);
    return true;
}

static bool run_checks(struct verification *verification)
{
    const char *directory = verification->options->directory;
    if (!check_identity(verification)) return false;
    if (!check_vectors(verification)) return false;
    if (!check_encoding(verification)) return false;
    if (!check_margins(verification)) return false;
    if (verification->report->difference_count == 0) return true;
    return error_set(verification->error, EXIT_DIFFERENCE, "%s: %llu of %llu comparisons differ from %s", directory,
                     (unsigned long long)verification->report->difference_count, (unsigned long long)verification->report->comparisons,
                     verification->options->source);
}

static bool load_and_check(struct verification *verification, const struct compiled *compiled)
{
    struct espalier_library library;
    char message[1024];
    if (espalier_load(&library, compiled->library.data, compiled->name.data, message, sizeof message) != ESPALIER_OK)
        return error_set(verification->error, EXIT_BAD_INPUT, "%s: compiles, but cannot be loaded: %s", verification->options->directory,
                         message);
    verification->scorer = library.model;
    const bool good = run_checks(verification);
    espalier_unload(&library);
    return good;
}

/* ---- in a process of its own ---- */

struct isolated {
    struct verification *verification;
    const struct compiled *compiled;
};

/* What comes back from that process, before the text of the differences. */
struct answer {
    struct verify_report report; /* its buffers are not ours */
    struct error error;
};

static void work(void *context, struct buffer *out)
{
    struct verification *verification = ((struct isolated *)context)->verification;
    struct answer answer = {.error = ERROR_NONE};
    load_and_check(verification, ((struct isolated *)context)->compiled);
    answer.report = *verification->report;
    answer.error = *verification->error;
    buffer_append(out, (const char *)&answer, sizeof answer);
    if (verification->report->differences.length > 0)
        buffer_append(out, verification->report->differences.data, verification->report->differences.length);
}

static bool take_answer(struct verification *verification, const struct buffer *bytes)
{
    struct verify_report *report = verification->report;
    const struct verify_report before = *report;
    struct answer answer;
    memcpy(&answer, bytes->data, sizeof answer);
    *report = answer.report;
    report->command = before.command;
    report->compiler_output = before.compiler_output;
    report->differences = before.differences;
    buffer_append(&report->differences, bytes->data + sizeof answer, bytes->length - sizeof answer);
    *verification->error = answer.error;
    return answer.error.exit_code == EXIT_DONE;
}

static bool crashed(const struct verification *verification, int status)
{
    const char *what = status > CHILD_SIGNALED ? strsignal(status - CHILD_SIGNALED) : "it ended the program";
    return error_set(verification->error, EXIT_DIFFERENCE, "%s: the scorer crashed while it was compared: %s",
                     verification->options->directory, what);
}

static bool check_isolated(struct verification *verification, const struct compiled *compiled)
{
    struct isolated isolated = {verification, compiled};
    struct buffer bytes = {0};
    int status = 0;
    bool good = isolate(work, &isolated, &bytes, &status, verification->error);
    if (good && (status != 0 || bytes.length < sizeof(struct answer)))
        good = crashed(verification, status);
    else if (good)
        good = take_answer(verification, &bytes);
    buffer_free(&bytes);
    return good;
}

static bool verify_scorer(struct verification *verification)
{
    struct compiled compiled = {0};
    if (!check_source(verification)) return false;
    const bool good =
        compile(verification->options, &compiled, verification->report, verification->error) && check_isolated(verification, &compiled);
    compiled_remove(&compiled);
    return good;
}

static bool read_source(const struct verify_options *options, struct bundle **bundle, struct ir_model **model, struct error *error)
{
    struct buffer path = {0};
    buffer_text(&path, options->source);
    if (bundle_is_directory(options->source)) {
        *bundle = bundle_read(options->source, error);
        buffer_text(&path, "/" BUNDLE_MODEL_FILE);
    }
    if (error->exit_code == EXIT_DONE) *model = model_read(path.data, options->rounds, error);
    buffer_free(&path);
    return *model != NULL;
}

bool verify(const struct verify_options *options, struct verify_report *report, struct error *error)
{
    struct bundle *bundle = NULL;
    struct ir_model *model = NULL;
    struct verification verification = {.options = options, .report = report, .error = error};
    bool good = read_source(options, &bundle, &model, error);
    verification.bundle = bundle;
    verification.model = model;
    good = good && verify_scorer(&verification);
    ir_free(model);
    bundle_free(bundle);
    return good;
}

void verify_report_free(struct verify_report *report)
{
    buffer_free(&report->command);
    buffer_free(&report->compiler_output);
    buffer_free(&report->differences);
}
