#include "bundle/base/json_write.h"

#include "bundle/base/memory.h"

#include "runtime/espalier.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

/* cJSON says NULL when memory is refused; asking for the impossible ends the program in memory.h's way. */
static void *checked(void *made)
{
    if (!made) (void)memory_resize(NULL, SIZE_MAX, 1);
    return made;
}

static void add(cJSON *parent, const char *key, cJSON *item)
{
    checked(item);
    cJSON_bool added = key ? cJSON_AddItemToObject(parent, key, item) : cJSON_AddItemToArray(parent, item);
    checked(added ? parent : NULL);
}

void json_add_double(cJSON *parent, const char *key, double value)
{
    char text[ESPALIER_NUMBER_SIZE] = "null";
    if (isfinite(value)) espalier_format_number(value, text);
    add(parent, key, cJSON_CreateRaw(text));
}

void json_add_float(cJSON *parent, const char *key, float value)
{
    char text[ESPALIER_NUMBER_SIZE] = "null";
    if (isfinite(value)) espalier_format_float(value, text);
    add(parent, key, cJSON_CreateRaw(text));
}

void json_add_integer(cJSON *parent, const char *key, int64_t value)
{
    char text[ESPALIER_NUMBER_SIZE];
    snprintf(text, sizeof text, "%lld", (long long)value);
    add(parent, key, cJSON_CreateRaw(text));
}

void json_add_text(cJSON *parent, const char *key, const char *text)
{
    add(parent, key, text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

void json_add_bool(cJSON *parent, const char *key, int value)
{
    add(parent, key, cJSON_CreateBool(value != 0));
}

cJSON *json_add_object(cJSON *parent, const char *key)
{
    cJSON *object = cJSON_CreateObject();
    add(parent, key, object);
    return object;
}

cJSON *json_add_array(cJSON *parent, const char *key)
{
    cJSON *array = cJSON_CreateArray();
    add(parent, key, array);
    return array;
}

void json_print(const cJSON *root, struct buffer *out)
{
    char *text = checked(cJSON_Print(root));
    buffer_text(out, text);
    buffer_text(out, "\n");
    cJSON_free(text);
}
