/* Scorers of a single leaf each, of which only the output transform is of interest. */
#ifndef ESPALIER_TESTS_SUPPORT_SCORER_OUTPUTS_H
#define ESPALIER_TESTS_SUPPORT_SCORER_OUTPUTS_H

#include "codegen/ir.h"
#include "runtime/espalier.h"

/* Generates, compiles with "COMPILER FLAGS" into the test's scratch directory and loads a scorer with this transform. */
void scorer_outputs_load(struct espalier_library *library, enum ir_transform transform, int32_t task, int32_t outputs,
                         const char *directory, const char *compiler);

/* How far a float is from the true value, in units of the float's last place (of the true value's binade). */
double scorer_outputs_ulps(float computed, long double truth);

#endif
