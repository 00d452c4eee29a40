#include "codegen/read/shape.h"

#include "bundle/base/memory.h"
#include "codegen/read/arrays.h"
#include "codegen/read/parameter.h"

#include <stdlib.h>

/* split_indices of a deleted node: XGBoost's marker with the bit of the default direction taken off. */
#define DELETED_FEATURE INT32_MAX

enum { UNSEEN = -1, SEEN = 0 };

/* A node on the way and the number of edges to it. */
struct step {
    int32_t node, depth;
};

static bool read_arrays(struct json tree, size_t count, struct shape *shape, int32_t *parents, struct error *error)
{
    int64_t last = (int64_t)count - 1;
    return array_integers(tree, "left_children", count, -1, last, shape->left, error) &&
           array_integers(tree, "right_children", count, -1, last, shape->right, error) &&
           array_integers(tree, "parents", count, INT32_MIN, INT32_MAX, parents, error) &&
           array_integers(tree, "split_indices", count, 0, INT32_MAX, shape->feature, error);
}

/* XGBoost's predictors find the right child beside the left one, so children that are apart would be scored otherwise by each of them. */
static bool check_split(struct json tree, const struct shape *shape, int32_t node, int32_t feature_count, struct error *error)
{
    if (shape->right[node] != shape->left[node] + 1)
        return json_error(tree, error, "the children of node %d are %d and %d; the right one must follow the left one", (int)node,
                          (int)shape->left[node], (int)shape->right[node]);
    if (shape->feature[node] < feature_count) return true;
    return json_error(tree, error, "node %d splits feature %d of a model with %d features", (int)node, (int)shape->feature[node],
                      (int)feature_count);
}

/* Marks a child as reached; a second time is a cycle or a shared subtree. */
static bool reach(struct json tree, struct shape *shape, const int32_t *parents, int32_t child, int32_t parent, struct error *error)
{
    if (shape->position[child] != UNSEEN) return json_error(tree, error, "node %d is reached twice from the root", (int)child);
    if (parents[child] != parent)
        return json_error(tree, error, "node %d is a child of node %d, but its parent is given as %d", (int)child, (int)parent,
                          (int)parents[child]);
    shape->position[child] = SEEN;
    shape->live++;
    return true;
}

/* Walks from the root; `stack` has room for every node, and each is pushed at most once. */
static bool walk(struct json tree, struct shape *shape, const int32_t *parents, int32_t feature_count, struct step *stack,
                 struct error *error)
{
    size_t height = 1;
    stack[0] = (struct step){0, 0};
    shape->position[0] = SEEN;
    shape->live = 1;
    while (height > 0) {
        struct step step = stack[--height];
        if (step.depth > shape->depth) shape->depth = step.depth;
        int32_t left = shape->left[step.node];
        if (left == -1) continue;
        if (!check_split(tree, shape, step.node, feature_count, error)) return false;
        for (int32_t child = left; child <= left + 1; child++) {
            if (!reach(tree, shape, parents, child, step.node, error)) return false;
            stack[height++] = (struct step){child, step.depth + 1};
        }
    }
    return true;
}

/* Numbers the live nodes in file order; what was not reached must bear the marker of a deleted node. */
static bool number_live(struct json tree, struct shape *shape, struct error *error)
{
    int32_t next = 0;
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->position[i] == SEEN)
            shape->position[i] = next++;
        else if (shape->feature[i] != DELETED_FEATURE)
            return json_error(tree, error, "node %zu is not reached from the root", i);
    }
    return true;
}

static bool check_deleted(struct json tree, const struct shape *shape, struct error *error)
{
    struct json parameters = json_find(tree, "tree_param");
    int64_t found = (int64_t)(shape->count - shape->live), stated;
    /* 1.0 to 1.2 did not write the number. */
    if (!parameter_integer_or(parameters, "num_deleted", found, 0, INT32_MAX, &stated, error)) return false;
    if (stated == found) return true;
    return json_error(parameters, error, "num_deleted is %d, but %d nodes are deleted", (int)stated, (int)found);
}

static int32_t *new_array(size_t count)
{
    return memory_zeroed(count, sizeof(int32_t));
}

bool shape_read(struct json tree, size_t count, int32_t feature_count, struct shape *shape, struct error *error)
{
    *shape = (struct shape){.count = count, .left = new_array(count), .right = new_array(count), .feature = new_array(count)};
    shape->position = new_array(count);
    int32_t *parents = new_array(count);
    struct step *stack = memory_zeroed(count, sizeof *stack);
    for (size_t i = 0; i < count; i++)
        shape->position[i] = UNSEEN;
    bool ok = read_arrays(tree, count, shape, parents, error) && walk(tree, shape, parents, feature_count, stack, error) &&
              number_live(tree, shape, error) && check_deleted(tree, shape, error);
    free(parents);
    free(stack);
    if (!ok) shape_free(shape);
    return ok;
}

void shape_free(struct shape *shape)
{
    free(shape->left);
    free(shape->right);
    free(shape->feature);
    free(shape->position);
    *shape = (struct shape){0};
}
