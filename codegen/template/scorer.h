/* Template of NAME.h. It compiles as it stands: where the generator writes something else, the stand-ins show an example of it. */
#include "codegen/template/stand_in/flags.h"
/* ---- begin header ---- */
/* clang-format off */
#include "codegen/template/stand_in/header_introduction.h"
#ifndef NAME_GENERATED_H
#define NAME_GENERATED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "runtime/espalier.h"

#include "codegen/template/stand_in/constants.h"

/* A raw record: a member for each column that the scorer reads, in table order. Start with NAME_record_init. A number, flag or date
 * (days since 1970-01-01) is NaN when missing; a category is 0 when missing, -1 when unseen, else one of the constants below. */
typedef struct NAME_record {
#include "codegen/template/stand_in/members.h"
} NAME_record;

#include "codegen/template/stand_in/enumerations.h"

/* What becomes of a record. When status is not 0, the decision is -1 and every number NaN. */
typedef struct NAME_result {
    int32_t status;   /* 0, or a negative ESPALIER_E... */
    int32_t decision; /* as NAME_decide gives it */
    int32_t column;   /* NAME_COLUMN_... at fault, or -1 */
    float margins[NAME_OUTPUT_COUNT];
    float outputs[NAME_OUTPUT_COUNT];
} NAME_result;

/* Every function is pure: any thread may call it at any time. None accepts NULL. Arrays of results must not overlap the arguments,
 * but for NAME_outputs, whose outputs may take the place of its margins. */

/* Every member missing. */
void NAME_record_init(NAME_record *record);

/* The value of a category's text (`length` bytes, cleaned as in training): 1 and up, 0 for an empty text, -1 for an unseen one or a
 * column that has no categories. `column` is one of NAME_COLUMN_... */
int32_t NAME_category(int32_t column, const char *text, size_t length);

/* Preprocesses a record into the model's features, NaN where missing. 0, or a negative ESPALIER_E...; `features` is then unspecified. */
int NAME_encode(const NAME_record *record, float features[NAME_FEATURE_COUNT]);

/* The margins of one row: for each output its base margin plus a leaf of each of its trees, in order, with the bits that XGBoost's
 * own prediction has. Features are finite or NaN. */
void NAME_margins(const float features[NAME_FEATURE_COUNT], float margins[NAME_OUTPUT_COUNT]);

/* The same of many rows, row-major: rows x NAME_FEATURE_COUNT features, rows x NAME_OUTPUT_COUNT margins. Any number of rows. */
void NAME_margins_batch(const float *features, size_t rows, float *margins);

#include "codegen/template/stand_in/outputs_comment.h"
void NAME_outputs(const float margins[NAME_OUTPUT_COUNT], float outputs[NAME_OUTPUT_COUNT]);

#include "codegen/template/stand_in/decide_comment.h"
int32_t NAME_decide(const float margins[NAME_OUTPUT_COUNT], float threshold);

/* The whole decision, from the raw record at NAME_THRESHOLD. Returns result->status. */
int NAME_score(const NAME_record *record, NAME_result *result);

/* The descriptor, by which a program that knows no NAME drives any scorer. Read-only, valid forever. */
const struct espalier_model *NAME_model(void);

#ifdef __cplusplus
}
#endif

#endif
/* ---- end header ---- */
