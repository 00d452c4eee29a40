#include "bundle/bundle_locate.h"
#include "bundle/base/buffer.h"
#include "bundle/bundle_path.h"

#include <stdlib.h>
#include <string.h>

/* Moves past a member's key when the path goes on with it. */
static bool take_key(const char **path, const char *key)
{
    struct buffer rendered = {0};
    bundle_path_key(&rendered, key);
    const bool taken = strncmp(*path, rendered.data, rendered.length) == 0 && strchr(".[:", (*path)[rendered.length]) != NULL &&
                       (*path)[rendered.length] != 0;
    if (taken) *path += rendered.length;
    buffer_free(&rendered);
    return taken;
}

static bool step_into_object(struct json *value, const char **path)
{
    if (**path == '.') ++*path;
    for (size_t i = 0; i < json_count(*value); i++) {
        if (!take_key(path, json_key(*value, i))) continue;
        *value = json_at(*value, i);
        return true;
    }
    return false;
}

static bool step_into_array(struct json *value, const char **path)
{
    char *end;
    if (**path != '[') return false;
    const unsigned long position = strtoul(*path + 1, &end, 10);
    if (*end != ']' || position >= json_count(*value)) return false;
    *path = end + 1;
    *value = json_at(*value, position);
    return true;
}

struct json bundle_locate(struct json root, const char *message)
{
    struct json value = root;
    bool moved = true;
    while (moved && *message != ':') {
        const enum json_type type = json_type(value);
        moved = (type == JSON_OBJECT && step_into_object(&value, &message)) || (type == JSON_ARRAY && step_into_array(&value, &message));
    }
    return value;
}
