#include "trainer/preparation.h"

#include "bundle/transforms.h"
#include "runtime/espalier.h"
#include "trainer/split.h"
#include "trainer/target_encoding.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rows at hand. */
struct learner {
    struct preparation *preparation;
    const size_t *rows;
    size_t row_count;
    struct error *error;
};

static bool nothing_to_learn(const struct learner *learner, int32_t column)
{
    const struct schema *schema = learner->preparation->schema;
    return error_set(learner->error, EXIT_BAD_INPUT, "%s: %s: no training row has a value from which to learn \"missing\": \"%s\"",
                     schema->table->path, schema->bundle->columns[column].name, schema->bundle->columns[column].impute_method);
}

/* ---- imputed numbers ---- */

static int compare_numbers(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* The present values of the rows, ascending; to be freed. */
static double *sorted_numbers(const struct learner *learner, int32_t column, size_t *count)
{
    double *numbers = memory_zeroed(learner->row_count, sizeof *numbers);
    *count = 0;
    for (size_t i = 0; i < learner->row_count; i++) {
        const double number = schema_number(learner->preparation->schema, column, learner->rows[i]);
        if (!espalier_is_missing(number)) numbers[(*count)++] = number;
    }
    qsort(numbers, *count, sizeof *numbers, compare_numbers);
    return numbers;
}

static double mean_of(const double *numbers, size_t count)
{
    double mean = 0.0;
    for (size_t i = 0; i < count; i++)
        mean += (numbers[i] - mean) / (double)(i + 1);
    return mean;
}

static double median_of(const double *numbers, size_t count)
{
    const double low = numbers[(count - 1) / 2], high = numbers[count / 2];
    return low + (high - low) / 2.0;
}

/* The most frequent number; the smallest of several. */
static double mode_of(const double *numbers, size_t count)
{
    double mode = numbers[0];
    size_t best = 0, next;
    for (size_t i = 0; i < count; i = next) {
        for (next = i; next < count && numbers[next] == numbers[i]; next++)
            continue;
        if (next - i <= best) continue;
        best = next - i;
        mode = numbers[i];
    }
    return mode;
}

static bool learn_number(const struct learner *learner, int32_t position)
{
    struct bundle_column *column = &learner->preparation->bundle.columns[position];
    size_t count;
    if (strcmp(column->impute_method, "zero") == 0 || strcmp(column->impute_method, "constant") == 0) return true;
    double *numbers = sorted_numbers(learner, position, &count);
    if (count > 0 && strcmp(column->impute_method, "mean") == 0) column->impute_value = mean_of(numbers, count);
    if (count > 0 && strcmp(column->impute_method, "median") == 0) column->impute_value = median_of(numbers, count);
    if (count > 0 && strcmp(column->impute_method, "mode") == 0) column->impute_value = mode_of(numbers, count);
    free(numbers);
    return count > 0 || nothing_to_learn(learner, position);
}

/* ---- imputed categories ---- */

/* The most frequent category; the first of several. */
static bool learn_category(const struct learner *learner, int32_t position)
{
    struct bundle_column *column = &learner->preparation->bundle.columns[position];
    if (strcmp(column->impute_method, "mode") != 0) return true;
    size_t *counts = memory_zeroed((size_t)column->category_count + 1, sizeof *counts);
    int32_t best = 0;
    for (size_t i = 0; i < learner->row_count; i++) {
        const int32_t category = schema_category(learner->preparation->schema, position, learner->rows[i]);
        if (category > 0) counts[category]++;
    }
    for (int32_t i = 1; i <= column->category_count; i++)
        if (counts[i] > counts[best]) best = i;
    column->impute_category = best;
    free(counts);
    return best > 0 || nothing_to_learn(learner, position);
}

static bool learn_imputation(const struct learner *learner)
{
    struct bundle *bundle = &learner->preparation->bundle;
    for (int32_t i = 0; i < bundle->column_count; i++) {
        if (bundle->columns[i].missing != BUNDLE_MISSING_IMPUTE) continue;
        if (!(bundle->columns[i].type == BUNDLE_CATEGORY ? learn_category(learner, i) : learn_number(learner, i))) return false;
    }
    return true;
}

/* ---- target encoding ---- */

static bool is_target_encoded(const struct bundle *bundle)
{
    for (int32_t i = 0; i < bundle->feature_count; i++)
        if (bundle->features[i].encoding == BUNDLE_ENCODE_TARGET) return true;
    return false;
}

/* Deals the training rows into parts. */
static void deal_parts(const struct learner *learner, const int32_t *units, uint64_t stream)
{
    struct preparation *preparation = learner->preparation;
    const struct config *config = preparation->schema->config;
    double fractions[100];
    preparation->part_count = config->encoding_folds;
    for (int32_t i = 0; i < preparation->part_count; i++)
        fractions[i] = 1.0 / preparation->part_count;
    const struct split_request request = {.rows = learner->rows,
                                          .row_count = learner->row_count,
                                          .units = units,
                                          .labels = preparation->schema->table->labels,
                                          .fractions = fractions,
                                          .part_count = preparation->part_count,
                                          .random = random_stream(config->seed, RANDOM_ENCODING, stream)};
    split_assign(&request, preparation->parts);
}

/* Counts of a feature's levels, of each part: part_count x level_count; to be freed. */
static struct target_level *count_levels(const struct learner *learner, const struct bundle_feature *feature, size_t level_count)
{
    const struct preparation *preparation = learner->preparation;
    const struct schema *schema = preparation->schema;
    const struct bundle_column *column = &preparation->bundle.columns[feature->source];
    struct target_level *levels = memory_zeroed((size_t)preparation->part_count * level_count, sizeof *levels);
    for (size_t i = 0; i < learner->row_count; i++) {
        const size_t row = learner->rows[i];
        int32_t category = schema_category(schema, feature->source, row);
        if (column->missing == BUNDLE_MISSING_IMPUTE) category = espalier_impute_category(category, column->impute_category);
        const size_t level = category < 0 ? level_count - 1 : (size_t)category;
        struct target_level *at = &levels[(size_t)preparation->parts[row] * level_count + level];
        at->rows++;
        at->positives += schema->table->labels[row];
    }
    return levels;
}

static void add_parts(const struct target_level *levels, int32_t part_count, int32_t without, size_t level_count, struct target_level *sum)
{
    memset(sum, 0, level_count * sizeof *sum);
    for (int32_t part = 0; part < part_count; part++) {
        if (part == without) continue;
        for (size_t i = 0; i < level_count; i++) {
            sum[i].rows += levels[(size_t)part * level_count + i].rows;
            sum[i].positives += levels[(size_t)part * level_count + i].positives;
        }
    }
}

static void learn_feature(const struct learner *learner, int32_t position)
{
    struct preparation *preparation = learner->preparation;
    struct bundle_feature *feature = &preparation->bundle.features[position];
    const size_t level_count = (size_t)preparation->bundle.columns[feature->source].category_count + 2;
    const double smoothing = preparation->schema->config->encoding_smoothing;
    struct target_level *levels = count_levels(learner, feature, level_count);
    struct target_level *sum = memory_zeroed(level_count, sizeof *sum);
    /* part -1 leaves nothing out: the table that ships */
    for (int32_t part = -1; part < preparation->part_count; part++) {
        double *table = arena_zeroed(&preparation->arena, level_count, sizeof *table);
        add_parts(levels, preparation->part_count, part, level_count, sum);
        target_encode(sum, level_count, smoothing, table);
        if (part < 0)
            feature->table = table;
        else
            preparation->tables[(size_t)part * (size_t)preparation->bundle.feature_count + (size_t)position] = table;
    }
    free(sum);
    free(levels);
}

static void learn_encodings(const struct learner *learner, const int32_t *units, uint64_t stream)
{
    struct preparation *preparation = learner->preparation;
    const struct bundle *bundle = &preparation->bundle;
    if (!is_target_encoded(bundle)) return;
    deal_parts(learner, units, stream);
    preparation->tables =
        arena_zeroed(&preparation->arena, (size_t)preparation->part_count * (size_t)bundle->feature_count, sizeof *preparation->tables);
    for (int32_t i = 0; i < bundle->feature_count; i++)
        if (bundle->features[i].encoding == BUNDLE_ENCODE_TARGET) learn_feature(learner, i);
}

/* ---- the whole ---- */

static struct preparation *preparation_new(const struct schema *schema)
{
    struct preparation *preparation = memory_zeroed(1, sizeof *preparation);
    struct bundle *bundle = &preparation->bundle;
    preparation->schema = schema;
    *bundle = *schema->bundle;
    bundle->columns = arena_zeroed(&preparation->arena, (size_t)bundle->column_count, sizeof *bundle->columns);
    bundle->features = arena_zeroed(&preparation->arena, (size_t)bundle->feature_count, sizeof *bundle->features);
    memcpy(bundle->columns, schema->bundle->columns, (size_t)bundle->column_count * sizeof *bundle->columns);
    memcpy(bundle->features, schema->bundle->features, (size_t)bundle->feature_count * sizeof *bundle->features);
    preparation->parts = memory_resize(NULL, schema->table->row_count, sizeof *preparation->parts);
    for (size_t row = 0; row < schema->table->row_count; row++)
        preparation->parts[row] = -1;
    return preparation;
}

struct preparation *preparation_learn(const struct schema *schema, const int32_t *units, const size_t *rows, size_t row_count,
                                      uint64_t stream, struct error *error)
{
    struct preparation *preparation = preparation_new(schema);
    const struct learner learner = {preparation, rows, row_count, error};
    if (!learn_imputation(&learner)) {
        preparation_free(preparation);
        return NULL;
    }
    learn_encodings(&learner, units, stream);
    return preparation;
}

void preparation_free(struct preparation *preparation)
{
    if (!preparation) return;
    arena_free(&preparation->arena);
    free(preparation->parts);
    free(preparation);
}

static bool encode_error(const struct schema *schema, size_t row, int status, int32_t column, struct error *error)
{
    const char *name = column >= 0 && column < schema->bundle->column_count ? schema->bundle->columns[column].name : schema->config->target;
    return error_set(error, EXIT_BAD_INPUT, "%s:%llu: %s: cannot be encoded: %s", schema->table->path,
                     (unsigned long long)schema->table->lines[row], name, espalier_error_text(status));
}

bool preparation_encode(const struct preparation *preparation, const size_t *rows, size_t row_count, float *features, struct error *error)
{
    const size_t width = (size_t)preparation->bundle.feature_count;
    union bundle_value *record = memory_zeroed((size_t)preparation->bundle.column_count, sizeof *record);
    bool fine = true;
    for (size_t i = 0; fine && i < row_count; i++) {
        const int32_t part = preparation->parts[rows[i]];
        const double *const *tables = part >= 0 && preparation->tables ? &preparation->tables[(size_t)part * width] : NULL;
        int32_t column = -1;
        schema_record(preparation->schema, rows[i], record);
        const int status = bundle_encode(&preparation->bundle, record, tables, &features[i * width], &column);
        if (status != ESPALIER_OK) fine = encode_error(preparation->schema, rows[i], status, column, error);
    }
    free(record);
    return fine;
}

void preparation_publish(const struct preparation *preparation, struct bundle *bundle)
{
    for (int32_t i = 0; i < bundle->column_count; i++) {
        bundle->columns[i].impute_value = preparation->bundle.columns[i].impute_value;
        bundle->columns[i].impute_category = preparation->bundle.columns[i].impute_category;
    }
    for (int32_t i = 0; i < bundle->feature_count; i++) {
        const struct bundle_feature *feature = &preparation->bundle.features[i];
        if (feature->encoding != BUNDLE_ENCODE_TARGET) continue;
        const size_t count = (size_t)bundle->columns[feature->source].category_count + 2;
        memcpy(bundle->features[i].table, feature->table, count * sizeof *feature->table);
    }
}
