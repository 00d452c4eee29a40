/* The reference encoding: what every generated encoder must equal bit for bit. */
#include "bundle/bundle.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

/* Records of up to this many columns are encoded without touching the heap. */
#define STACK_COLUMNS 256

void bundle_range(const struct bundle_column *column, double *lower, double *upper)
{
    const double widest = column->out_of_range == BUNDLE_RANGE_CLIP ? (double)FLT_MAX : DBL_MAX;
    *lower = isinf(column->lower) ? -widest : column->lower;
    *upper = isinf(column->upper) ? widest : column->upper;
}

static int admit_category(const struct bundle_column *column, int32_t category, int32_t *admitted)
{
    if (category < -1 || category > column->category_count) return ESPALIER_E_CATEGORY;
    if (category == -1 && column->unseen == BUNDLE_UNSEEN_REFUSE) return ESPALIER_E_CATEGORY;
    *admitted = column->unseen == BUNDLE_UNSEEN_MISSING ? espalier_unseen_to_missing(category) : category;
    return ESPALIER_OK;
}

static int admit_number(const struct bundle_column *column, double number, double *admitted)
{
    double lower, upper;
    bundle_range(column, &lower, &upper);
    switch (column->out_of_range) {
    case BUNDLE_RANGE_MISSING:
        *admitted = espalier_range_or_missing(number, lower, upper);
        break;
    case BUNDLE_RANGE_CLIP:
        *admitted = espalier_clip(number, lower, upper);
        break;
    case BUNDLE_RANGE_REFUSE:
        if (!espalier_in_range(number, lower, upper)) return ESPALIER_E_RANGE;
        *admitted = number;
        break;
    }
    return ESPALIER_OK;
}

/* Step 1: what derived features see. */
static int admit(const struct bundle_column *column, union bundle_value raw, union bundle_value *admitted)
{
    if (column->type == BUNDLE_CATEGORY) return admit_category(column, raw.category, &admitted->category);
    return admit_number(column, raw.number, &admitted->number);
}

static bool is_absent(const struct bundle_column *column, union bundle_value value)
{
    return column->type == BUNDLE_CATEGORY ? value.category == 0 : espalier_is_missing(value.number);
}

static int admit_record(const struct bundle *bundle, const union bundle_value *record, union bundle_value *admitted, int32_t *column)
{
    for (*column = 0; *column < bundle->column_count; ++*column) {
        const int status = admit(&bundle->columns[*column], record[*column], &admitted[*column]);
        if (status != ESPALIER_OK) return status;
    }
    for (*column = 0; *column < bundle->column_count; ++*column) {
        const struct bundle_column *at = &bundle->columns[*column];
        if (at->missing == BUNDLE_MISSING_REFUSE && is_absent(at, admitted[*column])) return ESPALIER_E_MISSING;
    }
    *column = -1;
    return ESPALIER_OK;
}

static double number_of(const struct bundle_column *column, double number)
{
    return column->missing == BUNDLE_MISSING_IMPUTE ? espalier_impute(number, column->impute_value) : number;
}

static int32_t category_of(const struct bundle_column *column, int32_t category)
{
    return column->missing == BUNDLE_MISSING_IMPUTE ? espalier_impute_category(category, column->impute_category) : category;
}

/* A value too large for float, under the policy of the column that it came from. */
static int overflow(enum bundle_out_of_range policy, double value, float *feature)
{
    if (policy == BUNDLE_RANGE_REFUSE) return ESPALIER_E_RANGE;
    if (policy == BUNDLE_RANGE_CLIP) {
        *feature = value < 0.0 ? -FLT_MAX : FLT_MAX;
    } else {
        (void)espalier_to_float(espalier_missing(), feature);
    }
    return ESPALIER_OK;
}

static int encode_feature(const struct bundle *bundle, const struct bundle_feature *feature, const double *table,
                          const union bundle_value *admitted, float *out)
{
    enum bundle_out_of_range policy = BUNDLE_RANGE_MISSING;
    double value;
    if (feature->is_derived) {
        value = expression_evaluate(bundle->derived[feature->source].expression, admitted);
    } else {
        const struct bundle_column *column = &bundle->columns[feature->source];
        if (feature->encoding == BUNDLE_ENCODE_NUMBER) {
            policy = column->out_of_range;
            value = number_of(column, admitted[feature->source].number);
        } else {
            value = espalier_lookup(table, column->category_count, category_of(column, admitted[feature->source].category));
        }
    }
    return espalier_to_float(value, out) ? ESPALIER_OK : overflow(policy, value, out);
}

static int encode(const struct bundle *bundle, const union bundle_value *record, const double *const *tables, float *features,
                  union bundle_value *admitted, int32_t *column)
{
    int status = admit_record(bundle, record, admitted, column);
    for (int32_t i = 0; status == ESPALIER_OK && i < bundle->feature_count; i++) {
        const struct bundle_feature *feature = &bundle->features[i];
        const double *table = tables && tables[i] ? tables[i] : feature->table;
        status = encode_feature(bundle, feature, table, admitted, &features[i]);
        if (status != ESPALIER_OK) *column = feature->source;
    }
    return status;
}

int bundle_encode(const struct bundle *bundle, const union bundle_value *record, const double *const *tables, float *features,
                  int32_t *column)
{
    union bundle_value stack[STACK_COLUMNS];
    if (bundle->column_count <= STACK_COLUMNS) return encode(bundle, record, tables, features, stack, column);
    union bundle_value *heap = memory_zeroed((size_t)bundle->column_count, sizeof *heap);
    const int status = encode(bundle, record, tables, features, heap, column);
    free(heap);
    return status;
}
