/* The judge of generated margins: the model walked node by node. Written apart from the generator; the two share the IR alone.
 * Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_REFERENCE_H
#define ESPALIER_CODEGEN_VERIFY_REFERENCE_H

#include "codegen/ir.h"

/* True when a feature's value (NaN: missing) goes left at an inner node; `node` is its position in model->nodes. */
bool verify_reference_goes_left(const struct ir_model *model, size_t node, float value);
/* The leaf that a row reaches: its position in model->nodes. */
size_t verify_reference_leaf(const struct ir_model *model, const struct ir_tree *tree, const float *features);
/* The margins of a row: base margins plus one leaf of each tree, in order, in float. */
void verify_reference_margins(const struct ir_model *model, const float *features, float *margins);
/* What NAME_decide says of margins: 1 or 0, a class, or -1. */
int32_t verify_reference_decision(const struct ir_model *model, const float *margins, float threshold);

#endif
