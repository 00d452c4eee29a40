#include "bundle/vectors.h"
#include "bundle/vectors_corners.h"

#include <stdlib.h>
#include <string.h>

struct synthesis {
    const struct bundle *bundle;
    struct arena arena; /* of the corners */
    struct vectors_corners *corners;
    struct vectors_random random;
    struct vectors *vectors;
    size_t corner_rows;
};

/* Twice as many rows as the column with the most corners has, since a column is at a corner in every other row. */
static void make_corners(struct synthesis *synthesis, const struct vectors_points *points)
{
    const struct bundle *bundle = synthesis->bundle;
    synthesis->corners = arena_zeroed(&synthesis->arena, (size_t)bundle->column_count, sizeof *synthesis->corners);
    for (int32_t i = 0; i < bundle->column_count; i++) {
        struct vectors_corners *corners = &synthesis->corners[i];
        vectors_corners_make(&synthesis->arena, bundle, i, points, corners);
        if (2 * corners->count > synthesis->corner_rows) synthesis->corner_rows = 2 * corners->count;
    }
}

static struct vectors *make_vectors(const struct bundle *bundle, size_t rows)
{
    struct vectors *vectors = memory_zeroed(1, sizeof *vectors);
    const size_t columns = (size_t)bundle->column_count, features = (size_t)bundle->feature_count;
    vectors->row_count = rows;
    vectors->column_count = bundle->column_count;
    vectors->feature_count = bundle->feature_count;
    vectors->cells = memory_zeroed(rows, columns * sizeof *vectors->cells);
    vectors->records = memory_zeroed(rows, columns * sizeof *vectors->records);
    vectors->features = memory_zeroed(rows, features * sizeof *vectors->features);
    vectors->margins = memory_zeroed(rows, sizeof *vectors->margins);
    return vectors;
}

/* Columns start at different corners, so that not all are missing in one row. */
static void append_cell(struct synthesis *synthesis, size_t row, size_t column, struct buffer *out)
{
    const struct vectors_corners *corners = &synthesis->corners[column];
    const bool at_corner = row < synthesis->corner_rows && (row + column) % 2 == 0;
    if (at_corner)
        buffer_text(out, corners->cells[(row / 2 + column) % corners->count]);
    else
        vectors_random_cell(&synthesis->random, &synthesis->bundle->columns[column], corners, out);
}

static bool make_cell(struct synthesis *synthesis, size_t row, size_t column, struct buffer *text)
{
    struct vectors *vectors = synthesis->vectors;
    const size_t at = row * (size_t)vectors->column_count + column;
    buffer_clear(text);
    buffer_append(text, "", 0);
    append_cell(synthesis, row, column, text);
    vectors->cells[at] = arena_text(&vectors->arena, text->data, text->length);
    return bundle_value_of_text(&synthesis->bundle->columns[column], text->data, text->length, &vectors->records[at]);
}

static bool make_row(struct synthesis *synthesis, size_t row, struct buffer *text, struct error *error)
{
    struct vectors *vectors = synthesis->vectors;
    const size_t columns = (size_t)vectors->column_count, features = (size_t)vectors->feature_count;
    int32_t fault = -1;
    for (size_t i = 0; i < columns; i++) {
        if (!make_cell(synthesis, row, i, text))
            return error_set(error, EXIT_BAD_INPUT, "made-up row %zu: column '%s': '%s' does not fit its type", row + 1,
                             synthesis->bundle->columns[i].name, text->data);
    }
    const int status = bundle_encode(synthesis->bundle, &vectors->records[row * columns], NULL, &vectors->features[row * features], &fault);
    if (status == 0) return true;
    return error_set(error, EXIT_BAD_INPUT, "made-up row %zu: column '%s' refuses its own value (error %d)", row + 1,
                     fault >= 0 ? synthesis->bundle->columns[fault].name : "", status);
}

static bool make_rows(struct synthesis *synthesis, size_t random_rows, struct error *error)
{
    struct buffer text = {0};
    bool good = true;
    synthesis->vectors = make_vectors(synthesis->bundle, synthesis->corner_rows + random_rows);
    for (size_t row = 0; good && row < synthesis->vectors->row_count; row++)
        good = make_row(synthesis, row, &text, error);
    buffer_free(&text);
    return good;
}

struct vectors *vectors_synthesize(const struct bundle *bundle, const struct vectors_points *points, int64_t seed, size_t random_rows,
                                   struct error *error)
{
    struct synthesis synthesis = {.bundle = bundle, .random = {(uint64_t)seed}};
    make_corners(&synthesis, points);
    if (!make_rows(&synthesis, random_rows, error)) {
        vectors_free(synthesis.vectors);
        synthesis.vectors = NULL;
    }
    arena_free(&synthesis.arena);
    return synthesis.vectors;
}
