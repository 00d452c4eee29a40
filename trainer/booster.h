/* XGBoost through its C API: the only file that includes it is booster.c. Works with XGBoost 1.7 and later.
 *
 * Every booster works on one thread: sums of gradients in the order of the rows are what makes a model the same bytes everywhere.
 * Parallelism is one booster beside another. */
#ifndef ESPALIER_TRAINER_BOOSTER_H
#define ESPALIER_TRAINER_BOOSTER_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"
#include "bundle/bundle.h"
#include "trainer/parameters.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "1.7.4": of the library that runs; static. */
const char *booster_library_version(void);

/* Rows with their features' names and types, in XGBoost's memory. */
struct matrix;
/* Copies row_count x feature_count floats (NaN missing) and, unless NULL, the labels. Names and types are the bundle's features. */
struct matrix *matrix_new(const struct bundle *bundle, const float *features, size_t row_count, const uint8_t *labels, struct error *error);
void matrix_free(struct matrix *matrix); /* NULL is allowed */

struct booster_request {
    const struct parameters *parameters;
    const struct bundle *bundle; /* whose features the matrix has */
    int64_t seed;
    double positive_weight; /* of a positive row; a negative one weighs 1 */
    double base_score;      /* probability that the trees start from */
    /* Called after each round with the number of trees that it added. May be NULL. */
    void (*on_round)(void *context, int64_t trees);
    void *context;
};

struct booster;
/* Trains; looks for an interrupt between rounds (a forest is one round). NULL on failure. */
struct booster *booster_train(const struct booster_request *request, struct matrix *matrix, struct error *error);
void booster_free(struct booster *booster); /* NULL is allowed */
/* One margin for each row of the matrix. */
bool booster_margins(const struct booster *booster, const struct matrix *matrix, float *margins, struct error *error);
/* Appends the model file as JSON. */
bool booster_save(const struct booster *booster, struct buffer *json, struct error *error);
struct booster *booster_load(const char *path, struct error *error);
/* Total gain of each of the bundle's features, in their order; 0 where no split uses one. */
bool booster_gains(const struct booster *booster, const struct bundle *bundle, double *gains, struct error *error);

#endif
