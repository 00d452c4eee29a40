/* Any bytes as a table: what is read, written again and read again must be the same. */
#define _GNU_SOURCE
#include "bundle/base/csv.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_csv: %s\n", what);
    abort();
}

/* Opens a table that lies in memory alone. */
static struct csv_reader *open_bytes(const void *data, size_t size, struct error *error)
{
    char path[64];
    int descriptor = memfd_create("table.csv", 0);
    require(descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size, "no memory file");
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    struct csv_reader *reader = csv_open(path, error);
    close(descriptor);
    return reader;
}

static void append_record(struct buffer *table, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_field *field = &record->fields[i];
        require(field->data[field->length] == '\0' && strlen(field->data) == field->length, "a field that does not end where it should");
        if (i) buffer_text(table, ",");
        csv_append_field(table, field->data, field->length);
    }
    buffer_text(table, "\n");
}

/* Every good record of a table, written anew. The byte-order mark keeps a first name that begins with one. */
static uint64_t rewrite(struct csv_reader *reader, struct buffer *table)
{
    uint64_t bad = 0, line = 0;
    buffer_text(table, "\xef\xbb\xbf");
    append_record(table, csv_header(reader));
    for (;;) {
        struct csv_record record = {0};
        struct error error = ERROR_NONE;
        enum csv_status status = csv_next(reader, &record, &error);
        if (status == CSV_END) return bad;
        require(status == CSV_RECORD || status == CSV_BAD_RECORD, "a file in memory that cannot be read");
        require(record.line > line, "a line number that does not grow");
        require((status == CSV_BAD_RECORD) == (error.exit_code == EXIT_BAD_INPUT),
                "a bad record without a message, or a good one with one");
        line = record.line;
        bad += status == CSV_BAD_RECORD;
        if (status != CSV_RECORD) continue;
        require(record.count == csv_header(reader)->count, "a record of another width");
        append_record(table, &record);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    struct buffer once = {0}, twice = {0};
    struct csv_reader *reader = open_bytes(data, size, &error);
    if (!reader) {
        require(error.exit_code == EXIT_BAD_INPUT && *error.message != '\0', "a refusal without a message");
        return 0;
    }
    rewrite(reader, &once);
    csv_close(reader);
    reader = open_bytes(once.data, once.length, &error);
    require(reader != NULL, "a written table that cannot be read");
    require(rewrite(reader, &twice) == 0, "a written record that cannot be read");
    require(once.length == twice.length && memcmp(once.data, twice.data, once.length) == 0, "another table after writing and reading");
    csv_close(reader);
    buffer_free(&once);
    buffer_free(&twice);
    return 0;
}
