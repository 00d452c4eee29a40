#include "codegen/read/vocabulary.h"

static const char *const vocabulary_keys[] = {"enc", "feature_segments", "sorted_idx", NULL};
static const char *const text_keys[] = {"offsets", "values", NULL};
static const char *const number_keys[] = {"type", "values", NULL};

/* Types of numeric categories: 7 and 8 are floats, 9 to 16 integers (CatIndexType). */
enum { FIRST_TYPE = 7, FIRST_INTEGER_TYPE = 9, LAST_TYPE = 16 };

/* Whole numbers that never fall, from 0 to `last`; *count of them. */
static bool check_rising(struct json array, int64_t last, struct error *error)
{
    int64_t previous = 0, value = 0;
    for (size_t i = 0; i < json_count(array); i++) {
        if (!json_integer(json_at(array, i), i == 0 ? 0 : previous, i == 0 ? 0 : INT32_MAX, &value, error)) return false;
        previous = value;
    }
    return value == last || json_error(array, error, "it ends at %lld where %lld belongs", (long long)value, (long long)last);
}

/* Texts: their bytes one after the other, and where each begins and the last ends. */
static bool check_texts(struct json column, int64_t *categories, struct error *error)
{
    struct json offsets, values;
    if (!json_only_keys(column, text_keys, error) || !json_get(column, "offsets", JSON_ARRAY, &offsets, error) ||
        !json_get(column, "values", JSON_ARRAY, &values, error))
        return false;
    for (size_t i = 0; i < json_count(values); i++) {
        int64_t byte;
        if (!json_integer(json_at(values, i), INT8_MIN, UINT8_MAX, &byte, error)) return false;
    }
    *categories = json_count(offsets) > 0 ? (int64_t)json_count(offsets) - 1 : 0;
    return check_rising(offsets, (int64_t)json_count(values), error);
}

static bool check_numbers(struct json column, int64_t *categories, struct error *error)
{
    struct json values;
    int64_t type, integer;
    double number;
    if (!json_only_keys(column, number_keys, error) || !json_get(column, "values", JSON_ARRAY, &values, error)) return false;
    if (!json_get(column, "type", JSON_NUMBER, &column, error) || !json_integer(column, FIRST_TYPE, LAST_TYPE, &type, error)) return false;
    for (size_t i = 0; i < json_count(values); i++) {
        struct json value = json_at(values, i);
        if (type < FIRST_INTEGER_TYPE ? !json_double(value, &number, error) : !json_integer(value, INT64_MIN, INT64_MAX, &integer, error))
            return false;
    }
    *categories = (int64_t)json_count(values);
    return true;
}

static bool check_column(struct json column, int64_t *categories, struct error *error)
{
    if (json_type(column) != JSON_OBJECT) return json_error(column, error, "the categories of a feature are not an object");
    if (json_exists(json_find(column, "offsets"))) return check_texts(column, categories, error);
    return check_numbers(column, categories, error);
}

/* feature_segments: where the categories of each feature begin among all of them. */
static bool check_segments(struct json cats, struct json columns, int64_t *total, struct error *error)
{
    struct json segments;
    *total = 0;
    for (size_t i = 0; i < json_count(columns); i++) {
        int64_t categories = 0;
        if (!check_column(json_at(columns, i), &categories, error)) return false;
        *total += categories;
    }
    if (!json_get(cats, "feature_segments", JSON_ARRAY, &segments, error)) return false;
    size_t count = json_count(segments), wanted = json_count(columns) + 1;
    if (count != wanted && count != 0) return json_error(segments, error, "there are %zu elements where %zu belong", count, wanted);
    return check_rising(segments, count == 0 ? 0 : *total, error);
}

bool vocabulary_check(struct json cats, int32_t feature_count, struct error *error)
{
    struct json columns, order;
    int64_t total, position;
    if (!json_only_keys(cats, vocabulary_keys, error) || !json_get(cats, "enc", JSON_ARRAY, &columns, error)) return false;
    if (json_count(columns) != 0 && json_count(columns) != (size_t)feature_count)
        return json_error(columns, error, "there are %zu entries for %d features", json_count(columns), (int)feature_count);
    if (!check_segments(cats, columns, &total, error) || !json_get(cats, "sorted_idx", JSON_ARRAY, &order, error)) return false;
    if (json_count(order) != 0 && (int64_t)json_count(order) != total)
        return json_error(order, error, "there are %zu positions for %lld categories", json_count(order), (long long)total);
    for (size_t i = 0; i < json_count(order); i++)
        if (!json_integer(json_at(order, i), 0, total - 1, &position, error)) return false;
    return true;
}
