/* How the trees are kept in the generated tables: every node two or three words of 32 bits, in preorder (codegen/template/trees.h has the
 * picture). A large model is cut into parts, a file each.
 *
 * Why not one word of 64 bits: gcc finds constants of a table by the low half of their value, so that a table of many leaves, all with
 * the same low half, takes it time that grows with the square of their number. */
#ifndef ESPALIER_CODEGEN_LOWER_LAYOUT_H
#define ESPALIER_CODEGEN_LOWER_LAYOUT_H

#include "codegen/ir.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LAYOUT_LANES 8 /* walks that overlap */
#define LAYOUT_NODE_WORDS 2
#define LAYOUT_WIDE_NODE_WORDS 3

/* Sizes at which a model is cut. */
struct layout_limits {
    size_t single_words; /* up to this many table words the trees stay in NAME.c */
    size_t part_words;   /* a part that has this many takes no further tree */
};
/* What generate() uses: a part compiles in about a second. */
extern const struct layout_limits layout_limits_default;

/* 32-bit words that grow. */
struct layout_words {
    uint32_t *data;
    size_t count, capacity;
};

struct layout_part {
    int32_t first_tree, tree_count;
    uint32_t *nodes;
    size_t node_words;
    uint32_t *roots;  /* tree_count: position of the root, in nodes */
    uint32_t *groups; /* tree_count: output; output_count for vector leaves */
    struct layout_words sets;
    struct layout_words vectors;
};

struct layout {
    bool is_wide;        /* three words a node, since two do not hold the fields */
    bool has_categories; /* any split by a category set */
    bool has_groups;     /* more than one output */
    bool has_vectors;    /* any tree with vector leaves; then has_groups too */
    bool in_own_files;   /* the parts are NAME_trees_1.c and on; otherwise the one part stands in NAME.c */
    unsigned feature_bits;
    struct layout_part *parts;
    size_t part_count; /* at least 1 */
    size_t table_bytes;
};

/* Bits of a node's second word. */
enum { LAYOUT_INNER = 1, LAYOUT_DEFAULT_LEFT = 2, LAYOUT_CATEGORICAL = 4, LAYOUT_FEATURE_SHIFT = 3 };

/* Lays out the model's trees. A model without trees gets one that adds -0, which changes no sum. Release with layout_free. */
void layout_make(struct layout *layout, const struct ir_model *model, const struct layout_limits *limits);
void layout_free(struct layout *layout);

#endif
