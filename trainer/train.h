/* From the command line to the bundle. */
#ifndef ESPALIER_TRAINER_TRAIN_H
#define ESPALIER_TRAINER_TRAIN_H

#include "trainer/options.h"

#include <stdbool.h>

/* Trains and writes the bundle; prints the summary to standard output. On failure nothing is written. */
bool train(const struct options *options, struct error *error);

#endif
