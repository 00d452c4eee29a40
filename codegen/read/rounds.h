/* Which trees a range of boosting rounds stands for. */
#ifndef ESPALIER_CODEGEN_READ_ROUNDS_H
#define ESPALIER_CODEGEN_READ_ROUNDS_H

#include "bundle/base/json.h"
#include "codegen/read/model.h"

struct tree_range {
    size_t begin, end; /* [begin, end) of all the trees */
};

/* `model` is the object that holds "trees", of which there are `tree_count`; groups[i] is the i-th entry of tree_info. From 2.0 the file
 * says where rounds begin; before, a round is num_parallel_tree trees for each group, num_parallel_tree being 1 in files that do not state
 * it. */
bool rounds_find(struct json model, const int32_t *groups, size_t tree_count, struct model_rounds rounds, struct tree_range *range,
                 struct error *error);

#endif
