/* A cell's text to its value. Numbers, flags and dates are read by the runtime, so that training, checking and scoring agree on
 * every text; categories by the look-up that generated code carries. */
#include "bundle/bundle.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

/* The least descriptor with which the runtime reads a cell: one column of each type, all kept at the start of the record. */
static const struct espalier_column cell_columns[] = {
    {.type = ESPALIER_NUMBER},
    {.type = ESPALIER_FLAG},
    {.type = ESPALIER_DATE},
};
static const struct espalier_model cell_model = {
    .abi_version = ESPALIER_ABI_VERSION, .record_size = sizeof(double), .column_count = 3, .columns = cell_columns};

bool bundle_value_of_text(const struct bundle_column *column, const char *text, size_t length, union bundle_value *value)
{
    if (column->type == BUNDLE_CATEGORY) {
        value->category = espalier_find_category(text, length, (const char *const *)column->categories, column->sorted,
                                                 column->category_count, column->clean);
        return true;
    }
    return espalier_set_text(&cell_model, &value->number, (int32_t)column->type - 1, text, length) == ESPALIER_OK;
}
