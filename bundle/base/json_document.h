/* How a JSON document is kept. Private to bundle/base/json_*.c.
 *
 * A value is a node of 16 bytes. The elements of a container lie side by side, those of an object as pairs of key and value,
 * and always before the container's own node, the root's last. Elements of typed arrays have no nodes: an index with
 * JSON_ELEMENT_BIT is the place of the element's first byte among all typed arrays' bytes. */
#ifndef ESPALIER_BUNDLE_BASE_JSON_DOCUMENT_H
#define ESPALIER_BUNDLE_BASE_JSON_DOCUMENT_H

#include "bundle/base/buffer.h"
#include "bundle/base/json.h"

#define JSON_ELEMENT_BIT UINT32_C(0x80000000)
#define JSON_NODE_LIMIT ((size_t)JSON_ELEMENT_BIT)
#define JSON_CHUNK_BYTES 64 /* a typed array starts at a multiple of it, so that a byte's chunk tells its array */

enum node_kind {
    NODE_NULL,
    NODE_FALSE,
    NODE_TRUE,
    NODE_NUMBER,  /* text: a offset in source, b length */
    NODE_INTEGER, /* a high, b low half of an int64_t */
    NODE_FLOAT,   /* b bits */
    NODE_DOUBLE,  /* a high, b low half of the bits */
    NODE_STRING,  /* as it stands in the source: a offset, b length */
    NODE_DECODED, /* a offset in texts, b length */
    NODE_ARRAY,   /* a index of the first element, b count */
    NODE_TYPED,   /* a position in arrays, b count */
    NODE_OBJECT   /* a index of the first key, b count of members */
};

struct node {
    uint32_t kind;  /* enum node_kind */
    uint32_t where; /* offset of the value's first byte in the source */
    uint32_t a, b;
};

struct typed_array {
    size_t start; /* offset in elements */
    enum json_element element;
};

struct json_document {
    char *name;
    char *source; /* NULL when built; closing quotes have become NULs */
    size_t source_length;
    struct node *nodes;
    size_t node_count, node_capacity;
    struct buffer texts; /* strings that do not stand in the source, each with a NUL */
    struct buffer elements;
    struct typed_array *arrays;
    size_t array_count, array_capacity;
    uint32_t *chunk_arrays; /* of each chunk of `elements`, the position of its array */
    size_t chunk_count, chunk_capacity;
};

/* 1-based line of an offset in the source, 0 without a source. */
uint32_t json_line_at(const struct json_document *document, size_t where);
/* Bytes of a NODE_STRING or NODE_DECODED; NUL-terminated. */
const char *json_node_text(const struct json_document *document, const struct node *node);
/* "name:line: " or "name: ", then ": "-separated `path` unless empty, then the message. Returns false. */
bool json_fail(const struct json_document *document, size_t where, const char *path, struct error *error, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Steps of a path, appended. */
void json_path_key(struct buffer *path, const char *key, size_t length);
void json_path_index(struct buffer *path, size_t position);

/* The element behind an index with JSON_ELEMENT_BIT: its array's position and its own bytes. */
struct element {
    uint32_t array;
    enum json_element type;
    const unsigned char *bytes;
};
struct element json_element_at(const struct json_document *document, uint32_t index);
size_t json_element_size(enum json_element type);

/* Number of bytes of the well-formed UTF-8 character at `data`, of which `length` bytes may be read; 0 when it is malformed. */
size_t json_utf8_character(const char *data, size_t length);

/* The first key in file order that repeats an earlier one; `second` is NULL when there is none. */
struct json_duplicate {
    const struct node *first, *second;
};
/* `nodes` are the `count` pairs of key and value of an object. */
struct json_duplicate json_find_duplicate(const struct json_document *document, const struct node *nodes, size_t count);

/* Building from a source of text: `source` is taken over; values then carry a place in it. */
struct json_builder *json_build_from(const char *name, char *source, size_t length);
const struct json_document *json_build_document(const struct json_builder *builder);
/* Where the next value or key begins. */
void json_build_where(struct json_builder *builder, size_t where);
/* The next value, or key, is `length` bytes of the source, or the bytes of `texts` from `start` (with a NUL behind them). */
void json_build_in_source(struct json_builder *builder, enum node_kind kind, size_t start, size_t length);
struct buffer *json_build_texts(struct json_builder *builder);
void json_build_decoded(struct json_builder *builder, size_t start);
bool json_build_key_done(struct json_builder *builder, struct error *error);
/* The kind of the innermost open container: NODE_ARRAY or NODE_OBJECT, NODE_NULL when none is open. */
enum node_kind json_build_inside(const struct json_builder *builder);

#endif
