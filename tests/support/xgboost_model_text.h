/* A small model file in JSON, edited by the tests of the reader. */
#ifndef ESPALIER_TESTS_SUPPORT_XGBOOST_MODEL_TEXT_H
#define ESPALIER_TESTS_SUPPORT_XGBOOST_MODEL_TEXT_H

#include "codegen/read/model.h"

#include <stddef.h>

/* Two trees over the features "age" and "job": the first splits age at 1.5 (missing goes left), then job by the set {1, 3}; the second is a
 * leaf. Written by XGBoost 2.1.4, squared error, base score 0.5. */
extern const char model_text[];
size_t model_text_length(void);

/* All rounds. */
extern const struct model_rounds model_text_rounds;

/* `text` with its first `from` replaced, which must be there; release with free(). */
char *model_text_edited(const char *text, const char *from, const char *to);

/* Reads a model from its text; NULL after filling `error`. */
struct ir_model *model_text_read(const char *text, struct model_rounds rounds, struct error *error);

/* Reads the model with one edit; asserts that it can be read. */
struct ir_model *model_text_read_edited(const char *from, const char *to, struct model_rounds rounds);

/* Asserts that a text is refused as bad input, with a message that holds `message`. */
void model_text_refused(const char *text, struct model_rounds rounds, const char *message);

#endif
