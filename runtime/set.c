/* Setting a record's members from text and numbers: where a cell of a table becomes a value. */
#include "espalier.h"

#include <string.h>

void espalier_record_init(const struct espalier_model *model, void *record)
{
    model->record_init(record);
}

static const struct espalier_column *column_at(const struct espalier_model *model, int32_t column)
{
    return column >= 0 && column < model->column_count ? &model->columns[column] : NULL;
}

/* memcpy since a host may keep records at any address. */
static void store_number(void *record, const struct espalier_column *column, double value)
{
    memcpy((char *)record + column->offset, &value, sizeof value);
}

static void store_category(void *record, const struct espalier_column *column, int32_t value)
{
    memcpy((char *)record + column->offset, &value, sizeof value);
}

static int is_nan(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (bits & UINT64_C(0x7fffffffffffffff)) > UINT64_C(0x7ff0000000000000);
}

/* One bit pattern for every missing value, as generated code has it. */
static double missing_number(void)
{
    const uint64_t bits = UINT64_C(0x7ff8000000000000);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void store_missing(void *record, const struct espalier_column *column)
{
    if (column->type == ESPALIER_CATEGORY)
        store_category(record, column, 0);
    else
        store_number(record, column, missing_number());
}

int espalier_set_missing(const struct espalier_model *model, void *record, int32_t column)
{
    const struct espalier_column *at = column_at(model, column);
    if (at == NULL) return ESPALIER_E_ARGUMENT;
    store_missing(record, at);
    return ESPALIER_OK;
}

static int set_category_number(void *record, const struct espalier_column *column, double value)
{
    if (!(value >= -1.0 && value <= (double)column->category_count) || value != (double)(int32_t)value) return ESPALIER_E_CATEGORY;
    store_category(record, column, (int32_t)value);
    return ESPALIER_OK;
}

int espalier_set_number(const struct espalier_model *model, void *record, int32_t column, double value)
{
    const struct espalier_column *at = column_at(model, column);
    if (at == NULL) return ESPALIER_E_ARGUMENT;
    if (is_nan(value)) {
        store_missing(record, at);
        return ESPALIER_OK;
    }
    if (at->type == ESPALIER_CATEGORY) return set_category_number(record, at, value);
    if (at->type == ESPALIER_FLAG && value != 0.0 && value != 1.0) return ESPALIER_E_RANGE;
    store_number(record, at, value);
    return ESPALIER_OK;
}

/* ---- text ---- */

static char lower_case(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static int is_word(const char *text, size_t length, const char *word)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (word[i] == 0 || lower_case(text[i]) != word[i]) return 0;
    return word[length] == 0;
}

/* 0, 1, or a negative code. `text` has no blanks around it. */
static int parse_flag(const char *text, size_t length)
{
    static const char *const words[2][4] = {{"false", "no", "n", "f"}, {"true", "yes", "y", "t"}};
    double number = 0.0;
    int value, i;
    if (length == 1 && (*text == '0' || *text == '1')) return *text - '0';
    for (value = 0; value < 2; value++)
        for (i = 0; i < 4; i++)
            if (is_word(text, length, words[value][i])) return value;
    if (espalier_parse_number(text, length, &number) != ESPALIER_OK || (number != 0.0 && number != 1.0)) return ESPALIER_E_NUMBER;
    return number != 0.0;
}

/* The value of a number, flag or date. */
static int parse_value(int32_t type, const char *text, size_t length, double *value)
{
    int flag;
    if (type == ESPALIER_NUMBER) return espalier_parse_number(text, length, value);
    if (type == ESPALIER_DATE)
        return espalier_parse_date(text, length, value) == ESPALIER_OK ? ESPALIER_OK : espalier_parse_number(text, length, value);
    flag = parse_flag(text, length);
    if (flag < 0) return flag;
    *value = (double)flag;
    return ESPALIER_OK;
}

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

int espalier_set_text(const struct espalier_model *model, void *record, int32_t column, const char *text, size_t length)
{
    const struct espalier_column *at = column_at(model, column);
    double value;
    int status;
    if (at == NULL) return ESPALIER_E_ARGUMENT;
    if (at->type == ESPALIER_CATEGORY) {
        store_category(record, at, length == 0 ? 0 : model->category(column, text, length));
        return ESPALIER_OK;
    }
    for (; length > 0 && is_blank(text[0]); length--)
        text++;
    while (length > 0 && is_blank(text[length - 1]))
        length--;
    if (length == 0) {
        store_missing(record, at);
        return ESPALIER_OK;
    }
    status = parse_value(at->type, text, length, &value);
    if (status == ESPALIER_OK) store_number(record, at, value);
    return status;
}
