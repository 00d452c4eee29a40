#include "codegen/read/model.h"

#include "codegen/read/booster.h"
#include "codegen/read/document.h"
#include "codegen/read/learner.h"
#include "codegen/read/source.h"

static const char *const root_keys[] = {"learner", "version", NULL};

/* "version": [major, minor, patch] */
static bool read_version(struct json root, int32_t version[3], struct error *error)
{
    struct json array;
    if (!json_get(root, "version", JSON_ARRAY, &array, error)) return false;
    if (json_count(array) != 3) return json_error(array, error, "a version is three numbers");
    for (size_t i = 0; i < 3; i++) {
        int64_t number;
        if (!json_integer(json_at(array, i), 0, 9999, &number, error)) return false;
        version[i] = (int32_t)number;
    }
    if (version[0] >= 1 && version[0] <= 3) return true;
    return json_error(array, error, "espalier reads the models of XGBoost 1.0 to 3.x, not %d.%d", (int)version[0], (int)version[1]);
}

/* What a booster pickles to, or XGBoosterSerializeToBuffer gives: a model and its configuration. */
static bool refuse_snapshot(struct json root, struct error *error)
{
    if (!json_exists(json_find(root, "Model")) || !json_exists(json_find(root, "Config"))) return true;
    return json_error(root, error, "this is a memory snapshot of a booster; save it with save_model to a .json or .ubj file");
}

static bool read_model(struct json root, struct model_rounds rounds, struct ir_model *model, struct error *error)
{
    struct json learner;
    if (json_type(root) != JSON_OBJECT) return json_error(root, error, "a model is an object");
    return refuse_snapshot(root, error) && json_get(root, "learner", JSON_OBJECT, &learner, error) &&
           json_only_keys(root, root_keys, error) && read_version(root, model->version, error) && learner_read(learner, model, error) &&
           booster_read(learner, rounds, model, error) && learner_read_names(learner, model, error);
}

struct ir_model *model_from_document(const struct json_document *document, struct model_rounds rounds, struct error *error)
{
    struct ir_model *model = memory_zeroed(1, sizeof *model);
    if (read_model(json_root(document), rounds, model, error)) return model;
    ir_free(model);
    return NULL;
}

struct ir_model *model_read(const char *path, struct model_rounds rounds, struct error *error)
{
    char sha256[SHA256_TEXT_SIZE];
    struct json_document *document = source_read(path, sha256, error);
    if (document == NULL) return NULL;
    struct ir_model *model = model_from_document(document, rounds, error);
    json_free(document);
    if (model != NULL)
        for (size_t i = 0; i < SHA256_TEXT_SIZE; i++)
            model->sha256[i] = sha256[i];
    return model;
}
