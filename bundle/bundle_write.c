#include "bundle/base/json_write.h"
#include "bundle/bundle.h"
#include "bundle/bundle_names.h"

#include <string.h>
#include <sys/stat.h>

static void write_column(const struct bundle_column *column, cJSON *list)
{
    cJSON *object = json_add_object(list, NULL);
    json_add_text(object, "name", column->name);
    json_add_text(object, "type", bundle_name_of(&bundle_type_names, (int)column->type));
    if (column->type != BUNDLE_CATEGORY) return;
    cJSON *categories = json_add_array(object, "categories");
    for (int32_t i = 0; i < column->category_count; i++)
        json_add_text(categories, NULL, column->categories[i]);
}

static void write_schema(const struct bundle *bundle, cJSON *root)
{
    cJSON *schema = json_add_object(root, "schema");
    json_add_text(schema, "target", bundle->target);
    json_add_text(schema, "positive", bundle->positive);
    json_add_text(schema, "negative", bundle->negative);
    json_add_text(schema, "id", bundle->id);
    cJSON *columns = json_add_array(schema, "columns");
    for (int32_t i = 0; i < bundle->column_count; i++)
        write_column(&bundle->columns[i], columns);
}

static void write_clean(const struct bundle_column *column, cJSON *policy)
{
    cJSON *list = json_add_array(policy, "clean");
    for (int bit = 0; bundle_name_of(&bundle_clean_names, bit); bit++) {
        if (column->clean & 1u << bit) json_add_text(list, NULL, bundle_name_of(&bundle_clean_names, bit));
    }
}

static void write_range(const struct bundle_column *column, cJSON *policy)
{
    if (column->type == BUNDLE_CATEGORY) {
        write_clean(column, policy);
        json_add_text(policy, "unseen", bundle_name_of(&bundle_unseen_names, (int)column->unseen));
        return;
    }
    if (column->type != BUNDLE_FLAG) {
        json_add_double(policy, "lower", column->lower);
        json_add_double(policy, "upper", column->upper);
    }
    json_add_text(policy, "out_of_range", bundle_name_of(&bundle_out_of_range_names, (int)column->out_of_range));
}

static void write_policy(const struct bundle_column *column, cJSON *columns)
{
    cJSON *policy = json_add_object(columns, column->name);
    write_range(column, policy);
    json_add_text(policy, "missing", bundle_name_of(&bundle_missing_names, (int)column->missing));
    if (column->missing != BUNDLE_MISSING_IMPUTE) return;
    cJSON *impute = json_add_object(policy, "impute");
    json_add_text(impute, "method", column->impute_method);
    if (column->type == BUNDLE_CATEGORY)
        json_add_text(impute, "value", column->categories[column->impute_category - 1]);
    else
        json_add_double(impute, "value", column->impute_value);
}

static void write_table(const struct bundle_column *column, const double *table, cJSON *object)
{
    json_add_double(object, "missing", table[0]);
    json_add_double(object, "unseen", table[column->category_count + 1]);
    cJSON *values = json_add_object(object, "values");
    for (int32_t i = 0; i < column->category_count; i++)
        json_add_double(values, column->categories[i], table[i + 1]);
}

static void write_feature(const struct bundle *bundle, const struct bundle_feature *feature, cJSON *list)
{
    cJSON *object = json_add_object(list, NULL);
    json_add_text(object, "name", feature->name);
    if (feature->is_derived)
        json_add_text(object, "derived", bundle->derived[feature->source].name);
    else
        json_add_text(object, "column", bundle->columns[feature->source].name);
    json_add_text(object, "encoding", bundle_name_of(&bundle_encoding_names, (int)feature->encoding));
    if (feature->table) write_table(&bundle->columns[feature->source], feature->table, object);
}

static void write_preprocessing(const struct bundle *bundle, cJSON *root)
{
    cJSON *preprocessing = json_add_object(root, "preprocessing");
    cJSON *columns = json_add_object(preprocessing, "columns");
    for (int32_t i = 0; i < bundle->column_count; i++)
        write_policy(&bundle->columns[i], columns);
    cJSON *derived = json_add_array(preprocessing, "derived");
    for (int32_t i = 0; i < bundle->derived_count; i++) {
        cJSON *object = json_add_object(derived, NULL);
        json_add_text(object, "name", bundle->derived[i].name);
        json_add_text(object, "expression", bundle->derived[i].text);
    }
    cJSON *features = json_add_array(preprocessing, "features");
    for (int32_t i = 0; i < bundle->feature_count; i++)
        write_feature(bundle, &bundle->features[i], features);
}

static void write_decision(const struct bundle *bundle, cJSON *root)
{
    const struct bundle_decision *decision = &bundle->decision;
    cJSON *object = json_add_object(root, "decision");
    json_add_text(object, "objective", bundle->objective);
    json_add_float(object, "threshold", decision->threshold);
    json_add_double(object, "probability", decision->probability);
    json_add_text(object, "policy", decision->policy);
    json_add_double(object, "precision_floor", decision->precision_floor);
    json_add_text(object, "reason", decision->reason);
}

static void write_provenance(const struct bundle_provenance *provenance, cJSON *root)
{
    cJSON *object = json_add_object(root, "provenance");
    json_add_text(object, "table_sha256", provenance->table_sha256);
    json_add_text(object, "config_sha256", provenance->config_sha256);
    json_add_text(object, "model_sha256", provenance->model_sha256);
    json_add_text(object, "espalier_version", provenance->espalier_version);
    json_add_text(object, "xgboost_version", provenance->xgboost_version);
    json_add_integer(object, "seed", provenance->seed);
}

static void print(const struct bundle *bundle, cJSON *root, struct buffer *out)
{
    json_add_integer(root, "format_version", BUNDLE_FORMAT_VERSION);
    json_add_text(root, "name", bundle->name);
    write_schema(bundle, root);
    write_preprocessing(bundle, root);
    write_decision(bundle, root);
    write_provenance(&bundle->provenance, root);
    json_print(root, out);
}

/* A model that is already there must be the one that the bundle speaks of. */
static bool check_model(const struct bundle *bundle, const char *directory, struct error *error)
{
    struct buffer model = {0};
    struct stat status;
    char digest[SHA256_TEXT_SIZE];
    bool good = true;
    buffer_print(&model, "%s/%s", directory, BUNDLE_MODEL_FILE);
    const bool exists = stat(model.data, &status) == 0;
    if (exists) good = sha256_file(model.data, digest, error);
    if (exists && good && strcmp(digest, bundle->provenance.model_sha256) != 0)
        good = error_set(error, EXIT_BAD_INPUT, "provenance.model_sha256: is not the hash of %s", BUNDLE_MODEL_FILE);
    buffer_free(&model);
    return good;
}

static bool write_file(const struct bundle *bundle, struct output_directory *directory, struct error *error)
{
    struct output *output = output_directory_file(directory, BUNDLE_FILE, error);
    struct buffer text = {0};
    if (!output) return false;
    cJSON *root = cJSON_CreateObject();
    if (!root) {
        output_abandon(output);
        return error_set(error, EXIT_MACHINE, "out of memory");
    }
    print(bundle, root, &text);
    cJSON_Delete(root);
    output_write(output, text.data, text.length);
    buffer_free(&text);
    return output_commit(output, error);
}

bool bundle_write(struct bundle *bundle, struct output_directory *directory, struct error *error)
{
    return bundle_check(bundle, error) && check_model(bundle, output_directory_path(directory), error) &&
           write_file(bundle, directory, error);
}
