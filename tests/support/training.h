/* Small tables and the trainer's steps on them, for tests. Every helper asserts that what it does succeeds. */
#ifndef ESPALIER_TESTS_SUPPORT_TRAINING_H
#define ESPALIER_TESTS_SUPPORT_TRAINING_H

#include "bundle/base/buffer.h"
#include "trainer/cross_validation.h"
#include "trainer/evaluation.h"
#include "trainer/experiment.h"

/* A table in the test's scratch directory ("table.csv") and a config beside it ("config.json"), read and split. */
struct training {
    struct config *config;
    struct table *table;
    struct progress *progress;
    struct experiment *experiment;
    struct cross_validation models[FIT_MODEL_COUNT];
    struct final_model final;
    struct evaluation holdout;
};

void training_prepare(struct training *training, const char *config, const char *table, int32_t threads);
/* Cross-validates, trains and evaluates. */
void training_learn(struct training *training);
void training_free(struct training *training);

/* A table of customers: id, age, balance (a third blank), segment (a to e, some blank), opened (a date), vip (a flag, mostly blank), code
 * (as many texts as half the rows), shuffled (the labels in another order), label (yes or no; about a quarter yes). An id stands on one row
 * or on a few, which then are alike. */
void training_customers(struct buffer *out, int rows, unsigned seed);

/* A config of that table with some columns: members of "columns", then the remaining members of the config ("" or ", ..."). */
void training_config(struct buffer *out, const char *columns, const char *rest);
/* The columns of training_customers that say something. */
extern const char training_columns[];

#endif
