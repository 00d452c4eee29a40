/* What the user reads at the end. */
#ifndef ESPALIER_TRAINER_SUMMARY_H
#define ESPALIER_TRAINER_SUMMARY_H

#include "trainer/outcome.h"

#include <stdbool.h>

/* Prints to standard output: rows, hold-out, threshold and why, candidates with the ten best, paths. */
bool summary_print(const struct outcome *outcome, const char *bundle_path, struct error *error);

#endif
