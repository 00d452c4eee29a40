#include "trainer/chart.h"

#include "trainer/html.h"
#include "trainer/number_text.h"

#include <math.h>

/* The drawing's size and the plot inside it, in SVG units. */
#define WIDTH 460
#define HEIGHT 360
#define LEFT 52
#define TOP 16
#define PLOT_WIDTH 392
#define PLOT_HEIGHT 290

static double x_of(double x)
{
    return LEFT + x * PLOT_WIDTH;
}

static double y_of(double y)
{
    return TOP + (1.0 - y) * PLOT_HEIGHT;
}

static void number(struct buffer *out, double value)
{
    char text[NUMBER_TEXT_SIZE];
    buffer_text(out, number_text(value, 1, text));
}

/* `name="value"` */
static void attribute(struct buffer *out, const char *name, double value)
{
    buffer_print(out, " %s=\"", name);
    number(out, value);
    buffer_text(out, "\"");
}

static void segment(struct buffer *out, const char *style, double x1, double y1, double x2, double y2)
{
    buffer_print(out, "<line class=\"%s\"", style);
    attribute(out, "x1", x1);
    attribute(out, "y1", y1);
    attribute(out, "x2", x2);
    attribute(out, "y2", y2);
    buffer_text(out, "/>\n");
}

static void label(struct buffer *out, const char *style, double x, double y, const char *text)
{
    buffer_print(out, "<text class=\"%s\"", style);
    attribute(out, "x", x);
    attribute(out, "y", y);
    buffer_text(out, ">");
    html_text(out, text);
    buffer_text(out, "</text>\n");
}

static void begin(struct buffer *out, const char *title)
{
    buffer_print(out, "<figure><figcaption>");
    html_text(out, title);
    buffer_print(out, "</figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT);
    html_text(out, title);
    buffer_text(out, "\">\n");
}

static void x_axis(struct buffer *out, const char *name)
{
    for (int tick = 0; tick <= 5; tick++) {
        char text[NUMBER_TEXT_SIZE];
        segment(out, "grid", x_of(tick / 5.0), y_of(0), x_of(tick / 5.0), y_of(1));
        label(out, "tick-x", x_of(tick / 5.0), y_of(0) + 16, number_text(tick / 5.0, 1, text));
    }
    label(out, "tick-x", x_of(0.5), y_of(0) + 36, name);
}

static void y_axis(struct buffer *out, const char *name)
{
    for (int tick = 0; tick <= 5; tick++) {
        char text[NUMBER_TEXT_SIZE];
        segment(out, "grid", x_of(0), y_of(tick / 5.0), x_of(1), y_of(tick / 5.0));
        label(out, "tick-y", x_of(0) - 8, y_of(tick / 5.0) + 4, number_text(tick / 5.0, 1, text));
    }
    buffer_print(out, "<text class=\"tick-x\" transform=\"translate(14,%d) rotate(-90)\">", TOP + PLOT_HEIGHT / 2);
    html_text(out, name);
    buffer_text(out, "</text>\n");
}

/* Points closer than this to the last one drawn add bytes and nothing to see. */
#define VISIBLE 0.002

static void polyline(struct buffer *out, const struct chart_line *line)
{
    struct chart_point last = {-1.0, -1.0};
    buffer_print(out, "<polyline class=\"%s\" points=\"", line->style);
    for (size_t i = 0; i < line->count; i++) {
        const struct chart_point point = line->points[i];
        if (i + 1 < line->count && fabs(point.x - last.x) < VISIBLE && fabs(point.y - last.y) < VISIBLE) continue;
        number(out, x_of(point.x));
        buffer_text(out, ",");
        number(out, y_of(point.y));
        buffer_text(out, " ");
        last = point;
    }
    buffer_text(out, "\"/>\n");
}

static void legend(struct buffer *out, const char *swatch, const char *style, const char *name)
{
    buffer_print(out, "<span><i class=\"%s %s\"></i>", swatch, style);
    html_text(out, name);
    buffer_text(out, "</span>");
}

void chart_unit_square(struct buffer *out, const char *title, const char *x_name, const char *y_name, const struct chart_line *lines,
                       size_t line_count, const struct chart_point *marker, const char *marker_name)
{
    begin(out, title);
    x_axis(out, x_name);
    y_axis(out, y_name);
    for (size_t i = line_count; i > 0; i--)
        polyline(out, &lines[i - 1]);
    if (marker) {
        buffer_text(out, "<circle class=\"marker\" r=\"5\"");
        attribute(out, "cx", x_of(marker->x));
        attribute(out, "cy", y_of(marker->y));
        buffer_text(out, "/>\n");
    }
    buffer_text(out, "</svg><div class=\"legend\">");
    for (size_t i = 0; i < line_count; i++)
        legend(out, "swatch", lines[i].style, lines[i].name);
    if (marker) legend(out, "dot", "marker", marker_name);
    buffer_text(out, "</div></figure>\n");
}

static void bars(struct buffer *out, const struct chart_histogram *histogram)
{
    double highest = 0.0;
    for (int i = 0; i < CHART_BINS; i++)
        highest = fmax(highest, histogram->bins[i]);
    for (int i = 0; i < CHART_BINS; i++) {
        if (!(histogram->bins[i] > 0.0)) continue;
        const double height = histogram->bins[i] / highest;
        buffer_print(out, "<rect class=\"%s\"", histogram->style);
        attribute(out, "x", x_of((double)i / CHART_BINS) + 0.5);
        attribute(out, "y", y_of(height));
        attribute(out, "width", (double)PLOT_WIDTH / CHART_BINS - 1.0);
        attribute(out, "height", height * PLOT_HEIGHT);
        buffer_text(out, "/>\n");
    }
}

void chart_histograms(struct buffer *out, const char *title, const char *x_name, const struct chart_histogram *histograms, size_t count,
                      double cut, const char *cut_name)
{
    begin(out, title);
    x_axis(out, x_name);
    for (size_t i = 0; i < count; i++)
        bars(out, &histograms[i]);
    segment(out, "cut", x_of(cut), y_of(0), x_of(cut), y_of(1));
    buffer_text(out, "</svg><div class=\"legend\">");
    for (size_t i = 0; i < count; i++)
        legend(out, "block", histograms[i].style, histograms[i].name);
    legend(out, "swatch", "cut", cut_name);
    buffer_text(out, "</div></figure>\n");
}
