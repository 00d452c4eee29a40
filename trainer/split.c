#include "trainer/split.h"

#include <stdlib.h>

/* ---- rows that belong together ---- */

/* The root of a row's tree; paths are halved on the way, so that trees stay flat. */
static size_t find_root(size_t *parents, size_t row)
{
    while (parents[row] != row) {
        parents[row] = parents[parents[row]];
        row = parents[row];
    }
    return row;
}

static void join_equal(const struct table_key *key, size_t row_count, size_t *parents)
{
    size_t *first = memory_zeroed((size_t)key->texts.count, sizeof *first); /* 1 + the first row of each text */
    for (size_t row = 0; row < row_count; row++) {
        size_t *at = &first[key->codes[row]];
        if (*at == 0) {
            *at = row + 1;
            continue;
        }
        const size_t a = find_root(parents, *at - 1), b = find_root(parents, row);
        if (a < b)
            parents[b] = a;
        else
            parents[a] = b;
    }
    free(first);
}

int32_t *split_units(const struct table *table)
{
    size_t *parents = memory_zeroed(table->row_count, sizeof *parents);
    int32_t *units = memory_zeroed(table->row_count, sizeof *units);
    int32_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        parents[row] = row;
    if (table->id.name) join_equal(&table->id, table->row_count, parents);
    if (table->group.name) join_equal(&table->group, table->row_count, parents);
    for (size_t row = 0; row < table->row_count; row++) {
        /* The smaller row is always the root, so a root is met before its rows. */
        const size_t root = find_root(parents, row);
        units[row] = root == row ? count++ : units[root];
    }
    free(parents);
    return units;
}

/* ---- parts ---- */

struct unit {
    size_t count[2]; /* rows of each class */
    size_t order;    /* position in the shuffle */
};

struct assignment {
    const struct split_request *request;
    struct unit *units; /* by unit number */
    size_t *order;      /* units in the order of being placed */
    size_t unit_count;  /* of `order` */
    int32_t *part_of;   /* by unit number */
    size_t totals[2];   /* rows of each class */
    double *filled;     /* part_count x 2: rows so far */
};

static size_t unit_limit(const struct split_request *request)
{
    int32_t highest = -1;
    for (size_t i = 0; i < request->row_count; i++)
        if (request->units[request->rows[i]] > highest) highest = request->units[request->rows[i]];
    return highest < 0 ? 0 : (size_t)highest + 1;
}

static void count_units(struct assignment *assignment)
{
    const struct split_request *request = assignment->request;
    for (size_t i = 0; i < request->row_count; i++) {
        const size_t row = request->rows[i];
        struct unit *unit = &assignment->units[request->units[row]];
        if (unit->count[0] + unit->count[1] == 0) assignment->order[assignment->unit_count++] = (size_t)request->units[row];
        unit->count[request->labels[row]]++;
        assignment->totals[request->labels[row]]++;
    }
}

static int larger_first(const struct unit *a, const struct unit *b)
{
    const size_t size_a = a->count[0] + a->count[1], size_b = b->count[0] + b->count[1];
    if (size_a != size_b) return size_a > size_b ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

struct placed {
    struct unit unit;
    size_t number;
};

static int compare_placed(const void *a, const void *b)
{
    return larger_first(&((const struct placed *)a)->unit, &((const struct placed *)b)->unit);
}

/* Shuffled, then the large ones first: small units can still even out what large ones did. */
static void order_units(struct assignment *assignment)
{
    struct random random = assignment->request->random;
    struct placed *placed = memory_zeroed(assignment->unit_count, sizeof *placed);
    random_shuffle(&random, assignment->order, assignment->unit_count);
    for (size_t i = 0; i < assignment->unit_count; i++) {
        placed[i].unit = assignment->units[assignment->order[i]];
        placed[i].unit.order = i;
        placed[i].number = assignment->order[i];
    }
    qsort(placed, assignment->unit_count, sizeof *placed, compare_placed);
    for (size_t i = 0; i < assignment->unit_count; i++)
        assignment->order[i] = placed[i].number;
    free(placed);
}

/* With t the rows of a class that a part should get and c those it has, the sum of c * c / t over parts and classes is least exactly when
 * every part has its share. This is by how much the unit would raise it, halved. */
static double cost_of(const struct assignment *assignment, const struct unit *unit, int32_t part)
{
    double cost = 0.0;
    for (int class = 0; class < 2; class ++) {
        const double target = assignment->request->fractions[part] * (double)assignment->totals[class];
        const double rows = (double)unit->count[class];
        if (rows > 0.0) cost += rows * (assignment->filled[2 * part + class] + 0.5 * rows) / target;
    }
    return cost;
}

static int32_t best_part(const struct assignment *assignment, const struct unit *unit)
{
    int32_t best = 0;
    double least = cost_of(assignment, unit, 0);
    for (int32_t part = 1; part < assignment->request->part_count; part++) {
        const double cost = cost_of(assignment, unit, part);
        if (!(cost < least)) continue;
        least = cost;
        best = part;
    }
    return best;
}

static void place_units(struct assignment *assignment)
{
    for (size_t i = 0; i < assignment->unit_count; i++) {
        const size_t number = assignment->order[i];
        const struct unit *unit = &assignment->units[number];
        const int32_t part = best_part(assignment, unit);
        assignment->part_of[number] = part;
        for (int class = 0; class < 2; class ++)
            assignment->filled[2 * part + class] += (double)unit->count[class];
    }
}

void split_assign(const struct split_request *request, int32_t *parts)
{
    const size_t limit = unit_limit(request);
    struct assignment assignment = {.request = request};
    assignment.units = memory_zeroed(limit, sizeof *assignment.units);
    assignment.order = memory_zeroed(limit, sizeof *assignment.order);
    assignment.part_of = memory_zeroed(limit, sizeof *assignment.part_of);
    assignment.filled = memory_zeroed(2 * (size_t)request->part_count, sizeof *assignment.filled);
    count_units(&assignment);
    order_units(&assignment);
    place_units(&assignment);
    for (size_t i = 0; i < request->row_count; i++)
        parts[request->rows[i]] = assignment.part_of[request->units[request->rows[i]]];
    free(assignment.units);
    free(assignment.order);
    free(assignment.part_of);
    free(assignment.filled);
}

size_t split_select(const size_t *rows, size_t row_count, const int32_t *parts, int32_t part, int inside, size_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < row_count; i++)
        if ((parts[rows[i]] == part) == (inside != 0)) out[count++] = rows[i];
    return count;
}
