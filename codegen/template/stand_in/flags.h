/* What the generator decides for a model; here each can be set from the command line, so that every template compiles each way. */
#ifndef NAME_WITH_PREPROCESSING
#define NAME_WITH_PREPROCESSING 0
#endif
#ifndef NAME_WITH_WIDE_NODES
#define NAME_WITH_WIDE_NODES 0
#endif
#ifndef NAME_WITH_TREES_FILES
#define NAME_WITH_TREES_FILES 0
#endif
#ifndef NAME_WITH_CATEGORIES
#define NAME_WITH_CATEGORIES 0
#endif
#ifndef NAME_WITH_GROUPS
#define NAME_WITH_GROUPS 0
#endif
#ifndef NAME_WITH_VECTORS
#define NAME_WITH_VECTORS 0
#endif
#ifndef NAME_WITH_SIGMOID
#define NAME_WITH_SIGMOID 0
#endif
#ifndef NAME_WITH_EXPONENTIAL
#define NAME_WITH_EXPONENTIAL 0
#endif
#ifndef NAME_WITH_SOFTMAX
#define NAME_WITH_SOFTMAX 0
#endif
#ifndef NAME_WITH_SORTED
#define NAME_WITH_SORTED 0
#endif
#ifndef NAME_WITH_EXPECTILES
#define NAME_WITH_EXPECTILES 0
#endif
#ifndef NAME_WITH_HINGE
#define NAME_WITH_HINGE 0
#endif
#ifndef NAME_WITH_BINARY_DECISION
#define NAME_WITH_BINARY_DECISION 0
#endif
#ifndef NAME_WITH_CLASS_DECISION
#define NAME_WITH_CLASS_DECISION 0
#endif
