/* The rows on which the models of tests/formats were scored; the same for each, with a generator of its own so that they never change. */
#ifndef ESPALIER_TESTS_FORMATS_ROWS_H
#define ESPALIER_TESTS_FORMATS_ROWS_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum { FORMAT_ROWS = 48, FORMAT_COLUMNS = 5 };

/* Quarters and eighths from -2 to 2, which are the thresholds of the models, their float neighbors, and what no training row holds. */
static inline float format_value(uint32_t draw)
{
    static const float others[] = {-0.0f, FLT_MAX, -FLT_MAX, FLT_MIN, 0x1p-149f, -0x1p-149f, -1.0f, 16777215.0f, 16777216.0f, 1e30f, 7.0f};
    float eighth = (float)(draw >> 8 & 31) / 8 - 2;
    switch (draw & 15) {
    case 0:
    case 1:
        return NAN;
    case 2:
        return others[(draw >> 8) % (sizeof others / sizeof others[0])];
    case 3:
        return nextafterf(eighth, -INFINITY);
    case 4:
        return nextafterf(eighth, INFINITY);
    case 5:
    case 6:
        return (float)(draw >> 8 & 63);
    default:
        return eighth;
    }
}

/* Fills FORMAT_ROWS x FORMAT_COLUMNS values, NaN for missing. */
static inline void format_rows(float *values)
{
    uint32_t state = 2463534242u;
    for (size_t i = 0; i < (size_t)FORMAT_ROWS * FORMAT_COLUMNS; i++) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        values[i] = format_value(state);
    }
}

#endif
