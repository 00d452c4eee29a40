#include "codegen/read/arrays.h"

bool array_get(struct json tree, const char *key, size_t count, struct json *array, struct error *error)
{
    if (!json_get(tree, key, JSON_ARRAY, array, error)) return false;
    size_t found = json_count(*array);
    return found == count || json_error(*array, error, "there are %zu elements where %zu belong", found, count);
}

bool array_integers(struct json tree, const char *key, size_t count, int64_t low, int64_t high, int32_t *values, struct error *error)
{
    struct json array;
    if (!array_get(tree, key, count, &array, error)) return false;
    for (size_t i = 0; i < count; i++) {
        int64_t value;
        if (!json_integer(json_at(array, i), low, high, &value, error)) return false;
        values[i] = (int32_t)value;
    }
    return true;
}

bool array_flag(struct json value, bool *flag, struct error *error)
{
    int64_t number;
    if (json_type(value) == JSON_BOOL) return json_bool(value, flag, error);
    if (!json_integer(value, 0, 1, &number, error)) return false;
    *flag = number == 1;
    return true;
}
