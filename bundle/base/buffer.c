#include "bundle/base/buffer.h"

#include "bundle/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_TEXT_BYTES 64

/* Room for `length` more bytes and the NUL. A sum that wraps asks for SIZE_MAX bytes, which ends the program as any refusal does. */
static void reserve(struct buffer *buffer, size_t length)
{
    size_t needed = length < SIZE_MAX - buffer->length ? buffer->length + length + 1 : SIZE_MAX;
    buffer->data = memory_grow(buffer->data, &buffer->capacity, needed, 1);
}

void buffer_append(struct buffer *buffer, const char *data, size_t length)
{
    reserve(buffer, length);
    if (length) memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_append(buffer, text, strlen(text));
}

/* Most texts fit at the first try; one that does not is formatted again. */
void buffer_print_arguments(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    reserve(buffer, SHORT_TEXT_BYTES);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    if (length > 0 && (size_t)length >= room) {
        reserve(buffer, (size_t)length);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    }
    if (length > 0) buffer->length += (size_t)length;
    buffer->data[buffer->length] = '\0';
    va_end(again);
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_print_arguments(buffer, format, arguments);
    va_end(arguments);
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data) buffer->data[0] = '\0';
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
