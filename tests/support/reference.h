/* The tests' own interpreter of the IR: one row, node by node, in the plainest way. It shares nothing with the emitted code, so that the
 * two agree only where both are right. */
#ifndef ESPALIER_TESTS_SUPPORT_REFERENCE_H
#define ESPALIER_TESTS_SUPPORT_REFERENCE_H

#include "codegen/ir.h"

/* `features` has feature_count values, NaN for missing; `margins` output_count. */
void reference_margins(const struct ir_model *model, const float *features, float *margins);

#endif
