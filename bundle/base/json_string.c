#include "bundle/base/json_parse.h"

#include <stdio.h>

/* Well-formed byte sequences after table 3-7 of the Unicode standard: no surrogates, no overlong forms, up to U+10FFFF. */
size_t json_utf8_character(const char *data, size_t length)
{
    const unsigned char *byte = (const unsigned char *)data;
    if (!length) return 0;
    if (byte[0] < 0x80) return 1;
    size_t width = byte[0] >= 0xf0 ? 4 : byte[0] >= 0xe0 ? 3 : 2;
    if (byte[0] < 0xc2 || byte[0] > 0xf4 || length < width) return 0;
    unsigned char low = byte[0] == 0xe0 ? 0xa0 : byte[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = byte[0] == 0xed ? 0x9f : byte[0] == 0xf4 ? 0x8f : 0xbf;
    if (byte[1] < low || byte[1] > high) return 0;
    for (size_t i = 2; i < width; i++)
        if ((byte[i] & 0xc0) != 0x80) return 0;
    return width;
}

static void append_utf8(struct buffer *texts, uint32_t code)
{
    char bytes[4];
    size_t width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = width - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(lead[width] | code);
    buffer_append(texts, bytes, width);
}

static int hexadecimal_digit(char byte)
{
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/* Four digits behind "\u". The NUL at the source's end is no digit, so nothing behind it is read. */
static bool take_code(struct parser *parser, uint32_t *code)
{
    *code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hexadecimal_digit(parser->source[parser->position]);
        if (digit < 0) return json_parse_fail(parser, "\\u without four hexadecimal digits in a string");
        *code = *code << 4 | (uint32_t)digit;
        parser->position++;
    }
    return true;
}

static bool is_high_surrogate(uint32_t code)
{
    return code >= 0xd800 && code < 0xdc00;
}
static bool is_low_surrogate(uint32_t code)
{
    return code >= 0xdc00 && code < 0xe000;
}

static bool take_unicode(struct parser *parser, struct buffer *texts)
{
    static const char lone[] = "half of a surrogate pair in a string";
    uint32_t code, low;
    if (!take_code(parser, &code)) return false;
    if (is_low_surrogate(code)) return json_parse_fail(parser, lone);
    if (is_high_surrogate(code)) {
        const char *next = parser->source + parser->position;
        if (next[0] != '\\' || next[1] != 'u') return json_parse_fail(parser, lone);
        parser->position += 2;
        if (!take_code(parser, &low)) return false;
        if (!is_low_surrogate(low)) return json_parse_fail(parser, lone);
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(texts, code);
    return true;
}

static bool take_escape(struct parser *parser, struct buffer *texts)
{
    char byte = parser->source[parser->position];
    char meant;
    switch (byte) {
    case '"':
    case '\\':
    case '/':
        meant = byte;
        break;
    case 'b':
        meant = '\b';
        break;
    case 'f':
        meant = '\f';
        break;
    case 'n':
        meant = '\n';
        break;
    case 'r':
        meant = '\r';
        break;
    case 't':
        meant = '\t';
        break;
    case 'u':
        parser->position++;
        return take_unicode(parser, texts);
    default:
        return json_parse_fail(parser, "a backslash before a character that it does not escape in a string");
    }
    parser->position++;
    buffer_append(texts, &meant, 1);
    return true;
}

static bool fail_in_string(const struct parser *parser)
{
    unsigned char byte = (unsigned char)parser->source[parser->position];
    if (parser->position == parser->length) return json_parse_fail(parser, "a string that does not end");
    if (byte == '\n' || byte == '\r')
        return json_parse_fail(parser, "a string that does not end on its line (a line break inside is written \\n)");
    char message[64];
    snprintf(message, sizeof message, byte < 0x20 ? "the control character 0x%02x in a string" : "a string is not UTF-8 at the byte 0x%02x",
             byte);
    return json_parse_fail(parser, message);
}

/* Goes over characters that stand for themselves: to the closing quote, a backslash or a byte that must not be there. */
static void skip_plain(struct parser *parser)
{
    for (;;) {
        unsigned char byte = (unsigned char)parser->source[parser->position];
        if (byte < 0x20 || byte == '"' || byte == '\\') return;
        size_t width = byte < 0x80 ? 1 : json_utf8_character(parser->source + parser->position, parser->length - parser->position);
        if (!width) return;
        parser->position += width;
    }
}

/* From the first backslash on a string's bytes are not those of the source and are collected in the document's texts. */
static bool parse_escaped(struct parser *parser, size_t plain)
{
    struct buffer *texts = json_build_texts(parser->builder);
    size_t start = texts->length;
    while (parser->source[parser->position] == '\\') {
        buffer_append(texts, parser->source + plain, parser->position - plain);
        parser->position++;
        if (!take_escape(parser, texts)) return false;
        plain = parser->position;
        skip_plain(parser);
    }
    if (parser->source[parser->position] != '"') return fail_in_string(parser);
    buffer_append(texts, parser->source + plain, parser->position - plain);
    json_build_decoded(parser->builder, start);
    parser->position++;
    return true;
}

bool json_parse_string(struct parser *parser)
{
    size_t start = ++parser->position;
    skip_plain(parser);
    char byte = parser->source[parser->position];
    if (byte == '\\') return parse_escaped(parser, start);
    if (byte != '"') return fail_in_string(parser);
    json_build_in_source(parser->builder, NODE_STRING, start, parser->position - start);
    parser->source[parser->position++] = '\0';
    return true;
}
