/* XGBoost's objectives: what their margins mean, and how a base score in output space becomes a margin. */
#ifndef ESPALIER_CODEGEN_READ_OBJECTIVE_H
#define ESPALIER_CODEGEN_READ_OBJECTIVE_H

#include "bundle/base/json.h"
#include "codegen/ir.h"

/* How a base score becomes a margin; XGBoost calls it ProbToMargin. */
enum base_link {
    LINK_IDENTITY,
    LINK_LOGIT,     /* float -logf(1 / x - 1) */
    LINK_LOG,       /* float logf(x) */
    LINK_LOGIT_RAW, /* binary:logitraw: logit in files of releases before 1.3.1, identity since */
    LINK_EXPECTILES /* the first is itself; each other the inverse softplus of its distance from the one before */
};

struct objective {
    const char *name;
    int32_t task; /* enum espalier_task, with a single output or one per class */
    enum ir_transform transform;
    enum base_link link;
    const char *output; /* what a single output is called */
};

/* The objective of learner.objective, or NULL after filling `error`: one that is not in the list is refused by name. */
const struct objective *objective_read(struct json learner, struct error *error);

/* What a model of that objective, release and number of outputs does with its margins. */
enum ir_transform objective_transform(const struct objective *objective, const int32_t version[3], int32_t output_count);

/* Turns `count` base scores into margins in place, as the release `version` that wrote the file does, in float. `where` is named in
 * messages: base scores outside the objective's domain are refused. */
bool objective_margins(const struct objective *objective, const int32_t version[3], struct json where, float *values, size_t count,
                       struct error *error);

/* Negative, 0 or positive as `version` is before, equal to or after major.minor.patch. */
int version_compare(const int32_t version[3], int32_t major, int32_t minor, int32_t patch);

#endif
