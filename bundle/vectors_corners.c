#include "bundle/vectors_corners.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define POINT_LIMIT 12        /* thresholds of a column that become corners */
#define CATEGORY_CORNERS 1000 /* of more categories, only random rows show some */

/* Where a column's numbers are looked for when no threshold says. */
static const double default_points[] = {0.0, 1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0};

struct building {
    struct arena *arena;
    const struct bundle_column *column;
    char **cells;
    size_t count, capacity;
};

/* Encodes the column alone, so that its own policies decide what they accept. */
static bool is_accepted(const struct bundle_column *column, const char *text)
{
    struct bundle_column copy = *column;
    struct bundle_feature feature = {.encoding = BUNDLE_ENCODE_NUMBER};
    const struct bundle probe = {
        .columns = &copy, .column_count = 1, .features = &feature, .feature_count = column->type == BUNDLE_CATEGORY ? 0 : 1};
    union bundle_value value;
    float encoded;
    int32_t fault;
    return bundle_value_of_text(column, text, strlen(text), &value) && bundle_encode(&probe, &value, NULL, &encoded, &fault) == ESPALIER_OK;
}

static void add(struct building *building, const char *text)
{
    for (size_t i = 0; i < building->count; i++) {
        if (strcmp(building->cells[i], text) == 0) return;
    }
    if (!is_accepted(building->column, text)) return;
    building->cells = memory_grow(building->cells, &building->capacity, building->count + 1, sizeof *building->cells);
    building->cells[building->count++] = arena_text(building->arena, text, strlen(text));
}

static void add_number(struct building *building, double value)
{
    char text[ESPALIER_NUMBER_SIZE];
    if (!isfinite(value)) return;
    espalier_format_number(value, text);
    add(building, text);
}

static void add_texts(struct building *building, const char *const *texts)
{
    for (size_t i = 0; texts[i]; i++)
        add(building, texts[i]);
}

/* ---- numbers and dates ---- */

static void add_around(struct building *building, double point)
{
    const float nearest = (float)point;
    add_number(building, point);
    add_number(building, (double)nextafterf(nearest, -FLT_MAX));
    add_number(building, (double)nextafterf(nearest, FLT_MAX));
}

static void add_bounds(struct building *building)
{
    const double lower = building->column->lower, upper = building->column->upper;
    add_number(building, lower);
    add_number(building, upper);
    add_number(building, nextafter(lower, -INFINITY));
    add_number(building, nextafter(upper, INFINITY));
    add_number(building, lower - 1.0);
    add_number(building, upper + 1.0);
}

static void number_corners(struct building *building, const struct vectors_corners *corners)
{
    static const char *const spellings[] = {"0",      "-0",    "1",     "-1",           " 7 ",          "+2.50",  "0012",  "1e3",
                                            "1.5E-3", "1e-40", "1e-46", "3.4028235e38", "3.4028236e38", "-1e300", "1e300", NULL};
    static const char *const dates[] = {"1970-01-01", "2000-02-29", "1899-12-31", "0001-01-01", "9999-12-31", NULL};
    if (building->column->type == BUNDLE_DATE) add_texts(building, dates);
    add_texts(building, spellings);
    add_bounds(building);
    for (size_t i = 0; i < corners->point_count; i++)
        add_around(building, corners->points[i]);
}

/* `limit` of the thresholds, evenly from first to last. */
static void pick_points(const struct bundle *bundle, int32_t column, const struct vectors_points *points, struct vectors_corners *corners)
{
    for (int32_t i = 0; points && i < bundle->feature_count; i++) {
        const struct bundle_feature *feature = &bundle->features[i];
        if (feature->is_derived || feature->source != column || feature->encoding != BUNDLE_ENCODE_NUMBER) continue;
        const size_t count = points[i].count, picked = count < POINT_LIMIT ? count : POINT_LIMIT;
        for (size_t k = 0; k < picked && corners->point_count < POINT_LIMIT; k++)
            corners->points[corners->point_count++] = (double)points[i].values[picked > 1 ? k * (count - 1) / (picked - 1) : 0];
    }
    if (corners->point_count > 0) return;
    corners->point_count = sizeof default_points / sizeof *default_points;
    memcpy(corners->points, default_points, sizeof default_points);
}

static int compare_doubles(const void *a, const void *b)
{
    const double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

/* Points outside the allowed range are moved to its bounds. */
static void make_points(struct arena *arena, const struct bundle *bundle, int32_t position, const struct vectors_points *points,
                        struct vectors_corners *corners)
{
    double lower, upper;
    bundle_range(&bundle->columns[position], &lower, &upper);
    corners->points = arena_zeroed(arena, POINT_LIMIT, sizeof *corners->points);
    pick_points(bundle, position, points, corners);
    for (size_t i = 0; i < corners->point_count; i++)
        corners->points[i] = espalier_clip(corners->points[i], lower, upper);
    qsort(corners->points, corners->point_count, sizeof *corners->points, compare_doubles);
}

/* ---- categories ---- */

static void add_spellings(struct building *building, const char *category)
{
    struct buffer text = {0};
    buffer_print(&text, " %s\t", category);
    add(building, text.data);
    buffer_clear(&text);
    for (const char *c = category; *c; c++) {
        const char folded = (char)espalier_fold(*c);
        const char other = *c != folded ? folded : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
        buffer_append(&text, &other, 1);
    }
    add(building, text.data);
    buffer_free(&text);
}

static void add_unseen(struct building *building)
{
    struct buffer text = {0};
    union bundle_value value = {.category = 0};
    buffer_text(&text, "unseen");
    while (bundle_value_of_text(building->column, text.data, text.length, &value) && value.category != -1)
        buffer_text(&text, "_");
    add(building, text.data);
    buffer_free(&text);
}

static void category_corners(struct building *building)
{
    const struct bundle_column *column = building->column;
    add_unseen(building);
    for (int32_t i = 0; i < column->category_count && i < CATEGORY_CORNERS; i++)
        add(building, column->categories[i]);
    add_spellings(building, column->categories[0]);
}

/* ---- both ---- */

void vectors_corners_make(struct arena *arena, const struct bundle *bundle, int32_t column, const struct vectors_points *points,
                          struct vectors_corners *corners)
{
    static const char *const flags[] = {"0", "1", "no", "Yes", "TRUE", "f", "1.0", NULL};
    struct building building = {.arena = arena, .column = &bundle->columns[column]};
    *corners = (struct vectors_corners){0};
    add(&building, "");
    switch (building.column->type) {
    case BUNDLE_CATEGORY:
        category_corners(&building);
        break;
    case BUNDLE_FLAG:
        add_texts(&building, flags);
        break;
    default:
        make_points(arena, bundle, column, points, corners);
        number_corners(&building, corners);
        break;
    }
    corners->count = building.count;
    corners->cells = arena_zeroed(arena, building.count, sizeof *corners->cells);
    if (building.count > 0) memcpy(corners->cells, building.cells, building.count * sizeof *corners->cells);
    free(building.cells);
}
