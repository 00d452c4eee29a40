#include "codegen/read/model_names.h"

#include "bundle/base/buffer.h"
#include "codegen/read/base_score.h"
#include "codegen/read/parameter.h"
#include "runtime/espalier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *numbered(struct arena *arena, const char *prefix, size_t number)
{
    char text[64];
    int length = snprintf(text, sizeof text, "%s%zu", prefix, number);
    return arena_text(arena, text, (size_t)length);
}

/* An array with an entry for each feature; *given is false where the key is absent or the array empty. */
static bool feature_array(struct json learner, const char *key, const struct ir_model *model, struct json *array, bool *given,
                          struct error *error)
{
    *array = json_find(learner, key);
    *given = false;
    if (!json_exists(*array)) return true;
    if (!json_get(learner, key, JSON_ARRAY, array, error)) return false;
    size_t count = json_count(*array);
    *given = count > 0;
    if (count == 0 || count == (size_t)model->feature_count) return true;
    return json_error(*array, error, "there are %zu entries for %d features", count, (int)model->feature_count);
}

bool feature_names_read(struct json learner, struct ir_model *model, struct error *error)
{
    struct json array;
    bool given;
    if (!feature_array(learner, "feature_names", model, &array, &given, error)) return false;
    size_t count = (size_t)model->feature_count;
    model->feature_names = arena_zeroed(&model->arena, count, sizeof *model->feature_names);
    for (size_t i = 0; i < count; i++) {
        const char *text;
        if (given && !parameter_text(json_at(array, i), &text, error)) return false;
        model->feature_names[i] = given ? arena_text(&model->arena, text, strlen(text)) : numbered(&model->arena, "f", i);
    }
    return true;
}

static bool known_type(const char *type)
{
    static const char *const types[] = {"float", "int", "i", "q", "c"};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(types[i], type) == 0) return true;
    return false;
}

bool feature_types_read(struct json learner, struct ir_model *model, struct error *error)
{
    struct json array;
    bool given;
    if (!feature_array(learner, "feature_types", model, &array, &given, error) || !given) return error->exit_code == EXIT_DONE;
    for (size_t i = 0; i < json_count(array); i++) {
        const char *text;
        struct json type = json_at(array, i);
        if (!parameter_text(type, &text, error)) return false;
        if (!known_type(text)) return json_error(type, error, "\"%.40s\" is not a feature type of XGBoost", text);
        if (strcmp(text, "c") == 0) model->feature_is_categorical[i] = 1;
    }
    return true;
}

/* "quantile_0.5" and so on from the list under `key`, for example "[1E-1,5E-1]". */
static bool level_names(struct json list, const char *prefix, struct ir_model *model, struct error *error)
{
    size_t count = (size_t)model->output_count;
    float *levels = memory_zeroed(count, sizeof *levels);
    bool ok = base_score_read(list, levels, count, error);
    for (size_t i = 0; ok && i < count; i++) {
        char text[16 + ESPALIER_NUMBER_SIZE];
        char level[ESPALIER_NUMBER_SIZE];
        espalier_format_float(levels[i], level);
        int length = snprintf(text, sizeof text, "%s%s", prefix, level);
        model->output_names[i] = arena_text(&model->arena, text, (size_t)length);
    }
    free(levels);
    return ok;
}

/* The list of quantiles or expectiles of an objective that has one; else no value. */
static struct json find_levels(struct json learner, const char *parameters, const char *key)
{
    struct json object = json_find(json_find(learner, "objective"), parameters);
    return json_exists(object) && json_type(object) == JSON_OBJECT ? json_find(object, key) : (struct json){0};
}

static void plain_names(const char *single, struct ir_model *model)
{
    size_t count = (size_t)model->output_count;
    const char *prefix = model->task == ESPALIER_MULTICLASS ? "class_" : "target_";
    for (size_t i = 0; i < count; i++)
        model->output_names[i] = count > 1 ? numbered(&model->arena, prefix, i) : arena_text(&model->arena, single, strlen(single));
}

bool output_names_read(struct json learner, const char *single, struct ir_model *model, struct error *error)
{
    struct json quantiles = find_levels(learner, "quantile_loss_param", "quantile_alpha");
    struct json expectiles = find_levels(learner, "expectile_loss_param", "expectile_alpha");
    model->output_names = arena_zeroed(&model->arena, (size_t)model->output_count, sizeof *model->output_names);
    if (model->output_count > 1 && json_exists(quantiles)) return level_names(quantiles, "quantile_", model, error);
    if (model->output_count > 1 && json_exists(expectiles)) return level_names(expectiles, "expectile_", model, error);
    plain_names(single, model);
    return true;
}
