#include "hosts/cli/score_threshold.h"

#include <stdint.h>
#include <string.h>

/* Keys are whole numbers in the order of the floats that they stand for, both zeros being one. */
#define KEY_OF_INFINITY INT64_C(0x7f800000)

static float float_of_key(int64_t key)
{
    const uint32_t bits = key >= 0 ? (uint32_t)key : UINT32_C(0x80000000) | (uint32_t)-key;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static int reaches(const struct espalier_model *model, int64_t key, float output)
{
    const float margin = float_of_key(key);
    float found = 0.0f;
    model->outputs_of(&margin, &found);
    return found >= output;
}

float score_threshold_margin(const struct espalier_model *model, float output)
{
    /* Every margin at or below `low` gives less, every one at or above `high` gives enough, or is infinite. */
    int64_t low = -KEY_OF_INFINITY, high = KEY_OF_INFINITY;
    if (reaches(model, low, output)) return float_of_key(low);
    while (high - low > 1) {
        const int64_t middle = low + (high - low) / 2;
        if (reaches(model, middle, output))
            high = middle;
        else
            low = middle;
    }
    return float_of_key(high);
}
