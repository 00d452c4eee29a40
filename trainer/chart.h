/* Charts as inline SVG: drawn from numbers, with no script and nothing to load. Colors come from the page's style sheet. */
#ifndef ESPALIER_TRAINER_CHART_H
#define ESPALIER_TRAINER_CHART_H

#include "bundle/base/buffer.h"

#include <stddef.h>

struct chart_point {
    double x, y; /* in [0, 1] */
};

struct chart_line {
    const char *name;  /* for the legend */
    const char *style; /* class of the line: "line-a", "line-b", "line-c" */
    const struct chart_point *points;
    size_t count;
};

/* Lines over the unit square. `marker` NULL or a point to mark, with `marker_name` in the legend. */
void chart_unit_square(struct buffer *out, const char *title, const char *x_name, const char *y_name, const struct chart_line *lines,
                       size_t line_count, const struct chart_point *marker, const char *marker_name);

#define CHART_BINS 40

/* Two histograms over [0, 1], each scaled to its own largest bin; `cut` is a vertical line. */
struct chart_histogram {
    const char *name;
    const char *style; /* class of the bars: "bars-a", "bars-b" */
    double bins[CHART_BINS];
};
void chart_histograms(struct buffer *out, const char *title, const char *x_name, const struct chart_histogram *histograms, size_t count,
                      double cut, const char *cut_name);

#endif
