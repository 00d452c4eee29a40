#include "codegen/lower/preorder.h"

void preorder(const struct ir_model *model, const struct ir_tree *tree, int32_t *positions, int32_t *stack)
{
    const int32_t *left = model->nodes.left + tree->first;
    const int32_t *right = model->nodes.right + tree->first;
    int32_t depth = 0, position = 0;
    stack[depth++] = 0;
    while (depth > 0) {
        const int32_t node = stack[--depth];
        positions[node] = position++;
        if (left[node] < 0) continue;
        stack[depth++] = right[node];
        stack[depth++] = left[node];
    }
}
