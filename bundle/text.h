/* Small questions about texts. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_TEXT_H
#define ESPALIER_BUNDLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* True when a NUL-terminated text is UTF-8 as RFC 3629 has it: no overlong forms, no surrogates. */
bool text_is_utf8(const char *text);
/* True for [A-Za-z_][A-Za-z0-9_]*. */
bool text_is_identifier(const char *text);
/* True for 64 lowercase hexadecimal digits. */
bool text_is_sha256(const char *text);

/* Finds two equal texts among `count`: true with *second the lowest position of one that stands earlier too, at *first. */
bool text_find_duplicate(const char *const *texts, size_t count, size_t *first, size_t *second);

#endif
