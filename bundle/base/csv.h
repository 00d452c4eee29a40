/* CSV as RFC 4180 has it, read as a stream: quotes, doubled quotes, newlines inside quotes, CRLF or LF, a byte-order mark,
 * no newline at the end. Memory is one record. NUL bytes, a quote that never closes, text after a closing quote, a bare quote
 * inside an unquoted field and records over CSV_RECORD_LIMIT are errors that name `file:line`. Empty lines are skipped
 * unless the header has one column, where one is a record with one empty field. A CR that no LF follows is a character like
 * any other. UTF-8 is passed through unchecked, UTF-16 refused. */
#ifndef ESPALIER_BUNDLE_BASE_CSV_H
#define ESPALIER_BUNDLE_BASE_CSV_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_RECORD_LIMIT ((size_t)64 << 20) /* bytes */
#define CSV_FIELD_LIMIT ((size_t)1 << 20)   /* fields in a record */

struct csv_field {
    const char *data; /* unquoted and NUL-terminated; valid until the next csv_next */
    size_t length;    /* bytes, without the NUL */
    bool quoted;      /* "" is quoted and empty, which means missing as much as an empty unquoted field does */
};

struct csv_record {
    const struct csv_field *fields;
    size_t count;
    uint64_t line;   /* 1-based line on which the record starts */
    const char *raw; /* the record's own bytes, without the line end: to pass a record through unchanged */
    size_t raw_length;
};

struct csv_reader;

/* Opens a table and reads its header. `path` "-" is standard input (named "<stdin>" in messages). An empty file, a header with
 * an empty or a duplicated name is an error. NULL on failure. */
struct csv_reader *csv_open(const char *path, struct error *error);
void csv_close(struct csv_reader *reader); /* NULL is allowed */
const char *csv_path(const struct csv_reader *reader);
/* The header record; valid until csv_close. */
const struct csv_record *csv_header(const struct csv_reader *reader);
/* Position of a column by exact name, -1 when there is none. */
int csv_column(const struct csv_reader *reader, const char *name);
enum csv_status {
    CSV_END = 0,
    CSV_RECORD = 1,
    CSV_BAD_RECORD = 2, /* wrong number of fields, malformed quoting, a NUL or a limit; `error` says which */
    CSV_FAILED = -1     /* the file could not be read on, or the user interrupts */
};
/* After a bad record the reader stands behind it, or, where its end is in doubt (all but a wrong number of fields), at the line
 * after its first, so that a quote that is missing costs its own line and no other. */
/* Next record. On CSV_BAD_RECORD the caller may clear `error` and go on; `record->line` is then set, and nothing else. */
enum csv_status csv_next(struct csv_reader *reader, struct csv_record *record, struct error *error);
/* Bytes consumed so far and the file's size (0 when unknown, as for a pipe): for progress. */
uint64_t csv_bytes_read(const struct csv_reader *reader);
uint64_t csv_bytes_total(const struct csv_reader *reader);

/* Appends one field, quoted where RFC 4180 needs it (comma, quote, CR, LF, or leading/trailing space). */
void csv_append_field(struct buffer *out, const char *data, size_t length);

#endif
