/* Derived features: a small expression language over raw columns.
 *
 *   or, and, not, == != < <= > >=, + -, * /, unary -, numbers, "text", column names, `any column name`, ( )
 *   is_missing(column)  if(condition, a, b)  min(a, b)  max(a, b)  abs(a)
 *
 * Values are doubles. A category column may stand only in is_missing(...) and in == or != with a "text" of its categories.
 * Missing values propagate as bundle/transforms.h says; columns are seen raw: after the range policy, before imputation.
 * != is not(==), > and >= are < and <= with the sides exchanged.
 *
 * From loosest to tightest: or; and; not; comparisons, which do not chain; + and -; * and /; unary -. A bare column name is made of
 * letters, digits and _; others, and and/or/not, stand in backquotes. Texts stand in "..." or '...'. A quote inside its own
 * kind of quotes is doubled. */
#ifndef ESPALIER_BUNDLE_EXPRESSION_H
#define ESPALIER_BUNDLE_EXPRESSION_H

#include "bundle/base/error.h"

#include <stdint.h>

enum expression_operator {
    EXPRESSION_NUMBER,         /* number */
    EXPRESSION_COLUMN,         /* column: a number, flag or date */
    EXPRESSION_IS_MISSING,     /* column of any type; category is 1 when it holds categories, else 0 */
    EXPRESSION_EQUAL_CATEGORY, /* column, category (1..n) */
    EXPRESSION_NEGATE,         /* a */
    EXPRESSION_NOT,
    EXPRESSION_ABS,
    EXPRESSION_ADD, /* a, b */
    EXPRESSION_SUBTRACT,
    EXPRESSION_MULTIPLY,
    EXPRESSION_DIVIDE,
    EXPRESSION_MIN,
    EXPRESSION_MAX,
    EXPRESSION_EQUAL,
    EXPRESSION_LESS,
    EXPRESSION_LESS_EQUAL,
    EXPRESSION_AND,
    EXPRESSION_OR,
    EXPRESSION_IF /* a condition, b then, c otherwise */
};

/* One node; operands are positions of earlier nodes, the last node is the root. Operands that an operator lacks, and the column
 * of an operator that has none, are -1. Each node but the root is the operand of exactly one other. */
struct expression_node {
    enum expression_operator operator_;
    int32_t a, b, c;
    int32_t column;
    int32_t category;
    double number;
};

#define EXPRESSION_NODE_LIMIT 1000
#define EXPRESSION_DEPTH_LIMIT 100

struct expression {
    struct expression_node *nodes;
    int32_t count;
};

struct bundle_column;

/* Parses `text` over `columns`. `where` is the config path that starts a message: "WHERE: character 17: unknown column 'X'".
 * NULL on failure. Release with expression_free. */
struct expression *expression_parse(const char *where, const char *text, const struct bundle_column *columns, int32_t column_count,
                                    struct error *error);
void expression_free(struct expression *expression); /* NULL is allowed */

union bundle_value;
/* Value over one record, one entry for each column. Needs no allocation. */
double expression_evaluate(const struct expression *expression, const union bundle_value *record);

#endif
