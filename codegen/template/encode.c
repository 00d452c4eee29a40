/* Template: preprocessing, straight from the record's members. */
/* ---- begin encode ---- */
ESPALIER_TRANSFORM int NAME_refuse(int32_t *column, int32_t position, int status)
{
    *column = position;
    return status;
}

#if NAME_WITH_PREPROCESSING
#define NAME_DOUBLE_MAX 0x1.fffffffffffffp1023
#define NAME_FLOAT_MAX 0x1.fffffep127f

/* For columns that are clipped: a number too large for float becomes the largest. */
ESPALIER_TRANSFORM void NAME_float_or_largest(double value, float *feature)
{
    if (!espalier_to_float(value, feature)) *feature = value < 0.0 ? -NAME_FLOAT_MAX : NAME_FLOAT_MAX;
}

/* For columns whose unfit values count as missing, and for derived features. */
ESPALIER_TRANSFORM void NAME_float_or_missing(double value, float *feature)
{
    if (!espalier_to_float(value, feature)) (void)espalier_to_float(espalier_missing(), feature);
}

#endif
#include "codegen/template/stand_in/encode_tables.h"

#if NAME_WITH_PREPROCESSING
/* Every member missing. */
static void NAME_clear(NAME_record *r)
{
#include "codegen/template/stand_in/record_init.h"
}
#else
/* Every member missing: the record is the model's features, one number after the other. */
static void NAME_clear(NAME_record *r)
{
    double *values = (double *)(void *)r;
    int32_t i;
    for (i = 0; i < NAME_FEATURE_COUNT; i++)
        values[i] = espalier_missing();
}
#endif

static int32_t NAME_find_category(int32_t column, const char *text, size_t length)
{
#include "codegen/template/stand_in/category.h"
}

#if NAME_WITH_PREPROCESSING
#include "codegen/template/stand_in/derived.h"
#endif
/* On refusal *column is the one at fault. */
static int NAME_encode_or_refuse(const NAME_record *r, float *features, int32_t *column)
{
#if NAME_WITH_PREPROCESSING
#include "codegen/template/stand_in/encode.h"
#else
    const double *values = (const double *)(const void *)r;
    int32_t i;
    for (i = 0; i < NAME_FEATURE_COUNT; i++) {
        if (!espalier_to_float(values[i], &features[i])) return NAME_refuse(column, i, ESPALIER_E_RANGE);
    }
#endif
    *column = -1;
    return ESPALIER_OK;
}
/* ---- end encode ---- */
