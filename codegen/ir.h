/* The intermediate representation between the readers of model files and the layouts that are emitted.
 *
 * It is XGBoost's model with every file version's quirks resolved: base scores are margins, dropout weights are folded into
 * leaves, tree groups are explicit, categories are sorted lists. What follows knows nothing of JSON, UBJSON or versions. */
#ifndef ESPALIER_CODEGEN_IR_H
#define ESPALIER_CODEGEN_IR_H

#include "bundle/base/memory.h"
#include "bundle/base/sha256.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Output transforms, by formula on the margins of a row. */
enum ir_transform {
    IR_IDENTITY,    /* squared error, logitraw, ranking, one quantile or expectile, ... */
    IR_SIGMOID,     /* logistic */
    IR_EXPONENTIAL, /* poisson, gamma, tweedie, cox, aft */
    IR_SOFTMAX,     /* probabilities; a model trained as multi:softmax gets them too, its decision being the class */
    IR_HINGE,       /* 1 when the margin is positive, else 0 */
    IR_SORTED,      /* several quantiles of XGBoost 3.4 and later: the margins in ascending order */
    IR_EXPECTILES   /* several expectiles: output 0 is margin 0; output j is output j - 1 + 1e-6f + softplus(margin j), in float,
                       softplus(x) being ln(1 + e^x) */
};

/* Nodes of one tree stand together, root first, in the file's order; children are positions within the tree. */
struct ir_nodes {
    int32_t *left; /* -1 for a leaf */
    int32_t *right;
    int32_t *feature;        /* of an inner node */
    float *value;            /* inner: threshold, goes left iff feature < threshold; leaf: what is added to the tree's group */
    uint8_t *default_left;   /* 1: a missing feature goes left */
    uint8_t *is_categorical; /* 1: goes right iff the feature, truncated, is in the node's category set */
    size_t *category_begin;  /* the set in `categories`: [begin, begin + count), ascending, each in [0, 2^24) */
    int32_t *category_count;
};

struct ir_tree {
    size_t first; /* position of its root in the nodes */
    int32_t node_count;
    int32_t group; /* output that it adds to; -1: a vector leaf, whose value is row `(int32_t)leaf_vector` of leaf_vectors */
};

struct ir_model {
    struct arena arena; /* owns every array */
    char *objective;    /* XGBoost's name */
    int32_t task;       /* enum espalier_task */
    enum ir_transform transform;
    int32_t feature_count;
    char **feature_names;            /* feature_count, "f0", "f1", ... where the file has none */
    uint8_t *feature_is_categorical; /* 1 where the model splits it by category sets or the file types it "c" */
    int32_t output_count;
    char **output_names;   /* output_count */
    float *base_margins;   /* output_count: what each sum starts from */
    struct ir_tree *trees; /* in the order of adding */
    int32_t tree_count;
    struct ir_nodes nodes;
    size_t node_count;
    int32_t *categories;
    size_t category_total;
    int32_t *leaf_vector; /* per node: row in leaf_vectors, only where some tree has group -1; else NULL */
    float *leaf_vectors;  /* rows of output_count values */
    size_t leaf_vector_count;
    int32_t max_depth;             /* edges on the longest path */
    int32_t version[3];            /* of the XGBoost that wrote the file */
    char sha256[SHA256_TEXT_SIZE]; /* of the file */
};

void ir_free(struct ir_model *model); /* NULL is allowed */

#endif
