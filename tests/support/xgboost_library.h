/* XGBoost's C API as the tests use it, bound at run time, so that one program can drive any release: the one it is linked with or a
 * libxgboost.so given by path. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_LIBRARY_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct xgboost; /* a loaded library */
typedef void *xgboost_booster;

/* `path` NULL is the library that the program is linked with. NULL on failure, the reason on stderr. Never unloaded: XGBoost starts
 * threads. */
struct xgboost *xgboost_open(const char *path);
void xgboost_close(struct xgboost *library); /* frees the handle, leaves the library loaded */
void xgboost_version(const struct xgboost *library, int version[3]);
/* True from version major.minor on. */
bool xgboost_at_least(const struct xgboost *library, int major, int minor);
/* The message of the last call that failed. */
const char *xgboost_failure(const struct xgboost *library);

/* A table: row-major values with NaN for missing, and what a training task needs beside them. */
struct xgboost_table {
    size_t rows, columns;
    const float *values;        /* rows x columns */
    const char *const *types;   /* NULL, or by column "q" or "c" */
    const char *const *names;   /* NULL, or by column */
    const float *labels;        /* rows x targets, or NULL when only scored */
    size_t targets;             /* labels of a row; 0 is 1 */
    const float *lower, *upper; /* bounds of survival:aft, or NULL */
    const unsigned *groups;     /* sizes of the query groups of ranking, or NULL */
    size_t group_count;
};

struct xgboost_parameter {
    const char *name, *value;
};

/* Trains `rounds` rounds with the parameters up to one whose name is NULL. NULL on failure. */
xgboost_booster xgboost_train(const struct xgboost *library, const struct xgboost_table *table, const struct xgboost_parameter *parameters,
                              int rounds);
xgboost_booster xgboost_load(const struct xgboost *library, const char *path);
bool xgboost_save(const struct xgboost *library, xgboost_booster booster, const char *path); /* format by the name's ending */
void xgboost_free(const struct xgboost *library, xgboost_booster booster);

/* Margins of all rounds, or from 1.4 of the rounds [begin, end): *count values, row by row, to release with free(). NULL on failure. */
float *xgboost_margins(const struct xgboost *library, xgboost_booster booster, const struct xgboost_table *table, int begin, int end,
                       size_t *count);

#endif
