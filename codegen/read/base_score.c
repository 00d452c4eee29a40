#include "codegen/read/base_score.h"

#include "codegen/read/parameter.h"
#include "runtime/espalier.h"

#include <math.h>
#include <string.h>

/* Collects scores; those beyond `capacity` are counted but not kept. */
struct scores {
    float *values;
    size_t capacity, count;
};

static void add_score(struct scores *scores, float value)
{
    if (scores->count < scores->capacity) scores->values[scores->count] = value;
    scores->count++;
}

static bool add_text(struct json where, const char *text, size_t length, struct scores *scores, struct error *error)
{
    float value;
    if (espalier_parse_float(text, length, &value) != ESPALIER_OK)
        return json_error(where, error, "\"%.*s\" is not a number that a float can hold", (int)(length < 40 ? length : 40), text);
    add_score(scores, value);
    return true;
}

/* "[1E0,2E0]", the brackets optional. */
static bool add_list_text(struct json where, const char *text, struct scores *scores, struct error *error)
{
    size_t length = strlen(text);
    if (length >= 2 && text[0] == '[' && text[length - 1] == ']') {
        text++;
        length -= 2;
    }
    for (;;) {
        const char *comma = memchr(text, ',', length);
        size_t size = comma != NULL ? (size_t)(comma - text) : length;
        if (!add_text(where, text, size, scores, error)) return false;
        if (comma == NULL) return true;
        text += size + 1;
        length -= size + 1;
    }
}

static bool add_array(struct json array, struct scores *scores, struct error *error)
{
    for (size_t i = 0; i < json_count(array); i++) {
        float value;
        if (!json_float(json_at(array, i), &value, error)) return false;
        add_score(scores, value);
    }
    return true;
}

static bool add_any(struct json value, struct scores *scores, struct error *error)
{
    const char *text;
    float number;
    if (json_type(value) == JSON_ARRAY) return add_array(value, scores, error);
    if (json_type(value) == JSON_STRING) return parameter_text(value, &text, error) && add_list_text(value, text, scores, error);
    if (!json_float(value, &number, error)) return false;
    add_score(scores, number);
    return true;
}

bool base_score_read(struct json value, float *scores, size_t count, struct error *error)
{
    struct scores collected = {.values = scores, .capacity = count};
    if (!add_any(value, &collected, error)) return false;
    if (collected.count == 1)
        for (size_t i = 1; i < count; i++)
            scores[i] = scores[0];
    else if (collected.count != count)
        return json_error(value, error, "there are %zu base scores for %zu outputs", collected.count, count);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(scores[i])) return json_error(value, error, "a base score is not finite");
    return true;
}
