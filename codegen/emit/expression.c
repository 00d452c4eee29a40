/* Derived features, as calls of the transforms' primitives. */
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"
#include "runtime/espalier.h"

/* A line is broken once it is this long. */
#define LINE_LENGTH 100
/* Characters of an expression that a comment shows. */
#define COMMENT_EXPRESSION_LIMIT 500

static const char *const functions[] = {
    [EXPRESSION_NEGATE] = "espalier_negate",
    [EXPRESSION_NOT] = "espalier_not",
    [EXPRESSION_ABS] = "espalier_abs",
    [EXPRESSION_ADD] = "espalier_add",
    [EXPRESSION_SUBTRACT] = "espalier_subtract",
    [EXPRESSION_MULTIPLY] = "espalier_multiply",
    [EXPRESSION_DIVIDE] = "espalier_divide",
    [EXPRESSION_MIN] = "espalier_min",
    [EXPRESSION_MAX] = "espalier_max",
    [EXPRESSION_EQUAL] = "espalier_equal",
    [EXPRESSION_LESS] = "espalier_less",
    [EXPRESSION_LESS_EQUAL] = "espalier_less_equal",
    [EXPRESSION_AND] = "espalier_and",
    [EXPRESSION_OR] = "espalier_or",
    [EXPRESSION_IF] = "espalier_if",
};

static void look(const struct program *program, const struct expression_node *node, struct buffer *out)
{
    if (node->operator_ == EXPRESSION_NUMBER) {
        text_double(out, node->number);
        return;
    }
    const struct program_column *column = &program->columns[node->column];
    if (node->operator_ == EXPRESSION_EQUAL_CATEGORY)
        buffer_print(out, "espalier_equal_category(v->%s, %s_%s)", column->member, program->name, column->constants[node->category - 1]);
    else if (node->operator_ == EXPRESSION_COLUMN)
        buffer_print(out, "v->%s", column->member);
    else if (column->type == ESPALIER_CATEGORY)
        buffer_print(out, "espalier_truth(v->%s == 0)", column->member);
    else
        buffer_print(out, "espalier_truth(espalier_is_missing(v->%s))", column->member);
}

static void begin_call(const struct expression_node *node, struct buffer *out)
{
    buffer_print(out, "%s(", functions[node->operator_]);
    if (text_line_length(out) > LINE_LENGTH) buffer_text(out, "\n        ");
}

static void separate(struct buffer *out)
{
    const bool full = text_line_length(out) > LINE_LENGTH;
    buffer_text(out, full ? ",\n        " : ", ");
}

/* A node that is being written, and how many of its operands are. */
struct open_node {
    const struct expression_node *node;
    int written;
};

/* Operand `position` of a node, or -1. */
static int32_t operand(const struct expression_node *node, int position)
{
    switch (position) {
    case 0:
        return node->a;
    case 1:
        return node->b;
    case 2:
        return node->c;
    default:
        return -1;
    }
}

/* From the root down, each node open until its last operand is written. */
static void emit_expression(const struct program *program, const struct expression *expression, struct buffer *out)
{
    struct open_node open[EXPRESSION_NODE_LIMIT];
    int depth = 0;
    open[depth++] = (struct open_node){&expression->nodes[expression->count - 1], 0};
    while (depth > 0) {
        struct open_node *top = &open[depth - 1];
        const int32_t next = operand(top->node, top->written);
        if (top->node->a < 0) {
            look(program, top->node, out);
            depth--;
        } else if (next < 0) {
            buffer_text(out, ")");
            depth--;
        } else {
            if (top->written++ == 0)
                begin_call(top->node, out);
            else
                separate(out);
            open[depth++] = (struct open_node){&expression->nodes[next], 0};
        }
    }
}

void insert_derived(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    for (int32_t i = 0; i < program->derived_count; i++) {
        const struct program_derived *derived = &program->derived[i];
        const struct expression *expression = derived->source->expression;
        buffer_text(out, "/* ");
        text_comment(out, derived->source->name, COMMENT_EXPRESSION_LIMIT);
        buffer_text(out, " = ");
        text_comment(out, derived->source->text, COMMENT_EXPRESSION_LIMIT);
        buffer_print(out, " */\nstatic double %s_%s(const %s_record *v)\n{\n", program->name, derived->identifier, program->name);
        if (!derived->reads_record) buffer_text(out, "    (void)v;\n");
        buffer_text(out, "    return ");
        emit_expression(program, expression, out);
        buffer_text(out, ";\n}\n\n");
    }
}
