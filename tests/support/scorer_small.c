#include "support/scorer_small.h"

#include <math.h>
#include <stddef.h>

/* Tests of the handshake compile this file as a library of another version. */
#ifndef SMALL_ABI_VERSION
#define SMALL_ABI_VERSION ESPALIER_ABI_VERSION
#endif
#ifndef SMALL_TASK
#define SMALL_TASK ESPALIER_BINARY
#endif
#ifndef SMALL_OBJECTIVE
#define SMALL_OBJECTIVE "binary:logistic"
#endif

/* What generated libraries carry for `espalier score`, so that their file may have any name. */
#ifdef SMALL_MARK
extern const char small_mark[];
const char small_mark[] = SMALL_MARK;
#endif

enum { FEATURES = 4, CATEGORIES = 3 };

static const char *const categories[CATEGORIES] = {"gold", "silver", "new, young"};
static const char *const features[FEATURES] = {"age", "balance", "active", "segment"};
static const char *const outputs[] = {"1"};

static const struct espalier_column columns[SMALL_COLUMN_COUNT] = {
    {"age", "age", ESPALIER_NUMBER, 0, NULL, offsetof(struct small_record, age), 1, 0.0, 120.0},
    {"balance", "balance", ESPALIER_NUMBER, 0, NULL, offsetof(struct small_record, balance), 0, -INFINITY, INFINITY},
    {"active", "active", ESPALIER_FLAG, 0, NULL, offsetof(struct small_record, active), 0, 0.0, 1.0},
    {"since", "since", ESPALIER_DATE, 0, NULL, offsetof(struct small_record, since), 0, 7305.0, 21914.0},
    {"segment", "segment", ESPALIER_CATEGORY, CATEGORIES, categories, offsetof(struct small_record, segment), 0, 0.0, 0.0},
};

static void record_init(void *record)
{
    *(struct small_record *)record = (struct small_record){NAN, NAN, NAN, NAN, 0};
}

static char lower_case(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int same(const char *text, size_t length, const char *name)
{
    for (size_t i = 0; i < length; i++)
        if (name[i] == 0 || lower_case(text[i]) != name[i]) return 0;
    return name[length] == 0;
}

static int32_t category(int32_t column, const char *text, size_t length)
{
    if (column != SMALL_SEGMENT) return ESPALIER_E_ARGUMENT;
    for (; length > 0 && *text == ' '; length--)
        text++;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length == 0) return 0;
    for (int32_t i = 0; i < CATEGORIES; i++)
        if (same(text, length, categories[i])) return i + 1;
    return -1;
}

static int fail(int code, int32_t at, int32_t *column)
{
    *column = at;
    return code;
}

static int encode(const void *raw, float *values, int32_t *column)
{
    const struct small_record *record = raw;
    const double numbers[] = {record->age, record->balance, record->active, record->since};
    for (int32_t i = 0; i < 4; i++)
        if (numbers[i] < columns[i].lower || numbers[i] > columns[i].upper || fabs(numbers[i]) > 1e38)
            return fail(ESPALIER_E_RANGE, i, column);
    if (isnan(record->age)) return fail(ESPALIER_E_MISSING, SMALL_AGE, column);
    if (record->segment < 0 || record->segment > CATEGORIES) return fail(ESPALIER_E_CATEGORY, SMALL_SEGMENT, column);
    values[0] = (float)record->age;
    values[1] = (float)record->balance;
    values[2] = (float)record->active;
    values[3] = record->segment == 0 ? NAN : (float)record->segment;
    return ESPALIER_OK;
}

static float or_zero(float value)
{
    return isnan(value) ? 0.0f : value;
}

static void margins(const float *values, float *margin)
{
    *margin = (values[0] - 40.0f) / 8.0f + or_zero(values[1]) / 1024.0f + or_zero(values[2]) / 2.0f + or_zero(values[3]) / 4.0f;
}

static void margins_batch(const float *values, size_t rows, float *margin)
{
    for (size_t row = 0; row < rows; row++)
        margins(values + row * FEATURES, margin + row);
}

static void outputs_of(const float *margin, float *output)
{
    const float x = *margin;
    *output = isinf(x) ? (x > 0.0f ? 1.0f : 0.0f) : 0.5f + x / (1.0f + fabsf(x)) / 2.0f;
}

static int32_t decide(const float *margin, float threshold)
{
    return *margin >= threshold;
}

struct small_result {
    int32_t status, decision, column;
    float margins[1], outputs[1];
};

static int score(const void *record, void *out)
{
    struct small_result *result = out;
    float values[FEATURES];
    result->column = -1;
    result->decision = -1;
    result->status = encode(record, values, &result->column);
    if (result->status != ESPALIER_OK) return result->status;
    margins(values, result->margins);
    outputs_of(result->margins, result->outputs);
    result->decision = decide(result->margins, 0.0f);
    return ESPALIER_OK;
}

const struct espalier_model *small_model(void)
{
    static const struct espalier_model model = {
        .abi_version = SMALL_ABI_VERSION,
        .descriptor_size = sizeof(struct espalier_model),
        .record_size = sizeof(struct small_record),
        .result_size = sizeof(struct small_result),
        .flags = ESPALIER_HAS_PREPROCESSING,
        .task = SMALL_TASK,
        .column_count = SMALL_COLUMN_COUNT,
        .feature_count = FEATURES,
        .output_count = 1,
        .tree_count = 0,
        .threshold = 0.0f,
        .stack_bytes = 256,
        .name = "small",
        .generator = "by hand",
        .objective = SMALL_OBJECTIVE,
        .model_sha256 = "",
        .config_sha256 = "",
        .columns = columns,
        .features = features,
        .outputs = outputs,
        .record_init = record_init,
        .category = category,
        .encode = encode,
        .margins = margins,
        .margins_batch = margins_batch,
        .outputs_of = outputs_of,
        .decide = decide,
        .score = score,
    };
    return &model;
}
