#include "codegen/verify/compare.h"
#include "bundle/transforms.h"

#include <inttypes.h>
#include <string.h>

uint32_t compare_bits(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Counts a difference; true when it is one of the first, whose line the caller then goes on with. */
static bool begin_difference(struct verify_report *report, const struct compare_place *place)
{
    if (report->difference_count++ >= VERIFY_DIFFERENCES_SHOWN) return false;
    buffer_print(&report->differences, "%s row %" PRIu64 ": %s", place->rows, place->row, place->what);
    if (place->name) buffer_print(&report->differences, " '%s'", place->name);
    return true;
}

static void append_float(struct buffer *out, float value)
{
    char text[ESPALIER_NUMBER_SIZE];
    espalier_format_float(value, text);
    buffer_print(out, "%s (bits %08" PRIx32 ")", text, compare_bits(value));
}

void compare_float(struct verification *verification, const struct compare_place *place, float scorer, float expected)
{
    struct verify_report *report = verification->report;
    report->comparisons++;
    if (compare_bits(scorer) == compare_bits(expected)) return;
    if (espalier_is_missing((double)scorer) && espalier_is_missing((double)expected)) return;
    if (!begin_difference(report, place)) return;
    buffer_text(&report->differences, " is ");
    append_float(&report->differences, scorer);
    buffer_text(&report->differences, ", expected ");
    append_float(&report->differences, expected);
    buffer_text(&report->differences, "\n");
}

void compare_floats(struct verification *verification, const struct compare_place *place, const char *const *names, const float *scorer,
                    const float *expected, int32_t count)
{
    struct compare_place each = *place;
    for (int32_t i = 0; i < count; i++) {
        each.name = names ? names[i] : NULL;
        compare_float(verification, &each, scorer[i], expected[i]);
    }
}

void compare_integer(struct verification *verification, const struct compare_place *place, int64_t scorer, int64_t expected)
{
    struct verify_report *report = verification->report;
    report->comparisons++;
    if (scorer != expected && begin_difference(report, place))
        buffer_print(&report->differences, " is %" PRId64 ", expected %" PRId64 "\n", scorer, expected);
}
