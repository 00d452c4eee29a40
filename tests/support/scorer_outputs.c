#include "tests/support/scorer_outputs.h"

#include "tests/support/random_model.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <math.h>

void scorer_outputs_load(struct espalier_library *library, enum ir_transform transform, int32_t task, int32_t outputs,
                         const char *directory, const char *compiler)
{
    struct random_shape shape = random_shape_default();
    shape.trees = 1;
    shape.depth = 0;
    shape.transform = transform;
    shape.task = task;
    shape.outputs = outputs;
    struct ir_model *model = random_model(&shape);
    scorer_generate(scratch_path(directory), "probe", model, NULL, &layout_limits_default);
    scorer_load(library, scratch_path(directory), "probe", compiler);
    ir_free(model);
}

double scorer_outputs_ulps(float computed, long double truth)
{
    int exponent;
    if (truth == 0.0L) return computed == 0.0f ? 0.0 : HUGE_VAL;
    (void)frexpl(truth, &exponent);
    const int place = exponent - 24 < -149 ? -149 : exponent - 24;
    return (double)fabsl(ldexpl((long double)computed - truth, -place));
}
