#include "codegen/read/objective.h"

#include "codegen/read/parameter.h"
#include "runtime/espalier.h"

#include <math.h>
#include <string.h>

/* In the order of XGBoost's documentation. "reg:linear" is the old name of squared error and is still registered. */
static const struct objective objectives[] = {
    {"reg:squarederror", ESPALIER_REGRESSION, IR_IDENTITY, LINK_IDENTITY, "prediction"},
    {"reg:linear", ESPALIER_REGRESSION, IR_IDENTITY, LINK_IDENTITY, "prediction"},
    {"reg:squaredlogerror", ESPALIER_REGRESSION, IR_IDENTITY, LINK_IDENTITY, "prediction"},
    {"reg:logistic", ESPALIER_REGRESSION, IR_SIGMOID, LINK_LOGIT, "prediction"},
    {"reg:pseudohubererror", ESPALIER_REGRESSION, IR_IDENTITY, LINK_IDENTITY, "prediction"},
    {"reg:absoluteerror", ESPALIER_REGRESSION, IR_IDENTITY, LINK_IDENTITY, "prediction"},
    {"reg:quantileerror", ESPALIER_REGRESSION, IR_SORTED, LINK_IDENTITY, "prediction"},
    {"reg:expectileerror", ESPALIER_REGRESSION, IR_EXPECTILES, LINK_EXPECTILES, "prediction"},
    {"binary:logistic", ESPALIER_BINARY, IR_SIGMOID, LINK_LOGIT, "probability"},
    {"binary:logitraw", ESPALIER_BINARY, IR_IDENTITY, LINK_LOGIT_RAW, "margin"},
    {"binary:hinge", ESPALIER_BINARY, IR_HINGE, LINK_IDENTITY, "label"},
    {"count:poisson", ESPALIER_REGRESSION, IR_EXPONENTIAL, LINK_LOG, "prediction"},
    {"survival:cox", ESPALIER_SURVIVAL, IR_EXPONENTIAL, LINK_LOG, "hazard_ratio"},
    {"survival:aft", ESPALIER_SURVIVAL, IR_EXPONENTIAL, LINK_LOG, "time"},
    {"multi:softmax", ESPALIER_MULTICLASS, IR_SOFTMAX, LINK_IDENTITY, "probability"},
    {"multi:softprob", ESPALIER_MULTICLASS, IR_SOFTMAX, LINK_IDENTITY, "probability"},
    {"rank:pairwise", ESPALIER_RANKING, IR_IDENTITY, LINK_IDENTITY, "score"},
    {"rank:ndcg", ESPALIER_RANKING, IR_IDENTITY, LINK_IDENTITY, "score"},
    {"rank:map", ESPALIER_RANKING, IR_IDENTITY, LINK_IDENTITY, "score"},
    {"reg:gamma", ESPALIER_REGRESSION, IR_EXPONENTIAL, LINK_LOG, "prediction"},
    {"reg:tweedie", ESPALIER_REGRESSION, IR_EXPONENTIAL, LINK_LOG, "prediction"},
};

static const struct objective *find_objective(const char *name)
{
    for (size_t i = 0; i < sizeof objectives / sizeof objectives[0]; i++)
        if (strcmp(objectives[i].name, name) == 0) return &objectives[i];
    return NULL;
}

/* What the releases up to 3.5 write beside the name: parameters of training and the position biases of ranking, none of which a margin
 * depends on. The same objective had different keys over the years, one of them misspelled (1.6). */
static const char *const objective_keys[] = {"name",
                                             "aft_loss_param",
                                             "expectile_loss_param",
                                             "lambda_rank_param",
                                             "lambdarank_param",
                                             "poisson_regression_param",
                                             "pseduo_huber_param",
                                             "pseudo_huber_param",
                                             "quantile_loss_param",
                                             "reg_loss_param",
                                             "softmax_multiclass_param",
                                             "ti+",
                                             "tj-",
                                             "tweedie_regression_param",
                                             NULL};

const struct objective *objective_read(struct json learner, struct error *error)
{
    struct json object, name;
    const char *text;
    if (!json_get(learner, "objective", JSON_OBJECT, &object, error)) return NULL;
    if (!json_get(object, "name", JSON_STRING, &name, error) || !parameter_text(name, &text, error)) return NULL;
    const struct objective *found = find_objective(text);
    if (found == NULL) {
        json_error(name, error, "the objective \"%.100s\" is not one that espalier knows", text);
        return NULL;
    }
    return json_only_keys(object, objective_keys, error) ? found : NULL;
}

int version_compare(const int32_t version[3], int32_t major, int32_t minor, int32_t patch)
{
    const int32_t other[3] = {major, minor, patch};
    for (int i = 0; i < 3; i++)
        if (version[i] != other[i]) return version[i] < other[i] ? -1 : 1;
    return 0;
}

/* From 3.2 the base score is clamped, since one label alone makes it 0 or 1; before, those were refused. */
static float logit(float score, bool clamp)
{
    const float smallest = 1e-6f;
    if (clamp) score = fminf(fmaxf(score, smallest), 1.0f - smallest);
    return -logf(1.0f / score - 1.0f);
}

static enum base_link effective_link(const struct objective *objective, const int32_t version[3])
{
    if (objective->link != LINK_LOGIT_RAW) return objective->link;
    return version_compare(version, 1, 3, 1) < 0 ? LINK_LOGIT : LINK_IDENTITY;
}

static bool link_one(enum base_link link, bool clamp, struct json where, float *value, struct error *error)
{
    if (link == LINK_LOGIT) {
        bool inside = clamp ? *value >= 0 && *value <= 1 : *value > 0 && *value < 1;
        if (!inside) return json_error(where, error, "the base score of a logistic objective is not between 0 and 1");
        *value = logit(*value, clamp);
    } else if (link == LINK_LOG) {
        if (!(*value > 0)) return json_error(where, error, "the base score of an objective with a log link is not positive");
        *value = logf(*value);
    }
    return true;
}

/* XGBoost's SoftPlusInv, from the last expectile back so that each difference is of base scores. */
static void link_expectiles(float *values, size_t count)
{
    const float smallest = 1e-6f;
    for (size_t j = count - 1; j > 0; j--) {
        float step = values[j] - values[j - 1];
        step = step - smallest;
        step = fmaxf(step, smallest);
        values[j] = step + logf(-expm1f(-step));
    }
}

enum ir_transform objective_transform(const struct objective *objective, const int32_t version[3], int32_t output_count)
{
    if (objective->transform == IR_EXPECTILES && output_count == 1) return IR_IDENTITY;
    if (objective->transform == IR_SORTED && (output_count == 1 || version_compare(version, 3, 4, 0) < 0)) return IR_IDENTITY;
    return objective->transform;
}

bool objective_margins(const struct objective *objective, const int32_t version[3], struct json where, float *values, size_t count,
                       struct error *error)
{
    enum base_link link = effective_link(objective, version);
    bool clamp = version_compare(version, 3, 2, 0) >= 0;
    for (size_t i = 0; i < count; i++)
        if (!link_one(link, clamp, where, &values[i], error)) return false;
    if (link == LINK_EXPECTILES) link_expectiles(values, count);
    return true;
}
