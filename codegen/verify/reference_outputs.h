/* The judge of generated outputs, by the formulas of enum ir_transform in double. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_REFERENCE_OUTPUTS_H
#define ESPALIER_CODEGEN_VERIFY_REFERENCE_OUTPUTS_H

#include "codegen/ir.h"

struct reference_output {
    double value;
    double tolerance; /* how far from it a float computation may end; 0 where the output is a margin or 0 or 1 */
};

/* Fills output_count entries from the margins of a row. */
void verify_reference_outputs(const struct ir_model *model, const float *margins, struct reference_output *outputs);
/* Also true when both are missing or infinite, as a float beyond the largest is. */
bool verify_reference_is_close(const struct reference_output *expected, float found);

#endif
