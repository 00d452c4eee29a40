#include "bundle/base/json_document.h"

#include <stdlib.h>
#include <string.h>

void json_free(struct json_document *document)
{
    if (!document) return;
    free(document->name);
    free(document->source);
    free(document->nodes);
    buffer_free(&document->texts);
    buffer_free(&document->elements);
    free(document->arrays);
    free(document->chunk_arrays);
    free(document);
}

struct json json_root(const struct json_document *document)
{
    return (struct json){document, (uint32_t)(document->node_count - 1)};
}

bool json_exists(struct json value)
{
    return value.document != NULL;
}

static const struct node *container(struct json value)
{
    if (!value.document || value.index & JSON_ELEMENT_BIT) return NULL;
    const struct node *node = &value.document->nodes[value.index];
    return node->kind >= NODE_ARRAY ? node : NULL;
}

enum json_type json_type(struct json value)
{
    if (value.index & JSON_ELEMENT_BIT) return JSON_NUMBER;
    switch (value.document->nodes[value.index].kind) {
    case NODE_NULL:
        return JSON_NULL;
    case NODE_FALSE:
    case NODE_TRUE:
        return JSON_BOOL;
    case NODE_STRING:
    case NODE_DECODED:
        return JSON_STRING;
    case NODE_ARRAY:
    case NODE_TYPED:
        return JSON_ARRAY;
    case NODE_OBJECT:
        return JSON_OBJECT;
    default:
        return JSON_NUMBER;
    }
}

const char *json_type_name(enum json_type type)
{
    static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
    return names[type];
}

const char *json_node_text(const struct json_document *document, const struct node *node)
{
    return (node->kind == NODE_STRING ? document->source : document->texts.data) + node->a;
}

size_t json_element_size(enum json_element type)
{
    static const unsigned char sizes[] = {1, 1, 2, 4, 8, 4, 8};
    return sizes[type];
}

struct element json_element_at(const struct json_document *document, uint32_t index)
{
    uint32_t offset = index & ~JSON_ELEMENT_BIT;
    uint32_t array = document->chunk_arrays[offset / JSON_CHUNK_BYTES];
    return (struct element){array, document->arrays[array].element, (const unsigned char *)document->elements.data + offset};
}

size_t json_count(struct json value)
{
    const struct node *node = container(value);
    return node ? node->b : 0;
}

struct json json_at(struct json value, size_t position)
{
    const struct node *node = container(value);
    if (!node || position >= node->b) return (struct json){NULL, 0};
    if (node->kind == NODE_OBJECT) return (struct json){value.document, (uint32_t)(node->a + 2 * position + 1)};
    if (node->kind == NODE_ARRAY) return (struct json){value.document, (uint32_t)(node->a + position)};
    const struct typed_array *array = &value.document->arrays[node->a];
    size_t offset = array->start + position * json_element_size(array->element);
    return (struct json){value.document, JSON_ELEMENT_BIT | (uint32_t)offset};
}

const char *json_key(struct json object, size_t position)
{
    const struct node *node = container(object);
    if (!node || node->kind != NODE_OBJECT || position >= node->b) return NULL;
    return json_node_text(object.document, &object.document->nodes[node->a + 2 * position]);
}

struct json json_find(struct json object, const char *key)
{
    const struct node *node = container(object);
    if (!node || node->kind != NODE_OBJECT) return (struct json){NULL, 0};
    size_t length = strlen(key);
    const struct node *keys = object.document->nodes + node->a;
    for (size_t i = 0; i < node->b; i++)
        if (keys[2 * i].b == length && memcmp(json_node_text(object.document, &keys[2 * i]), key, length) == 0)
            return (struct json){object.document, (uint32_t)(node->a + 2 * i + 1)};
    return (struct json){NULL, 0};
}
