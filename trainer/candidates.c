#include "trainer/candidates.h"

#include "bundle/base/csv.h"
#include "runtime/espalier.h"
#include "trainer/decision.h"
#include "trainer/number_text.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->margin != right->margin) return left->margin > right->margin ? -1 : 1;
    return left->row < right->row ? -1 : left->row > right->row;
}

static void consider(struct candidates *candidates, const struct table *table, struct candidate candidate, float threshold)
{
    if (table->labels[candidate.row] || !(candidate.margin >= threshold)) return;
    candidates->items[candidates->count++] = candidate;
}

struct candidates candidates_find(const struct experiment *experiment, const float *out_of_fold, const float *holdout, float threshold)
{
    const struct table *table = experiment->table;
    struct candidates candidates = {.items = memory_zeroed(table->row_count, sizeof *candidates.items)};
    for (size_t i = 0; i < experiment->training_count; i++) {
        const size_t row = experiment->training_rows[i];
        consider(&candidates, table, (struct candidate){row, out_of_fold[row], false}, threshold);
    }
    for (size_t i = 0; i < experiment->holdout_count; i++)
        consider(&candidates, table, (struct candidate){experiment->holdout_rows[i], holdout[i], true}, threshold);
    qsort(candidates.items, candidates.count, sizeof *candidates.items, compare);
    return candidates;
}

void candidates_free(struct candidates *candidates)
{
    free(candidates->items);
    *candidates = (struct candidates){0};
}

const char *candidate_id(const struct table *table, const struct candidate *candidate)
{
    return table->id.name ? table->id.texts.texts[table->id.codes[candidate->row]] : "";
}

static void append_candidate(const struct table *table, const struct candidate *candidate, struct buffer *line)
{
    char probability[NUMBER_TEXT_SIZE], margin[ESPALIER_NUMBER_SIZE];
    if (table->id.name) {
        const int32_t id = table->id.codes[candidate->row];
        csv_append_field(line, table->id.texts.texts[id], table->id.texts.lengths[id]);
        buffer_text(line, ",");
    }
    number_text(decision_probability(candidate->margin), 6, probability);
    espalier_format_float(candidate->margin, margin);
    buffer_print(line, "%llu,%s,%s,%s\n", (unsigned long long)table->lines[candidate->row], probability, margin,
                 candidate->holdout ? "holdout" : "out_of_fold");
}

bool candidates_write(const struct candidates *candidates, const struct table *table, struct output_directory *directory,
                      struct error *error)
{
    struct output *output = output_directory_file(directory, "candidates.csv", error);
    struct buffer line = {0};
    if (!output) return false;
    output_private(output);
    output_text(output, table->id.name ? "id,line,probability,margin,scored_by\n" : "line,probability,margin,scored_by\n");
    for (size_t i = 0; i < candidates->count && !output_failed(output); i++) {
        buffer_clear(&line);
        append_candidate(table, &candidates->items[i], &line);
        output_write(output, line.data, line.length);
    }
    buffer_free(&line);
    return output_commit(output, error);
}
