/* learner.learner_model_param and the names of features and outputs: everything of a model but its trees. */
#ifndef ESPALIER_CODEGEN_READ_LEARNER_H
#define ESPALIER_CODEGEN_READ_LEARNER_H

#include "bundle/base/json.h"
#include "codegen/ir.h"
#include "codegen/read/objective.h"

/* Most features and outputs that a file may claim. A claim costs memory before a single tree uses it, so it is bounded: XGBoost itself
 * allows 2^31 features. */
#define MODEL_FEATURE_LIMIT ((int64_t)1 << 20)
#define MODEL_OUTPUT_LIMIT ((int64_t)1 << 16)

/* Fills objective, task, transform, feature_count, output_count, base_margins and room for feature_is_categorical. The model's version must
 * be set. */
bool learner_read(struct json learner, struct ir_model *model, struct error *error);

/* Fills feature_names and output_names and marks the features typed as categorical; called last, when everything else of the file was found
 * sound. */
bool learner_read_names(struct json learner, struct ir_model *model, struct error *error);

#endif
