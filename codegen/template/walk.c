/* Template: from the root of a tree to one of its leaves. */
/* ---- begin walk ---- */
static float NAME_float_of_bits(uint32_t bits)
{
    union {
        uint32_t bits;
        float value;
    } u;
    u.bits = bits;
    return u.value;
}

static uint32_t NAME_bits_of_float(float value)
{
    union {
        float value;
        uint32_t bits;
    } u;
    u.value = value;
    return u.bits;
}

static const uint32_t *NAME_node_at(const struct NAME_trees *trees, uint32_t node)
{
#if NAME_WITH_WIDE_NODES
    return trees->nodes + 3 * (size_t)node;
#else
    return trees->nodes + 2 * (size_t)node;
#endif
}

#if NAME_WITH_CATEGORIES
/* 1 when a category set holds the value. A set is runs of 32-bit words, ascending: the first word's index, how many words, the
 * words; behind the last run stands an index past every category. Values outside [0, 2^24) are in no set. */
static uint32_t NAME_set_holds(const uint32_t *run, float value)
{
    uint32_t category, word;
    if (!(value >= 0.0f && value < 16777216.0f)) return 0;
    category = (uint32_t)value;
    for (word = category / 32; word >= run[0]; run += 2 + run[1]) {
        if (word - run[0] < run[1]) return run[2 + (word - run[0])] >> (category % 32) & 1u;
    }
    return 0;
}

#endif
/* One step from a node to its left child, which is the next node, or to its right child, which stands behind the left subtree; a leaf
 * stays where it is. No branch depends on the data, since a wrong guess would cost more than the whole step. */
static uint32_t NAME_step(const struct NAME_trees *trees, uint32_t node, const float *features)
{
    const uint32_t *words = NAME_node_at(trees, node);
    const uint32_t fields = words[1];
#if NAME_WITH_WIDE_NODES
    const uint32_t left_size = words[2];
#else
    const uint32_t left_size = fields >> NAME_LEFT_SIZE_SHIFT;
#endif
    const uint32_t is_inner = fields & 1u;
    const uint32_t missing_goes_left = fields >> 1 & 1u;
    const float value = features[fields >> 3 & NAME_FEATURE_MASK];
    const uint32_t is_missing = (NAME_bits_of_float(value) & 0x7fffffffu) > 0x7f800000u;
    uint32_t goes_left = (uint32_t)(value < NAME_float_of_bits(words[0]));
#if NAME_WITH_CATEGORIES
    if (fields & 4u) goes_left = !is_missing && !NAME_set_holds(trees->sets + words[0], value);
#endif
    goes_left |= is_missing & missing_goes_left;
    return node + is_inner + (left_size & (goes_left - 1u));
}

/* NAME_LANES walks at once, so that their loads overlap: lane i reads the features at i * stride. */
static void NAME_descend(const struct NAME_trees *trees, uint32_t *nodes, const float *features, size_t stride)
{
    uint32_t moved;
    do {
        int i;
        moved = 0;
        for (i = 0; i < NAME_LANES; i++) {
            const uint32_t next = NAME_step(trees, nodes[i], features + (size_t)i * stride);
            moved |= next ^ nodes[i];
            nodes[i] = next;
        }
    } while (moved);
}

static uint32_t NAME_descend_one(const struct NAME_trees *trees, uint32_t node, const float *features)
{
    for (;;) {
        const uint32_t next = NAME_step(trees, node, features);
        if (next == node) return node;
        node = next;
    }
}

#if NAME_WITH_VECTORS
/* The leaf's value joins the sum of its tree's group: one float addition, rounded at once. A tree of no one group has vector leaves,
 * which join every sum. */
static void NAME_add_leaf(const struct NAME_trees *trees, uint32_t tree, uint32_t leaf, float *margins)
{
    const uint32_t group = trees->groups[tree];
    const uint32_t value = NAME_node_at(trees, leaf)[0];
    if (group < NAME_OUTPUT_COUNT) {
        margins[group] += NAME_float_of_bits(value);
    } else {
        const uint32_t *vector = trees->vectors + (size_t)value * NAME_OUTPUT_COUNT;
        int i;
        for (i = 0; i < NAME_OUTPUT_COUNT; i++)
            margins[i] += NAME_float_of_bits(vector[i]);
    }
}
#elif NAME_WITH_GROUPS
/* The leaf's value joins the sum of its tree's group: one float addition, rounded at once. */
static void NAME_add_leaf(const struct NAME_trees *trees, uint32_t tree, uint32_t leaf, float *margins)
{
    margins[trees->groups[tree]] += NAME_float_of_bits(NAME_node_at(trees, leaf)[0]);
}
#else
/* The leaf's value joins the sum: one float addition, rounded at once. */
static void NAME_add_leaf(const struct NAME_trees *trees, uint32_t tree, uint32_t leaf, float *margins)
{
    (void)tree;
    margins[0] += NAME_float_of_bits(NAME_node_at(trees, leaf)[0]);
}
#endif
/* ---- end walk ---- */
