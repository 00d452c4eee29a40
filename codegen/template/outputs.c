/* Template: from margins to what they mean, by the objective's formula. */
/* ---- begin outputs ---- */
#if NAME_WITH_SIGMOID || NAME_WITH_EXPONENTIAL || NAME_WITH_SOFTMAX || NAME_WITH_EXPECTILES
/* e^x in double for |x| <= 104, with the same bits on every target, which the C libraries' own do not have. With k the integer nearest
 * to x / ln 2 and r = x - k ln 2, e^x = 2^k e^r; e^r for |r| <= 0.35 is its Taylor polynomial of degree 11, whose relative error is below
 * 1e-14. */
static double NAME_exp_double(double x)
{
    union {
        uint64_t bits;
        double value;
    } power;
    const int32_t k = (int32_t)(x * 0x1.71547652b82fep+0 + (x < 0.0 ? -0.5 : 0.5));
    double r = x - k * 0x1.62e42fefa3800p-1; /* the upper bits of ln 2: the product is exact */
    double sum = 0x1.ae64567f544e4p-26;      /* 1 / 11! */
    r = r - k * 0x1.ef35793c76730p-45;
    sum = sum * r + 0x1.27e4fb7789f5cp-22; /* 1 / 10! */
    sum = sum * r + 0x1.71de3a556c734p-19; /* 1 / 9! */
    sum = sum * r + 0x1.a01a01a01a01ap-16; /* 1 / 8! */
    sum = sum * r + 0x1.a01a01a01a01ap-13; /* 1 / 7! */
    sum = sum * r + 0x1.6c16c16c16c17p-10; /* 1 / 6! */
    sum = sum * r + 0x1.1111111111111p-7;  /* 1 / 5! */
    sum = sum * r + 0x1.5555555555555p-5;  /* 1 / 4! */
    sum = sum * r + 0x1.5555555555555p-3;  /* 1 / 3! */
    sum = sum * r + 0.5;
    sum = sum * r + 1.0;
    sum = sum * r + 1.0;
    power.bits = (uint64_t)(1023 + k) << 52;
    return sum * power.value;
}

#endif
#if NAME_WITH_SIGMOID || NAME_WITH_EXPONENTIAL || NAME_WITH_SOFTMAX
/* e^x, rounded to float once: at most 0.500001 units in the last place from the true value. */
static float NAME_exp(float x)
{
    double power;
    if (!(x < 89.0f)) return NAME_float_of_bits(x >= 89.0f ? 0x7f800000u : 0x7fc00000u);
    if (x < -104.0f) return 0.0f;
    power = NAME_exp_double(x);
    return power < 0x1.ffffffp127 ? (float)power : NAME_float_of_bits(0x7f800000u);
}

#endif
#if NAME_WITH_EXPECTILES
/* ln(1 + e^x), rounded to float once. With e = e^-|x| it is max(x, 0) + ln(1 + e), and ln(1 + e) = 2 (s + s^3 / 3 + s^5 / 5 + ...) for
 * s = e / (2 + e) <= 1/3: the terms beyond s^27 are below 1e-14. */
static float NAME_softplus(float x)
{
    double e, s, square, sum = 0.0;
    int i;
    if (!(x < 104.0f)) return x;
    if (x < -104.0f) return 0.0f;
    e = NAME_exp_double(x > 0.0f ? -(double)x : (double)x);
    s = e / (2.0 + e);
    square = s * s;
    for (i = 27; i > 0; i -= 2)
        sum = sum * square + 1.0 / i;
    sum = 2.0 * s * sum;
    return (float)(x > 0.0f ? x + sum : sum);
}

#endif
#if NAME_WITH_SIGMOID
/* 1 / (1 + e^-margin), in the steps and with the bounds of XGBoost 1.6 and later. */
static void NAME_transform(const float *margins, float *outputs)
{
    int i;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++) {
        const float exponent = -margins[i] > 88.7f ? 88.7f : -margins[i];
        float denominator = NAME_exp(exponent);
        denominator = denominator + 1.0f;
        denominator = denominator + 1e-16f;
        outputs[i] = 1.0f / denominator;
    }
}
#elif NAME_WITH_EXPONENTIAL
/* e^margin. */
static void NAME_transform(const float *margins, float *outputs)
{
    int i;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        outputs[i] = NAME_exp(margins[i]);
}
#elif NAME_WITH_SOFTMAX
/* e^margin of each class, relative to the largest, divided by their sum: float terms, summed in double. */
static void NAME_transform(const float *margins, float *outputs)
{
    float largest = margins[0], divisor;
    double sum = 0.0;
    int i;
    for (i = 1; i < NAME_OUTPUT_COUNT; i++)
        largest = margins[i] > largest ? margins[i] : largest;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++) {
        const float exponent = margins[i] - largest;
        outputs[i] = NAME_exp(exponent);
        sum += outputs[i];
    }
    divisor = (float)sum;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        outputs[i] = outputs[i] / divisor;
}
#elif NAME_WITH_HINGE
/* 1 when the margin is positive. */
static void NAME_transform(const float *margins, float *outputs)
{
    int i;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        outputs[i] = margins[i] > 0.0f ? 1.0f : 0.0f;
}
#elif NAME_WITH_SORTED
/* The margins in ascending order, so that no quantile crosses another. */
static void NAME_transform(const float *margins, float *outputs)
{
    int i, j;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++) {
        const float value = margins[i];
        for (j = i; j > 0 && outputs[j - 1] > value; j--)
            outputs[j] = outputs[j - 1];
        outputs[j] = value;
    }
}
#elif NAME_WITH_EXPECTILES
/* The first is its margin; each further one is the one before and a step, which its margin gives by softplus. */
static void NAME_transform(const float *margins, float *outputs)
{
    float sum = margins[0];
    int i;
    outputs[0] = sum;
    for (i = 1; i < NAME_OUTPUT_COUNT; i++) {
        float step = NAME_softplus(margins[i]);
        step = 1e-6f + step;
        sum = sum + step;
        outputs[i] = sum;
    }
}
#else
/* The margins themselves. */
static void NAME_transform(const float *margins, float *outputs)
{
    int i;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        outputs[i] = margins[i];
}
#endif

#if NAME_WITH_BINARY_DECISION
/* 1 from the threshold on. */
static int32_t NAME_choose(const float *margins, float threshold)
{
    return margins[0] >= threshold;
}
#elif NAME_WITH_CLASS_DECISION
/* The class with the largest margin, the first of equals. */
static int32_t NAME_choose(const float *margins, float threshold)
{
    int32_t best = 0, i;
    (void)threshold;
    for (i = 1; i < NAME_OUTPUT_COUNT; i++)
        best = margins[i] > margins[best] ? i : best;
    return best;
}
#else
/* There is nothing to decide. */
static int32_t NAME_choose(const float *margins, float threshold)
{
    (void)margins;
    (void)threshold;
    return -1;
}
#endif
/* ---- end outputs ---- */
