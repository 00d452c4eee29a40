#include "bundle/base/csv_scan.h"

#include "bundle/base/csv.h"
#include "bundle/base/memory.h"

#include <string.h>

void csv_scan_reset(struct csv_scan *scan)
{
    *scan = (struct csv_scan){.spans = scan->spans, .capacity = scan->capacity};
}

static enum csv_scan_result bad(struct csv_scan *scan, size_t at, const char *problem)
{
    scan->problem = problem;
    scan->problem_at = at;
    return CSV_SCAN_BAD;
}

/* Ends the field before the byte at `end`, which is a separator, a line end or nothing. */
static bool end_field(struct csv_scan *scan, size_t end, bool quoted)
{
    if (scan->count == CSV_FIELD_LIMIT) {
        bad(scan, end, "more than 1048576 fields in a record");
        return false;
    }
    scan->spans = memory_grow(scan->spans, &scan->capacity, scan->count + 1, sizeof *scan->spans);
    scan->spans[scan->count++] =
        (struct csv_span){(uint32_t)scan->field_start, (uint32_t)(end - scan->field_start), quoted, quoted && scan->doubled};
    scan->state = CSV_FIELD_START;
    scan->doubled = false;
    return true;
}

static enum csv_scan_result end_record(struct csv_scan *scan, size_t end, size_t field_end, bool quoted)
{
    scan->length = end;
    return end_field(scan, field_end, quoted) ? CSV_SCAN_RECORD : CSV_SCAN_BAD;
}

static size_t skip_unquoted(const char *data, size_t position, size_t available)
{
    static const bool special[256] = {['"'] = true, [','] = true, ['\n'] = true};
    while (position < available && !special[(unsigned char)data[position]])
        position++;
    return position;
}

static enum csv_scan_result scan_unquoted(struct csv_scan *scan, const char *data, size_t available)
{
    size_t at = scan->position = skip_unquoted(data, scan->position, available);
    if (at == available) return CSV_SCAN_MORE;
    scan->position++;
    if (data[at] == '"') return bad(scan, at, "a quote inside an unquoted field");
    if (data[at] == ',') return end_field(scan, at, false) ? CSV_SCAN_MORE : CSV_SCAN_BAD;
    bool carriage_return = at > scan->field_start && data[at - 1] == '\r';
    return end_record(scan, at - carriage_return, at - carriage_return, false);
}

static void scan_quoted(struct csv_scan *scan, const char *data, size_t available)
{
    const char *quote = memchr(data + scan->position, '"', available - scan->position);
    scan->position = quote ? (size_t)(quote - data) + 1 : available;
    if (quote) scan->state = CSV_QUOTE_IN_QUOTED;
}

static enum csv_scan_result scan_behind_quote(struct csv_scan *scan, char byte)
{
    size_t at = scan->position++;
    switch (byte) {
    case '"':
        scan->state = CSV_QUOTED;
        scan->doubled = true;
        return CSV_SCAN_MORE;
    case ',':
        return end_field(scan, at - 1, true) ? CSV_SCAN_MORE : CSV_SCAN_BAD;
    case '\n':
        return end_record(scan, at, at - 1, true);
    case '\r':
        scan->state = CSV_CR_BEHIND_QUOTED;
        return CSV_SCAN_MORE;
    default:
        return bad(scan, at, "text after a closing quote");
    }
}

static enum csv_scan_result scan_some(struct csv_scan *scan, const char *data, size_t available)
{
    switch (scan->state) {
    case CSV_FIELD_START:
        scan->field_start = scan->position;
        scan->state = CSV_UNQUOTED;
        if (data[scan->position] != '"') return CSV_SCAN_MORE;
        scan->field_start = ++scan->position;
        scan->state = CSV_QUOTED;
        return CSV_SCAN_MORE;
    case CSV_UNQUOTED:
        return scan_unquoted(scan, data, available);
    case CSV_QUOTED:
        scan_quoted(scan, data, available);
        return CSV_SCAN_MORE;
    case CSV_QUOTE_IN_QUOTED:
        return scan_behind_quote(scan, data[scan->position]);
    default:
        if (data[scan->position] != '\n') return bad(scan, scan->position - 1, "text after a closing quote");
        scan->position++;
        return end_record(scan, scan->position - 2, scan->position - 3, true);
    }
}

/* A record without a line end; a last CR has lost its LF. */
static enum csv_scan_result scan_last(struct csv_scan *scan, const char *data)
{
    size_t end = scan->position;
    switch (scan->state) {
    case CSV_FIELD_START:
        scan->field_start = end;
        return end_record(scan, end, end, false);
    case CSV_UNQUOTED:
        end -= end > scan->field_start && data[end - 1] == '\r';
        return end_record(scan, end, end, false);
    case CSV_QUOTED:
        return bad(scan, scan->field_start - 1, "a quote that does not close");
    case CSV_QUOTE_IN_QUOTED:
        return end_record(scan, end, end - 1, true);
    default:
        return end_record(scan, end - 1, end - 2, true);
    }
}

enum csv_scan_result csv_scan_bytes(struct csv_scan *scan, const char *data, size_t available, bool ended)
{
    enum csv_scan_result result = CSV_SCAN_MORE;
    while (result == CSV_SCAN_MORE && scan->position < available)
        result = scan_some(scan, data, available);
    return result == CSV_SCAN_MORE && ended ? scan_last(scan, data) : result;
}
