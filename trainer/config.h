/* CONFIG.json as the trainer understands it: JSON with comments, every key known, every value checked before any work starts.
 * docs/configuration.md documents each key for people; tests/trainer compares the two. */
#ifndef ESPALIER_TRAINER_CONFIG_H
#define ESPALIER_TRAINER_CONFIG_H

#include "bundle/base/error.h"
#include "bundle/base/memory.h"
#include "bundle/base/sha256.h"
#include "bundle/bundle.h"
#include "trainer/parameters.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a column is for. */
enum config_role {
    CONFIG_FEATURE, /* goes into the model */
    CONFIG_INPUT,   /* only derived features read it */
    CONFIG_ID,      /* names the customer; rows of one customer stay on one side of every split */
    CONFIG_GROUP,   /* as the id for splits, but names nobody */
    CONFIG_IGNORE
};

/* How a missing value is met. The last five impute; MODE, MEAN and MEDIAN are learned from training rows. */
enum config_missing {
    CONFIG_MISSING_KEEP, /* the trees decide */
    CONFIG_MISSING_REFUSE,
    CONFIG_MISSING_CONSTANT,
    CONFIG_MISSING_ZERO,
    CONFIG_MISSING_MODE,
    CONFIG_MISSING_MEAN,
    CONFIG_MISSING_MEDIAN
};

struct config_column {
    char *name;
    uint32_t line; /* in the config */
    enum config_role role;
    /* What follows is set for features and inputs only. */
    enum bundle_type type;
    double lower, upper; /* inclusive, infinite where unbounded; 0 and 1 for a flag */
    enum bundle_out_of_range out_of_range;
    enum config_missing missing;
    double missing_number; /* of CONSTANT: numbers, flags, dates */
    char *missing_text;    /* of CONSTANT: categories */
    unsigned clean;        /* ESPALIER_CLEAN_... */
    enum bundle_unseen unseen;
    enum bundle_encoding encoding;
    char **categories; /* category_count names as the config lists them; NULL: learned */
    int32_t category_count;
    int64_t rare_below; /* rows: learned categories with fewer count as unseen; 0 keeps all */
};

struct config_derived {
    char *name;
    char *text;
    char *where; /* "CONFIG.json:41: derived.OWN_TD": starts the messages about the expression */
};

enum config_selection { CONFIG_SELECT_XGBOOST, CONFIG_SELECT_FOREST, CONFIG_SELECT_BEST };

struct config {
    struct arena arena; /* owns every pointer below */
    char *path;         /* as given */
    char *name;         /* a C identifier of at most 40 characters */
    char *table;        /* path, already relative to the working directory; NULL when the config names none */
    char *target, *positive;
    char *negative; /* NULL: the table tells */
    struct config_column *columns;
    size_t column_count;
    struct config_derived *derived;
    size_t derived_count;
    struct parameters model;   /* boosted trees */
    struct parameters forest;  /* random forest */
    double encoding_smoothing; /* rows; NaN: empirical Bayes ("auto") */
    double holdout;            /* fraction of the rows */
    double precision_floor;    /* in (0, 1] */
    int64_t seed;
    int32_t encoding_folds, folds, bootstrap_replicates;
    enum config_selection selection;
    bool refuse_unlisted; /* a column of the table that `columns` does not list is an error instead of being ignored */
    bool forest_wanted;
    bool balance; /* imbalance "weight": positives weigh negatives / positives */
    char sha256[SHA256_TEXT_SIZE];
};

/* Reads and checks a config. NULL on failure. Release with config_free. */
struct config *config_read(const char *path, struct error *error);
/* The same from `length` bytes in memory; `path` is what messages call them and what the table's path is relative to. */
struct config *config_parse(const char *path, const char *data, size_t length, struct error *error);
void config_free(struct config *config); /* NULL is allowed */
/* The column's entry, NULL when the config does not list it. */
const struct config_column *config_column(const struct config *config, const char *name);

/* Every key that an object of the config may hold, NULL-terminated; for the test that all are documented. */
extern const char *const config_keys[];
extern const char *const config_target_keys[];
extern const char *const config_column_keys[];
extern const char *const config_constant_keys[];
extern const char *const config_encoding_keys[];
extern const char *const config_decision_keys[];

#endif
