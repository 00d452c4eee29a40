/* One record from raw members to the decision. */
#include "espalier.h"

#include <string.h>

static int is_nan(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & UINT32_C(0x7fffffff)) > UINT32_C(0x7f800000);
}

int espalier_score_record(const struct espalier_model *model, const void *record, float threshold, float *features, float *margins,
                          float *outputs, struct espalier_score *score)
{
    score->column = -1;
    score->decision = -1;
    score->status = model->encode(record, features, &score->column);
    if (score->status != ESPALIER_OK) return score->status;
    score->column = -1;
    model->margins(features, margins);
    model->outputs_of(margins, outputs);
    score->decision = model->decide(margins, is_nan(threshold) ? model->threshold : threshold);
    return ESPALIER_OK;
}
