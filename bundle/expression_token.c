#include "bundle/expression_token.h"
#include "runtime/espalier.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool expression_error(const struct expression_source *source, size_t position, struct error *error, const char *format, ...)
{
    char message[1024];
    size_t character = 1;
    for (size_t i = 0; i < position; i++) {
        if (((unsigned char)source->text[i] & 0xC0u) != 0x80u) character++;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return error_set(error, EXIT_BAD_INPUT, "%s: character %zu: %s", source->where, character, message);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes beyond ASCII are letters of some script: a bare name may hold them. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_digits(const char *text, size_t at)
{
    while (is_digit(text[at]))
        at++;
    return at;
}

static bool read_number(const struct expression_source *source, struct token *token, struct error *error)
{
    const char *text = source->text;
    size_t end = skip_digits(text, token->begin);
    if (text[end] == '.') end = skip_digits(text, end + 1);
    if (text[end] == 'e' || text[end] == 'E') {
        end++;
        if (text[end] == '+' || text[end] == '-') end++;
        end = skip_digits(text, end);
    }
    token->kind = TOKEN_NUMBER;
    token->length = end - token->begin;
    const int status = is_letter(text[end]) || text[end] == '.' ? ESPALIER_E_NUMBER
                                                                : espalier_parse_number(text + token->begin, token->length, &token->number);
    if (status == ESPALIER_E_RANGE) return expression_error(source, token->begin, error, "the number is too large");
    if (status != ESPALIER_OK) return expression_error(source, token->begin, error, "this is not a number");
    return true;
}

static bool read_quoted(const struct expression_source *source, struct token *token, struct error *error)
{
    const char quote = source->text[token->begin];
    size_t end = token->begin + 1;
    while (source->text[end] != 0) {
        if (source->text[end] == quote) {
            if (source->text[end + 1] != quote) break;
            end++;
        }
        end++;
    }
    if (source->text[end] == 0) return expression_error(source, token->begin, error, "the quote %c is never closed", quote);
    token->kind = quote == '`' ? TOKEN_NAME : TOKEN_TEXT;
    token->length = end + 1 - token->begin;
    return true;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

static void read_name(const struct expression_source *source, struct token *token)
{
    const char *name = source->text + token->begin;
    size_t length = 0;
    while (is_letter(name[length]) || is_digit(name[length]))
        length++;
    size_t next = length;
    while (is_blank(name[next]))
        next++;
    token->length = length;
    if (is_word(name, length, "and")) {
        token->kind = TOKEN_AND;
    } else if (is_word(name, length, "or")) {
        token->kind = TOKEN_OR;
    } else if (is_word(name, length, "not")) {
        token->kind = TOKEN_NOT;
    } else {
        token->kind = name[next] == '(' ? TOKEN_FUNCTION : TOKEN_NAME;
    }
}

static bool read_symbol(const struct expression_source *source, struct token *token, struct error *error)
{
    static const struct {
        const char *text;
        enum token_kind kind;
    } symbols[] = {{"==", TOKEN_EQUAL}, {"!=", TOKEN_NOT_EQUAL}, {"<=", TOKEN_LESS_EQUAL}, {">=", TOKEN_GREATER_EQUAL},
                   {"<", TOKEN_LESS},   {">", TOKEN_GREATER},    {"+", TOKEN_PLUS},        {"-", TOKEN_MINUS},
                   {"*", TOKEN_TIMES},  {"/", TOKEN_DIVIDE},     {"(", TOKEN_OPEN},        {")", TOKEN_CLOSE},
                   {",", TOKEN_COMMA}};
    const char *text = source->text + token->begin;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        token->kind = symbols[i].kind;
        token->length = strlen(symbols[i].text);
        if (strncmp(text, symbols[i].text, token->length) == 0) return true;
    }
    if (text[0] == '=') return expression_error(source, token->begin, error, "to compare, write == instead of =");
    return expression_error(source, token->begin, error, "'%c' has no meaning here", text[0]);
}

bool expression_next_token(const struct expression_source *source, size_t *position, struct token *token, struct error *error)
{
    while (is_blank(source->text[*position]))
        ++*position;
    const char first = source->text[*position];
    bool good = true;
    *token = (struct token){.kind = TOKEN_END, .begin = *position};
    if (first == 0) return true;
    if (is_digit(first) || first == '.') {
        good = read_number(source, token, error);
    } else if (first == '"' || first == '\'' || first == '`') {
        good = read_quoted(source, token, error);
    } else if (is_letter(first)) {
        read_name(source, token);
    } else {
        good = read_symbol(source, token, error);
    }
    *position = token->begin + token->length;
    return good;
}

size_t expression_unquote(const struct expression_source *source, const struct token *token, char *out)
{
    const char *text = source->text + token->begin;
    const char quote = text[0];
    const bool quoted = quote == '"' || quote == '\'' || quote == '`';
    const size_t end = quoted ? token->length - 1 : token->length;
    size_t length = 0;
    for (size_t i = quoted ? 1 : 0; i < end; i++) {
        out[length++] = text[i];
        if (quoted && text[i] == quote) i++;
    }
    out[length] = 0;
    return length;
}
