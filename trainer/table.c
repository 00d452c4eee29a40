#include "trainer/table.h"

#include "bundle/base/csv.h"
#include "bundle/base/file.h"
#include "bundle/text.h"
#include "bundle/transforms.h"
#include "runtime/espalier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Longer cells are cut in messages. */
#define SHOWN_BYTES 60

/* Where in the file the wanted columns stand, and the cell that is being read. */
struct table_reader {
    const struct config *config;
    struct table *table;
    struct csv_reader *csv;
    struct csv_record record;
    size_t capacity; /* rows */
    int target, id, group;
    int *positions; /* of table->columns */
    struct error *error;
};

/* ---- messages ---- */

static bool cell_error(struct table_reader *reader, const char *column, const char *text, const char *what)
{
    const size_t length = strlen(text);
    return error_set(reader->error, EXIT_BAD_INPUT, "%s:%llu: %s: '%.*s%s' %s", reader->table->path,
                     (unsigned long long)reader->record.line, column, SHOWN_BYTES, text, length > SHOWN_BYTES ? "..." : "", what);
}

static bool empty_error(struct table_reader *reader, const char *column, const char *what)
{
    return error_set(reader->error, EXIT_BAD_INPUT, "%s:%llu: %s: is empty; %s", reader->table->path,
                     (unsigned long long)reader->record.line, column, what);
}

/* ---- header ---- */

static bool no_column(struct table_reader *reader, const char *name, const char *where)
{
    return error_set(reader->error, EXIT_BAD_INPUT, "%s:1: no column '%s', which %s names", reader->table->path, name, where);
}

static bool find_columns(struct table_reader *reader)
{
    const struct config *config = reader->config;
    struct table *table = reader->table;
    char where[64];
    reader->target = csv_column(reader->csv, config->target);
    if (reader->target < 0) return no_column(reader, config->target, "target.column");
    for (size_t i = 0; i < config->column_count; i++) {
        const struct config_column *column = &config->columns[i];
        const int position = csv_column(reader->csv, column->name);
        snprintf(where, sizeof where, "line %u of the config", (unsigned)column->line);
        if (position < 0 && column->role != CONFIG_IGNORE) return no_column(reader, column->name, where);
        if (column->role == CONFIG_ID) reader->id = position, table->id.name = column->name;
        if (column->role == CONFIG_GROUP) reader->group = position, table->group.name = column->name;
    }
    return true;
}

/* Lists what the config is silent about. */
static bool meet_unlisted(struct table_reader *reader, struct progress *progress)
{
    const struct csv_record *header = csv_header(reader->csv);
    struct buffer names = {0};
    bool fine = true;
    for (size_t i = 0; i < header->count; i++) {
        const char *name = header->fields[i].data;
        if ((int)i == reader->target || config_column(reader->config, name)) continue;
        buffer_print(&names, "%s%s", names.length ? ", " : "", name);
    }
    if (names.length && reader->config->refuse_unlisted)
        fine = error_set(reader->error, EXIT_BAD_INPUT, "%s:1: columns that %s does not list: %s (columns_default is \"refuse\")",
                         reader->table->path, reader->config->path, names.data);
    else if (names.length)
        progress_note(progress, "columns that %s does not list are ignored: %s", reader->config->path, names.data);
    buffer_free(&names);
    return fine;
}

/* The record's columns, in the order of the header. */
static void choose_columns(struct table_reader *reader)
{
    const struct csv_record *header = csv_header(reader->csv);
    struct table *table = reader->table;
    table->columns = memory_zeroed(reader->config->column_count, sizeof *table->columns);
    reader->positions = memory_zeroed(reader->config->column_count, sizeof *reader->positions);
    for (size_t i = 0; i < header->count; i++) {
        const struct config_column *column = config_column(reader->config, header->fields[i].data);
        if (!column || (column->role != CONFIG_FEATURE && column->role != CONFIG_INPUT)) continue;
        reader->positions[table->column_count] = (int)i;
        table->columns[table->column_count++].config = column;
    }
}

/* ---- cells ---- */

static const char *not_of_type(enum bundle_type type, const struct csv_field *field)
{
    double number;
    if (type == BUNDLE_FLAG) return "is not a flag (0, 1, true, false, yes or no)";
    if (espalier_parse_number(field->data, field->length, &number) == ESPALIER_E_RANGE) return "is too large";
    return type == BUNDLE_DATE ? "is not a date (YYYY-MM-DD)" : "is not a number";
}

static bool read_number(struct table_reader *reader, struct table_column *column, const struct csv_field *field)
{
    const struct config_column *config = column->config;
    const struct bundle_column cell = {.type = config->type};
    union bundle_value value;
    if (!bundle_value_of_text(&cell, field->data, field->length, &value))
        return cell_error(reader, config->name, field->data, not_of_type(config->type, field));
    if (espalier_is_missing(value.number) && config->missing == CONFIG_MISSING_REFUSE)
        return empty_error(reader, config->name, "the config's missing is \"refuse\"");
    if (config->out_of_range == BUNDLE_RANGE_REFUSE && !espalier_in_range(value.number, config->lower, config->upper))
        return cell_error(reader, config->name, field->data, "is outside the range that the config allows");
    column->numbers[reader->table->row_count] = value.number;
    return true;
}

static bool is_listed(const struct config_column *config, const char *text, size_t length)
{
    for (int32_t i = 0; i < config->category_count; i++)
        if (espalier_compare_text(text, length, config->categories[i], config->clean) == 0) return true;
    return false;
}

static bool read_category(struct table_reader *reader, struct table_column *column, const struct csv_field *field)
{
    const struct config_column *config = column->config;
    const int32_t known = column->texts.count;
    size_t length = field->length;
    const char *text = config->clean & ESPALIER_CLEAN_TRIM ? espalier_trim(field->data, &length) : field->data;
    int32_t code = -1;
    if (length > 0) {
        code = dictionary_number(&column->texts, text, length);
        if (code < 0) return cell_error(reader, config->name, field->data, "is one distinct text too many");
        if (code == known && !text_is_utf8(column->texts.texts[code]))
            return cell_error(reader, config->name, field->data, "is not UTF-8: convert the table first");
        if (code == known && config->categories && config->unseen == BUNDLE_UNSEEN_REFUSE && !is_listed(config, text, length))
            return cell_error(reader, config->name, field->data, "is not among the config's categories");
    } else if (config->missing == CONFIG_MISSING_REFUSE) {
        return empty_error(reader, config->name, "the config's missing is \"refuse\"");
    }
    column->codes[reader->table->row_count] = code;
    return true;
}

static bool read_key(struct table_reader *reader, struct table_key *key, int position)
{
    if (!key->name) return true;
    const struct csv_field *field = &reader->record.fields[position];
    if (field->length == 0) return empty_error(reader, key->name, "every row needs one");
    key->codes[reader->table->row_count] = dictionary_number(&key->texts, field->data, field->length);
    return key->codes[reader->table->row_count] >= 0 || cell_error(reader, key->name, field->data, "is one distinct text too many");
}

/* The first value that is not the positive one is the negative one, unless the config names it. */
static bool read_negative(struct table_reader *reader, const struct csv_field *field)
{
    struct table *table = reader->table;
    char what[256];
    if (!table->negative && reader->config->negative)
        table->negative = memory_text(reader->config->negative, strlen(reader->config->negative));
    if (!table->negative && !text_is_utf8(field->data))
        return cell_error(reader, reader->config->target, field->data, "is not UTF-8: convert the table first");
    if (!table->negative) table->negative = memory_text(field->data, field->length);
    if (strcmp(field->data, table->negative) == 0) return true;
    snprintf(what, sizeof what, "is a third value of the target, beside '%.*s'%s and '%.*s'", SHOWN_BYTES, reader->config->positive,
             table->positive_count ? "" : " (which no row above has)", SHOWN_BYTES, table->negative);
    return cell_error(reader, reader->config->target, field->data, what);
}

static bool read_target(struct table_reader *reader)
{
    struct table *table = reader->table;
    const struct csv_field *field = &reader->record.fields[reader->target];
    const bool positive = strcmp(field->data, reader->config->positive) == 0;
    if (field->length == 0) return empty_error(reader, reader->config->target, "every row of a training table needs its target");
    if (!positive && !read_negative(reader, field)) return false;
    table->labels[table->row_count] = positive;
    table->positive_count += positive;
    return true;
}

/* ---- rows ---- */

static void make_room(struct table_reader *reader)
{
    struct table *table = reader->table;
    if (table->row_count < reader->capacity) return;
    const size_t capacity = reader->capacity ? reader->capacity * 2 : 1024;
    reader->capacity = capacity;
    table->lines = memory_resize(table->lines, capacity, sizeof *table->lines);
    table->labels = memory_resize(table->labels, capacity, sizeof *table->labels);
    if (table->id.name) table->id.codes = memory_resize(table->id.codes, capacity, sizeof *table->id.codes);
    if (table->group.name) table->group.codes = memory_resize(table->group.codes, capacity, sizeof *table->group.codes);
    for (int32_t i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        if (column->config->type == BUNDLE_CATEGORY)
            column->codes = memory_resize(column->codes, capacity, sizeof *column->codes);
        else
            column->numbers = memory_resize(column->numbers, capacity, sizeof *column->numbers);
    }
}

static bool read_row(struct table_reader *reader)
{
    struct table *table = reader->table;
    make_room(reader);
    if (!read_target(reader) || !read_key(reader, &table->id, reader->id) || !read_key(reader, &table->group, reader->group)) return false;
    for (int32_t i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        const struct csv_field *field = &reader->record.fields[reader->positions[i]];
        const bool category = column->config->type == BUNDLE_CATEGORY;
        if (!(category ? read_category(reader, column, field) : read_number(reader, column, field))) return false;
    }
    table->lines[table->row_count++] = reader->record.line;
    return true;
}

static bool read_rows(struct table_reader *reader, struct progress *progress)
{
    enum csv_status status;
    progress_begin(progress, csv_bytes_total(reader->csv), "reading %s", reader->table->path);
    while ((status = csv_next(reader->csv, &reader->record, reader->error)) == CSV_RECORD) {
        if (!read_row(reader)) return false;
        if (reader->table->row_count % 1024 != 0) continue;
        progress_set(progress, csv_bytes_read(reader->csv));
        if (interrupt_check(reader->error)) return false;
    }
    progress_end(progress);
    return status == CSV_END;
}

/* ---- the whole ---- */

static bool check_target(struct table_reader *reader)
{
    struct table *table = reader->table;
    const struct config *config = reader->config;
    if (table->row_count == 0) return error_set(reader->error, EXIT_BAD_INPUT, "%s: has a header but no rows", table->path);
    if (table->positive_count == 0)
        return error_set(reader->error, EXIT_BAD_INPUT, "%s: %s: no row has the positive value '%s' (all are '%s')", table->path,
                         config->target, config->positive, table->negative);
    if (table->positive_count == table->row_count)
        return error_set(reader->error, EXIT_BAD_INPUT, "%s: %s: every row has the positive value '%s'; there is nothing to tell apart",
                         table->path, config->target, config->positive);
    return true;
}

static bool read_all(struct table_reader *reader, struct progress *progress)
{
    if (strcmp(reader->table->path, "-") == 0)
        return error_set(reader->error, EXIT_BAD_INPUT, "-: the table is read twice and must be a file");
    reader->csv = csv_open(reader->table->path, reader->error);
    if (!reader->csv || !find_columns(reader) || !meet_unlisted(reader, progress)) return false;
    choose_columns(reader);
    return read_rows(reader, progress) && check_target(reader) && sha256_file(reader->table->path, reader->table->sha256, reader->error);
}

struct table *table_read(const struct config *config, const char *path, struct progress *progress, struct error *error)
{
    struct table *table = memory_zeroed(1, sizeof *table);
    struct table_reader reader = {.config = config, .table = table, .id = -1, .group = -1, .error = error};
    table->path = memory_text(path, strlen(path));
    if (!read_all(&reader, progress)) {
        table_free(table);
        table = NULL;
    }
    csv_close(reader.csv);
    free(reader.positions);
    return table;
}

static void free_key(struct table_key *key)
{
    free(key->codes);
    dictionary_free(&key->texts);
}

void table_free(struct table *table)
{
    if (!table) return;
    for (int32_t i = 0; i < table->column_count; i++) {
        free(table->columns[i].numbers);
        free(table->columns[i].codes);
        dictionary_free(&table->columns[i].texts);
    }
    free_key(&table->id);
    free_key(&table->group);
    free(table->columns);
    free(table->lines);
    free(table->labels);
    free(table->negative);
    free(table->path);
    free(table);
}
