/* The parser's state, shared by the grammar and the strings. Private to bundle/base/json_*.c. */
#ifndef ESPALIER_BUNDLE_BASE_JSON_PARSE_H
#define ESPALIER_BUNDLE_BASE_JSON_PARSE_H

#include "bundle/base/json_document.h"

struct parser {
    struct json_builder *builder; /* owns the source */
    char *source;                 /* a NUL follows its `length` bytes */
    size_t position, length;
    int flags; /* enum json_flag */
    struct error *error;
};

/* Fails with a message that names the line of the position. Returns false. */
bool json_parse_fail(const struct parser *parser, const char *message);

/* At an opening quote: gives the string to the builder and goes behind the closing quote, which becomes a NUL. */
bool json_parse_string(struct parser *parser);

#endif
