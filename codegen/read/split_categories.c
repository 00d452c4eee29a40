#include "codegen/read/split_categories.h"

#include "bundle/base/memory.h"
#include "codegen/read/arrays.h"

#include <stdlib.h>

static bool read_split_types(struct json tree, size_t count, struct split_categories *sets, struct error *error)
{
    struct json types;
    if (!array_get(tree, "split_type", count, &types, error)) return false;
    for (size_t i = 0; i < count; i++) {
        int64_t type;
        if (!json_integer(json_at(types, i), 0, 1, &type, error)) return false;
        sets->is_split[i] = type == 1;
    }
    return true;
}

/* The `index`-th set of the lists categories_nodes, categories_segments and categories_sizes. The sets follow one another in the list, so
 * that together they are no longer than it. */
static bool read_set(struct json nodes, struct json segments, struct json sizes, size_t index, size_t count, int64_t *end,
                     struct split_categories *sets, struct error *error)
{
    int64_t total = (int64_t)json_count(sets->list), node, begin, size;
    if (!json_integer(json_at(nodes, index), 0, (int64_t)count - 1, &node, error)) return false;
    if (!json_integer(json_at(segments, index), *end, *end, &begin, error)) return false;
    if (!json_integer(json_at(sizes, index), 1, total - begin, &size, error)) return false;
    *end = begin + size;
    if (!sets->is_split[node]) return json_error(json_at(nodes, index), error, "node %d has categories but is not categorical", (int)node);
    if (sets->count[node] > 0) return json_error(json_at(nodes, index), error, "node %d has two sets of categories", (int)node);
    sets->begin[node] = begin;
    sets->count[node] = (int32_t)size;
    return true;
}

static bool read_sets(struct json tree, size_t count, struct split_categories *sets, struct error *error)
{
    struct json nodes, segments, sizes;
    if (!json_get(tree, "categories", JSON_ARRAY, &sets->list, error)) return false;
    if (!json_get(tree, "categories_nodes", JSON_ARRAY, &nodes, error)) return false;
    size_t set_count = json_count(nodes);
    if (!array_get(tree, "categories_segments", set_count, &segments, error)) return false;
    if (!array_get(tree, "categories_sizes", set_count, &sizes, error)) return false;
    int64_t end = 0;
    for (size_t i = 0; i < set_count; i++)
        if (!read_set(nodes, segments, sizes, i, count, &end, sets, error)) return false;
    if (end != (int64_t)json_count(sets->list)) return json_error(sets->list, error, "there are categories that belong to no node");
    for (size_t i = 0; i < count; i++)
        if (sets->is_split[i] && sets->count[i] == 0) return json_error(tree, error, "node %zu is categorical but has no categories", i);
    return true;
}

bool split_categories_read(struct json tree, size_t count, struct split_categories *sets, struct error *error)
{
    *sets = (struct split_categories){.present = json_exists(json_find(tree, "split_type"))};
    if (!sets->present) return true;
    sets->is_split = memory_zeroed(count, sizeof *sets->is_split);
    sets->begin = memory_zeroed(count, sizeof *sets->begin);
    sets->count = memory_zeroed(count, sizeof *sets->count);
    if (read_split_types(tree, count, sets, error) && read_sets(tree, count, sets, error)) return true;
    split_categories_free(sets);
    return false;
}

void split_categories_free(struct split_categories *sets)
{
    free(sets->is_split);
    free(sets->begin);
    free(sets->count);
    *sets = (struct split_categories){0};
}

bool split_categories_copy(const struct split_categories *sets, size_t node, int32_t *categories, struct error *error)
{
    int64_t previous = -1;
    for (int32_t i = 0; i < sets->count[node]; i++) {
        struct json entry = json_at(sets->list, (size_t)(sets->begin[node] + i));
        int64_t category;
        if (!json_integer(entry, 0, CATEGORY_LIMIT - 1, &category, error)) return false;
        if (category <= previous) return json_error(entry, error, "the categories of node %zu are not ascending", node);
        categories[i] = (int32_t)category;
        previous = category;
    }
    return true;
}
