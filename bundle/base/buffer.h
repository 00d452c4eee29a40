/* A growing piece of text. Zero-initialise, append, take `data` (NUL-terminated once anything was appended), buffer_free. */
#ifndef ESPALIER_BUNDLE_BASE_BUFFER_H
#define ESPALIER_BUNDLE_BASE_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

struct buffer {
    char *data;
    size_t length;   /* bytes, without the terminating NUL */
    size_t capacity; /* bytes */
};

void buffer_append(struct buffer *buffer, const char *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
/* printf-style. Never use %g, %f or %a for data: number text comes from espalier_format_* (runtime/espalier.h). */
void buffer_print(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_print_arguments(struct buffer *buffer, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
void buffer_clear(struct buffer *buffer); /* length 0, memory kept */
void buffer_free(struct buffer *buffer);

#endif
