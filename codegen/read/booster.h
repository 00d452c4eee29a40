/* learner.gradient_booster: the trees of gbtree and dart. */
#ifndef ESPALIER_CODEGEN_READ_BOOSTER_H
#define ESPALIER_CODEGEN_READ_BOOSTER_H

#include "bundle/base/json.h"
#include "codegen/ir.h"
#include "codegen/read/model.h"

/* Fills trees, nodes and all that belongs to them. feature_count, output_count and task must be set. */
bool booster_read(struct json learner, struct model_rounds rounds, struct ir_model *model, struct error *error);

/* True when the file holds no tree. What is malformed holds none either; booster_read says what is wrong with it. */
bool booster_is_empty(struct json learner);

#endif
