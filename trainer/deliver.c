#include "trainer/deliver.h"

#include "bundle/vectors.h"
#include "trainer/metrics_file.h"
#include "trainer/report.h"

#include <stdlib.h>
#include <string.h>

#define MODEL_FILE "model.json"
/* Rows of vectors.csv beyond those that try each column's special values. */
#define RANDOM_VECTORS 200

/* ---- model.json ---- */

static bool write_model(const struct outcome *outcome, struct bundle *bundle, struct output_directory *directory, struct error *error)
{
    struct buffer json = {0};
    struct output *output = NULL;
    if (booster_save(outcome->final.booster, &json, error)) output = output_directory_file(directory, MODEL_FILE, error);
    if (output) {
        sha256_bytes(json.data, json.length, bundle->provenance.model_sha256);
        output_write(output, json.data, json.length);
    }
    buffer_free(&json);
    return output && output_commit(output, error);
}

/* What was measured must be what was saved. */
static bool check_model(const struct outcome *outcome, const char *path, struct error *error)
{
    const struct evaluation *holdout = &outcome->holdout;
    const struct fit_data *data = &outcome->final.data;
    float *margins = memory_zeroed(holdout->row_count, sizeof *margins);
    struct booster *saved = booster_load(path, error);
    bool fine = saved && fit_margins(data, saved, outcome->experiment->holdout_rows, outcome->experiment->holdout_count, margins, error);
    if (fine && memcmp(margins, holdout->margins, holdout->row_count * sizeof *margins) != 0)
        fine = error_set(error, EXIT_DIFFERENCE, "%s: the model, loaded again, gives other margins than the one that was trained", path);
    booster_free(saved);
    free(margins);
    return fine;
}

/* ---- bundle.json ---- */

static char *copy(struct bundle *bundle, const char *text)
{
    return arena_text(&bundle->arena, text, strlen(text));
}

static bool write_bundle(const struct outcome *outcome, struct bundle *bundle, struct output_directory *directory, struct error *error)
{
    const double precision_floor = outcome->experiment->config->precision_floor;
    char reason[400];
    decision_explain(outcome->decision, precision_floor, reason, sizeof reason);
    preparation_publish(outcome->final.data.preparation, bundle);
    bundle->decision.threshold = outcome->decision->threshold;
    bundle->decision.probability = decision_probability(outcome->decision->threshold);
    bundle->decision.policy = copy(bundle, "recall_at_precision");
    bundle->decision.precision_floor = precision_floor;
    bundle->decision.reason = copy(bundle, reason);
    return bundle_write(bundle, directory, error);
}

/* ---- vectors.csv ---- */

static bool score_vectors(const struct outcome *outcome, const struct bundle *bundle, struct vectors *vectors, struct error *error)
{
    struct matrix *matrix = matrix_new(bundle, vectors->features, vectors->row_count, NULL, error);
    const bool fine = matrix && booster_margins(outcome->final.booster, matrix, vectors->margins, error);
    matrix_free(matrix);
    return fine;
}

static bool write_vectors(const struct outcome *outcome, const struct bundle *bundle, const char *model_path,
                          struct output_directory *directory, struct error *error)
{
    struct vectors_points *points = vectors_points_read(model_path, bundle->feature_count, error);
    struct vectors *vectors = NULL;
    if (points) vectors = vectors_synthesize(bundle, points, outcome->experiment->config->seed, RANDOM_VECTORS, error);
    const bool fine = vectors && score_vectors(outcome, bundle, vectors, error) && vectors_write(vectors, bundle, directory, error);
    vectors_free(vectors);
    vectors_points_free(points, bundle->feature_count);
    return fine;
}

/* ---- the whole ---- */

bool deliver(const struct outcome *outcome, struct output_directory *directory, struct error *error)
{
    const struct experiment *experiment = outcome->experiment;
    struct bundle *bundle = experiment->schema->bundle;
    struct buffer path = {0};
    progress_begin(experiment->progress, 0, "writing the bundle");
    buffer_print(&path, "%s/%s", output_directory_path(directory), MODEL_FILE);
    const bool fine = write_model(outcome, bundle, directory, error) && check_model(outcome, path.data, error) &&
                      write_bundle(outcome, bundle, directory, error) && write_vectors(outcome, bundle, path.data, directory, error) &&
                      metrics_file_write(outcome, directory, error) &&
                      candidates_write(&outcome->candidates, experiment->table, directory, error) &&
                      report_write(outcome, directory, error);
    buffer_free(&path);
    return fine;
}
