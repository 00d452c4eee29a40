extern NAME_HIDDEN const uint32_t NAME_nodes_1[6];
const uint32_t NAME_nodes_1[6] = {0x3f800000, 0x2b, 0x0, 0x0, 0x0, 0x0};
