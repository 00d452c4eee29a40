/* A model file made into C, compiled and loaded, so that its margins can be compared with XGBoost's. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_SCORER_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_SCORER_H

#include "codegen/read/model.h"

#include <stdbool.h>
#include <stddef.h>

struct xgboost_scorer {
    void *handle;
    size_t features, outputs;
    void (*margins)(const float *features, float *margins);
    void (*margins_batch)(const float *features, size_t rows, float *margins);
};

/* Generates C from a model file into `directory`, which is made. False on failure, the reason on stderr. */
bool xgboost_scorer_generate(const char *model_path, struct model_rounds rounds, const char *directory);

/* Compiles what xgboost_scorer_generate left in `directory` with `compiler` ("gcc -O2") to a library named `library` there and loads it. */
bool xgboost_scorer_compile(const char *directory, const char *compiler, const char *library, struct xgboost_scorer *scorer);
void xgboost_scorer_close(struct xgboost_scorer *scorer);

/* Compares bits with `expected` (rows x outputs): one row at a time, and batches of 1, 2, 3, 7, 64, 65 and 1000 rows and all of them. The
 * first difference is said on stderr, with `what`. */
bool xgboost_scorer_agrees(const struct xgboost_scorer *scorer, const float *rows, size_t count, const float *expected, const char *what);

/* The same for the tests' own interpreter of the IR. */
bool reference_agrees(const struct ir_model *model, const float *rows, size_t count, const float *expected, const char *what);

/* The compiler that the tests use: $CC, or "cc". */
const char *xgboost_scorer_default_compiler(void);

#endif
