/* Whole trainings in the test's scratch directory, and a look at the bundles that come out. Every helper asserts that it succeeds. */
#ifndef ESPALIER_TESTS_SUPPORT_TRAINING_RUN_H
#define ESPALIER_TESTS_SUPPORT_TRAINING_RUN_H

#include "bundle/base/json.h"
#include "bundle/bundle.h"
#include "support/training.h"
#include "trainer/booster.h"

/* The end of a config for a training that takes a moment; the forest apart. */
#define TRAINING_SMALL                                                                                                                     \
    ", \"bootstrap_replicates\": 100, \"folds\": 3, \"model\": {\"n_estimators\": 20, \"max_depth\": 3, \"subsample\": 0.8}"
#define TRAINING_SMALL_FOREST ", \"random_forest\": {\"n_estimators\": 10, \"max_depth\": 4}"
#define TRAINING_NO_FOREST ", \"random_forest\": false"

/* Writes config.json and table.csv (training_customers). */
void training_write(const char *columns, const char *rest, int rows, unsigned seed);
/* Trains on them into the bundle of that name; what goes to standard output becomes the file "summary". True when it went well. */
bool training_run(const char *bundle, int32_t threads, struct error *error);
void training_expect_run(const char *bundle, int32_t threads);
/* A file's bytes. */
struct buffer training_content(const char *name);

#define TRAINING_FILE_COUNT 6
extern const char *const training_files[TRAINING_FILE_COUNT]; /* of a bundle */

/* The bundle called "bundle", read again. */
struct training_bundle {
    struct bundle *bundle;
    struct booster *booster;
    struct json_document *metrics;
    struct json root; /* of the metrics */
};
struct training_bundle training_open(void);
void training_close(struct training_bundle *opened);
/* A number of metrics.json. */
double training_metric(const struct training_bundle *opened, const char *object, const char *key);
/* Margins of encoded rows by the saved model. */
void training_predict(const struct training_bundle *opened, const float *features, size_t rows, float *margins);

#endif
