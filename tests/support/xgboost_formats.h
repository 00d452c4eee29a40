/* The committed models of tests/formats and the margins that XGBoost gave for them; everything here asserts with Check. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_FORMATS_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_FORMATS_H

#include <stddef.h>

enum { FORMATS_RELEASES = 7 };
extern const char *const formats_releases[FORMATS_RELEASES];

enum formats_how { FORMATS_INTERPRETED, FORMATS_COMPILED };

/* Every model of a release gives the recorded margins, by the tests' interpreter and, if asked for, by generated C that was compiled with
 * $CC -O2. Returns the number of models. */
size_t formats_check(const char *release, enum formats_how how);

/* The JSON and the UBJSON file of a model hold the same. */
void formats_check_pairs(const char *release);

/* A later release gives other margins only where that is known and explained. */
void formats_check_later(const char *release);

#endif
