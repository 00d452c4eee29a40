#include "bundle/expression_build.h"
#include "bundle/transforms.h"

#include <stdlib.h>
#include <string.h>

static int depth_of(const struct expression_builder *builder, int32_t node)
{
    return node < 0 ? 0 : builder->depth[node];
}

static int deepest(const struct expression_builder *builder, const struct expression_node *node)
{
    int depth = depth_of(builder, node->a);
    if (depth_of(builder, node->b) > depth) depth = depth_of(builder, node->b);
    if (depth_of(builder, node->c) > depth) depth = depth_of(builder, node->c);
    return depth;
}

/* Adds a node whose unused operands are -1. `at` is where the source asked for it. */
static bool add(struct expression_builder *builder, struct expression_node node, size_t at, int32_t *position, struct error *error)
{
    const int depth = deepest(builder, &node) + 1;
    if (builder->count == EXPRESSION_NODE_LIMIT)
        return expression_error(&builder->source, at, error, "the expression has more than %d operations", EXPRESSION_NODE_LIMIT);
    if (depth > EXPRESSION_DEPTH_LIMIT)
        return expression_error(&builder->source, at, error, "the expression is nested deeper than %d", EXPRESSION_DEPTH_LIMIT);
    builder->nodes[builder->count] = node;
    builder->depth[builder->count] = depth;
    *position = builder->count++;
    return true;
}

static struct expression_node blank(enum expression_operator operator_)
{
    return (struct expression_node){.operator_ = operator_, .a = -1, .b = -1, .c = -1, .column = -1};
}

bool expression_build_number(struct expression_builder *builder, const struct token *token, struct expression_operand *out,
                             struct error *error)
{
    struct expression_node node = blank(EXPRESSION_NUMBER);
    node.number = token->number;
    *out = (struct expression_operand){.kind = OPERAND_NODE, .token = *token};
    return add(builder, node, token->begin, &out->node, error);
}

bool expression_build_column(struct expression_builder *builder, const struct token *token, struct expression_operand *out,
                             struct error *error)
{
    char *name = memory_zeroed(token->length + 1, 1);
    int32_t column = 0;
    expression_unquote(&builder->source, token, name);
    while (column < builder->column_count && strcmp(builder->columns[column].name, name) != 0)
        column++;
    *out = (struct expression_operand){.kind = OPERAND_COLUMN, .column = column, .token = *token};
    const bool found =
        column < builder->column_count || expression_error(&builder->source, token->begin, error, "unknown column '%s'", name);
    free(name);
    return found;
}

bool expression_build_value(struct expression_builder *builder, struct expression_operand *operand, struct error *error)
{
    const size_t at = operand->token.begin;
    if (operand->kind == OPERAND_NODE) return true;
    if (operand->kind == OPERAND_TEXT)
        return expression_error(&builder->source, at, error, "a text can only be compared by == or != with a category column");
    const struct bundle_column *column = &builder->columns[operand->column];
    if (column->type == BUNDLE_CATEGORY)
        return expression_error(&builder->source, at, error,
                                "column '%s' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes",
                                column->name);
    struct expression_node node = blank(EXPRESSION_COLUMN);
    node.column = operand->column;
    operand->kind = OPERAND_NODE;
    return add(builder, node, at, &operand->node, error);
}

/* Categories are compared one by one, since a config's expressions are parsed before anything has sorted them. */
static int32_t find_category(const struct bundle_column *column, const char *text, size_t length)
{
    if (column->clean & ESPALIER_CLEAN_TRIM) text = espalier_trim(text, &length);
    for (int32_t i = 0; length > 0 && i < column->category_count; i++) {
        if (espalier_compare_text(text, length, column->categories[i], column->clean) == 0) return i + 1;
    }
    return 0;
}

static bool build_equal_category(struct expression_builder *builder, const struct expression_operand *column,
                                 const struct expression_operand *text, size_t at, int32_t *position, struct error *error)
{
    const struct bundle_column *of = &builder->columns[column->column];
    struct expression_node node = blank(EXPRESSION_EQUAL_CATEGORY);
    char *unquoted = memory_zeroed(text->token.length + 1, 1);
    const size_t length = expression_unquote(&builder->source, &text->token, unquoted);
    node.column = column->column;
    node.category = find_category(of, unquoted, length);
    const bool good = node.category > 0 ? add(builder, node, at, position, error)
                                        : expression_error(&builder->source, text->token.begin, error, "'%s' is no category of column '%s'",
                                                           unquoted, of->name);
    free(unquoted);
    return good;
}

static bool holds_categories(const struct expression_builder *builder, const struct expression_operand *operand)
{
    return operand->kind == OPERAND_COLUMN && builder->columns[operand->column].type == BUNDLE_CATEGORY;
}

static bool build_is_missing(struct expression_builder *builder, const struct expression_operand *operand, size_t at, int32_t *position,
                             struct error *error)
{
    struct expression_node node = blank(EXPRESSION_IS_MISSING);
    if (operand->kind != OPERAND_COLUMN)
        return expression_error(&builder->source, operand->token.begin, error, "is_missing(...) takes a column");
    node.column = operand->column;
    node.category = holds_categories(builder, operand);
    return add(builder, node, at, position, error);
}

static bool build_numeric(struct expression_builder *builder, const struct expression_rule *rule, struct expression_operand *operands,
                          size_t at, int32_t *position, struct error *error)
{
    struct expression_node node = blank(rule->operator_);
    for (int i = 0; i < rule->operand_count; i++) {
        if (!expression_build_value(builder, &operands[i], error)) return false;
    }
    node.a = operands[rule->exchange ? 1 : 0].node;
    if (rule->operand_count > 1) node.b = operands[rule->exchange ? 0 : 1].node;
    if (rule->operand_count > 2) node.c = operands[2].node;
    return add(builder, node, at, position, error);
}

/* A category column and a text, in either order, are compared as such; anything else as numbers. */
static bool build_equal(struct expression_builder *builder, const struct expression_rule *rule, struct expression_operand *operands,
                        size_t at, int32_t *position, struct error *error)
{
    if (holds_categories(builder, &operands[0]) && operands[1].kind == OPERAND_TEXT)
        return build_equal_category(builder, &operands[0], &operands[1], at, position, error);
    if (holds_categories(builder, &operands[1]) && operands[0].kind == OPERAND_TEXT)
        return build_equal_category(builder, &operands[1], &operands[0], at, position, error);
    return build_numeric(builder, rule, operands, at, position, error);
}

bool expression_build(struct expression_builder *builder, const struct expression_rule *rule, const struct token *token,
                      struct expression_operand *operands, struct error *error)
{
    int32_t position = -1;
    bool good;
    if (rule->operator_ == EXPRESSION_IS_MISSING) {
        good = build_is_missing(builder, &operands[0], token->begin, &position, error);
    } else if (rule->operator_ == EXPRESSION_EQUAL) {
        good = build_equal(builder, rule, operands, token->begin, &position, error);
    } else {
        good = build_numeric(builder, rule, operands, token->begin, &position, error);
    }
    if (good && rule->invert) {
        struct expression_node node = blank(EXPRESSION_NOT);
        node.a = position;
        good = add(builder, node, token->begin, &position, error);
    }
    operands[0].kind = OPERAND_NODE;
    operands[0].node = position;
    return good;
}
