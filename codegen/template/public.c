/* Template: the functions that the header declares. */
/* ---- begin public ---- */
/* Nothing above calls one of these: where two scorers of one name are loaded, each keeps to its own code. */
void NAME_record_init(NAME_record *record)
{
    NAME_clear(record);
}

int32_t NAME_category(int32_t column, const char *text, size_t length)
{
    return NAME_find_category(column, text, length);
}

int NAME_encode(const NAME_record *record, float features[NAME_FEATURE_COUNT])
{
    int32_t column;
    return NAME_encode_or_refuse(record, features, &column);
}

void NAME_margins(const float features[NAME_FEATURE_COUNT], float margins[NAME_OUTPUT_COUNT])
{
    NAME_sum_row(features, margins);
}

void NAME_margins_batch(const float *features, size_t rows, float *margins)
{
    NAME_sum_rows(features, rows, margins);
}

void NAME_outputs(const float margins[NAME_OUTPUT_COUNT], float outputs[NAME_OUTPUT_COUNT])
{
    NAME_transform(margins, outputs);
}

int32_t NAME_decide(const float margins[NAME_OUTPUT_COUNT], float threshold)
{
    return NAME_choose(margins, threshold);
}

int NAME_score(const NAME_record *record, NAME_result *result)
{
    return NAME_score_record(record, result);
}

const struct espalier_model *NAME_model(void)
{
    return &NAME_descriptor;
}
/* ---- end public ---- */
