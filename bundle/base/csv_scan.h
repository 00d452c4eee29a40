/* Finding a record's fields. Private to bundle/base/csv*.c. */
#ifndef ESPALIER_BUNDLE_BASE_CSV_SCAN_H
#define ESPALIER_BUNDLE_BASE_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A field's place, counted from the record's first byte, without its quotes. */
struct csv_span {
    uint32_t start, length; /* bytes; CSV_RECORD_LIMIT is far below 4 GiB */
    bool quoted;
    bool doubled; /* holds doubled quotes */
};

enum csv_scan_state {
    CSV_FIELD_START,
    CSV_UNQUOTED,
    CSV_QUOTED,
    CSV_QUOTE_IN_QUOTED, /* behind a quote that ends the field or is the first of two */
    CSV_CR_BEHIND_QUOTED
};

enum csv_scan_result {
    CSV_SCAN_MORE, /* the bytes end inside the record */
    CSV_SCAN_RECORD,
    CSV_SCAN_BAD
};

/* A record being scanned. It can be interrupted at any byte and goes on with more of them. */
struct csv_scan {
    enum csv_scan_state state;
    size_t position;    /* bytes of the record looked at, its line end included */
    size_t length;      /* of a whole record, without its line end */
    size_t field_start; /* of the field being scanned */
    bool doubled;
    struct csv_span *spans;
    size_t count, capacity;
    const char *problem; /* of a bad record */
    size_t problem_at;   /* the byte that the problem is seen at */
};

/* Forgets the record, keeps the memory. */
void csv_scan_reset(struct csv_scan *scan);
/* Goes on with `data`, the record's first `available` bytes; `ended` when no byte can follow them. */
enum csv_scan_result csv_scan_bytes(struct csv_scan *scan, const char *data, size_t available, bool ended);

#endif
