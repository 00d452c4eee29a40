/* One tree of the file into the nodes of the IR. */
#ifndef ESPALIER_CODEGEN_READ_TREE_H
#define ESPALIER_CODEGEN_READ_TREE_H

#include "bundle/base/json.h"
#include "codegen/ir.h"

/* What the arrays of the IR must have room for; counted over all trees before any is read. */
struct tree_totals {
    size_t nodes, categories;
    size_t vector_values; /* elements of the leaf vectors' arrays; 0 when every leaf is a number */
};

/* Adds what `tree`'s arrays could fill, by their lengths in the file and not by what the file claims. */
bool tree_measure(struct json tree, struct tree_totals *totals, struct error *error);

/* Room for the totals, in the model's arena. */
void tree_allocate(const struct tree_totals *totals, struct ir_model *model);

/* Appends the tree. `group` is its entry in tree_info; every leaf is multiplied by `weight`, in float (1 where there is no dropout). */
bool tree_read(struct json tree, int32_t group, float weight, struct ir_model *model, struct error *error);

#endif
