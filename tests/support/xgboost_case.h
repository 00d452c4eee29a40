/* Small models that XGBoost trains for the tests: a problem of given shape, its data, and the rows on which two scorers are compared. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_CASE_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_CASE_H

#include "codegen/ir.h"
#include "tests/support/xgboost_library.h"

enum case_categories { CASE_NUMERIC, CASE_ONE_HOT, CASE_PARTITION };

/* Everything 0 or NULL is a default: gbtree, hist, one output, no missing values. */
struct xgboost_case {
    const char *name;
    const char *objective;
    const char *booster;     /* "gbtree" or "dart" */
    const char *tree_method; /* "hist", "exact", "approx" */
    const char *base_score;  /* NULL lets XGBoost choose */
    int depth, columns, rounds, rows;
    int classes;  /* num_class */
    int targets;  /* labels of a row, or quantiles */
    int parallel; /* num_parallel_tree */
    int missing;  /* per cent of the values */
    enum case_categories categories;
    bool vector_leaves; /* multi_strategy=multi_output_tree */
    bool prune;         /* a high min_split_loss, so that nodes are deleted */
    bool grid;          /* values are quarters from -2 to 2 and thresholds eighths, which few digits tell */
    unsigned seed;
};

/* A generator whose numbers are the same everywhere (splitmix64). */
struct case_random {
    uint64_t state;
};
uint64_t case_random_bits(struct case_random *random);
float case_random_unit(struct case_random *random); /* [0, 1) */
size_t case_random_below(struct case_random *random, size_t limit);

/* The data of a case; release with case_data_free. */
struct case_data {
    struct xgboost_table table;
    float *values, *labels, *lower, *upper;
    const char **types;
    unsigned *groups;
};
void case_data_make(const struct xgboost_case *problem, struct case_data *data);
void case_data_free(struct case_data *data);

/* True when the release can train such a case. */
bool case_supported(const struct xgboost_case *problem, const struct xgboost *library);
xgboost_booster case_train(const struct xgboost_case *problem, const struct case_data *data, const struct xgboost *library);

/* `count` rows to compare on: the data's own, then edge rows made of them and the model's thresholds and categories: each threshold, its
 * two neighbors, both zeros, the largest and smallest numbers, subnormals, missing, unseen and absurd categories. No infinity, which a
 * DMatrix refuses. Release with free(). */
float *case_rows(const struct case_data *data, const struct ir_model *model, size_t count, unsigned seed);

#endif
