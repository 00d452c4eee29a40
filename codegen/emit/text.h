/* Names and numbers from the data as C source: whatever they hold, they cannot end a comment, a string or a line. */
#ifndef ESPALIER_CODEGEN_EMIT_TEXT_H
#define ESPALIER_CODEGEN_EMIT_TEXT_H

#include "bundle/base/buffer.h"

#include <stdint.h>

/* A string literal; anything but printable ASCII, and '?' because of trigraphs, as octal escapes. */
void text_literal(struct buffer *out, const char *text);
/* The text's bytes and its NUL as initializers of a char array, over as many lines as it takes. */
void text_array(struct buffer *out, const char *text);
/* For the inside of a comment, at most `limit` characters: anything but printable ASCII as \xNN, and so what could open or close a
 * comment or be a trigraph. */
void text_comment(struct buffer *out, const char *text, size_t limit);
/* A double as a constant expression with the same bits (a NaN as some NaN): decimal where a short text is exact, else hexadecimal. */
void text_double(struct buffer *out, double value);
/* The same, a hexadecimal one with a comment for people. */
void text_described_double(struct buffer *out, double value);
/* A float likewise. */
void text_float(struct buffer *out, float value);
/* A double for people, the shortest decimal text. */
void text_number(struct buffer *out, double value);
/* A float for people. */
void text_shortest_float(struct buffer *out, float value);
/* An unsigned integer as 0x... */
void text_hex(struct buffer *out, uint64_t value);
/* Characters since the last line end, to see where to break a line. */
size_t text_line_length(const struct buffer *out);

#endif
