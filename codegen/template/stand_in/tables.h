enum { NAME_LANES = 8, NAME_BLOCK_ROWS = 256, NAME_PART_COUNT = 1 };
#define NAME_FEATURE_MASK 0x3u
#if !NAME_WITH_WIDE_NODES
#define NAME_LEFT_SIZE_SHIFT 5
#endif
static const uint32_t NAME_base_margins[NAME_OUTPUT_COUNT] = {0x3f000000};
#if NAME_WITH_WIDE_NODES
static const uint32_t NAME_nodes_1[9] = {0x3f800000, 0xb, 0x1, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0};
#else
static const uint32_t NAME_nodes_1[6] = {0x3f800000, 0x2b, 0x0, 0x0, 0x0, 0x0};
#endif
static const uint32_t NAME_roots_1[] = {0};
#if NAME_WITH_GROUPS
static const uint32_t NAME_groups_1[] = {0};
#endif
#if NAME_WITH_CATEGORIES
static const uint32_t NAME_sets_1[] = {0, 1, 0x1, 0xffffffff};
#endif
#if NAME_WITH_VECTORS
static const uint32_t NAME_vectors_1[] = {0x3f000000, 0x3f800000};
#endif
static const struct NAME_trees NAME_parts[NAME_PART_COUNT] = {
    {
        .nodes = NAME_nodes_1,
        .roots = NAME_roots_1,
#if NAME_WITH_GROUPS
        .groups = NAME_groups_1,
#endif
#if NAME_WITH_CATEGORIES
        .sets = NAME_sets_1,
#endif
#if NAME_WITH_VECTORS
        .vectors = NAME_vectors_1,
#endif
        .count = 1,
    },
};
