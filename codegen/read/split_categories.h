/* The category sets of a tree's categorical splits. */
#ifndef ESPALIER_CODEGEN_READ_SPLIT_CATEGORIES_H
#define ESPALIER_CODEGEN_READ_SPLIT_CATEGORIES_H

#include "bundle/base/json.h"

#include <stdint.h>

/* The categories of a split are less than this: a float counts no further (XGBoost's OutOfRangeCat). */
#define CATEGORY_LIMIT ((int64_t)1 << 24)

/* Where the set of each node stands in the tree's list "categories". */
struct split_categories {
    bool present;      /* false in files of 1.0 to 1.2, which know no categorical split */
    struct json list;  /* "categories" */
    uint8_t *is_split; /* by node: 1 where split_type says categorical; NULL when not present */
    int64_t *begin;    /* by node */
    int32_t *count;    /* by node; 0 for the others */
};

/* Reads and checks the sets of a tree of `count` nodes: every categorical node has one, in range and ascending, and no other node has.
 * On failure nothing needs freeing. */
bool split_categories_read(struct json tree, size_t count, struct split_categories *sets, struct error *error);
void split_categories_free(struct split_categories *sets);

/* Copies the set of `node`, checked to be ascending categories below CATEGORY_LIMIT. */
bool split_categories_copy(const struct split_categories *sets, size_t node, int32_t *categories, struct error *error);

#endif
