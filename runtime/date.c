/* Calendar dates to days since 1970-01-01. */
#include "espalier.h"

/* `count` digits as a number, -1 when one of them is none. */
static int32_t digits(const char *text, int count)
{
    int32_t value = 0;
    int i;
    for (i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int32_t days_in_month(int32_t year, int32_t month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Whole days from 0001-01-01 to the first of January, less those to 1970. */
static int32_t days_to_year(int32_t year)
{
    const int32_t before = year - 1;
    return before * 365 + before / 4 - before / 100 + before / 400 - 719162;
}

int espalier_parse_date(const char *text, size_t length, double *days)
{
    int32_t year, month, day, total, m;
    while (length > 0 && (text[0] == ' ' || text[0] == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    if (length != 10 || text[4] != '-' || text[7] != '-') return ESPALIER_E_NUMBER;
    year = digits(text, 4);
    month = digits(text + 5, 2);
    day = digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return ESPALIER_E_NUMBER;
    total = days_to_year(year) + day - 1;
    for (m = 1; m < month; m++)
        total += days_in_month(year, m);
    *days = (double)total;
    return ESPALIER_OK;
}
