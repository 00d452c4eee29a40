/* One comparison of tests/exactness: XGBoost trains and scores, espalier reads, generates, compiles and scores, and the bits are equal. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_EXACTNESS_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_EXACTNESS_H

#include "tests/support/xgboost_case.h"

enum exactness_outcome { EXACTNESS_EQUAL, EXACTNESS_DIFFERENT, EXACTNESS_UNSUPPORTED /* by this XGBoost */ };

/* Trains the problem, saves it as JSON and, where the release can, as UBJSON, and compares on `rows` random and edge rows: the interpreter
 * on both files, and the C generated from one of them compiled by each of `compilers` ("gcc -O2"), a list that ends with NULL. What differs
 * is said on stderr. */
enum exactness_outcome exactness_run(const struct xgboost *library, const struct xgboost_case *problem, size_t rows,
                                     const char *const *compilers);

/* The same for the rounds [begin, end) of the model. */
enum exactness_outcome exactness_run_rounds(const struct xgboost *library, const struct xgboost_case *problem, int begin, int end,
                                            const char *const *compilers);

/* Every way to compile that the tests try: gcc and clang, -O0 to -O3, for this very machine, strict C99 and GNU C. Those whose compiler is
 * not installed are left out; ends with NULL. */
const char *const *exactness_compilers(void);

#endif
