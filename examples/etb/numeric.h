/*
 * exp, log and the normal quantile from IEEE arithmetic alone, so that the table has the same bytes on every C
 * library. Build with -ffp-contract=off: fused operations would change last bits between targets. Accurate to about
 * 1e-14 (exp, log) and 1e-9 (quantile), far beyond the cents that come out.
 */
#ifndef ETB_NUMERIC_H
#define ETB_NUMERIC_H

#include <stdint.h>

#include "tables.h"

double natural_exp(double x);               /* |x| < 700 */
double natural_log(double x);               /* x > 0, normal */
double normal_quantile(double probability); /* 0 < probability < 1 */

/* The amount on a curve at a normal score; a score beyond either end gives the end. */
double curve_value(const struct curve *curve, double score);

/* Nearest whole number; halves away from zero. |x| < 2^62. */
int64_t nearest(double x);

#endif
