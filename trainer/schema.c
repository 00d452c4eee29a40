#include "trainer/schema.h"

#include "bundle/transforms.h"
#include "runtime/version.h"
#include "trainer/booster.h"
#include "trainer/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static char *copy(struct bundle *bundle, const char *text)
{
    return arena_text(&bundle->arena, text, strlen(text));
}

/* ---- columns ---- */

static const char *impute_method(enum config_missing missing)
{
    switch (missing) {
    case CONFIG_MISSING_ZERO:
        return "zero";
    case CONFIG_MISSING_MODE:
        return "mode";
    case CONFIG_MISSING_MEAN:
        return "mean";
    case CONFIG_MISSING_MEDIAN:
        return "median";
    default:
        return "constant";
    }
}

static int32_t category_of(const struct bundle_column *column, const char *text)
{
    for (int32_t i = 0; i < column->category_count; i++)
        if (espalier_compare_text(text, strlen(text), column->categories[i], column->clean) == 0) return i + 1;
    return 0;
}

static void fill_missing(struct bundle *bundle, const struct config_column *config, struct bundle_column *column)
{
    column->missing = config->missing == CONFIG_MISSING_KEEP     ? BUNDLE_MISSING_KEEP
                      : config->missing == CONFIG_MISSING_REFUSE ? BUNDLE_MISSING_REFUSE
                                                                 : BUNDLE_MISSING_IMPUTE;
    if (column->missing != BUNDLE_MISSING_IMPUTE) return;
    column->impute_method = copy(bundle, impute_method(config->missing));
    /* What is learned takes the place of these later. */
    column->impute_value = config->missing_number;
    column->impute_category = config->missing_text ? category_of(column, config->missing_text) : 1;
}

static bool fill_columns(struct schema *schema, const size_t *rows, size_t row_count, struct error *error)
{
    struct bundle *bundle = schema->bundle;
    const struct table *table = schema->table;
    bundle->columns = arena_zeroed(&bundle->arena, (size_t)table->column_count, sizeof *bundle->columns);
    bundle->column_count = table->column_count;
    for (int32_t i = 0; i < table->column_count; i++) {
        const struct config_column *config = table->columns[i].config;
        struct bundle_column *column = &bundle->columns[i];
        column->name = copy(bundle, config->name);
        column->type = config->type;
        column->lower = config->lower;
        column->upper = config->upper;
        column->out_of_range = config->out_of_range;
        column->clean = config->clean;
        column->unseen = config->unseen;
        if (config->type == BUNDLE_CATEGORY && !vocabulary_fill(table, &table->columns[i], rows, row_count, &bundle->arena, column, error))
            return false;
        fill_missing(bundle, config, column);
    }
    return true;
}

/* ---- derived features and features ---- */

/* Parsed once only to be told about errors at their place in the config; bundle_check parses them to stay. */
static bool fill_derived(struct schema *schema, struct error *error)
{
    struct bundle *bundle = schema->bundle;
    const struct config *config = schema->config;
    bundle->derived = arena_zeroed(&bundle->arena, config->derived_count, sizeof *bundle->derived);
    for (size_t i = 0; i < config->derived_count; i++) {
        const struct config_derived *derived = &config->derived[i];
        struct expression *expression = expression_parse(derived->where, derived->text, bundle->columns, bundle->column_count, error);
        if (!expression) return false;
        expression_free(expression);
        bundle->derived[i].name = copy(bundle, derived->name);
        bundle->derived[i].text = copy(bundle, derived->text);
        bundle->derived_count++;
    }
    return true;
}

/* XGBoost forbids three characters in a feature's name. */
static char *feature_name(struct bundle *bundle, const char *name)
{
    char *text = copy(bundle, name);
    for (char *at = text; (at = strpbrk(at, "[]<")) != NULL; at++)
        *at = '_';
    return text;
}

/* Numbers of categories that no label decides. A category that training did not see is -1 as an ordinal; natively it is one more
 * category, which in training holds the rare ones, if any. */
static double *fixed_table(struct bundle *bundle, const struct bundle_column *column, enum bundle_encoding encoding)
{
    const int32_t count = column->category_count;
    double *table = arena_zeroed(&bundle->arena, (size_t)count + 2, sizeof *table);
    if (encoding == BUNDLE_ENCODE_TARGET) return table;
    table[0] = espalier_missing();
    for (int32_t i = 1; i <= count; i++)
        table[i] = i - 1;
    table[count + 1] = encoding == BUNDLE_ENCODE_NATIVE ? count : -1;
    return table;
}

static void add_feature(struct bundle *bundle, const char *name, bool is_derived, int32_t source, enum bundle_encoding encoding)
{
    struct bundle_feature *feature = &bundle->features[bundle->feature_count++];
    feature->name = feature_name(bundle, name);
    feature->is_derived = is_derived;
    feature->source = source;
    feature->encoding = encoding;
    if (encoding != BUNDLE_ENCODE_NUMBER) feature->table = fixed_table(bundle, &bundle->columns[source], encoding);
}

static void fill_features(struct schema *schema)
{
    struct bundle *bundle = schema->bundle;
    const size_t limit = (size_t)bundle->column_count + (size_t)bundle->derived_count;
    bundle->features = arena_zeroed(&bundle->arena, limit, sizeof *bundle->features);
    for (int32_t i = 0; i < bundle->column_count; i++) {
        const struct config_column *config = schema->table->columns[i].config;
        if (config->role == CONFIG_FEATURE) add_feature(bundle, config->name, false, i, config->encoding);
    }
    for (int32_t i = 0; i < bundle->derived_count; i++)
        add_feature(bundle, bundle->derived[i].name, true, i, BUNDLE_ENCODE_NUMBER);
}

/* ---- the rest of the bundle ---- */

static void fill_identity(struct schema *schema)
{
    struct bundle *bundle = schema->bundle;
    const struct config *config = schema->config;
    bundle->name = copy(bundle, config->name);
    bundle->target = copy(bundle, config->target);
    bundle->positive = copy(bundle, config->positive);
    bundle->negative = copy(bundle, schema->table->negative);
    bundle->id = schema->table->id.name ? copy(bundle, schema->table->id.name) : NULL;
    bundle->objective = copy(bundle, "binary:logistic");
    memcpy(bundle->provenance.table_sha256, schema->table->sha256, SHA256_TEXT_SIZE);
    memcpy(bundle->provenance.config_sha256, config->sha256, SHA256_TEXT_SIZE);
    bundle->provenance.espalier_version = copy(bundle, ESPALIER_VERSION);
    bundle->provenance.xgboost_version = copy(bundle, booster_library_version());
    bundle->provenance.seed = config->seed;
}

/* Valid values for what only training tells, so that the rest can be checked before hours of work. */
static void fill_provisional(struct bundle *bundle, double precision_floor)
{
    bundle->decision.threshold = 0.0F;
    bundle->decision.probability = 0.5;
    bundle->decision.policy = copy(bundle, "recall_at_precision");
    bundle->decision.precision_floor = precision_floor;
    bundle->decision.reason = copy(bundle, "provisional");
    memcpy(bundle->provenance.model_sha256, bundle->provenance.config_sha256, SHA256_TEXT_SIZE);
}

/* Looks every distinct text of the table up once. */
static void look_up_texts(struct schema *schema)
{
    const struct table *table = schema->table;
    schema->categories = memory_zeroed((size_t)table->column_count, sizeof *schema->categories);
    for (int32_t i = 0; i < table->column_count; i++) {
        const struct dictionary *texts = &table->columns[i].texts;
        if (!table->columns[i].codes) continue;
        schema->categories[i] = memory_zeroed((size_t)texts->count, sizeof **schema->categories);
        for (int32_t code = 0; code < texts->count; code++) {
            union bundle_value value;
            bundle_value_of_text(&schema->bundle->columns[i], texts->texts[code], texts->lengths[code], &value);
            schema->categories[i][code] = value.category;
        }
    }
}

static bool fill(struct schema *schema, const size_t *rows, size_t row_count, struct error *error)
{
    if (!fill_columns(schema, rows, row_count, error) || !fill_derived(schema, error)) return false;
    fill_features(schema);
    fill_identity(schema);
    fill_provisional(schema->bundle, schema->config->precision_floor);
    if (!bundle_check(schema->bundle, error)) return false;
    look_up_texts(schema);
    return true;
}

struct schema *schema_new(const struct config *config, const struct table *table, const size_t *rows, size_t row_count, struct error *error)
{
    struct schema *schema = memory_zeroed(1, sizeof *schema);
    schema->config = config;
    schema->table = table;
    schema->bundle = bundle_new();
    if (fill(schema, rows, row_count, error)) return schema;
    schema_free(schema);
    return NULL;
}

void schema_free(struct schema *schema)
{
    if (!schema) return;
    for (int32_t i = 0; schema->categories && i < schema->table->column_count; i++)
        free(schema->categories[i]);
    free(schema->categories);
    bundle_free(schema->bundle);
    free(schema);
}

/* ---- rows ---- */

static int32_t raw_category(const struct schema *schema, int32_t column, size_t row)
{
    const int32_t code = schema->table->columns[column].codes[row];
    return code < 0 ? 0 : schema->categories[column][code];
}

void schema_record(const struct schema *schema, size_t row, union bundle_value *record)
{
    for (int32_t i = 0; i < schema->table->column_count; i++) {
        if (schema->categories[i])
            record[i].category = raw_category(schema, i, row);
        else
            record[i].number = schema->table->columns[i].numbers[row];
    }
}

int32_t schema_category(const struct schema *schema, int32_t column, size_t row)
{
    const int32_t category = raw_category(schema, column, row);
    return schema->bundle->columns[column].unseen == BUNDLE_UNSEEN_MISSING ? espalier_unseen_to_missing(category) : category;
}

double schema_number(const struct schema *schema, int32_t column, size_t row)
{
    const struct bundle_column *at = &schema->bundle->columns[column];
    const double number = schema->table->columns[column].numbers[row];
    double lower, upper;
    bundle_range(at, &lower, &upper);
    if (at->out_of_range == BUNDLE_RANGE_CLIP) return espalier_clip(number, lower, upper);
    return espalier_range_or_missing(number, lower, upper);
}
