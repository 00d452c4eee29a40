/* The meaning of an expression: each node is one primitive of transforms.h, as in the generated code. Every node is computed, also
 * the branch that an if() does not take: nothing in a record can make a node fail. */
#include "bundle/bundle.h"
#include "bundle/expression.h"
#include "bundle/transforms.h"

/* Nodes without operands look at the record. */
static double look(const struct expression_node *node, const union bundle_value *record)
{
    if (node->operator_ == EXPRESSION_NUMBER) return node->number;
    const union bundle_value value = record[node->column];
    switch (node->operator_) {
    case EXPRESSION_EQUAL_CATEGORY:
        return espalier_equal_category(value.category, node->category);
    case EXPRESSION_IS_MISSING:
        return espalier_truth(node->category ? value.category == 0 : espalier_is_missing(value.number));
    default:
        return value.number;
    }
}

static double compute(enum expression_operator operator_, double a, double b, double c)
{
    switch (operator_) {
    case EXPRESSION_NEGATE:
        return espalier_negate(a);
    case EXPRESSION_NOT:
        return espalier_not(a);
    case EXPRESSION_ABS:
        return espalier_abs(a);
    case EXPRESSION_ADD:
        return espalier_add(a, b);
    case EXPRESSION_SUBTRACT:
        return espalier_subtract(a, b);
    case EXPRESSION_MULTIPLY:
        return espalier_multiply(a, b);
    case EXPRESSION_DIVIDE:
        return espalier_divide(a, b);
    case EXPRESSION_MIN:
        return espalier_min(a, b);
    case EXPRESSION_MAX:
        return espalier_max(a, b);
    case EXPRESSION_EQUAL:
        return espalier_equal(a, b);
    case EXPRESSION_LESS:
        return espalier_less(a, b);
    case EXPRESSION_LESS_EQUAL:
        return espalier_less_equal(a, b);
    case EXPRESSION_AND:
        return espalier_and(a, b);
    case EXPRESSION_OR:
        return espalier_or(a, b);
    case EXPRESSION_IF:
        return espalier_if(a, b, c);
    default:
        return espalier_missing();
    }
}

double expression_evaluate(const struct expression *expression, const union bundle_value *record)
{
    double values[EXPRESSION_NODE_LIMIT];
    for (int32_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        if (node->a < 0) {
            values[i] = look(node, record);
        } else {
            values[i] = compute(node->operator_, values[node->a], node->b < 0 ? 0.0 : values[node->b], node->c < 0 ? 0.0 : values[node->c]);
        }
    }
    return values[expression->count - 1];
}
