#include "hosts/cli/score_problem.h"

#include "bundle/base/buffer.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define CELL_BYTES_MAX ((size_t)60) /* of a cell that a message quotes */

/* Cuts a long cell, between characters: a UTF-8 continuation byte is 10xxxxxx. */
static void shorten(struct buffer *cell)
{
    size_t length = CELL_BYTES_MAX;
    if (cell->length <= CELL_BYTES_MAX) return;
    while (length > 0 && ((unsigned char)cell->data[length] & 0xc0) == 0x80)
        length--;
    cell->length = length;
    buffer_text(cell, "...");
}

/* Appends the text of the field at `position` of a record that is known to be well-formed, without its quotes. */
static void append_cell(struct buffer *out, const char *raw, size_t length, size_t position)
{
    const char *end = raw + length;
    bool quoted = false, closed = false; /* inside quotes; right behind them, where another quote means a doubled one */
    buffer_text(out, "");
    for (; raw < end && out->length <= CELL_BYTES_MAX; raw++) {
        const bool content = *raw == '"' ? closed : *raw != ',' || quoted;
        if (*raw == ',' && !quoted && position-- == 0) return;
        if (content && position == 0) buffer_append(out, raw, 1);
        closed = *raw == '"' && quoted;
        if (*raw == '"') quoted = !quoted;
    }
    shorten(out);
}

/* A day's calendar date: eras of 400 years from 0000-03-01, in which the leap day comes last. */
static void append_date(struct buffer *out, double days)
{
    const int64_t day = (int64_t)days + 719468, era = (day >= 0 ? day : day - 146096) / 146097, of_era = day - era * 146097;
    const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * of_year + 2) / 153, of_month = of_year - (153 * month_from_march + 2) / 5;
    const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    buffer_print(out, "%04d-%02d-%02d", (int)(year_of_era + era * 400 + (month <= 2)), (int)month, (int)of_month + 1);
}

static void append_bound(struct buffer *out, const struct espalier_column *column, double bound)
{
    char text[ESPALIER_NUMBER_SIZE];
    const double first_day = -719162, last_day = 2932896; /* 0001-01-01 and 9999-12-31 */
    if (column->type == ESPALIER_DATE && bound >= first_day && bound <= last_day) {
        append_date(out, bound);
        return;
    }
    espalier_format_number(bound, text);
    buffer_text(out, text);
}

static void append_range(struct buffer *out, const struct espalier_column *column)
{
    buffer_text(out, "outside the allowed range: ");
    if (isinf(column->lower))
        buffer_text(out, "at most ");
    else if (isinf(column->upper))
        buffer_text(out, "at least ");
    if (!isinf(column->lower)) append_bound(out, column, column->lower);
    if (!isinf(column->lower) && !isinf(column->upper)) buffer_text(out, " to ");
    if (!isinf(column->upper)) append_bound(out, column, column->upper);
}

static const char *expected(int32_t type)
{
    switch (type) {
    case ESPALIER_FLAG:
        return "no flag (0, 1, true, false, yes or no)";
    case ESPALIER_DATE:
        return "no date (YYYY-MM-DD or days since 1970-01-01)";
    default:
        return "no number";
    }
}

static bool is_outside(const struct espalier_column *column, const void *record)
{
    double value;
    memcpy(&value, (const char *)record + column->offset, sizeof value);
    return value < column->lower || value > column->upper;
}

/* What is wrong with the member: half a sentence after "'CELL' is ". */
static void append_reason(struct buffer *out, const struct espalier_column *column, const struct score_item *item, const void *record)
{
    if (item->status == ESPALIER_E_NUMBER)
        buffer_text(out, expected(column->type));
    else if (item->status == ESPALIER_E_CATEGORY)
        buffer_text(out, "a category that the scorer does not know");
    else if (item->status != ESPALIER_E_RANGE)
        buffer_text(out, espalier_error_text(item->status));
    else if (item->stage == SCORE_ENCODING && column->type != ESPALIER_CATEGORY && is_outside(column, record))
        append_range(out, column);
    else
        buffer_text(out, "too large");
}

void score_problem(const char *table, const struct score_block *block, const struct score_columns *columns, size_t item,
                   struct error *error)
{
    const struct score_item *bad = &block->items[item];
    const unsigned long long line = bad->line;
    struct buffer cell = {0}, reason = {0};
    if (bad->column < 0 || bad->column >= block->model->column_count) {
        error_set(error, EXIT_BAD_INPUT, "%s:%llu: a derived feature is %s", table, line,
                  bad->status == ESPALIER_E_RANGE ? "too large" : espalier_error_text(bad->status));
        return;
    }
    const struct espalier_column *column = &block->model->columns[bad->column];
    if (bad->status == ESPALIER_E_MISSING) {
        buffer_text(&reason, "the value is missing");
    } else {
        append_cell(&cell, block->raw.data + bad->raw_offset, bad->raw_length, columns->positions[bad->column]);
        buffer_print(&reason, "'%s' is ", cell.data);
        append_reason(&reason, column, bad, score_block_record(block, item));
    }
    error_set(error, EXIT_BAD_INPUT, "%s:%llu: column '%s': %s", table, line, column->name, reason.data);
    buffer_free(&cell);
    buffer_free(&reason);
}
