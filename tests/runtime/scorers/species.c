/* A scorer with several outputs, written by hand: three classes, or with -DSPECIES_TASK=ESPALIER_REGRESSION three targets. Its
 * margins are x, y and x + y; as outputs each has its share of |x| + |y| + |x + y| + 1, or with targets its double. */
#include "runtime/espalier.h"

#include <math.h>
#include <stddef.h>

#ifndef SPECIES_TASK
#define SPECIES_TASK ESPALIER_MULTICLASS
#endif

const struct espalier_model *species_model(void);

struct record {
    double x, y;
};

static const int32_t task = SPECIES_TASK;

static const struct espalier_column columns[] = {
    {"x", "x", ESPALIER_NUMBER, 0, NULL, offsetof(struct record, x), 0, -INFINITY, INFINITY},
    {"y value", "y_value", ESPALIER_NUMBER, 0, NULL, offsetof(struct record, y), 0, 0.0, INFINITY},
};
static const char *const features[] = {"x", "y value"};
static const char *const outputs[] = {"setosa", "iris, blue", "2"};

static void record_init(void *record)
{
    *(struct record *)record = (struct record){NAN, NAN};
}

static int32_t category(int32_t column, const char *text, size_t length)
{
    (void)column, (void)text, (void)length;
    return ESPALIER_E_ARGUMENT;
}

static int encode(const void *raw, float *values, int32_t *column)
{
    const struct record *record = raw;
    if (record->y < 0.0) {
        *column = 1;
        return ESPALIER_E_RANGE;
    }
    values[0] = isnan(record->x) ? 0.0f : (float)record->x;
    values[1] = isnan(record->y) ? 0.0f : (float)record->y;
    if (isinf(values[0] + values[1])) {
        *column = -1;
        return ESPALIER_E_RANGE;
    }
    return ESPALIER_OK;
}

static void margins(const float *values, float *margin)
{
    margin[0] = values[0];
    margin[1] = values[1];
    margin[2] = values[0] + values[1];
}

static void margins_batch(const float *values, size_t rows, float *margin)
{
    for (size_t row = 0; row < rows; row++)
        margins(values + 2 * row, margin + 3 * row);
}

static void outputs_of(const float *margin, float *output)
{
    const float sum = fabsf(margin[0]) + fabsf(margin[1]) + fabsf(margin[2]) + 1.0f;
    for (int i = 0; i < 3; i++)
        output[i] = task == ESPALIER_MULTICLASS ? fabsf(margin[i]) / sum : 2.0f * margin[i];
}

static int32_t decide(const float *margin, float threshold)
{
    int32_t best = 0;
    (void)threshold;
    if (task != ESPALIER_MULTICLASS) return -1;
    for (int32_t i = 1; i < 3; i++)
        if (margin[i] > margin[best]) best = i;
    return best;
}

static int score(const void *record, void *result)
{
    float values[2];
    int32_t column;
    (void)result;
    return encode(record, values, &column);
}

const struct espalier_model *species_model(void)
{
    static const struct espalier_model model = {
        .abi_version = ESPALIER_ABI_VERSION,
        .descriptor_size = sizeof(struct espalier_model),
        .record_size = sizeof(struct record),
        .result_size = 3 * sizeof(int32_t) + 6 * sizeof(float),
        .flags = 0,
        .task = SPECIES_TASK,
        .column_count = 2,
        .feature_count = 2,
        .output_count = 3,
        .tree_count = 0,
        .threshold = NAN,
        .stack_bytes = 256,
        .name = "species",
        .generator = "by hand",
        .objective = "multi:softprob",
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
