/* The grammar of RFC 8259 as a loop: the builder's open containers are the only stack. */
#include "bundle/base/json_parse.h"

#include "bundle/base/file.h"
#include "bundle/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define WORD_SHOWN 24 /* bytes of unexpected text in a message */

bool json_parse_fail(const struct parser *parser, const char *message)
{
    return json_fail(json_build_document(parser->builder), parser->position, "", parser->error, "%s", message);
}

static bool is_word_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

/* Length of the text at the position that a message shows: a word, or one character. */
static size_t shown_length(const struct parser *parser)
{
    const char *text = parser->source + parser->position;
    size_t length = 0;
    while (length < WORD_SHOWN && is_word_byte(text[length]))
        length++;
    if (!length) length = json_utf8_character(text, parser->length - parser->position);
    return length;
}

static bool fail_expected(const struct parser *parser, const char *expected)
{
    const struct json_document *document = json_build_document(parser->builder);
    const char *found = parser->source + parser->position;
    if (parser->position == parser->length)
        return json_fail(document, parser->position, "", parser->error, "expected %s, found the end of the file", expected);
    size_t length = shown_length(parser);
    if (!length || !*found)
        return json_fail(document, parser->position, "", parser->error, "expected %s, found the byte 0x%02x", expected,
                         (unsigned char)*found);
    return json_fail(document, parser->position, "", parser->error, "expected %s, found \"%.*s\"", expected, (int)length, found);
}

static bool skip_line_comment(struct parser *parser)
{
    const char *start = parser->source + parser->position;
    const char *end = memchr(start, '\n', parser->length - parser->position);
    parser->position = end ? (size_t)(end - parser->source) : parser->length;
    return true;
}

static bool skip_block_comment(struct parser *parser)
{
    const char *end = parser->source + parser->length;
    const char *at = parser->source + parser->position + 2;
    for (; (at = memchr(at, '*', (size_t)(end - at))); at++) {
        if (at[1] != '/') continue;
        parser->position = (size_t)(at - parser->source) + 2;
        return true;
    }
    return json_parse_fail(parser, "a comment that does not end");
}

static bool skip_space(struct parser *parser)
{
    for (;;) {
        char byte = parser->source[parser->position];
        char next = byte ? parser->source[parser->position + 1] : '\0';
        if (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t')
            parser->position++;
        else if (byte != '/' || !(parser->flags & JSON_COMMENTS) || (next != '/' && next != '*'))
            return true;
        else if (!(next == '/' ? skip_line_comment(parser) : skip_block_comment(parser)))
            return false;
    }
}

/* Takes a word whole: "nullify" is not null. */
static bool take_word(struct parser *parser, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(parser->source + parser->position, word, length) != 0) return false;
    if (is_word_byte(parser->source[parser->position + length])) return false;
    parser->position += length;
    return true;
}

static bool take_nonfinite(struct parser *parser)
{
    size_t start = parser->position;
    if (!(parser->flags & JSON_NONFINITE)) return false;
    if (!take_word(parser, "NaN") && !take_word(parser, "Infinity") && !take_word(parser, "-Infinity")) return false;
    json_build_in_source(parser->builder, NODE_NUMBER, start, parser->position - start);
    return true;
}

static bool parse_word(struct parser *parser)
{
    if (take_word(parser, "true"))
        json_build_bool(parser->builder, true);
    else if (take_word(parser, "false"))
        json_build_bool(parser->builder, false);
    else if (take_word(parser, "null"))
        json_build_null(parser->builder);
    else if (!take_nonfinite(parser))
        return fail_expected(parser, "a value");
    return true;
}

static const char *skip_digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* The end of the number that starts at `text`, which a NUL follows at last; NULL when it breaks the grammar. */
static const char *number_end(const char *text)
{
    const char *whole = text + (*text == '-');
    const char *at = skip_digits(whole);
    if (at == whole || (*whole == '0' && at > whole + 1)) return NULL;
    if (*at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction);
        if (at == fraction) return NULL;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        const char *exponent = at + (*at == '-' || *at == '+');
        at = skip_digits(exponent);
        if (at == exponent) return NULL;
    }
    return is_word_byte(*at) || *at == '.' ? NULL : at;
}

static bool parse_number(struct parser *parser)
{
    const char *text = parser->source + parser->position;
    if (take_nonfinite(parser)) return true;
    const char *end = number_end(text);
    if (!end) {
        size_t length = strspn(text, "+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        int shown = length < WORD_SHOWN ? (int)length : WORD_SHOWN;
        return json_fail(json_build_document(parser->builder), parser->position, "", parser->error, "malformed number \"%.*s\"", shown,
                         text);
    }
    json_build_in_source(parser->builder, NODE_NUMBER, parser->position, (size_t)(end - text));
    parser->position += (size_t)(end - text);
    return true;
}

/* The key and the colon before a member's value. */
static bool parse_key(struct parser *parser)
{
    if (parser->source[parser->position] != '"') return fail_expected(parser, "a key in double quotes");
    json_build_where(parser->builder, parser->position);
    if (!json_parse_string(parser) || !json_build_key_done(parser->builder, parser->error) || !skip_space(parser)) return false;
    if (parser->source[parser->position] != ':') return fail_expected(parser, "\":\"");
    parser->position++;
    return skip_space(parser);
}

enum step {
    STEP_FAILED,
    STEP_VALUE, /* the position is at a value */
    STEP_END    /* the position is behind a whole value */
};

static char closing_byte(const struct parser *parser)
{
    return json_build_inside(parser->builder) == NODE_OBJECT ? '}' : ']';
}

/* At the first byte of an element, which for an object is its key. */
static enum step enter_element(struct parser *parser)
{
    if (json_build_inside(parser->builder) == NODE_OBJECT && !parse_key(parser)) return STEP_FAILED;
    return STEP_VALUE;
}

static enum step close_container(struct parser *parser)
{
    parser->position++;
    return json_build_end(parser->builder, parser->error) ? STEP_END : STEP_FAILED;
}

static enum step open_container(struct parser *parser, enum json_type type)
{
    if (!json_build_begin(parser->builder, type, parser->error)) return STEP_FAILED;
    parser->position++;
    if (!skip_space(parser)) return STEP_FAILED;
    if (parser->source[parser->position] == closing_byte(parser)) return close_container(parser);
    return enter_element(parser);
}

static enum step parse_value(struct parser *parser)
{
    char byte = parser->source[parser->position];
    json_build_where(parser->builder, parser->position);
    if (byte == '{') return open_container(parser, JSON_OBJECT);
    if (byte == '[') return open_container(parser, JSON_ARRAY);
    bool parsed;
    if (byte == '"')
        parsed = json_parse_string(parser);
    else if (byte == '-' || (byte >= '0' && byte <= '9'))
        parsed = parse_number(parser);
    else
        parsed = parse_word(parser);
    return parsed ? STEP_END : STEP_FAILED;
}

/* Behind a value inside a container: a comma and the next element, or the container's end. */
static enum step go_on(struct parser *parser)
{
    char closing = closing_byte(parser);
    if (!skip_space(parser)) return STEP_FAILED;
    char byte = parser->source[parser->position];
    if (byte == closing) return close_container(parser);
    if (byte != ',') {
        fail_expected(parser, closing == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
        return STEP_FAILED;
    }
    parser->position++;
    if (!skip_space(parser)) return STEP_FAILED;
    if (parser->source[parser->position] == closing && (parser->flags & JSON_COMMENTS)) return close_container(parser);
    return enter_element(parser);
}

static bool parse_document(struct parser *parser)
{
    enum step step = skip_space(parser) ? STEP_VALUE : STEP_FAILED;
    while (step == STEP_VALUE || (step == STEP_END && json_build_inside(parser->builder) != NODE_NULL))
        step = step == STEP_VALUE ? parse_value(parser) : go_on(parser);
    if (step == STEP_FAILED || !skip_space(parser)) return false;
    return parser->position == parser->length || fail_expected(parser, "nothing more");
}

/* Takes `source` over; a NUL follows its `length` bytes. */
static struct json_document *parse_owned(const char *name, char *source, size_t length, int flags, struct error *error)
{
    if (length >= UINT32_MAX) {
        error_set(error, EXIT_BAD_INPUT, "%s: too large: %zu bytes; at most 4 GiB can be read", name, length);
        free(source);
        return NULL;
    }
    struct json_builder *builder = json_build_from(name, source, length);
    struct parser parser = {.builder = builder, .source = source, .length = length, .flags = flags, .error = error};
    /* RFC 8259 lets a reader skip a byte-order mark, which editors put into files that people write. */
    if (length >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0) parser.position = 3;
    if (parse_document(&parser)) return json_build_finish(builder, error);
    json_build_abandon(builder);
    return NULL;
}

struct json_document *json_parse(const char *name, const char *data, size_t length, int flags, struct error *error)
{
    return parse_owned(name, memory_text(data, length), length, flags, error);
}

struct json_document *json_read(const char *path, int flags, struct error *error)
{
    struct buffer text = {0};
    if (!file_read(path, &text, error)) {
        buffer_free(&text);
        return NULL;
    }
    return parse_owned(path, text.data, text.length, flags, error);
}
