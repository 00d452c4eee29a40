#include "bundle/base/csv.h"

#include "bundle/base/csv_scan.h"
#include "bundle/base/file.h"
#include "bundle/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)256 << 10)

struct csv_reader {
    char *path;
    int descriptor;
    bool ended;     /* the file has no more bytes than those in `block` */
    bool skip_line; /* the rest of a bad record's first line is still to come */
    uint64_t bytes_received, bytes_total;
    char *block; /* the bytes from `start` to `end` are not consumed */
    size_t start, end, capacity;
    uint64_t line; /* on which the record at `start` begins */
    struct csv_scan scan;
    char *text; /* a copy of the record, in which fields are unquoted and ended */
    size_t text_capacity;
    struct csv_field *fields;
    size_t field_capacity;
    struct csv_record header;
    char *header_raw, *header_text; /* what `header` points to, with `header_fields` */
    struct csv_field *header_fields;
    uint32_t *by_name; /* positions of the header's fields, by name and then position */
};

const char *csv_path(const struct csv_reader *reader)
{
    return reader->path;
}

const struct csv_record *csv_header(const struct csv_reader *reader)
{
    return &reader->header;
}

uint64_t csv_bytes_read(const struct csv_reader *reader)
{
    return reader->bytes_received - (reader->end - reader->start);
}

uint64_t csv_bytes_total(const struct csv_reader *reader)
{
    return reader->bytes_total;
}

static bool fail_at(const struct csv_reader *reader, uint64_t line, struct error *error, const char *problem)
{
    return error_set(error, EXIT_BAD_INPUT, "%s:%llu: %s", reader->path, (unsigned long long)line, problem);
}

/* Room behind `end`. A record is moved to the front only when that frees half of the block, so that moving stays linear. */
static void make_room(struct csv_reader *reader)
{
    if (reader->end < reader->capacity) return;
    if (reader->start >= reader->capacity / 2 && reader->start) {
        memmove(reader->block, reader->block + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
        return;
    }
    size_t capacity = reader->capacity ? 2 * reader->capacity : BLOCK_BYTES;
    reader->block = memory_resize(reader->block, capacity, 1);
    reader->capacity = capacity;
}

/* Reads what comes next, or sets `ended`. False when the file cannot be read or the user interrupts. */
static bool receive(struct csv_reader *reader, struct error *error)
{
    make_room(reader);
    for (;;) {
        if (interrupt_check(error)) return false;
        ssize_t count = read(reader->descriptor, reader->block + reader->end, reader->capacity - reader->end);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return error_set_errno(error, reader->path, "cannot read");
        reader->ended = count == 0;
        reader->end += (size_t)count;
        reader->bytes_received += (uint64_t)count;
        return true;
    }
}

/* Goes to the line after the first of the record at `start`. What follows a stray quote is read again as records of its own:
 * a missing quote costs its line, not the rest of the file. */
static bool skip_line(struct csv_reader *reader, struct error *error)
{
    for (;;) {
        const char *from = reader->block + reader->start;
        const char *end = reader->end > reader->start ? memchr(from, '\n', reader->end - reader->start) : NULL;
        reader->start = end ? (size_t)(end - reader->block) + 1 : reader->end;
        reader->line += end != NULL;
        reader->skip_line = !end && !reader->ended;
        if (!reader->skip_line) return true;
        if (!receive(reader, error)) return false;
    }
}

static uint64_t line_of(const struct csv_reader *reader, size_t position)
{
    const char *at = reader->block + reader->start;
    const char *end = at + position;
    uint64_t line = reader->line;
    for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        line++;
    return line;
}

static enum csv_status bad_record(struct csv_reader *reader, size_t position, const char *problem, struct error *error)
{
    fail_at(reader, line_of(reader, position), error, problem);
    reader->skip_line = true;
    return CSV_BAD_RECORD;
}

static enum csv_status over_limit(struct csv_reader *reader, struct error *error)
{
    return bad_record(reader, 0, "a record of more than 64 MiB; is there a quote that does not close?", error);
}

/* Scans the record at `start`, reading as it goes. */
static enum csv_status scan_record(struct csv_reader *reader, struct error *error)
{
    struct csv_scan *scan = &reader->scan;
    csv_scan_reset(scan);
    for (;;) {
        size_t available = reader->end - reader->start;
        if (reader->ended && !available) return CSV_END;
        const char *data = reader->block + reader->start;
        enum csv_scan_result result = available ? csv_scan_bytes(scan, data, available, reader->ended) : CSV_SCAN_MORE;
        if (result == CSV_SCAN_BAD) return bad_record(reader, scan->problem_at, scan->problem, error);
        if ((result == CSV_SCAN_RECORD ? scan->length : available) > CSV_RECORD_LIMIT) return over_limit(reader, error);
        if (result == CSV_SCAN_RECORD) return CSV_RECORD;
        if (!receive(reader, error)) return CSV_FAILED;
    }
}

/* Ends a field's text in the copy of its record; "" inside quotes becomes ". Returns its length. */
static size_t finish_text(char *data, const struct csv_span *span)
{
    size_t length = span->length;
    if (span->doubled) {
        length = 0;
        for (size_t i = 0; i < span->length; i++) {
            data[length++] = data[i];
            i += data[i] == '"';
        }
    }
    data[length] = '\0';
    return length;
}

/* The fields point into a copy: `raw` must stay as it is, and a field's NUL takes the place of what follows it. */
static void make_fields(struct csv_reader *reader, struct csv_record *record)
{
    const struct csv_scan *scan = &reader->scan;
    reader->text = memory_grow(reader->text, &reader->text_capacity, scan->length + 1, 1);
    reader->fields = memory_grow(reader->fields, &reader->field_capacity, scan->count, sizeof *reader->fields);
    memcpy(reader->text, reader->block + reader->start, scan->length);
    for (size_t i = 0; i < scan->count; i++) {
        const struct csv_span *span = &scan->spans[i];
        char *data = reader->text + span->start;
        reader->fields[i] = (struct csv_field){data, finish_text(data, span), span->quoted};
    }
    record->fields = reader->fields;
    record->count = scan->count;
    record->raw = reader->block + reader->start;
    record->raw_length = scan->length;
}

static uint64_t consume(struct csv_reader *reader)
{
    uint64_t line = reader->line;
    reader->line = line_of(reader, reader->scan.position);
    reader->start += reader->scan.position;
    return line;
}

/* The next record that is not an empty line; the header may have any number of fields. */
static enum csv_status next_record(struct csv_reader *reader, struct csv_record *record, struct error *error)
{
    bool skip_empty = reader->header.count != 1;
    for (;;) {
        if (reader->skip_line && !skip_line(reader, error)) return CSV_FAILED;
        enum csv_status status = scan_record(reader, error);
        record->line = reader->line;
        if (status != CSV_RECORD) return status;
        const char *data = reader->block + reader->start;
        const char *nul = memchr(data, '\0', reader->scan.length);
        if (nul) return bad_record(reader, (size_t)(nul - data), "a NUL byte; is this a text file in UTF-8?", error);
        bool empty = reader->scan.length == 0;
        if (!empty || !skip_empty) {
            make_fields(reader, record);
            consume(reader);
            return CSV_RECORD;
        }
        consume(reader);
    }
}

enum csv_status csv_next(struct csv_reader *reader, struct csv_record *record, struct error *error)
{
    struct csv_record found = {0};
    enum csv_status status = next_record(reader, &found, error);
    record->line = found.line;
    if (status == CSV_RECORD && found.count != reader->header.count) {
        error_set(error, EXIT_BAD_INPUT, "%s:%llu: %zu fields where the header has %zu", reader->path, (unsigned long long)found.line,
                  found.count, reader->header.count);
        return CSV_BAD_RECORD;
    }
    if (status == CSV_RECORD) *record = found;
    return status;
}

static int compare_names(const struct csv_field *one, const struct csv_field *other)
{
    size_t shorter = one->length < other->length ? one->length : other->length;
    int order = memcmp(one->data, other->data, shorter);
    if (order) return order;
    return (one->length > other->length) - (one->length < other->length);
}

struct column {
    const struct csv_field *name;
};

/* Equal names come in table order. */
static int compare_columns(const void *one, const void *other)
{
    const struct column *left = one, *right = other;
    int order = compare_names(left->name, right->name);
    return order ? order : (left->name > right->name) - (left->name < right->name);
}

static void sort_names(struct csv_reader *reader)
{
    const struct csv_record *header = &reader->header;
    struct column *columns = memory_zeroed(header->count, sizeof *columns);
    for (size_t i = 0; i < header->count; i++)
        columns[i].name = &header->fields[i];
    qsort(columns, header->count, sizeof *columns, compare_columns);
    reader->by_name = memory_zeroed(header->count, sizeof *reader->by_name);
    for (size_t i = 0; i < header->count; i++)
        reader->by_name[i] = (uint32_t)(columns[i].name - header->fields);
    free(columns);
}

static bool check_names(const struct csv_reader *reader, struct error *error)
{
    const struct csv_record *header = &reader->header;
    unsigned long long line = header->line;
    /* One unquoted name with another separator in it: a spreadsheet of a country with a decimal comma wrote it. */
    if (header->count == 1 && !header->fields[0].quoted && strpbrk(header->fields[0].data, ";\t"))
        return error_set(error, EXIT_BAD_INPUT, "%s:%llu: fields must be separated by commas, not by semicolons or tabs", reader->path,
                         line);
    for (size_t i = 0; i < header->count; i++)
        if (!header->fields[i].length)
            return error_set(error, EXIT_BAD_INPUT, "%s:%llu: column %zu of the header has no name", reader->path, line, i + 1);
    for (size_t i = 1; i < header->count; i++) {
        uint32_t first = reader->by_name[i - 1], second = reader->by_name[i];
        if (compare_names(&header->fields[first], &header->fields[second]) == 0)
            return error_set(error, EXIT_BAD_INPUT, "%s:%llu: columns %u and %u of the header have the same name \"%s\"", reader->path,
                             line, first + 1, second + 1, header->fields[second].data);
    }
    return true;
}

int csv_column(const struct csv_reader *reader, const char *name)
{
    struct csv_field wanted = {name, strlen(name), false};
    size_t low = 0, high = reader->header.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_names(&wanted, &reader->header.fields[reader->by_name[middle]]);
        if (order == 0) return (int)reader->by_name[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

/* Drops a UTF-8 byte-order mark. UTF-16, as spreadsheets write it, would only be seen to be full of NULs. */
static bool take_mark(struct csv_reader *reader, struct error *error)
{
    while (!reader->ended && reader->end < 3)
        if (!receive(reader, error)) return false;
    if (reader->end >= 3 && memcmp(reader->block, "\xef\xbb\xbf", 3) == 0) reader->start = 3;
    if (reader->end < 2 || (memcmp(reader->block, "\xff\xfe", 2) != 0 && memcmp(reader->block, "\xfe\xff", 2) != 0)) return true;
    return error_set(error, EXIT_BAD_INPUT, "%s: is UTF-16; save it as CSV in UTF-8", reader->path);
}

static bool read_header(struct csv_reader *reader, struct error *error)
{
    struct csv_record record = {0};
    if (!take_mark(reader, error)) return false;
    enum csv_status status = next_record(reader, &record, error);
    if (status == CSV_END) return error_set(error, EXIT_BAD_INPUT, "%s: is empty; a header line is needed", reader->path);
    if (status != CSV_RECORD) return false;
    /* The header keeps the memory of its record; the next record gets its own. */
    reader->header = record;
    reader->header.raw = reader->header_raw = memory_text(record.raw, record.raw_length);
    reader->header_text = reader->text;
    reader->header_fields = reader->fields;
    reader->text = NULL;
    reader->fields = NULL;
    reader->text_capacity = reader->field_capacity = 0;
    sort_names(reader);
    return check_names(reader, error);
}

static bool open_descriptor(struct csv_reader *reader, const char *path, struct error *error)
{
    bool standard = strcmp(path, "-") == 0;
    reader->path = standard ? memory_text("<stdin>", 7) : memory_text(path, strlen(path));
    reader->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (reader->descriptor < 0 && errno == EINTR && interrupt_check(error)) return false;
    if (reader->descriptor < 0) return error_set_errno(error, path, "cannot open");
    struct stat status;
    if (fstat(reader->descriptor, &status) == 0 && S_ISREG(status.st_mode)) reader->bytes_total = (uint64_t)status.st_size;
    return true;
}

struct csv_reader *csv_open(const char *path, struct error *error)
{
    struct csv_reader *reader = memory_zeroed(1, sizeof *reader);
    reader->line = 1;
    if (open_descriptor(reader, path, error) && read_header(reader, error)) return reader;
    csv_close(reader);
    return NULL;
}

void csv_close(struct csv_reader *reader)
{
    if (!reader) return;
    if (reader->descriptor > STDIN_FILENO) close(reader->descriptor);
    free(reader->header_raw);
    free(reader->header_text);
    free(reader->header_fields);
    free(reader->by_name);
    free(reader->text);
    free(reader->fields);
    free(reader->scan.spans);
    free(reader->block);
    free(reader->path);
    free(reader);
}
