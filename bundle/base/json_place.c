/* Where a value stands, for messages. */
#include "bundle/base/json_document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PATH_SHOWN 600 /* bytes of a path in a message; a longer one loses its middle */

uint32_t json_line_at(const struct json_document *document, size_t where)
{
    if (!document->source) return 0;
    uint32_t line = 1;
    const char *end = document->source + where;
    for (const char *at = document->source; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        line++;
    return line;
}

uint32_t json_line(struct json value)
{
    if (!value.document || value.index & JSON_ELEMENT_BIT) return 0;
    return json_line_at(value.document, value.document->nodes[value.index].where);
}

/* The container that holds a value; containers lie behind their elements. False for the root. */
static bool find_parent(const struct json_document *document, uint32_t index, uint32_t *parent)
{
    bool is_element = index & JSON_ELEMENT_BIT;
    uint32_t array = is_element ? json_element_at(document, index).array : 0;
    for (size_t i = is_element ? 0 : (size_t)index + 1; i < document->node_count; i++) {
        const struct node *node = &document->nodes[i];
        bool holds = is_element && node->kind == NODE_TYPED && node->a == array;
        if (!is_element && (node->kind == NODE_ARRAY || node->kind == NODE_OBJECT)) {
            size_t width = node->kind == NODE_OBJECT ? 2 : 1;
            holds = index >= node->a && index - node->a < width * node->b;
        }
        if (!holds) continue;
        *parent = (uint32_t)i;
        return true;
    }
    return false;
}

static bool is_plain_key(const char *key, size_t length)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ -";
    return length > 0 && strspn(key, plain) == length;
}

void json_path_key(struct buffer *path, const char *key, size_t length)
{
    if (path->length) buffer_text(path, ".");
    if (is_plain_key(key, length)) {
        buffer_append(path, key, length);
        return;
    }
    buffer_text(path, "\"");
    for (size_t i = 0; i < length; i++) {
        if (key[i] == '"' || key[i] == '\\') buffer_text(path, "\\");
        buffer_append(path, key + i, 1);
    }
    buffer_text(path, "\"");
}

void json_path_index(struct buffer *path, size_t position)
{
    buffer_print(path, "[%zu]", position);
}

static void append_step(const struct json_document *document, uint32_t parent, uint32_t index, struct buffer *path)
{
    const struct node *node = &document->nodes[parent];
    if (node->kind == NODE_OBJECT) {
        const struct node *key = &document->nodes[index - 1];
        json_path_key(path, json_node_text(document, key), key->b);
    } else if (node->kind == NODE_ARRAY) {
        json_path_index(path, index - node->a);
    } else {
        const struct typed_array *array = &document->arrays[node->a];
        json_path_index(path, ((index & ~JSON_ELEMENT_BIT) - array->start) / json_element_size(array->element));
    }
}

void json_path(struct json value, struct buffer *out)
{
    buffer_append(out, "", 0);
    if (!value.document) return;
    uint32_t chain[JSON_DEPTH_LIMIT + 2] = {value.index};
    size_t length = 1;
    while (length < sizeof chain / sizeof *chain && find_parent(value.document, chain[length - 1], &chain[length]))
        length++;
    struct buffer path = {0};
    for (size_t i = length - 1; i > 0; i--)
        append_step(value.document, chain[i], chain[i - 1], &path);
    if (path.length) buffer_append(out, path.data, path.length);
    buffer_free(&path);
}

/* A hostile file's path must not push the message itself out of the error. */
static void append_shortened(struct buffer *out, const char *path)
{
    size_t length = strlen(path);
    if (length <= PATH_SHOWN) {
        buffer_text(out, path);
        return;
    }
    size_t head = PATH_SHOWN / 2, tail = length - PATH_SHOWN / 2;
    while (((unsigned char)path[head] & 0xc0) == 0x80)
        head--;
    while (((unsigned char)path[tail] & 0xc0) == 0x80)
        tail++;
    buffer_append(out, path, head);
    buffer_text(out, " ... ");
    buffer_text(out, path + tail);
}

static bool fail(const struct json_document *document, uint32_t line, const char *path, struct error *error, const char *message)
{
    struct buffer text = {0};
    buffer_text(&text, document ? document->name : "JSON");
    if (line) buffer_print(&text, ":%u", line);
    buffer_text(&text, ": ");
    if (*path) {
        append_shortened(&text, path);
        buffer_text(&text, ": ");
    }
    buffer_text(&text, message);
    error_set(error, EXIT_BAD_INPUT, "%s", text.data);
    buffer_free(&text);
    return false;
}

bool json_fail(const struct json_document *document, size_t where, const char *path, struct error *error, const char *format, ...)
{
    char message[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return fail(document, json_line_at(document, where), path, error, message);
}

bool json_error(struct json value, struct error *error, const char *format, ...)
{
    char message[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct buffer path = {0};
    json_path(value, &path);
    fail(value.document, json_line(value), path.data, error, message);
    buffer_free(&path);
    return false;
}
