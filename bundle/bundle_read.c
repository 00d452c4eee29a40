#include "bundle/bundle_read.h"
#include "bundle/bundle_fields.h"
#include "bundle/bundle_locate.h"

#include <math.h>
#include <string.h>

static bool read_schema(struct bundle *bundle, struct json root, struct error *error)
{
    static const char *const keys[] = {"target", "positive", "negative", "id", "columns", NULL};
    struct json schema;
    if (!json_get(root, "schema", JSON_OBJECT, &schema, error) || !json_only_keys(schema, keys, error)) return false;
    return field_text(&bundle->arena, schema, "target", &bundle->target, error) &&
           field_text(&bundle->arena, schema, "positive", &bundle->positive, error) &&
           field_text(&bundle->arena, schema, "negative", &bundle->negative, error) &&
           field_text_or_null(&bundle->arena, schema, "id", &bundle->id, error) && bundle_read_columns(bundle, schema, error);
}

static bool read_preprocessing(struct bundle *bundle, struct json root, struct error *error)
{
    static const char *const keys[] = {"columns", "derived", "features", NULL};
    struct json preprocessing;
    if (!json_get(root, "preprocessing", JSON_OBJECT, &preprocessing, error)) return false;
    return json_only_keys(preprocessing, keys, error) && bundle_read_policies(bundle, preprocessing, error) &&
           bundle_read_derived(bundle, preprocessing, error) && bundle_read_features(bundle, preprocessing, error);
}

static bool read_decision(struct bundle *bundle, struct json root, struct error *error)
{
    static const char *const keys[] = {"objective", "threshold", "probability", "policy", "precision_floor", "reason", NULL};
    struct bundle_decision *decision = &bundle->decision;
    struct json object;
    if (!json_get(root, "decision", JSON_OBJECT, &object, error) || !json_only_keys(object, keys, error)) return false;
    return field_text(&bundle->arena, object, "objective", &bundle->objective, error) &&
           field_float(object, "threshold", &decision->threshold, error) &&
           field_double(object, "probability", &decision->probability, error) &&
           field_text(&bundle->arena, object, "policy", &decision->policy, error) &&
           field_double_or_null(object, "precision_floor", NAN, &decision->precision_floor, error) &&
           field_text(&bundle->arena, object, "reason", &decision->reason, error);
}

static bool read_provenance(struct bundle *bundle, struct json root, struct error *error)
{
    static const char *const keys[] = {
        "table_sha256", "config_sha256", "model_sha256", "espalier_version", "xgboost_version", "seed", NULL};
    struct bundle_provenance *provenance = &bundle->provenance;
    struct json object;
    if (!json_get(root, "provenance", JSON_OBJECT, &object, error) || !json_only_keys(object, keys, error)) return false;
    return field_sha256(object, "table_sha256", provenance->table_sha256, error) &&
           field_sha256(object, "config_sha256", provenance->config_sha256, error) &&
           field_sha256(object, "model_sha256", provenance->model_sha256, error) &&
           field_text(&bundle->arena, object, "espalier_version", &provenance->espalier_version, error) &&
           field_text(&bundle->arena, object, "xgboost_version", &provenance->xgboost_version, error) &&
           field_integer(object, "seed", INT64_MIN, INT64_MAX, &provenance->seed, error);
}

/* Asked first: another version may have other keys. */
static bool read_version(struct json root, struct error *error)
{
    struct json version;
    int64_t number;
    if (!json_get(root, "format_version", JSON_NUMBER, &version, error)) return false;
    if (!json_integer(version, 1, INT32_MAX, &number, error)) return false;
    if (number == BUNDLE_FORMAT_VERSION) return true;
    return json_error(version, error, "is %d, and this program knows %d only", (int)number, BUNDLE_FORMAT_VERSION);
}

static bool read_root(struct bundle *bundle, struct json root, struct error *error)
{
    static const char *const keys[] = {"format_version", "name", "schema", "preprocessing", "decision", "provenance", NULL};
    return field_is(root, JSON_OBJECT, error) && read_version(root, error) && json_only_keys(root, keys, error) &&
           field_text(&bundle->arena, root, "name", &bundle->name, error) && read_schema(bundle, root, error) &&
           read_preprocessing(bundle, root, error) && read_decision(bundle, root, error) && read_provenance(bundle, root, error);
}

/* bundle_check knows paths, not lines: the line is looked up in the document. */
static bool check(struct bundle *bundle, const char *name, const struct json_document *document, struct error *error)
{
    struct error found = ERROR_NONE;
    if (bundle_check(bundle, &found)) return true;
    const unsigned line = (unsigned)json_line(bundle_locate(json_root(document), found.message));
    return error_set(error, found.exit_code, "%s:%u: %s", name, line, found.message);
}

static struct bundle *parse_document(const char *name, const struct json_document *document, struct error *error)
{
    struct bundle *bundle = bundle_new();
    if (read_root(bundle, json_root(document), error) && check(bundle, name, document, error)) return bundle;
    bundle_free(bundle);
    return NULL;
}

struct bundle *bundle_parse(const char *name, const char *data, size_t length, struct error *error)
{
    struct json_document *document = json_parse(name, data, length, JSON_STRICT, error);
    struct bundle *bundle = document ? parse_document(name, document, error) : NULL;
    json_free(document);
    return bundle;
}

static bool check_model(const struct bundle *bundle, const struct json_document *document, const char *directory, struct error *error)
{
    char digest[SHA256_TEXT_SIZE];
    struct buffer model = {0};
    buffer_print(&model, "%s/%s", directory, BUNDLE_MODEL_FILE);
    bool good = sha256_file(model.data, digest, error);
    if (good && strcmp(digest, bundle->provenance.model_sha256) != 0)
        good = json_error(bundle_locate(json_root(document), "provenance.model_sha256:"), error, "is not the hash of %s, which is %s",
                          model.data, digest);
    buffer_free(&model);
    return good;
}

struct bundle *bundle_read(const char *directory, struct error *error)
{
    struct buffer file = {0};
    buffer_print(&file, "%s/%s", directory, BUNDLE_FILE);
    struct json_document *document = json_read(file.data, JSON_STRICT, error);
    struct bundle *bundle = document ? parse_document(file.data, document, error) : NULL;
    if (bundle && !check_model(bundle, document, directory, error)) {
        bundle_free(bundle);
        bundle = NULL;
    }
    json_free(document);
    buffer_free(&file);
    return bundle;
}
