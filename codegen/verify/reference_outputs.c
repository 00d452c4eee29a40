#include "codegen/verify/reference_outputs.h"

#include <float.h>
#include <math.h>

#define RELATIVE_TOLERANCE 2e-6

static struct reference_output exact(double value)
{
    return (struct reference_output){value, 0.0};
}

static struct reference_output close_to(double value, double scale)
{
    return (struct reference_output){value, RELATIVE_TOLERANCE * fabs(scale) + (double)FLT_MIN};
}

/* XGBoost's bound on the exponent keeps a hopeless margin's probability above zero. */
static double sigmoid(double margin)
{
    return 1.0 / (exp(-margin < 88.7 ? -margin : 88.7) + 1.0);
}

/* The differences of margins are floats in every implementation. */
static void softmax(const float *margins, int32_t count, struct reference_output *outputs)
{
    float largest = margins[0];
    double sum = 0.0;
    for (int32_t i = 1; i < count; i++)
        largest = margins[i] > largest ? margins[i] : largest;
    for (int32_t i = 0; i < count; i++) {
        const float difference = margins[i] - largest;
        outputs[i].value = exp((double)difference);
        sum += outputs[i].value;
    }
    for (int32_t i = 0; i < count; i++)
        outputs[i] = close_to(outputs[i].value / sum, outputs[i].value / sum);
}

static void sorted(const float *margins, int32_t count, struct reference_output *outputs)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t at = i;
        for (; at > 0 && outputs[at - 1].value > (double)margins[i]; at--)
            outputs[at] = outputs[at - 1];
        outputs[at] = exact((double)margins[i]);
    }
}

/* Sums in float, of terms in double: what cancels in the sum leaves the terms' rounding behind. */
static void expectiles(const float *margins, int32_t count, struct reference_output *outputs)
{
    float sum = margins[0];
    double scale = fabs((double)sum);
    outputs[0] = exact((double)sum);
    for (int32_t i = 1; i < count; i++) {
        const double margin = (double)margins[i];
        const double softplus = (margin > 0.0 ? margin : 0.0) + log1p(exp(-fabs(margin)));
        sum += 1e-6f;
        sum += (float)softplus;
        scale += fabs(softplus);
        outputs[i] = close_to((double)sum, scale);
    }
}

static struct reference_output single(enum ir_transform transform, double margin)
{
    switch (transform) {
    case IR_SIGMOID:
        return close_to(sigmoid(margin), sigmoid(margin));
    case IR_EXPONENTIAL:
        return close_to(exp(margin), exp(margin));
    case IR_HINGE:
        return exact(margin > 0.0 ? 1.0 : 0.0);
    default:
        return exact(margin);
    }
}

void verify_reference_outputs(const struct ir_model *model, const float *margins, struct reference_output *outputs)
{
    switch (model->transform) {
    case IR_SOFTMAX:
        softmax(margins, model->output_count, outputs);
        return;
    case IR_SORTED:
        sorted(margins, model->output_count, outputs);
        return;
    case IR_EXPECTILES:
        expectiles(margins, model->output_count, outputs);
        return;
    default:
        break;
    }
    for (int32_t i = 0; i < model->output_count; i++)
        outputs[i] = single(model->transform, (double)margins[i]);
}

bool verify_reference_is_close(const struct reference_output *expected, float found)
{
    if (isnan(expected->value)) return isnan(found);
    if (fabs(expected->value) > (double)FLT_MAX * (1.0 + RELATIVE_TOLERANCE)) return isinf(found) && (found > 0) == (expected->value > 0);
    if (isinf(found)) return fabs(expected->value) > (double)FLT_MAX * (1.0 - RELATIVE_TOLERANCE);
    return fabs((double)found - expected->value) <= expected->tolerance;
}
