/* Finding columns and outputs by name. */
#include "espalier.h"

static int same_text(const char *name, const char *text, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (name[i] == 0 || name[i] != text[i]) return 0;
    return name[length] == 0;
}

int32_t espalier_column_index(const struct espalier_model *model, const char *name, size_t length)
{
    int32_t i;
    for (i = 0; i < model->column_count; i++)
        if (same_text(model->columns[i].name, name, length)) return i;
    return ESPALIER_E_ARGUMENT;
}

int32_t espalier_output_index(const struct espalier_model *model, const char *name, size_t length)
{
    int32_t i;
    for (i = 0; i < model->output_count; i++)
        if (same_text(model->outputs[i], name, length)) return i;
    return ESPALIER_E_ARGUMENT;
}
