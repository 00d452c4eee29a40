#include "bundle/transforms.h"
#include "bundle/vectors_corners.h"
#include "runtime/espalier.h"

#include <math.h>
#include <string.h>

/* Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
uint64_t vectors_random_next(struct vectors_random *random)
{
    uint64_t mixed = random->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ mixed >> 31;
}

/* The bias of a remainder of 64 bits does not matter to made-up rows. */
size_t vectors_random_below(struct vectors_random *random, size_t limit)
{
    return (size_t)(vectors_random_next(random) % limit);
}

double vectors_random_unit(struct vectors_random *random)
{
    return (double)(vectors_random_next(random) >> 11) * 0x1p-53;
}

/* A number between two neighboring points, written as a table would: days whole, other numbers to the cent. */
static double random_number(struct vectors_random *random, const struct bundle_column *column, const struct vectors_corners *corners)
{
    const size_t left = vectors_random_below(random, corners->point_count);
    const size_t right = left + 1 < corners->point_count ? left + 1 : left;
    const double low = corners->points[left], high = corners->points[right];
    const double value = low + vectors_random_unit(random) * (high - low);
    const double rounded = column->type == BUNDLE_DATE ? floor(value) : floor(value * 100.0) / 100.0;
    return rounded >= low && rounded <= high ? rounded : low;
}

static void append_number(struct buffer *out, double value)
{
    char text[ESPALIER_NUMBER_SIZE];
    buffer_append(out, text, espalier_format_number(value, text));
}

void vectors_random_cell(struct vectors_random *random, const struct bundle_column *column, const struct vectors_corners *corners,
                         struct buffer *out)
{
    const bool wants_corner = vectors_random_below(random, 8) == 0;
    if (column->type == BUNDLE_CATEGORY && !wants_corner) {
        buffer_text(out, column->categories[vectors_random_below(random, (size_t)column->category_count)]);
    } else if (corners->point_count > 0 && !wants_corner) {
        append_number(out, random_number(random, column, corners));
    } else {
        buffer_text(out, corners->cells[vectors_random_below(random, corners->count)]);
    }
}
