#include "trainer/number_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

/* Built from integers: printf's %f follows the locale. */
const char *number_text_fixed(double value, int places, char text[NUMBER_TEXT_SIZE])
{
    const double scaled = round(fabs(value) * powers[places]);
    if (!(scaled < 1e18)) {
        snprintf(text, NUMBER_TEXT_SIZE, "%s", isnan(value) ? "nan" : value < 0 ? "-huge" : "huge");
        return text;
    }
    const long long units = (long long)scaled, unit = (long long)powers[places];
    const char *sign = value < 0 && units > 0 ? "-" : "";
    if (places == 0)
        snprintf(text, NUMBER_TEXT_SIZE, "%s%lld", sign, units);
    else
        snprintf(text, NUMBER_TEXT_SIZE, "%s%lld.%0*lld", sign, units / unit, places, units % unit);
    return text;
}

const char *number_text(double value, int places, char text[NUMBER_TEXT_SIZE])
{
    number_text_fixed(value, places, text);
    if (!strchr(text, '.')) return text;
    size_t length = strlen(text);
    while (text[length - 1] == '0')
        text[--length] = 0;
    if (text[length - 1] == '.') text[--length] = 0;
    return text;
}

const char *number_text_count(double count, char separator, char text[NUMBER_TEXT_SIZE])
{
    char digits[NUMBER_TEXT_SIZE];
    size_t at = 0;
    number_text_fixed(count, 0, digits);
    const size_t length = strlen(digits);
    for (size_t i = 0; i < length && at + 2 < NUMBER_TEXT_SIZE; i++) {
        if (i > 0 && (length - i) % 3 == 0) text[at++] = separator;
        text[at++] = digits[i];
    }
    text[at] = 0;
    return text;
}
