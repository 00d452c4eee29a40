/* The tree grows from its leaves: values wait in `pending` until their container ends and moves them, together, to the
 * document's nodes. So elements lie side by side without a second pass and without recursion. */
#include "bundle/base/json_document.h"

#include "bundle/base/memory.h"

#include <stdlib.h>
#include <string.h>

struct level {
    size_t base;    /* position of the container's first element in pending */
    uint32_t where; /* of the container */
    uint32_t kind;  /* NODE_ARRAY or NODE_OBJECT */
};

struct json_builder {
    struct json_document *document;
    struct node *pending;
    size_t pending_count, pending_capacity;
    struct level levels[JSON_DEPTH_LIMIT];
    size_t depth;
    uint32_t where;
    const char *failure; /* the first thing that a function without an error found; json_build_finish reports it */
};

struct json_builder *json_build_from(const char *name, char *source, size_t length)
{
    struct json_builder *builder = memory_zeroed(1, sizeof *builder);
    builder->document = memory_zeroed(1, sizeof *builder->document);
    builder->document->name = memory_text(name, strlen(name));
    builder->document->source = source;
    builder->document->source_length = length;
    builder->pending = memory_grow(NULL, &builder->pending_capacity, 1, sizeof(struct node));
    return builder;
}

struct json_builder *json_build(const char *name)
{
    return json_build_from(name, NULL, 0);
}

const struct json_document *json_build_document(const struct json_builder *builder)
{
    return builder->document;
}

void json_build_where(struct json_builder *builder, size_t where)
{
    builder->where = (uint32_t)where;
}

struct buffer *json_build_texts(struct json_builder *builder)
{
    return &builder->document->texts;
}

enum node_kind json_build_inside(const struct json_builder *builder)
{
    return builder->depth ? (enum node_kind)builder->levels[builder->depth - 1].kind : NODE_NULL;
}

static void fail_later(struct json_builder *builder, const char *failure)
{
    if (!builder->failure) builder->failure = failure;
}

/* Whether a key, rather than a value, comes next. */
static bool wants_key(const struct json_builder *builder)
{
    if (json_build_inside(builder) != NODE_OBJECT) return false;
    return (builder->pending_count - builder->levels[builder->depth - 1].base) % 2 == 0;
}

static void push(struct json_builder *builder, enum node_kind kind, size_t a, size_t b)
{
    if (a > UINT32_MAX || b > UINT32_MAX || builder->pending_count >= JSON_NODE_LIMIT) {
        fail_later(builder, "too large");
        return;
    }
    builder->pending = memory_grow(builder->pending, &builder->pending_capacity, builder->pending_count + 1, sizeof(struct node));
    builder->pending[builder->pending_count++] = (struct node){kind, builder->where, (uint32_t)a, (uint32_t)b};
}

static void push_value(struct json_builder *builder, enum node_kind kind, size_t a, size_t b)
{
    if (wants_key(builder))
        fail_later(builder, "a value without a key in an object");
    else if (!builder->depth && builder->pending_count)
        fail_later(builder, "more than one value");
    else
        push(builder, kind, a, b);
}

void json_build_null(struct json_builder *builder)
{
    push_value(builder, NODE_NULL, 0, 0);
}

void json_build_bool(struct json_builder *builder, bool value)
{
    push_value(builder, value ? NODE_TRUE : NODE_FALSE, 0, 0);
}

void json_build_integer(struct json_builder *builder, int64_t value)
{
    uint64_t bits = (uint64_t)value;
    push_value(builder, NODE_INTEGER, (size_t)(bits >> 32), (size_t)(bits & UINT32_MAX));
}

void json_build_float(struct json_builder *builder, float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    push_value(builder, NODE_FLOAT, 0, bits);
}

void json_build_double(struct json_builder *builder, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    push_value(builder, NODE_DOUBLE, (size_t)(bits >> 32), (size_t)(bits & UINT32_MAX));
}

static bool is_utf8(const char *data, size_t length)
{
    while (length) {
        size_t width = json_utf8_character(data, length);
        if (!width) return false;
        data += width;
        length -= width;
    }
    return true;
}

static size_t add_text(struct json_builder *builder, const char *data, size_t length)
{
    struct buffer *texts = &builder->document->texts;
    size_t start = texts->length;
    buffer_append(texts, data, length);
    buffer_append(texts, "", 1);
    return start;
}

void json_build_string(struct json_builder *builder, const char *data, size_t length)
{
    if (!is_utf8(data, length)) fail_later(builder, "a string that is not UTF-8");
    push_value(builder, NODE_DECODED, add_text(builder, data, length), length);
}

void json_build_in_source(struct json_builder *builder, enum node_kind kind, size_t start, size_t length)
{
    push(builder, kind, start, length);
}

void json_build_decoded(struct json_builder *builder, size_t start)
{
    struct buffer *texts = &builder->document->texts;
    size_t length = texts->length - start;
    buffer_append(texts, "", 1);
    push(builder, NODE_DECODED, start, length);
}

/* Big-endian bytes go in as they come; the chunks they fill are marked with their array. */
void json_build_typed_array(struct json_builder *builder, enum json_element element, const unsigned char *data, size_t count)
{
    struct json_document *document = builder->document;
    size_t size = json_element_size(element);
    if (count > (JSON_ELEMENT_BIT - document->elements.length) / size || document->array_count >= UINT32_MAX) {
        fail_later(builder, "too large");
        return;
    }
    push_value(builder, NODE_TYPED, document->array_count, count);
    document->arrays = memory_grow(document->arrays, &document->array_capacity, document->array_count + 1, sizeof *document->arrays);
    document->arrays[document->array_count] = (struct typed_array){document->elements.length, element};
    buffer_append(&document->elements, (const char *)data, count * size);
    static const char padding[JSON_CHUNK_BYTES];
    size_t over = document->elements.length % JSON_CHUNK_BYTES;
    if (over) buffer_append(&document->elements, padding, JSON_CHUNK_BYTES - over);
    size_t chunks = document->elements.length / JSON_CHUNK_BYTES;
    document->chunk_arrays = memory_grow(document->chunk_arrays, &document->chunk_capacity, chunks, sizeof *document->chunk_arrays);
    while (document->chunk_count < chunks)
        document->chunk_arrays[document->chunk_count++] = (uint32_t)document->array_count;
    document->array_count++;
}

/* The path of the innermost open container, found in what is pending: the node before a container's first element is its
 * own key in the parent, or the container is the next element of an array. */
static void open_path(const struct json_builder *builder, struct buffer *path)
{
    buffer_append(path, "", 0);
    for (size_t i = 1; i < builder->depth; i++) {
        const struct level *parent = &builder->levels[i - 1];
        size_t base = builder->levels[i].base;
        if (parent->kind == NODE_OBJECT) {
            const struct node *before = &builder->pending[base - 1];
            json_path_key(path, json_node_text(builder->document, before), before->b);
        } else {
            json_path_index(path, base - parent->base);
        }
    }
}

bool json_build_key_done(struct json_builder *builder, struct error *error)
{
    if (builder->failure) return json_fail(builder->document, builder->where, "", error, "%s", builder->failure);
    const struct node *key = &builder->pending[builder->pending_count - 1];
    if (!memchr(json_node_text(builder->document, key), '\0', key->b)) return true;
    return json_fail(builder->document, builder->where, "", error, "a key with a NUL character in it");
}

bool json_build_key(struct json_builder *builder, const char *data, size_t length, struct error *error)
{
    if (!wants_key(builder)) fail_later(builder, "a key where a value belongs");
    if (!is_utf8(data, length)) fail_later(builder, "a key that is not UTF-8");
    if (!builder->failure) push(builder, NODE_DECODED, add_text(builder, data, length), length);
    return json_build_key_done(builder, error);
}

bool json_build_begin(struct json_builder *builder, enum json_type array_or_object, struct error *error)
{
    if (wants_key(builder)) fail_later(builder, "a value without a key in an object");
    if (!builder->depth && builder->pending_count) fail_later(builder, "more than one value");
    if (builder->failure) return json_fail(builder->document, builder->where, "", error, "%s", builder->failure);
    if (builder->depth == JSON_DEPTH_LIMIT)
        return json_fail(builder->document, builder->where, "", error, "more than %d arrays and objects inside one another",
                         JSON_DEPTH_LIMIT);
    uint32_t kind = array_or_object == JSON_OBJECT ? NODE_OBJECT : NODE_ARRAY;
    builder->levels[builder->depth++] = (struct level){builder->pending_count, builder->where, kind};
    return true;
}

static bool check_keys(const struct json_builder *builder, const struct node *nodes, size_t count, struct error *error)
{
    struct json_duplicate duplicate = json_find_duplicate(builder->document, nodes, count);
    if (!duplicate.second) return true;
    struct buffer path = {0};
    open_path(builder, &path);
    const char *key = json_node_text(builder->document, duplicate.second);
    if (builder->document->source)
        json_fail(builder->document, duplicate.second->where, path.data, error, "duplicate key \"%s\", first on line %u", key,
                  json_line_at(builder->document, duplicate.first->where));
    else
        json_fail(builder->document, 0, path.data, error, "duplicate key \"%s\"", key);
    buffer_free(&path);
    return false;
}

/* Moves the pending values of the innermost container to their final place; returns the index of the first. */
static size_t settle(struct json_builder *builder, size_t base)
{
    struct json_document *document = builder->document;
    size_t count = builder->pending_count - base;
    size_t first = document->node_count;
    document->nodes = memory_grow(document->nodes, &document->node_capacity, first + count, sizeof(struct node));
    if (count) memcpy(document->nodes + first, builder->pending + base, count * sizeof(struct node));
    document->node_count += count;
    builder->pending_count = base;
    return first;
}

bool json_build_end(struct json_builder *builder, struct error *error)
{
    if (!builder->depth) fail_later(builder, "an end of nothing");
    if (!builder->failure && json_build_inside(builder) == NODE_OBJECT && !wants_key(builder)) fail_later(builder, "a key without a value");
    if (builder->failure) return json_fail(builder->document, builder->where, "", error, "%s", builder->failure);
    struct level level = builder->levels[builder->depth - 1];
    size_t count = builder->pending_count - level.base;
    if (level.kind == NODE_OBJECT) {
        count /= 2;
        if (!check_keys(builder, builder->pending + level.base, count, error)) return false;
    }
    size_t first = settle(builder, level.base);
    if (builder->document->node_count > JSON_NODE_LIMIT) return json_fail(builder->document, builder->where, "", error, "too large");
    builder->depth--;
    uint32_t where = builder->where;
    builder->where = level.where;
    push(builder, (enum node_kind)level.kind, first, count);
    builder->where = where;
    return true;
}

static const char *find_failure(const struct json_builder *builder)
{
    if (builder->failure) return builder->failure;
    if (builder->depth) return "an array or object that does not end";
    if (!builder->pending_count) return "no value";
    return NULL;
}

struct json_document *json_build_finish(struct json_builder *builder, struct error *error)
{
    const char *failure = find_failure(builder);
    if (failure) {
        json_fail(builder->document, builder->where, "", error, "%s", failure);
        json_build_abandon(builder);
        return NULL;
    }
    settle(builder, 0);
    struct json_document *document = builder->document;
    document->nodes = memory_resize(document->nodes, document->node_count, sizeof(struct node));
    document->node_capacity = document->node_count;
    builder->document = NULL;
    json_build_abandon(builder);
    return document;
}

void json_build_abandon(struct json_builder *builder)
{
    if (!builder) return;
    json_free(builder->document);
    free(builder->pending);
    free(builder);
}
