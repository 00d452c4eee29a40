#include "codegen/read/learner.h"

#include "codegen/read/base_score.h"
#include "codegen/read/booster.h"
#include "codegen/read/model_names.h"
#include "codegen/read/parameter.h"
#include "runtime/espalier.h"

#include <string.h>

static const char *const learner_keys[] = {
    "attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective", NULL};

static const char *const parameter_keys[] = {"base_score", "boost_from_average", "num_class", "num_feature", "num_target", NULL};

/* Attributes are the user's own notes (best_iteration, ...): texts that change nothing. */
static bool check_attributes(struct json learner, struct error *error)
{
    struct json attributes;
    if (!json_get(learner, "attributes", JSON_OBJECT, &attributes, error)) return false;
    for (size_t i = 0; i < json_count(attributes); i++) {
        const char *text;
        size_t length;
        if (!json_text(json_at(attributes, i), &text, &length, error)) return false;
    }
    return true;
}

static bool read_counts(struct json parameters, struct ir_model *model, struct error *error)
{
    int64_t features, classes, targets;
    if (!parameter_integer(parameters, "num_feature", 1, MODEL_FEATURE_LIMIT, &features, error)) return false;
    if (!parameter_integer(parameters, "num_class", 0, MODEL_OUTPUT_LIMIT, &classes, error)) return false;
    if (!parameter_integer_or(parameters, "num_target", 1, 1, MODEL_OUTPUT_LIMIT, &targets, error)) return false;
    if (classes > 1 && targets > 1) return json_error(parameters, error, "a model has several classes or several targets, not both");
    if (model->task == ESPALIER_MULTICLASS && classes == 0)
        return json_error(parameters, error, "num_class is 0 in a model of the objective %s", model->objective);
    model->feature_count = (int32_t)features;
    model->output_count = (int32_t)(classes > targets ? classes : targets);
    /* Several labels, each with its own margin, are no binary decision, and a single class is none between classes. */
    if ((model->output_count > 1) != (model->task == ESPALIER_MULTICLASS)) model->task = ESPALIER_REGRESSION;
    model->feature_is_categorical = arena_zeroed(&model->arena, (size_t)features, 1);
    return true;
}

/* A base score that XGBoost shall estimate stands as a provisional one until the first tree. The releases 3.1 to 3.4 predict with it as it
 * is, all others as with a base score. */
static bool read_placeholder(struct json learner, struct json parameters, const int32_t version[3], bool *is_margin, struct error *error)
{
    int64_t estimated;
    if (!parameter_integer_or(parameters, "boost_from_average", 1, 0, 1, &estimated, error)) return false;
    bool as_it_is = version_compare(version, 3, 1, 0) >= 0 && version_compare(version, 3, 5, 0) < 0;
    *is_margin = estimated == 1 && as_it_is && booster_is_empty(learner);
    return true;
}

static bool read_base_margins(struct json learner, struct json parameters, const struct objective *objective, struct ir_model *model,
                              struct error *error)
{
    size_t count = (size_t)model->output_count;
    bool is_margin;
    struct json score = json_find(parameters, "base_score");
    if (!json_exists(score)) return json_error(parameters, error, "the key \"base_score\" is missing");
    model->base_margins = arena_zeroed(&model->arena, count, sizeof *model->base_margins);
    return base_score_read(score, model->base_margins, count, error) &&
           read_placeholder(learner, parameters, model->version, &is_margin, error) &&
           (is_margin || objective_margins(objective, model->version, score, model->base_margins, count, error));
}

bool learner_read(struct json learner, struct ir_model *model, struct error *error)
{
    struct json parameters;
    if (!json_only_keys(learner, learner_keys, error) || !check_attributes(learner, error)) return false;
    const struct objective *objective = objective_read(learner, error);
    if (objective == NULL) return false;
    model->objective = arena_text(&model->arena, objective->name, strlen(objective->name));
    model->task = objective->task;
    if (!json_get(learner, "learner_model_param", JSON_OBJECT, &parameters, error) || !json_only_keys(parameters, parameter_keys, error) ||
        !read_counts(parameters, model, error))
        return false;
    model->transform = objective_transform(objective, model->version, model->output_count);
    return read_base_margins(learner, parameters, objective, model, error);
}

bool learner_read_names(struct json learner, struct ir_model *model, struct error *error)
{
    const struct objective *objective = objective_read(learner, error);
    return objective != NULL && feature_names_read(learner, model, error) && feature_types_read(learner, model, error) &&
           output_names_read(learner, objective->output, model, error);
}
