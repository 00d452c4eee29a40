/* Any bytes as JSON (the first says with which flags): what is read, written again and read again must be the same, and every
 * reader of values must cope with it. */
#include "bundle/base/buffer.h"
#include "bundle/base/json.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *what)
{
    if (holds) return;
    fprintf(stderr, "fuzz_json: %s\n", what);
    abort();
}

static void write_string(const char *data, size_t length, struct buffer *out)
{
    buffer_text(out, "\"");
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)data[i];
        if (byte < 0x20 || byte == '"' || byte == '\\')
            buffer_print(out, "\\u%04x", byte);
        else
            buffer_append(out, data + i, 1);
    }
    buffer_text(out, "\"");
}

static void write_scalar(struct json value, struct buffer *out)
{
    struct error error = ERROR_NONE;
    const char *data = NULL;
    size_t length = 0;
    bool truth = false;
    switch (json_type(value)) {
    case JSON_NULL:
        buffer_text(out, "null");
        break;
    case JSON_BOOL:
        require(json_bool(value, &truth, &error), "a boolean that is none");
        buffer_text(out, truth ? "true" : "false");
        break;
    case JSON_NUMBER:
        require(json_number_text(value, &data, &length) && length > 0, "a number without text");
        buffer_append(out, data, length);
        break;
    default:
        require(json_text(value, &data, &length, &error) && data[length] == '\0', "a string without its end");
        write_string(data, length, out);
    }
}

/* Whatever the type, a reader says yes or a sentence. */
static void read_every_way(struct json value)
{
    static const char *const keys[] = {"a", "b", NULL};
    struct error errors[6] = {ERROR_NONE, ERROR_NONE, ERROR_NONE, ERROR_NONE, ERROR_NONE, ERROR_NONE};
    double wide;
    float narrow;
    int64_t integer;
    struct json member;
    require(json_double(value, &wide, &errors[0]) == !*errors[0].message, "a double without value or message");
    require(json_float(value, &narrow, &errors[1]) == !*errors[1].message, "a float without value or message");
    require(json_integer(value, -1000, 1000, &integer, &errors[2]) == !*errors[2].message, "an integer without value or message");
    require(json_get(value, "a", JSON_ARRAY, &member, &errors[3]) == !*errors[3].message, "a member without value or message");
    require(json_only_keys(value, keys, &errors[4]) == !*errors[4].message, "keys without yes or message");
    require(!json_error(value, &errors[5], "here") && json_line(value) > 0, "a value without a place");
}

/* The containers from the root down to the one being written. */
struct walk {
    struct json container[JSON_DEPTH_LIMIT];
    size_t next[JSON_DEPTH_LIMIT];
    size_t depth;
};

static void begin_value(struct walk *walk, struct json value, struct buffer *out)
{
    enum json_type type = json_type(value);
    if (type != JSON_ARRAY && type != JSON_OBJECT) {
        write_scalar(value, out);
        return;
    }
    require(walk->depth < JSON_DEPTH_LIMIT, "a document deeper than the limit");
    walk->container[walk->depth] = value;
    walk->next[walk->depth++] = 0;
    buffer_text(out, type == JSON_ARRAY ? "[" : "{");
}

static void write_value(struct json root, struct buffer *out, size_t inspected)
{
    struct walk walk = {.depth = 0};
    begin_value(&walk, root, out);
    while (walk.depth > 0) {
        struct json container = walk.container[walk.depth - 1];
        size_t position = walk.next[walk.depth - 1]++;
        bool is_object = json_type(container) == JSON_OBJECT;
        if (position == json_count(container)) {
            buffer_text(out, is_object ? "}" : "]");
            walk.depth--;
            continue;
        }
        if (position) buffer_text(out, ",");
        struct json value = json_at(container, position);
        if (is_object) {
            const char *key = json_key(container, position);
            require(json_find(container, key).index == value.index, "a key that is not found");
            write_string(key, strlen(key), out);
            buffer_text(out, ":");
        }
        if (inspected) {
            read_every_way(value);
            inspected--;
        }
        begin_value(&walk, value, out);
    }
}

static struct json_document *parse(const void *data, size_t size, int flags)
{
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("fuzz", data, size, flags, &error);
    require((document == NULL) == (error.exit_code == EXIT_BAD_INPUT), "a document with a message, or a refusal without");
    return document;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size) return 0;
    int flags = data[0] & (JSON_COMMENTS | JSON_NONFINITE);
    struct json_document *document = parse(data + 1, size - 1, flags);
    if (!document) return 0;
    struct buffer once = {0}, twice = {0};
    read_every_way(json_root(document));
    write_value(json_root(document), &once, 50);
    json_free(document);
    document = parse(once.data, once.length, flags & JSON_NONFINITE);
    require(document != NULL, "a written document that cannot be read");
    write_value(json_root(document), &twice, 0);
    require(once.length == twice.length && memcmp(once.data, twice.data, once.length) == 0, "another document after writing and reading");
    json_free(document);
    buffer_free(&once);
    buffer_free(&twice);
    return 0;
}
