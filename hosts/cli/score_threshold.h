/* A threshold that people give as a probability. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_THRESHOLD_H
#define ESPALIER_HOSTS_CLI_SCORE_THRESHOLD_H

#include "runtime/espalier.h"

/* The smallest margin for which a binary scorer's output is at least `output`; infinite when there is none. So the decision is
 * 1 exactly where the probability that is printed is at least the one asked for, whatever the scorer's transform. */
float score_threshold_margin(const struct espalier_model *model, float output);

#endif
