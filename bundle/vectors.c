#include "bundle/vectors.h"
#include "bundle/base/csv.h"
#include "bundle/transforms.h"
#include "bundle/vectors_header.h"
#include "runtime/espalier.h"

#include <stdlib.h>
#include <string.h>

void vectors_free(struct vectors *vectors)
{
    if (!vectors) return;
    free(vectors->cells);
    free(vectors->records);
    free(vectors->features);
    free(vectors->margins);
    arena_free(&vectors->arena);
    free(vectors);
}

/* ---- the header ---- */

static bool is_taken(const struct bundle *bundle, const char *name)
{
    for (int32_t i = 0; i < bundle->column_count; i++) {
        if (strcmp(bundle->columns[i].name, name) == 0) return true;
    }
    return false;
}

/* A name of ours that a raw column has too gets a number. */
static char *free_name(struct vectors_header *header, const struct bundle *bundle, const char *prefix, const char *name)
{
    struct buffer text = {0};
    buffer_print(&text, "%s%s", prefix, name);
    for (int number = 2; is_taken(bundle, text.data); number++) {
        buffer_clear(&text);
        buffer_print(&text, "%s%s_%d", prefix, name, number);
    }
    char *kept = arena_text(&header->arena, text.data, text.length);
    buffer_free(&text);
    return kept;
}

void vectors_header_make(struct vectors_header *header, const struct bundle *bundle)
{
    const size_t columns = (size_t)bundle->column_count, features = (size_t)bundle->feature_count;
    *header = (struct vectors_header){.count = columns + features + 1};
    header->names = arena_zeroed(&header->arena, header->count, sizeof *header->names);
    for (size_t i = 0; i < columns; i++)
        header->names[i] = bundle->columns[i].name;
    for (size_t i = 0; i < features; i++)
        header->names[columns + i] = free_name(header, bundle, "feature:", bundle->features[i].name);
    header->names[columns + features] = free_name(header, bundle, "", "margin");
}

void vectors_header_free(struct vectors_header *header)
{
    arena_free(&header->arena);
}

/* ---- writing ---- */

static void append_float(struct buffer *line, float value)
{
    char text[ESPALIER_NUMBER_SIZE];
    if (espalier_is_missing((double)value)) return;
    buffer_append(line, text, espalier_format_float(value, text));
}

static void append_header(struct buffer *line, const struct bundle *bundle)
{
    struct vectors_header header;
    vectors_header_make(&header, bundle);
    for (size_t i = 0; i < header.count; i++) {
        if (i > 0) buffer_text(line, ",");
        csv_append_field(line, header.names[i], strlen(header.names[i]));
    }
    buffer_text(line, "\n");
    vectors_header_free(&header);
}

static void append_row(struct buffer *line, const struct vectors *vectors, size_t row)
{
    const size_t columns = (size_t)vectors->column_count, features = (size_t)vectors->feature_count;
    for (size_t i = 0; i < columns; i++) {
        const char *cell = vectors->cells[row * columns + i];
        csv_append_field(line, cell, strlen(cell));
        buffer_text(line, ",");
    }
    for (size_t i = 0; i < features; i++) {
        append_float(line, vectors->features[row * features + i]);
        buffer_text(line, ",");
    }
    append_float(line, vectors->margins[row]);
    buffer_text(line, "\n");
}

bool vectors_write(const struct vectors *vectors, const struct bundle *bundle, struct output_directory *directory, struct error *error)
{
    struct output *output = output_directory_file(directory, VECTORS_FILE, error);
    struct buffer line = {0};
    if (!output) return false;
    append_header(&line, bundle);
    output_write(output, line.data, line.length);
    for (size_t row = 0; row < vectors->row_count && !output_failed(output); row++) {
        buffer_clear(&line);
        append_row(&line, vectors, row);
        output_write(output, line.data, line.length);
    }
    buffer_free(&line);
    return output_commit(output, error);
}
