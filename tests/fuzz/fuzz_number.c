/* Any bytes as a cell: what the runtime calls a number is what the C library calls one, to the bit, and is written so that it reads
 * back. */
#include "runtime/espalier.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(int holds, const char *what, const char *text)
{
    if (holds) return;
    fprintf(stderr, "fuzz_number: %s: '%s'\n", what, text);
    abort();
}

static uint64_t double_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t float_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static void check_double(const char *text, size_t length)
{
    char written[ESPALIER_NUMBER_SIZE], *end = NULL;
    double value = -7.0, back = -7.0;
    const int status = espalier_parse_number(text, length, &value);
    if (status == ESPALIER_E_NUMBER) return;
    const double wanted = strtod(text, &end);
    require(end != text && strspn(end, " \t") == strlen(end), "no number for strtod", text);
    require((status == ESPALIER_E_RANGE) == (isinf(wanted) != 0), "another overflow than strtod's", text);
    if (status != ESPALIER_OK) return;
    require(double_bits(value) == double_bits(wanted), "another double than strtod's", text);
    const size_t written_length = espalier_format_number(value, written);
    require(written_length == strlen(written), "a length that is wrong", written);
    require(espalier_parse_number(written, written_length, &back) == ESPALIER_OK && double_bits(back) == double_bits(value),
            "does not read back", written);
}

static void check_float(const char *text, size_t length)
{
    char written[ESPALIER_NUMBER_SIZE];
    float value = -7.0f, back = -7.0f;
    const int status = espalier_parse_float(text, length, &value);
    if (status == ESPALIER_E_NUMBER) return;
    const float wanted = strtof(text, NULL);
    require((status == ESPALIER_E_RANGE) == (isinf(wanted) != 0), "another overflow than strtof's", text);
    if (status != ESPALIER_OK) return;
    require(float_bits(value) == float_bits(wanted), "another float than strtof's", text);
    require(espalier_parse_float(written, espalier_format_float(value, written), &back) == ESPALIER_OK &&
                float_bits(back) == float_bits(value),
            "does not read back", written);
}

/* A cell of each type, as a record takes it. */
static void check_cell(const char *text, size_t length)
{
    static const struct espalier_column columns[] = {{.type = ESPALIER_NUMBER}, {.type = ESPALIER_FLAG}, {.type = ESPALIER_DATE}};
    static const struct espalier_model model = {.column_count = 3, .columns = columns, .record_size = sizeof(double)};
    for (int32_t column = 0; column < 3; column++) {
        double value = -7.0;
        const int status = espalier_set_text(&model, &value, column, text, length);
        require(status == ESPALIER_OK || value == -7.0, "a refused cell that is set", text);
        require(status != ESPALIER_OK || column != 1 || isnan(value) || value == 0.0 || value == 1.0, "a flag that is none", text);
        require(status != ESPALIER_OK || !isinf(value), "an infinite cell", text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double days = 0.0;
    char *text = malloc(size + 1);
    if (text == NULL) abort();
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    check_double(text, size);
    check_float(text, size);
    check_cell(text, size);
    if (espalier_parse_date(text, size, &days) == ESPALIER_OK)
        require(days >= -719162.0 && days <= 2932896.0, "a day outside the calendar", text);
    free(text);
    return 0;
}
