#include "numeric.h"

#include <string.h>

static double power_of_two(int exponent)
{
    uint64_t bits = (uint64_t)(exponent + 1023) << 52;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* |rest| <= 0.35 below, where the first term left out is under one unit in the last place. */
enum { TAYLOR_TERMS = 13 };
static const double inverse_factorial[TAYLOR_TERMS + 1] = {
    1.0,        1.0,         1.0 / 2,      1.0 / 6,       1.0 / 24,       1.0 / 120,       1.0 / 720,
    1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};

double natural_exp(double x)
{
    const double log2_high = 6.93147180369123816490e-01, log2_low = 1.90821492927058770002e-10;
    int exponent = (int)nearest(x * 1.44269504088896338700);
    double rest = (x - exponent * log2_high) - exponent * log2_low;
    double sum = inverse_factorial[TAYLOR_TERMS];
    for (int term = TAYLOR_TERMS - 1; term >= 0; term--)
        sum = inverse_factorial[term] + rest * sum;
    return sum * power_of_two(exponent);
}

double natural_log(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int exponent = (int)((bits >> 52) & 0x7FF) - 1023;
    double mantissa = x / power_of_two(exponent);
    if (mantissa > 1.4142135623730951) {
        mantissa /= 2;
        exponent++;
    }
    /* log m = 2 atanh((m - 1) / (m + 1)); the argument stays below 0.172. */
    double ratio = (mantissa - 1) / (mantissa + 1), square = ratio * ratio, sum = 0;
    for (int power = 19; power >= 1; power -= 2)
        sum = sum * square + 1.0 / power;
    return 2 * ratio * sum + exponent * 0.69314718055994530942;
}

static double square_root(double x)
{
    /* Newton from a halved exponent: IEEE sqrt without libm. */
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits = (bits >> 1) + ((uint64_t)1023 << 51);
    double root;
    memcpy(&root, &bits, sizeof root);
    for (int step = 0; step < 5; step++)
        root = 0.5 * (root + x / root);
    return root;
}

/* Rational approximation by P. J. Acklam; relative error below 1.15e-9. */
static double quantile_tail(double probability)
{
    double q = square_root(-2 * natural_log(probability));
    double upper = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q - 2.549732539343734e+00) * q +
                    4.374664141464968e+00) *
                       q +
                   2.938163982698783e+00;
    double lower = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q + 3.754408661907416e+00) * q + 1;
    return upper / lower;
}

double normal_quantile(double probability)
{
    const double tail = 0.02425;
    if (probability < tail) return quantile_tail(probability);
    if (probability > 1 - tail) return -quantile_tail(1 - probability);
    double q = probability - 0.5, r = q * q;
    double upper = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r -
                     3.066479806614716e+01) *
                        r +
                    2.506628277459239e+00) *
                   q;
    double lower = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r -
                    1.328068155288572e+01) *
                       r +
                   1;
    return upper / lower;
}

double curve_value(const struct curve *curve, double score)
{
    int32_t low = 0, high = curve->count - 1;
    if (score <= curve->knots[low].score) return natural_exp(curve->knots[low].log_value);
    if (score >= curve->knots[high].score) return natural_exp(curve->knots[high].log_value);
    while (high - low > 1) {
        int32_t middle = (low + high) / 2;
        if (curve->knots[middle].score <= score)
            low = middle;
        else
            high = middle;
    }
    const struct knot *from = &curve->knots[low], *to = &curve->knots[high];
    double part = (score - from->score) / (to->score - from->score);
    return natural_exp(from->log_value + part * (to->log_value - from->log_value));
}

int64_t nearest(double x)
{
    return x >= 0 ? (int64_t)(x + 0.5) : -(int64_t)(0.5 - x);
}
