/* Words of the expression language. Private to expression*.c. */
#ifndef ESPALIER_BUNDLE_EXPRESSION_TOKEN_H
#define ESPALIER_BUNDLE_EXPRESSION_TOKEN_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER,   /* number */
    TOKEN_TEXT,     /* in quotes */
    TOKEN_NAME,     /* of a column, bare or in backquotes */
    TOKEN_FUNCTION, /* a bare name with '(' next */
    TOKEN_NOT,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_EQUAL,
    TOKEN_NOT_EQUAL,
    TOKEN_LESS,
    TOKEN_LESS_EQUAL,
    TOKEN_GREATER,
    TOKEN_GREATER_EQUAL,
    TOKEN_PLUS,
    TOKEN_MINUS,
    TOKEN_TIMES,
    TOKEN_DIVIDE,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_COMMA
};

/* A word as it stands in the source; quotes are part of it. */
struct token {
    enum token_kind kind;
    size_t begin, length; /* bytes */
    double number;
};

struct expression_source {
    const char *where; /* config path that starts every message */
    const char *text;
};

/* Reads the word at *position and moves past it. */
bool expression_next_token(const struct expression_source *source, size_t *position, struct token *token, struct error *error);

/* "WHERE: character N: message", N counting characters of UTF-8 from 1 up to byte `position`. Returns false. */
bool expression_error(const struct expression_source *source, size_t position, struct error *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What a name or text token stands for, without its quotes; a doubled quote is one. `out` has room for token->length + 1 bytes.
 * Returns the length. */
size_t expression_unquote(const struct expression_source *source, const struct token *token, char *out);

#endif
