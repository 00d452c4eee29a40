/* Keys that an object has twice. */
#include "bundle/base/json_document.h"

#include "bundle/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define FEW_MEMBERS 16 /* up to here comparing every pair of keys is faster than sorting */

struct member {
    const char *key;
    const struct node *node;
};

static int compare_keys(const struct member *one, const struct member *other)
{
    if (one->node->b != other->node->b) return one->node->b < other->node->b ? -1 : 1;
    return memcmp(one->key, other->key, one->node->b);
}

/* Equal keys in file order, so that what is reported does not depend on the sort. */
static int compare_members(const void *one, const void *other)
{
    const struct member *left = one, *right = other;
    int order = compare_keys(left, right);
    return order ? order : (left->node > right->node) - (left->node < right->node);
}

/* The repetition that comes first in the file. */
static struct json_duplicate find_among_many(struct member *members, size_t count)
{
    struct json_duplicate duplicate = {NULL, NULL};
    qsort(members, count, sizeof *members, compare_members);
    for (size_t i = 1; i < count; i++) {
        if (compare_keys(&members[i - 1], &members[i]) != 0) continue;
        if (!duplicate.second || members[i].node < duplicate.second)
            duplicate = (struct json_duplicate){members[i - 1].node, members[i].node};
    }
    return duplicate;
}

static struct json_duplicate find_among_few(const struct member *members, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (compare_keys(&members[i], &members[j]) == 0) return (struct json_duplicate){members[j].node, members[i].node};
    return (struct json_duplicate){NULL, NULL};
}

struct json_duplicate json_find_duplicate(const struct json_document *document, const struct node *nodes, size_t count)
{
    struct member few[FEW_MEMBERS];
    struct member *members = count <= FEW_MEMBERS ? few : memory_zeroed(count, sizeof *members);
    for (size_t i = 0; i < count; i++)
        members[i] = (struct member){json_node_text(document, &nodes[2 * i]), &nodes[2 * i]};
    struct json_duplicate duplicate = count <= FEW_MEMBERS ? find_among_few(members, count) : find_among_many(members, count);
    if (members != few) free(members);
    return duplicate;
}
