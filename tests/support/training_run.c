#include "support/training_run.h"

#include "bundle/base/file.h"
#include "support/scratch.h"
#include "trainer/train.h"

#include <check.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <unistd.h>

const char *const training_files[TRAINING_FILE_COUNT] = {"bundle.json",    "model.json",  "metrics.json",
                                                         "candidates.csv", "report.html", "vectors.csv"};

void training_write(const char *columns, const char *rest, int rows, unsigned seed)
{
    struct buffer config = {0}, table = {0};
    training_customers(&table, rows, seed);
    training_config(&config, columns, rest);
    scratch_text("table.csv", table.data);
    scratch_text("config.json", config.data);
    buffer_free(&config);
    buffer_free(&table);
}

bool training_run(const char *bundle, int32_t threads, struct error *error)
{
    static char config[512], path[512];
    snprintf(config, sizeof config, "%s/config.json", scratch_directory());
    snprintf(path, sizeof path, "%s/%s", scratch_directory(), bundle);
    const struct options options = {.config = config, .bundle = path, .seed = -1, .threads = threads, .quiet = true};
    const int saved = dup(STDOUT_FILENO), summary = open(scratch_path("summary"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert(saved >= 0 && summary >= 0);
    dup2(summary, STDOUT_FILENO);
    const bool fine = train(&options, error);
    fflush(stdout);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    close(summary);
    return fine;
}

void training_expect_run(const char *bundle, int32_t threads)
{
    struct error error = ERROR_NONE;
    const bool fine = training_run(bundle, threads, &error);
    ck_assert_msg(fine, "%s", error.message);
}

struct buffer training_content(const char *name)
{
    struct buffer bytes = {0};
    struct error error = ERROR_NONE;
    ck_assert_msg(file_read(scratch_path(name), &bytes, &error), "%s", error.message);
    return bytes;
}

struct training_bundle training_open(void)
{
    struct training_bundle opened = {0};
    struct error error = ERROR_NONE;
    opened.bundle = bundle_read(scratch_path("bundle"), &error);
    ck_assert_msg(opened.bundle != NULL, "%s", error.message);
    opened.booster = booster_load(scratch_path("bundle/model.json"), &error);
    ck_assert_msg(opened.booster != NULL, "%s", error.message);
    opened.metrics = json_read(scratch_path("bundle/metrics.json"), JSON_STRICT, &error);
    ck_assert_msg(opened.metrics != NULL, "%s", error.message);
    opened.root = json_root(opened.metrics);
    return opened;
}

void training_close(struct training_bundle *opened)
{
    json_free(opened->metrics);
    booster_free(opened->booster);
    bundle_free(opened->bundle);
}

double training_metric(const struct training_bundle *opened, const char *object, const char *key)
{
    struct error error = ERROR_NONE;
    double value = NAN;
    json_double(json_find(json_find(opened->root, object), key), &value, &error);
    ck_assert_msg(!isnan(value), "%s.%s", object, key);
    return value;
}

void training_predict(const struct training_bundle *opened, const float *features, size_t rows, float *margins)
{
    struct error error = ERROR_NONE;
    struct matrix *matrix = matrix_new(opened->bundle, features, rows, NULL, &error);
    ck_assert_msg(matrix != NULL, "%s", error.message);
    ck_assert_msg(booster_margins(opened->booster, matrix, margins, &error), "%s", error.message);
    matrix_free(matrix);
}
