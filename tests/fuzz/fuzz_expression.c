/* An expression from anybody: refused with a place, or nodes that hold what expression.h promises and can be evaluated. */
#include "bundle/bundle.h"
#include "bundle/transforms.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *categories[] = {"x", "Y y", "\""};
static const struct bundle_column columns[] = {
    {.name = "a", .type = BUNDLE_NUMBER},
    {.name = "b c", .type = BUNDLE_FLAG},
    {.name = "d",
     .type = BUNDLE_CATEGORY,
     .categories = categories,
     .category_count = 3,
     .clean = ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE},
    {.name = "é", .type = BUNDLE_DATE},
};

static void check_nodes(const struct expression *expression)
{
    if (expression->count < 1 || expression->count > EXPRESSION_NODE_LIMIT) abort();
    for (int32_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        if (node->a >= i || node->b >= i || node->c >= i || node->column >= 4) abort();
        if (node->operator_ == EXPRESSION_EQUAL_CATEGORY && (node->column != 2 || node->category < 1 || node->category > 3)) abort();
        if (node->operator_ == EXPRESSION_COLUMN && (node->column < 0 || node->column == 2)) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    char *text = malloc(size + 1);
    if (!text) return 0;
    if (size > 0) memcpy(text, data, size);
    text[size] = 0;
    struct expression *expression = expression_parse("here", text, columns, 4, &error);
    if (expression) {
        const union bundle_value records[2][4] = {{{.number = 1}, {.number = 0}, {.category = 1}, {.number = -2.5}},
                                                  {{.number = espalier_missing()}, {.number = 1}, {.category = 0}, {.number = 1e308}}};
        check_nodes(expression);
        (void)expression_evaluate(expression, records[0]);
        (void)expression_evaluate(expression, records[1]);
    } else if (strncmp(error.message, "here: character ", 16) != 0) {
        abort();
    }
    expression_free(expression);
    free(text);
    return 0;
}
