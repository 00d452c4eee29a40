/* The names of features and outputs and the features' types. */
#ifndef ESPALIER_CODEGEN_READ_MODEL_NAMES_H
#define ESPALIER_CODEGEN_READ_MODEL_NAMES_H

#include "bundle/base/json.h"
#include "codegen/ir.h"

/* learner.feature_names: as many as features, or none, when they are "f0", "f1", ... */
bool feature_names_read(struct json learner, struct ir_model *model, struct error *error);

/* learner.feature_types: as many as features, or none. Marks the categorical ones, beside those that a split already marked. */
bool feature_types_read(struct json learner, struct ir_model *model, struct error *error);

/* "class_0", ... for classes, "quantile_0.9" or "expectile_0.9" for those, "target_0", ... for targets, `single` for one output alone. */
bool output_names_read(struct json learner, const char *single, struct ir_model *model, struct error *error);

#endif
