#include "codegen/read/rounds.h"

#include "codegen/read/parameter.h"

#include <inttypes.h>

static bool check_range(struct json model, struct model_rounds *rounds, int64_t count, struct error *error)
{
    int64_t end = rounds->end == 0 ? count : rounds->end;
    if (rounds->begin < 0 || rounds->begin > end || end > count || (rounds->begin == end && count > 0))
        return json_error(model, error, "the rounds %" PRId64 " to %" PRId64 " were asked for of a model of %" PRId64 " rounds",
                          rounds->begin, rounds->end, count);
    rounds->end = end;
    return true;
}

/* iteration_indptr: the first tree of each round, and after them the number of trees. */
static bool check_starts(struct json starts, size_t tree_count, struct error *error)
{
    int64_t previous = 0;
    if (json_type(starts) != JSON_ARRAY || json_count(starts) == 0)
        return json_error(starts, error, "it is not an array of trees' positions");
    for (size_t i = 0; i < json_count(starts); i++)
        if (!json_integer(json_at(starts, i), previous, i == 0 ? 0 : (int64_t)tree_count, &previous, error)) return false;
    if (previous == (int64_t)tree_count) return true;
    return json_error(starts, error, "it ends at tree %" PRId64 " of %zu", previous, tree_count);
}

static bool range_by_starts(struct json starts, size_t tree_count, struct model_rounds rounds, struct tree_range *range,
                            struct error *error)
{
    int64_t begin, end;
    if (!check_starts(starts, tree_count, error)) return false;
    if (!check_range(starts, &rounds, (int64_t)json_count(starts) - 1, error)) return false;
    if (!json_integer(json_at(starts, (size_t)rounds.begin), 0, (int64_t)tree_count, &begin, error)) return false;
    if (!json_integer(json_at(starts, (size_t)rounds.end), 0, (int64_t)tree_count, &end, error)) return false;
    *range = (struct tree_range){(size_t)begin, (size_t)end};
    return true;
}

static bool range_by_size(struct json model, const int32_t *groups, size_t tree_count, struct model_rounds rounds, struct tree_range *range,
                          struct error *error)
{
    int64_t parallel, group_count = 1;
    struct json parameters = json_find(model, "gbtree_model_param");
    if (!parameter_integer_or(parameters, "num_parallel_tree", 1, 1, INT32_MAX, &parallel, error)) return false;
    for (size_t i = 0; i < tree_count; i++)
        if (groups[i] >= group_count) group_count = (int64_t)groups[i] + 1;
    int64_t size = parallel * group_count;
    *range = (struct tree_range){0, tree_count};
    if (rounds.begin == 0 && rounds.end == 0) return true;
    if ((int64_t)tree_count % size != 0)
        return json_error(model, error, "%zu trees are no whole number of rounds of %" PRId64, tree_count, size);
    if (!check_range(model, &rounds, (int64_t)tree_count / size, error)) return false;
    *range = (struct tree_range){(size_t)(rounds.begin * size), (size_t)(rounds.end * size)};
    return true;
}

bool rounds_find(struct json model, const int32_t *groups, size_t tree_count, struct model_rounds rounds, struct tree_range *range,
                 struct error *error)
{
    struct json starts = json_find(model, "iteration_indptr");
    if (json_exists(starts)) return range_by_starts(starts, tree_count, rounds, range, error);
    return range_by_size(model, groups, tree_count, rounds, range, error);
}
