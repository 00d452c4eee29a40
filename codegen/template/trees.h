/* Template: how the trees are kept. */
/* ---- begin trees ---- */
/* Nodes stand in preorder: the left child of a node is the next one, its right child stands behind the left subtree. */
#if NAME_WITH_WIDE_NODES
/* A node is three words:
 *
 *   first    bits of the threshold, as float; of a leaf, of its value
 *   second   31 ... 3   feature
 *                   2   the split is by a category set
 *                   1   a missing feature goes left
 *                   0   has children; the whole word is zero in a leaf
 *   third    nodes in the left subtree */
#else
/* A node is two words:
 *
 *   first    bits of the threshold, as float; of a leaf, of its value
 *   second   31 ...     nodes in the left subtree, from bit NAME_LEFT_SIZE_SHIFT up
 *               ... 3   feature
 *                   2   the split is by a category set
 *                   1   a missing feature goes left
 *                   0   has children; the whole word is zero in a leaf */
#endif
struct NAME_trees {
    const uint32_t *nodes;
    const uint32_t *roots; /* position of each tree's first node */
#if NAME_WITH_GROUPS
    const uint32_t *groups; /* the output that each tree adds to */
#endif
#if NAME_WITH_CATEGORIES
    const uint32_t *sets; /* category sets; a node's first word is where its own begins */
#endif
#if NAME_WITH_VECTORS
    const uint32_t *vectors; /* rows of NAME_OUTPUT_COUNT floats; a leaf's first word is the number of its row */
#endif
    uint32_t count; /* trees */
};
/* ---- end trees ---- */
