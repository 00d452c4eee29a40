/* The order in which a tree's nodes are emitted. */
#ifndef ESPALIER_CODEGEN_LOWER_PREORDER_H
#define ESPALIER_CODEGEN_LOWER_PREORDER_H

#include "codegen/ir.h"

/* Fills positions[i] with the place, from 0, of the tree's node i when a node comes before its left subtree and that before its right
 * subtree. `stack` is scratch. Both have tree->node_count elements. */
void preorder(const struct ir_model *model, const struct ir_tree *tree, int32_t *positions, int32_t *stack);

#endif
