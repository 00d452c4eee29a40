/* Template: sums over all trees, for one row and for many. */
/* ---- begin margins ---- */
/* What every sum starts from: the order of the additions is part of the result. */
static void NAME_start(float *margins)
{
    int i;
    for (i = 0; i < NAME_OUTPUT_COUNT; i++)
        margins[i] = NAME_float_of_bits(NAME_base_margins[i]);
}

/* One row: the walks through several trees overlap, their leaves are added in tree order. */
static void NAME_add_trees(const struct NAME_trees *trees, const float *features, float *margins)
{
    uint32_t tree = 0;
    for (; trees->count - tree >= NAME_LANES; tree += NAME_LANES) {
        uint32_t nodes[NAME_LANES], i;
        for (i = 0; i < NAME_LANES; i++)
            nodes[i] = trees->roots[tree + i];
        NAME_descend(trees, nodes, features, 0);
        for (i = 0; i < NAME_LANES; i++)
            NAME_add_leaf(trees, tree + i, nodes[i], margins);
    }
    for (; tree < trees->count; tree++)
        NAME_add_leaf(trees, tree, NAME_descend_one(trees, trees->roots[tree], features), margins);
}

/* Many rows: the walks of several rows through one tree overlap. */
static void NAME_add_tree_to_rows(const struct NAME_trees *trees, uint32_t tree, const float *features, size_t rows, float *margins)
{
    const uint32_t root = trees->roots[tree];
    for (; rows >= NAME_LANES; rows -= NAME_LANES) {
        uint32_t nodes[NAME_LANES], i;
        for (i = 0; i < NAME_LANES; i++)
            nodes[i] = root;
        NAME_descend(trees, nodes, features, NAME_FEATURE_COUNT);
        for (i = 0; i < NAME_LANES; i++)
            NAME_add_leaf(trees, tree, nodes[i], margins + (size_t)i * NAME_OUTPUT_COUNT);
        features += (size_t)NAME_LANES * NAME_FEATURE_COUNT;
        margins += (size_t)NAME_LANES * NAME_OUTPUT_COUNT;
    }
    for (; rows > 0; rows--) {
        NAME_add_leaf(trees, tree, NAME_descend_one(trees, root, features), margins);
        features += NAME_FEATURE_COUNT;
        margins += NAME_OUTPUT_COUNT;
    }
}

/* A block of rows goes through one tree after the other, so that a tree is fetched once a block. */
static void NAME_add_block(const float *features, size_t rows, float *margins)
{
    uint32_t part, tree;
    size_t row;
    for (row = 0; row < rows; row++)
        NAME_start(margins + row * NAME_OUTPUT_COUNT);
    for (part = 0; part < NAME_PART_COUNT; part++) {
        for (tree = 0; tree < NAME_parts[part].count; tree++)
            NAME_add_tree_to_rows(&NAME_parts[part], tree, features, rows, margins);
    }
}

static void NAME_sum_row(const float *features, float *margins)
{
    uint32_t part;
    NAME_start(margins);
    for (part = 0; part < NAME_PART_COUNT; part++)
        NAME_add_trees(&NAME_parts[part], features, margins);
}

static void NAME_sum_rows(const float *features, size_t rows, float *margins)
{
    while (rows > 0) {
        const size_t block = rows < NAME_BLOCK_ROWS ? rows : NAME_BLOCK_ROWS;
        NAME_add_block(features, block, margins);
        features += block * NAME_FEATURE_COUNT;
        margins += block * NAME_OUTPUT_COUNT;
        rows -= block;
    }
}
/* ---- end margins ---- */
