/* Template: the descriptor and what it points to. */
/* ---- begin descriptor source ---- */
#include "codegen/template/stand_in/descriptor_tables.h"

static void NAME_clear_of(void *record)
{
    NAME_clear((NAME_record *)record);
}

static int NAME_encode_of(const void *record, float *features, int32_t *column)
{
    return NAME_encode_or_refuse((const NAME_record *)record, features, column);
}

static int NAME_score_of(const void *record, void *result)
{
    return NAME_score_record((const NAME_record *)record, (NAME_result *)result);
}

static const struct espalier_model NAME_descriptor = {
    .abi_version = ESPALIER_ABI_VERSION,
    .descriptor_size = (uint32_t)sizeof(struct espalier_model),
    .record_size = (uint32_t)sizeof(NAME_record),
    .result_size = (uint32_t)sizeof(NAME_result),
#include "codegen/template/stand_in/descriptor_fields.h"
    .record_init = NAME_clear_of,
    .category = NAME_find_category,
    .encode = NAME_encode_of,
    .margins = NAME_sum_row,
    .margins_batch = NAME_sum_rows,
    .outputs_of = NAME_transform,
    .decide = NAME_choose,
    .score = NAME_score_of,
    .contributions = NULL,
    .contributions_batch = NULL,
    .reasons = NULL,
};
/* ---- end descriptor source ---- */
