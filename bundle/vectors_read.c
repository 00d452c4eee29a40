#include "bundle/base/csv.h"
#include "bundle/transforms.h"
#include "bundle/vectors.h"
#include "bundle/vectors_header.h"
#include "runtime/espalier.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    const struct bundle *bundle;
    struct csv_reader *reader;
    struct vectors *vectors;
    size_t cell_capacity, record_capacity, feature_capacity, margin_capacity;
    struct error *error;
};

static bool check_header(const struct reading *reading)
{
    const struct csv_record *found = csv_header(reading->reader);
    struct vectors_header header;
    size_t i = 0;
    vectors_header_make(&header, reading->bundle);
    while (i < header.count && i < found->count && strcmp(header.names[i], found->fields[i].data) == 0)
        i++;
    if (i < header.count)
        error_set(reading->error, EXIT_BAD_INPUT, "%s:1: column %zu must be '%s'", csv_path(reading->reader), i + 1, header.names[i]);
    else if (found->count > header.count)
        error_set(reading->error, EXIT_BAD_INPUT, "%s:1: column '%s' does not belong to this bundle", csv_path(reading->reader),
                  found->fields[i].data);
    const bool good = i == header.count && found->count == header.count;
    vectors_header_free(&header);
    return good;
}

static void grow(struct reading *reading)
{
    struct vectors *vectors = reading->vectors;
    const size_t rows = vectors->row_count + 1;
    const size_t cells = rows * (size_t)vectors->column_count, features = rows * (size_t)vectors->feature_count;
    vectors->cells = memory_grow(vectors->cells, &reading->cell_capacity, cells, sizeof *vectors->cells);
    vectors->records = memory_grow(vectors->records, &reading->record_capacity, cells, sizeof *vectors->records);
    vectors->features = memory_grow(vectors->features, &reading->feature_capacity, features, sizeof *vectors->features);
    vectors->margins = memory_grow(vectors->margins, &reading->margin_capacity, rows, sizeof *vectors->margins);
}

static bool fail(const struct reading *reading, const struct csv_record *record, size_t field, const char *message)
{
    return error_set(reading->error, EXIT_BAD_INPUT, "%s:%llu: column '%s': '%.100s' %s", csv_path(reading->reader),
                     (unsigned long long)record->line, csv_header(reading->reader)->fields[field].data, record->fields[field].data,
                     message);
}

static bool read_cell(struct reading *reading, const struct csv_record *record, size_t field)
{
    struct vectors *vectors = reading->vectors;
    const size_t at = vectors->row_count * (size_t)vectors->column_count + field;
    const struct csv_field *cell = &record->fields[field];
    if (!bundle_value_of_text(&reading->bundle->columns[field], cell->data, cell->length, &vectors->records[at]))
        return fail(reading, record, field, "does not fit the column's type");
    vectors->cells[at] = arena_text(&vectors->arena, cell->data, cell->length);
    return true;
}

static bool read_float(const struct reading *reading, const struct csv_record *record, size_t field, bool may_be_missing, float *out)
{
    const struct csv_field *cell = &record->fields[field];
    if (cell->length == 0 && may_be_missing) {
        (void)espalier_to_float(espalier_missing(), out);
        return true;
    }
    return espalier_parse_float(cell->data, cell->length, out) == ESPALIER_OK || fail(reading, record, field, "is not a number");
}

static bool read_row(struct reading *reading, const struct csv_record *record)
{
    struct vectors *vectors = reading->vectors;
    const size_t columns = (size_t)vectors->column_count, features = (size_t)vectors->feature_count;
    if (vectors->row_count == VECTORS_ROW_LIMIT)
        return error_set(reading->error, EXIT_BAD_INPUT, "%s:%llu: more than %zu rows", csv_path(reading->reader),
                         (unsigned long long)record->line, VECTORS_ROW_LIMIT);
    grow(reading);
    for (size_t i = 0; i < columns; i++) {
        if (!read_cell(reading, record, i)) return false;
    }
    for (size_t i = 0; i < features; i++) {
        if (!read_float(reading, record, columns + i, true, &vectors->features[vectors->row_count * features + i])) return false;
    }
    if (!read_float(reading, record, columns + features, false, &vectors->margins[vectors->row_count])) return false;
    vectors->row_count++;
    return true;
}

static bool read_rows(struct reading *reading)
{
    struct csv_record record;
    for (;;) {
        const enum csv_status status = csv_next(reading->reader, &record, reading->error);
        if (status == CSV_END) break;
        if (status != CSV_RECORD || !read_row(reading, &record)) return false;
    }
    if (reading->vectors->row_count > 0) return true;
    return error_set(reading->error, EXIT_BAD_INPUT, "%s: has no rows", csv_path(reading->reader));
}

struct vectors *vectors_read(const char *path, const struct bundle *bundle, struct error *error)
{
    struct reading reading = {.bundle = bundle, .reader = csv_open(path, error), .error = error};
    if (!reading.reader) return NULL;
    reading.vectors = memory_zeroed(1, sizeof *reading.vectors);
    reading.vectors->column_count = bundle->column_count;
    reading.vectors->feature_count = bundle->feature_count;
    if (!check_header(&reading) || !read_rows(&reading)) {
        vectors_free(reading.vectors);
        reading.vectors = NULL;
    }
    csv_close(reading.reader);
    return reading.vectors;
}
