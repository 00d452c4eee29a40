/* How much stack the generated functions use. */
#ifndef ESPALIER_CODEGEN_LOWER_STACK_H
#define ESPALIER_CODEGEN_LOWER_STACK_H

#include "bundle/bundle.h"
#include "codegen/ir.h"

#define STACK_LIMIT_BYTES 65536u

/* An upper bound, in bytes, over every generated function and what it calls, whatever the compiler and its optimization: one row of
 * features in NAME_score; where there is preprocessing a copy of the record, what a compiler may keep beside it of each column, and
 * the operands of the longest expression; and the frames. False when that is over STACK_LIMIT_BYTES: the model has too many features,
 * or the table too many columns. */
bool stack_bound(const struct ir_model *model, const struct bundle *bundle, uint32_t *bytes, struct error *error);

#endif
