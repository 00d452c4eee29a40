/* Parsing an expression: operator precedence with two stacks, so that no input can exhaust the machine's own. */
#include "bundle/expression.h"
#include "bundle/expression_build.h"

#include <stdlib.h>
#include <string.h>

#define STACK_LIMIT EXPRESSION_NODE_LIMIT

static const struct expression_rule operators[] = {
    {TOKEN_OR, NULL, 1, 2, EXPRESSION_OR, false, false},          {TOKEN_AND, NULL, 2, 2, EXPRESSION_AND, false, false},
    {TOKEN_EQUAL, NULL, 4, 2, EXPRESSION_EQUAL, false, false},    {TOKEN_NOT_EQUAL, NULL, 4, 2, EXPRESSION_EQUAL, false, true},
    {TOKEN_LESS, NULL, 4, 2, EXPRESSION_LESS, false, false},      {TOKEN_LESS_EQUAL, NULL, 4, 2, EXPRESSION_LESS_EQUAL, false, false},
    {TOKEN_GREATER, NULL, 4, 2, EXPRESSION_LESS, true, false},    {TOKEN_GREATER_EQUAL, NULL, 4, 2, EXPRESSION_LESS_EQUAL, true, false},
    {TOKEN_PLUS, NULL, 5, 2, EXPRESSION_ADD, false, false},       {TOKEN_MINUS, NULL, 5, 2, EXPRESSION_SUBTRACT, false, false},
    {TOKEN_TIMES, NULL, 6, 2, EXPRESSION_MULTIPLY, false, false}, {TOKEN_DIVIDE, NULL, 6, 2, EXPRESSION_DIVIDE, false, false},
};
static const struct expression_rule rule_not = {TOKEN_NOT, NULL, 3, 1, EXPRESSION_NOT, false, false};
static const struct expression_rule rule_negate = {TOKEN_MINUS, NULL, 7, 1, EXPRESSION_NEGATE, false, false};
static const struct expression_rule functions[] = {
    {TOKEN_FUNCTION, "is_missing", 0, 1, EXPRESSION_IS_MISSING, false, false},
    {TOKEN_FUNCTION, "if", 0, 3, EXPRESSION_IF, false, false},
    {TOKEN_FUNCTION, "min", 0, 2, EXPRESSION_MIN, false, false},
    {TOKEN_FUNCTION, "max", 0, 2, EXPRESSION_MAX, false, false},
    {TOKEN_FUNCTION, "abs", 0, 1, EXPRESSION_ABS, false, false},
};
#define COMPARISON 4

/* An operator whose right side is still being read, an open parenthesis (no rule), or a call (precedence 0). */
struct pending {
    const struct expression_rule *rule;
    struct token token;
    int commas; /* of a call, so far */
};

struct parser {
    struct expression_builder builder;
    struct expression_operand operands[STACK_LIMIT];
    size_t operand_count;
    struct pending pending[STACK_LIMIT];
    size_t pending_count;
    size_t position;     /* bytes read */
    struct token token;  /* the word at hand */
    bool wants_operand;  /* true where a value must come next */
    struct error *error; /* the caller's */
};

static bool fail(struct parser *parser, const char *message)
{
    return expression_error(&parser->builder.source, parser->token.begin, parser->error, "%s", message);
}

static bool push_operand(struct parser *parser, struct expression_operand operand)
{
    if (parser->operand_count == STACK_LIMIT) return fail(parser, "the expression is too long");
    parser->operands[parser->operand_count++] = operand;
    parser->wants_operand = false;
    return true;
}

static bool push_pending(struct parser *parser, const struct expression_rule *rule)
{
    if (parser->pending_count == STACK_LIMIT) return fail(parser, "the expression is too long");
    parser->pending[parser->pending_count++] = (struct pending){.rule = rule, .token = parser->token};
    parser->wants_operand = true;
    return true;
}

static int top_precedence(const struct parser *parser)
{
    if (parser->pending_count == 0) return 0;
    const struct pending *top = &parser->pending[parser->pending_count - 1];
    return top->rule ? top->rule->precedence : 0;
}

static bool apply(struct parser *parser, const struct pending *pending)
{
    const size_t count = (size_t)pending->rule->operand_count;
    parser->operand_count -= count - 1;
    return expression_build(&parser->builder, pending->rule, &pending->token, &parser->operands[parser->operand_count - 1], parser->error);
}

/* Applies what waits and binds at least as tightly as `precedence`, back to the nearest open parenthesis. */
static bool reduce(struct parser *parser, int precedence)
{
    while (top_precedence(parser) >= precedence) {
        const struct pending top = parser->pending[--parser->pending_count];
        if (!apply(parser, &top)) return false;
    }
    return true;
}

static bool begin_call(struct parser *parser)
{
    const struct token name = parser->token;
    const char *text = parser->builder.source.text + name.begin;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (strlen(functions[i].name) != name.length || memcmp(functions[i].name, text, name.length) != 0) continue;
        struct token open;
        if (!push_pending(parser, &functions[i])) return false;
        return expression_next_token(&parser->builder.source, &parser->position, &open, parser->error);
    }
    return expression_error(&parser->builder.source, name.begin, parser->error,
                            "unknown function '%.*s': there are is_missing, if, min, max and abs",
                            (int)(name.length < 100 ? name.length : 100), text);
}

static bool push_not(struct parser *parser)
{
    if (top_precedence(parser) > rule_not.precedence) return fail(parser, "put 'not ...' in parentheses here");
    return push_pending(parser, &rule_not);
}

static bool read_operand(struct parser *parser)
{
    struct expression_operand operand = {.kind = OPERAND_TEXT, .token = parser->token};
    switch (parser->token.kind) {
    case TOKEN_NUMBER:
        return expression_build_number(&parser->builder, &parser->token, &operand, parser->error) && push_operand(parser, operand);
    case TOKEN_NAME:
        return expression_build_column(&parser->builder, &parser->token, &operand, parser->error) && push_operand(parser, operand);
    case TOKEN_TEXT:
        return push_operand(parser, operand);
    case TOKEN_FUNCTION:
        return begin_call(parser);
    case TOKEN_OPEN:
        return push_pending(parser, NULL);
    case TOKEN_MINUS:
        return push_pending(parser, &rule_negate);
    case TOKEN_NOT:
        return push_not(parser);
    case TOKEN_END:
        return fail(parser, "the expression ends where a value is expected");
    default:
        return fail(parser, "a value is expected here");
    }
}

static bool push_binary(struct parser *parser)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].token != parser->token.kind) continue;
        const int precedence = operators[i].precedence;
        if (!reduce(parser, precedence == COMPARISON ? precedence + 1 : precedence)) return false;
        if (precedence == COMPARISON && top_precedence(parser) == COMPARISON)
            return fail(parser, "comparisons do not chain: write a < b and b < c");
        return push_pending(parser, &operators[i]);
    }
    return fail(parser, "an operator is expected here");
}

/* The open parenthesis or call that a ',' or ')' belongs to; NULL when there is none. */
static struct pending *innermost(struct parser *parser)
{
    return parser->pending_count > 0 ? &parser->pending[parser->pending_count - 1] : NULL;
}

static bool wrong_count(struct parser *parser, const struct expression_rule *rule)
{
    return expression_error(&parser->builder.source, parser->token.begin, parser->error, "%s(...) takes %d value%s", rule->name,
                            rule->operand_count, rule->operand_count == 1 ? "" : "s");
}

static bool read_comma(struct parser *parser)
{
    if (!reduce(parser, 1)) return false;
    struct pending *call = innermost(parser);
    if (!call || !call->rule) return fail(parser, "a ',' stands only between the values of a function");
    if (++call->commas >= call->rule->operand_count) return wrong_count(parser, call->rule);
    parser->wants_operand = true;
    return true;
}

static bool read_close(struct parser *parser)
{
    if (!reduce(parser, 1)) return false;
    const struct pending *open = innermost(parser);
    if (!open) return fail(parser, "this ')' closes nothing");
    if (open->rule && open->commas + 1 != open->rule->operand_count) return wrong_count(parser, open->rule);
    parser->pending_count--;
    return !open->rule || apply(parser, open);
}

static bool read_operator(struct parser *parser)
{
    switch (parser->token.kind) {
    case TOKEN_COMMA:
        return read_comma(parser);
    case TOKEN_CLOSE:
        return read_close(parser);
    default:
        return push_binary(parser);
    }
}

static bool read_end(struct parser *parser)
{
    if (!reduce(parser, 1)) return false;
    const struct pending *open = innermost(parser);
    if (open) return expression_error(&parser->builder.source, open->token.begin, parser->error, "this '(' is never closed");
    return expression_build_value(&parser->builder, &parser->operands[0], parser->error);
}

static bool parse(struct parser *parser)
{
    parser->wants_operand = true;
    for (;;) {
        if (!expression_next_token(&parser->builder.source, &parser->position, &parser->token, parser->error)) return false;
        if (!parser->wants_operand && parser->token.kind == TOKEN_END) return read_end(parser);
        if (!(parser->wants_operand ? read_operand(parser) : read_operator(parser))) return false;
    }
}

static struct expression *take(const struct expression_builder *builder)
{
    struct expression *expression = memory_zeroed(1, sizeof *expression);
    expression->count = builder->count;
    expression->nodes = memory_zeroed((size_t)builder->count, sizeof *expression->nodes);
    memcpy(expression->nodes, builder->nodes, (size_t)builder->count * sizeof *expression->nodes);
    return expression;
}

struct expression *expression_parse(const char *where, const char *text, const struct bundle_column *columns, int32_t column_count,
                                    struct error *error)
{
    struct parser *parser = memory_zeroed(1, sizeof *parser);
    struct expression *expression = NULL;
    parser->builder.source = (struct expression_source){where, text};
    parser->builder.columns = columns;
    parser->builder.column_count = column_count;
    parser->error = error;
    if (parse(parser)) expression = take(&parser->builder);
    free(parser);
    return expression;
}

void expression_free(struct expression *expression)
{
    if (!expression) return;
    free(expression->nodes);
    free(expression);
}
