#include "trainer/summary.h"

#include "bundle/base/file.h"
#include "trainer/number_text.h"

#include <string.h>

#define BEST_SHOWN 10

static void add_rows(const struct outcome *outcome, struct output *output)
{
    const struct experiment *experiment = outcome->experiment;
    const struct table *table = experiment->table;
    char share[NUMBER_TEXT_SIZE], rows[4][NUMBER_TEXT_SIZE];
    output_print(output, "rows         %s, of which %s (%s%%) are %s; %s train in %d folds, %s are held out\n",
                 number_text_count((double)table->row_count, ',', rows[0]), number_text_count((double)table->positive_count, ',', rows[1]),
                 number_text_fixed(100.0 * (double)table->positive_count / (double)table->row_count, 1, share),
                 experiment->config->positive, number_text_count((double)experiment->training_count, ',', rows[2]),
                 (int)experiment->config->folds, number_text_count((double)experiment->holdout_count, ',', rows[3]));
}

static void add_model(const struct outcome *outcome, struct output *output)
{
    const struct bundle *bundle = outcome->experiment->schema->bundle;
    output_print(output, "model        %s, %lld trees, %d features\n", fit_model_names[outcome->final.model],
                 (long long)fit_trees(outcome->experiment->config, outcome->final.model), (int)bundle->feature_count);
}

static void add_metric(const struct outcome *outcome, enum metric metric, const char *name, struct output *output)
{
    const struct evaluation *holdout = &outcome->holdout;
    char value[NUMBER_TEXT_SIZE], low[NUMBER_TEXT_SIZE], high[NUMBER_TEXT_SIZE];
    output_print(output, "  %-10s %s  (95%%: %s to %s)\n", name, number_text_fixed(holdout->metrics.values[metric], 3, value),
                 number_text_fixed(holdout->bounds[metric].low, 3, low), number_text_fixed(holdout->bounds[metric].high, 3, high));
}

static void add_holdout(const struct outcome *outcome, struct output *output)
{
    output_text(output, "on the hold-out, which no part of the training saw:\n");
    add_metric(outcome, METRIC_RECALL, "recall", output);
    add_metric(outcome, METRIC_PRECISION, "precision", output);
    add_metric(outcome, METRIC_F1, "F1", output);
    add_metric(outcome, METRIC_ROC_AUC, "ROC AUC", output);
    add_metric(outcome, METRIC_PR_AUC, "PR AUC", output);
}

static void add_threshold(const struct outcome *outcome, struct output *output)
{
    char margin[NUMBER_TEXT_SIZE], probability[NUMBER_TEXT_SIZE];
    output_print(output, "threshold    margin %s, probability %s\n", number_text(outcome->decision->threshold, 6, margin),
                 number_text_fixed(decision_probability(outcome->decision->threshold), 4, probability));
    output_print(output, "             %s\n", outcome->experiment->schema->bundle->decision.reason);
}

/* An id may hold anything: a terminal must not obey it. */
static void add_id(const struct table *table, const char *id, struct output *output)
{
    if (!table->id.name) return;
    char shown[32];
    size_t length = 0;
    for (; id[length] && length + 1 < sizeof shown; length++)
        shown[length] = (unsigned char)id[length] < 0x20 || id[length] == 0x7f ? '?' : id[length];
    shown[length] = 0;
    output_print(output, "  %-20s", shown);
}

static void add_candidates(const struct outcome *outcome, struct output *output)
{
    const struct table *table = outcome->experiment->table;
    const size_t shown = outcome->candidates.count < BEST_SHOWN ? outcome->candidates.count : BEST_SHOWN;
    char count[NUMBER_TEXT_SIZE], probability[NUMBER_TEXT_SIZE];
    output_print(output, "candidates   %s rows are %s by label and %s by the model\n",
                 number_text_count((double)outcome->candidates.count, ',', count), table->negative, outcome->experiment->config->positive);
    if (shown > 0) add_id(table, table->id.name, output);
    if (shown > 0) output_print(output, " %9s %12s   scored by\n", "line", "probability");
    for (size_t i = 0; i < shown; i++) {
        const struct candidate *candidate = &outcome->candidates.items[i];
        add_id(table, candidate_id(table, candidate), output);
        output_print(output, " %9llu %12s   %s\n", (unsigned long long)table->lines[candidate->row],
                     number_text_fixed(decision_probability(candidate->margin), 4, probability),
                     candidate->holdout ? "the model (held out)" : "its fold's model");
    }
}

static void add_paths(const char *path, struct output *output)
{
    const size_t length = strlen(path);
    const char *slash = length > 0 && path[length - 1] == '/' ? "" : "/";
    output_print(output, "bundle       %s\n", path);
    output_print(output, "candidates   %s%scandidates.csv\n", path, slash);
    output_print(output, "report       %s%sreport.html\n", path, slash);
}

bool summary_print(const struct outcome *outcome, const char *bundle_path, struct error *error)
{
    struct output *output = output_open("-", error);
    if (!output) return false;
    add_rows(outcome, output);
    add_model(outcome, output);
    add_holdout(outcome, output);
    add_threshold(outcome, output);
    add_candidates(outcome, output);
    add_paths(bundle_path, output);
    return output_commit(output, error);
}
