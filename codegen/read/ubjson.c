#include "codegen/read/ubjson.h"

#include <string.h>

/* An open container. */
struct frame {
    bool is_object;
    bool is_counted;
    uint64_t remaining; /* elements still to come, where counted */
    unsigned char type; /* marker of every element, or 0: each element brings its own */
    unsigned char end;  /* byte that closes it where it is not counted */
};

struct reader {
    const char *name;
    const unsigned char *data;
    size_t length, position; /* bytes */
    struct json_builder *builder;
    struct error *error;
    struct frame frames[JSON_DEPTH_LIMIT];
    size_t depth;
};

static bool fail(struct reader *reader, const char *what)
{
    return error_set(reader->error, EXIT_BAD_INPUT, "%s: byte %zu: %s", reader->name, reader->position, what);
}

static bool fail_marker(struct reader *reader, unsigned char marker)
{
    return error_set(reader->error, EXIT_BAD_INPUT, "%s: byte %zu: 0x%02x is not a UBJSON marker that belongs here", reader->name,
                     reader->position - 1, marker);
}

static size_t bytes_left(const struct reader *reader)
{
    return reader->length - reader->position;
}

static bool take_byte(struct reader *reader, unsigned char *byte)
{
    if (bytes_left(reader) == 0) return fail(reader, "the file ends in the middle of a value");
    *byte = reader->data[reader->position++];
    return true;
}

/* The next byte without taking it; 0, which is no marker, at the end. */
static unsigned char peek(const struct reader *reader)
{
    return bytes_left(reader) > 0 ? reader->data[reader->position] : 0;
}

/* No-ops may stand wherever a marker may. */
static void skip_no_ops(struct reader *reader)
{
    while (peek(reader) == 'N')
        reader->position++;
}

/* Bytes of a number's payload, or 0 where `marker` is no number's. */
static size_t number_size(unsigned char marker)
{
    switch (marker) {
    case 'i':
    case 'U':
        return 1;
    case 'I':
        return 2;
    case 'l':
    case 'd':
        return 4;
    case 'L':
    case 'D':
        return 8;
    default:
        return 0;
    }
}

static bool take_bits(struct reader *reader, size_t size, uint64_t *bits)
{
    if (bytes_left(reader) < size) return fail(reader, "the file ends in the middle of a number");
    *bits = 0;
    for (size_t i = 0; i < size; i++)
        *bits = *bits << 8 | reader->data[reader->position++];
    return true;
}

/* The integer that `size` big-endian bytes of two's complement hold. */
static int64_t sign_extended(uint64_t bits, size_t size)
{
    uint64_t sign = (uint64_t)1 << (8 * size - 1);
    uint64_t extended = (bits ^ sign) - sign;
    int64_t value;
    memcpy(&value, &extended, sizeof value);
    return value;
}

static bool take_integer(struct reader *reader, unsigned char marker, int64_t *value)
{
    size_t size = number_size(marker);
    if (size == 0 || marker == 'd' || marker == 'D') return fail_marker(reader, marker);
    uint64_t bits = 0;
    if (!take_bits(reader, size, &bits)) return false;
    *value = marker == 'U' ? (int64_t)bits : sign_extended(bits, size);
    return true;
}

/* A length or a count. Everything counted takes at least one byte, so more than the bytes left is a lie that allocates nothing. */
static bool take_count(struct reader *reader, uint64_t *count)
{
    unsigned char marker = 0;
    int64_t value = 0;
    if (!take_byte(reader, &marker) || !take_integer(reader, marker, &value)) return false;
    if (value < 0) return fail(reader, "a length or count is negative");
    *count = (uint64_t)value;
    if (*count > bytes_left(reader)) return fail(reader, "a length or count is larger than the rest of the file");
    return true;
}

/* A text's bytes; the builder checks that they are UTF-8. */
static bool take_text(struct reader *reader, const char **text, size_t *length)
{
    uint64_t count = 0;
    bool ok = take_count(reader, &count);
    *text = (const char *)reader->data + reader->position;
    *length = (size_t)count;
    if (ok) reader->position += *length;
    return ok;
}

static bool read_float(struct reader *reader)
{
    uint64_t bits = 0;
    if (!take_bits(reader, 4, &bits)) return false;
    uint32_t narrow = (uint32_t)bits;
    float value;
    memcpy(&value, &narrow, sizeof value);
    json_build_float(reader->builder, value);
    return true;
}

static bool read_double(struct reader *reader)
{
    uint64_t bits = 0;
    if (!take_bits(reader, 8, &bits)) return false;
    double value;
    memcpy(&value, &bits, sizeof value);
    json_build_double(reader->builder, value);
    return true;
}

static bool read_integer(struct reader *reader, unsigned char marker)
{
    int64_t value = 0;
    if (!take_integer(reader, marker, &value)) return false;
    json_build_integer(reader->builder, value);
    return true;
}

static bool read_string(struct reader *reader)
{
    const char *text = NULL;
    size_t length = 0;
    if (!take_text(reader, &text, &length)) return false;
    json_build_string(reader->builder, text, length);
    return true;
}

static bool read_character(struct reader *reader)
{
    unsigned char character = 0;
    if (!take_byte(reader, &character)) return false;
    if (character > 0x7F) return fail(reader, "a character is not ASCII");
    char text = (char)character;
    json_build_string(reader->builder, &text, 1);
    return true;
}

static enum json_element element_of(unsigned char marker)
{
    switch (marker) {
    case 'i':
        return JSON_INT8;
    case 'U':
        return JSON_UINT8;
    case 'I':
        return JSON_INT16;
    case 'l':
        return JSON_INT32;
    case 'L':
        return JSON_INT64;
    case 'd':
        return JSON_FLOAT32;
    default:
        return JSON_FLOAT64;
    }
}

/* `[$type#count` of numbers: the payload as one block, which is how XGBoost writes the nodes of a tree. */
static bool read_numbers(struct reader *reader, unsigned char type, uint64_t count)
{
    size_t size = number_size(type);
    if (count > bytes_left(reader) / size) return fail(reader, "a typed array is longer than the rest of the file");
    json_build_typed_array(reader->builder, element_of(type), reader->data + reader->position, (size_t)count);
    reader->position += (size_t)count * size;
    return true;
}

static bool type_has_payload(unsigned char type)
{
    return number_size(type) > 0 || type == 'C' || type == 'S' || type == '[' || type == '{';
}

/* What may follow the opening bracket: `#count` or `$type#count`. */
static bool read_container_head(struct reader *reader, struct frame *frame)
{
    unsigned char byte;
    if (peek(reader) == '$') {
        reader->position++;
        if (!take_byte(reader, &frame->type)) return false;
        if (!type_has_payload(frame->type)) return fail(reader, "a typed container of values that take no bytes is not accepted");
        if (peek(reader) != '#') return fail(reader, "a typed container has no count");
    }
    if (peek(reader) != '#') return true;
    frame->is_counted = true;
    return take_byte(reader, &byte) && take_count(reader, &frame->remaining);
}

static bool open_container(struct reader *reader, bool is_object)
{
    struct frame frame = {.is_object = is_object, .end = is_object ? '}' : ']'};
    if (!read_container_head(reader, &frame)) return false;
    if (!is_object && number_size(frame.type) > 0) return read_numbers(reader, frame.type, frame.remaining);
    if (reader->depth == JSON_DEPTH_LIMIT) return fail(reader, "containers are nested too deeply");
    if (!json_build_begin(reader->builder, is_object ? JSON_OBJECT : JSON_ARRAY, reader->error)) return false;
    reader->frames[reader->depth++] = frame;
    return true;
}

static bool read_value(struct reader *reader, unsigned char marker)
{
    switch (marker) {
    case 'Z':
        json_build_null(reader->builder);
        return true;
    case 'T':
    case 'F':
        json_build_bool(reader->builder, marker == 'T');
        return true;
    case 'd':
        return read_float(reader);
    case 'D':
        return read_double(reader);
    case 'S':
        return read_string(reader);
    case 'C':
        return read_character(reader);
    case '[':
    case '{':
        return open_container(reader, marker == '{');
    case 'H':
        return fail(reader, "high-precision numbers are not accepted; XGBoost neither writes nor reads them");
    default:
        return read_integer(reader, marker);
    }
}

static bool read_key(struct reader *reader)
{
    const char *text = NULL;
    size_t length = 0;
    return take_text(reader, &text, &length) && json_build_key(reader->builder, text, length, reader->error);
}

/* True when the innermost container ends here; its end marker is taken. */
static bool container_ends(struct reader *reader, struct frame *frame)
{
    if (frame->is_counted) return frame->remaining == 0;
    skip_no_ops(reader);
    if (peek(reader) != frame->end) return false;
    reader->position++;
    return true;
}

/* One element of the innermost container, or its end. */
static bool read_element(struct reader *reader)
{
    struct frame *frame = &reader->frames[reader->depth - 1];
    if (container_ends(reader, frame)) {
        reader->depth--;
        return json_build_end(reader->builder, reader->error);
    }
    frame->remaining--;
    if (frame->is_object && !read_key(reader)) return false;
    unsigned char marker = frame->type;
    if (marker == 0) {
        skip_no_ops(reader);
        if (!take_byte(reader, &marker)) return false;
    }
    return read_value(reader, marker);
}

static bool read_document(struct reader *reader)
{
    unsigned char marker = 0;
    skip_no_ops(reader);
    if (!take_byte(reader, &marker) || !read_value(reader, marker)) return false;
    while (reader->depth > 0)
        if (!read_element(reader)) return false;
    skip_no_ops(reader);
    return bytes_left(reader) == 0 || fail(reader, "there are bytes after the end of the document");
}

bool ubjson_recognize(const char *data, size_t length)
{
    return length >= 2 && data[0] == '{' && data[1] != '\0' && strchr("iUIlL$#N", data[1]) != NULL;
}

struct json_document *ubjson_parse(const char *name, const char *data, size_t length, struct error *error)
{
    struct reader reader = {.name = name, .data = (const unsigned char *)data, .length = length, .error = error};
    reader.builder = json_build(name);
    if (read_document(&reader)) return json_build_finish(reader.builder, error);
    json_build_abandon(reader.builder);
    return NULL;
}
