/* Parameters of XGBoost that a config may set: names, types, ranges, defaults. One table for boosted trees and for forests. */
#ifndef ESPALIER_TRAINER_PARAMETERS_H
#define ESPALIER_TRAINER_PARAMETERS_H

#include "bundle/base/error.h"
#include "bundle/base/json.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum parameters_kind { PARAMETERS_BOOSTED, PARAMETERS_FOREST };

#define PARAMETERS_LIMIT 24
#define PARAMETERS_TEXT_SIZE 32

/* All parameters with their values as text, in the order of the table: set ones and defaults, so that a model does not depend
 * on the defaults of the XGBoost at hand. */
struct parameters {
    enum parameters_kind kind;
    size_t count;
    const char *names[PARAMETERS_LIMIT]; /* XGBoost's canonical names; static */
    char values[PARAMETERS_LIMIT][PARAMETERS_TEXT_SIZE];
    int64_t n_estimators;   /* rounds of a boosted model, trees of a forest */
    double base_score;      /* probability that the trees start from; NaN: the rate of positives among the training rows */
    bool splits_categories; /* the tree method can split native categories */
};

void parameters_default(enum parameters_kind kind, struct parameters *parameters);
/* Reads an object of the config over the defaults. */
bool parameters_read(struct json object, enum parameters_kind kind, struct parameters *parameters, struct error *error);
/* The names that parameters_read accepts, aliases included: number `i`, NULL past the end. */
const char *parameters_name(enum parameters_kind kind, size_t i);

#endif
