/* Typed building of an expression's nodes. Private to expression*.c. */
#ifndef ESPALIER_BUNDLE_EXPRESSION_BUILD_H
#define ESPALIER_BUNDLE_EXPRESSION_BUILD_H

#include "bundle/bundle.h"
#include "bundle/expression_token.h"

/* What an operator or a function builds from its operands. */
struct expression_rule {
    enum token_kind token; /* of an operator */
    const char *name;      /* of a function */
    int precedence;        /* higher binds tighter; 0 for functions */
    int operand_count;     /* 1 to 3 */
    enum expression_operator operator_;
    bool exchange; /* the operands change sides: a > b is b < a */
    bool invert;   /* the result is put under NOT: a != b */
};

/* A value that no operator has taken yet. A column becomes a node only when somebody wants its number. */
struct expression_operand {
    enum { OPERAND_NODE, OPERAND_COLUMN, OPERAND_TEXT } kind;
    int32_t node;
    int32_t column;
    struct token token; /* where it stands; a text's own token */
};

struct expression_builder {
    struct expression_source source;
    const struct bundle_column *columns;
    int32_t column_count;
    struct expression_node nodes[EXPRESSION_NODE_LIMIT];
    int depth[EXPRESSION_NODE_LIMIT]; /* of the tree below each node */
    int32_t count;
};

/* Adds a number. */
bool expression_build_number(struct expression_builder *builder, const struct token *token, struct expression_operand *out,
                             struct error *error);
/* Looks a column up. */
bool expression_build_column(struct expression_builder *builder, const struct token *token, struct expression_operand *out,
                             struct error *error);
/* Applies `rule`, written at `token`, to its operands. The result replaces the first of them. */
bool expression_build(struct expression_builder *builder, const struct expression_rule *rule, const struct token *token,
                      struct expression_operand *operands, struct error *error);
/* Makes sure that an operand is a number and has a node. */
bool expression_build_value(struct expression_builder *builder, struct expression_operand *operand, struct error *error);

#endif
