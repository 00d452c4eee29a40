/* The `cats` object of 3.1 and later: the categories that a data frame had in training, from which XGBoost recodes other frames. A scorer
 * of a bare model takes the codes themselves, so the object is checked and not kept. */
#ifndef ESPALIER_CODEGEN_READ_VOCABULARY_H
#define ESPALIER_CODEGEN_READ_VOCABULARY_H

#include "bundle/base/json.h"

#include <stdint.h>

bool vocabulary_check(struct json cats, int32_t feature_count, struct error *error);

#endif
