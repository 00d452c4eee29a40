/* Any bytes as UBJSON: parsed or refused, in memory that they bound; what was parsed can be read from end to end. */
#include "bundle/base/buffer.h"
#include "codegen/read/ubjson.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_scalar(struct json value)
{
    struct error error = ERROR_NONE;
    const char *text;
    size_t length;
    int64_t integer;
    double number;
    bool flag;
    json_text(value, &text, &length, &error);
    json_integer(value, INT64_MIN, INT64_MAX, &integer, &error);
    json_double(value, &number, &error);
    json_bool(value, &flag, &error);
}

/* Goes through the document without recursion: a stack of the containers on the way. */
static void read_all(struct json root)
{
    struct json containers[JSON_DEPTH_LIMIT + 1];
    size_t positions[JSON_DEPTH_LIMIT + 1] = {0};
    size_t depth = 0;
    containers[0] = root;
    for (;;) {
        if (positions[depth] == json_count(containers[depth])) {
            if (depth-- == 0) return;
            continue;
        }
        struct json value = json_at(containers[depth], positions[depth]++);
        read_scalar(value);
        if (json_count(value) == 0) continue;
        if (++depth > JSON_DEPTH_LIMIT) abort();
        containers[depth] = value;
        positions[depth] = 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    struct json_document *document = ubjson_parse("input", (const char *)data, size, &error);
    if ((document == NULL) != (error.exit_code != EXIT_DONE)) abort();
    if (document != NULL) read_all(json_root(document));
    json_free(document);
    return 0;
}
