/* Template: the whole decision. */
/* ---- begin score ---- */
/* No number, so that nobody takes what was refused for a score. */
static void NAME_blank(NAME_result *result)
{
    int i;
    result->decision = -1;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        result->margins[i] = result->outputs[i] = NAME_float_of_bits(0x7fc00000u);
}

static int NAME_score_record(const NAME_record *r, NAME_result *result)
{
    float features[NAME_FEATURE_COUNT];
    result->status = NAME_encode_or_refuse(r, features, &result->column);
    if (result->status != ESPALIER_OK) {
        NAME_blank(result);
        return result->status;
    }
    NAME_sum_row(features, result->margins);
    NAME_transform(result->margins, result->outputs);
#if NAME_WITH_BINARY_DECISION
    result->decision = NAME_choose(result->margins, NAME_THRESHOLD);
#else
    result->decision = NAME_choose(result->margins, 0.0f); /* needs no threshold */
#endif
    return ESPALIER_OK;
}
/* ---- end score ---- */
