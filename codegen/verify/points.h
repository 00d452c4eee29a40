/* The values at which a model's splits change their mind, by feature. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_POINTS_H
#define ESPALIER_CODEGEN_VERIFY_POINTS_H

#include "bundle/vectors.h"
#include "codegen/ir.h"

/* An entry for each feature: its finite thresholds and the categories of its category sets, each once. Release with
 * vectors_points_free. */
struct vectors_points *points_of_model(const struct ir_model *model);

#endif
