/* What came out: headline, decision, hold-out, curves, cross-validation, importance. */
#include "trainer/chart.h"
#include "trainer/html.h"
#include "trainer/number_text.h"
#include "trainer/report_parts.h"

#include <math.h>
#include <stdlib.h>

static const char *const metric_titles[METRIC_COUNT] = {"Recall", "Precision", "F1", "ROC AUC", "PR AUC"};

static void three_digits(struct buffer *out, double value)
{
    char text[NUMBER_TEXT_SIZE];
    buffer_text(out, number_text_fixed(value, 3, text));
}

/* ---- headline ---- */

static void card(struct buffer *out, const char *value, const char *title, const char *note)
{
    buffer_text(out, "<div class=\"card\"><span>");
    html_text(out, title);
    buffer_text(out, "</span><b>");
    html_text(out, value);
    buffer_text(out, "</b><span>");
    html_text(out, note);
    buffer_text(out, "</span></div>\n");
}

static void metric_card(const struct outcome *outcome, enum metric metric, struct buffer *out)
{
    struct buffer note = {0};
    char value[NUMBER_TEXT_SIZE];
    buffer_text(&note, "95%: ");
    three_digits(&note, outcome->holdout.bounds[metric].low);
    buffer_text(&note, " to ");
    three_digits(&note, outcome->holdout.bounds[metric].high);
    card(out, number_text_fixed(outcome->holdout.metrics.values[metric], 3, value), metric_titles[metric], note.data);
    buffer_free(&note);
}

void report_headline(const struct outcome *outcome, struct buffer *out)
{
    const struct config *config = outcome->experiment->config;
    char count[NUMBER_TEXT_SIZE];
    buffer_text(out, "<h1>");
    html_text(out, config->name);
    buffer_text(out, "</h1>\n<p class=\"lead\">Predicts whether ");
    html_text(out, config->target);
    buffer_text(out, " is ");
    html_text(out, config->positive);
    buffer_text(out, ". Figures below are of the hold-out, rows that no part of the training saw.</p>\n<div class=\"cards\">\n");
    metric_card(outcome, METRIC_RECALL, out);
    metric_card(outcome, METRIC_PRECISION, out);
    metric_card(outcome, METRIC_ROC_AUC, out);
    metric_card(outcome, METRIC_PR_AUC, out);
    card(out, number_text_count((double)outcome->candidates.count, ' ', count), "Candidates", "rows to look at, in candidates.csv");
    buffer_text(out, "</div>\n");
}

/* ---- decision ---- */

static void confusion_row(struct buffer *out, const char *label, double called, double passed)
{
    char text[NUMBER_TEXT_SIZE];
    buffer_text(out, "<tr><th>");
    html_text(out, label);
    buffer_text(out, "</th>");
    html_number_cell(out, number_text_count(called, ' ', text));
    html_number_cell(out, number_text_count(passed, ' ', text));
    buffer_text(out, "</tr>\n");
}

void report_decision(const struct outcome *outcome, struct buffer *out)
{
    const struct confusion *confusion = &outcome->holdout.confusion;
    const struct bundle *bundle = outcome->experiment->schema->bundle;
    char margin[NUMBER_TEXT_SIZE], probability[NUMBER_TEXT_SIZE];
    html_section(out, "decision", "Threshold and decision");
    buffer_print(out, "<p>A row is called positive from a margin of <b>%s</b> on, a probability of <b>%s</b>. ",
                 number_text(bundle->decision.threshold, 6, margin), number_text_fixed(bundle->decision.probability, 4, probability));
    html_text(out, bundle->decision.reason);
    buffer_text(out, "</p>\n<table class=\"confusion\"><tr><th>on the hold-out</th><th class=\"n\">called positive</th>"
                     "<th class=\"n\">called negative</th></tr>\n");
    confusion_row(out, bundle->positive, confusion->true_positives, confusion->false_negatives);
    confusion_row(out, bundle->negative, confusion->false_positives, confusion->true_negatives);
    buffer_text(out, "</table>\n");
    html_section_end(out);
}

/* ---- hold-out ---- */

static void position(struct buffer *out, const char *property, double fraction)
{
    char text[NUMBER_TEXT_SIZE];
    buffer_print(out, "%s:%s%%;", property, number_text(100.0 * fraction, 2, text));
}

/* The interval on a scale from 0 to 1, the value as a mark. */
static void interval_bar(struct buffer *out, const struct interval *interval, double value)
{
    buffer_text(out, "<td><div class=\"bar\"><i style=\"");
    position(out, "left", interval->low);
    position(out, "width", interval->high - interval->low);
    buffer_text(out, "\"></i><u style=\"");
    position(out, "left", value);
    buffer_text(out, "\"></u></div></td>");
}

void report_holdout(const struct outcome *outcome, struct buffer *out)
{
    const struct evaluation *holdout = &outcome->holdout;
    char rows[NUMBER_TEXT_SIZE], positives[NUMBER_TEXT_SIZE], text[NUMBER_TEXT_SIZE];
    html_section(out, "holdout", "On the hold-out");
    buffer_print(
        out, "<p>%s rows, %s of them positive, scored once by the model of this bundle. Bounds: 95%%, from %d bootstrap samples.</p>\n",
        number_text_count((double)holdout->row_count, ' ', rows), number_text_count((double)holdout->positive_count, ' ', positives),
        (int)outcome->experiment->config->bootstrap_replicates);
    buffer_text(
        out, "<table><tr><th>metric</th><th class=\"n\">value</th><th class=\"n\">low</th><th class=\"n\">high</th><th>0 to 1</th></tr>\n");
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        buffer_text(out, "<tr>");
        html_cell(out, metric_titles[metric]);
        html_number_cell(out, number_text_fixed(holdout->metrics.values[metric], 4, text));
        html_number_cell(out, number_text_fixed(holdout->bounds[metric].low, 4, text));
        html_number_cell(out, number_text_fixed(holdout->bounds[metric].high, 4, text));
        interval_bar(out, &holdout->bounds[metric], holdout->metrics.values[metric]);
        buffer_text(out, "</tr>\n");
    }
    buffer_text(out, "</table>\n");
    html_section_end(out);
}

/* ---- curves ---- */

/* Precision over recall, or the true over the false positive rate; to be freed. */
static struct chart_point *points_of(const struct score_curve *curve, bool roc, size_t *count)
{
    struct chart_point *points = memory_zeroed(curve->count + 1, sizeof *points);
    double positives = 0.0, negatives = 0.0;
    *count = 0;
    if (roc) points[(*count)++] = (struct chart_point){0.0, 0.0};
    for (size_t i = 0; i < curve->count; i++) {
        positives += curve->levels[i].positives;
        negatives += curve->levels[i].negatives;
        const double recall = positives / curve->positives;
        points[(*count)++] = roc ? (struct chart_point){negatives / curve->negatives, recall}
                                 : (struct chart_point){recall, positives / (positives + negatives)};
    }
    return points;
}

static void curve_chart(const struct outcome *outcome, bool roc, struct buffer *out)
{
    const struct evaluation *holdout = &outcome->holdout;
    const double negatives = holdout->curve.negatives, rate = holdout->curve.positives / (holdout->curve.positives + negatives);
    const struct chart_point chance[2] = {{0.0, roc ? 0.0 : rate}, {1.0, roc ? 1.0 : rate}};
    const double recall = holdout->metrics.values[METRIC_RECALL];
    const struct chart_point marker = {roc ? holdout->confusion.false_positives / negatives : recall,
                                       roc ? recall : holdout->metrics.values[METRIC_PRECISION]};
    size_t counts[2];
    struct chart_point *own = points_of(&holdout->curve, roc, &counts[0]);
    struct chart_point *folds = points_of(&outcome->models[outcome->final.model].curve, roc, &counts[1]);
    const struct chart_line lines[3] = {
        {"hold-out", "line-a", own, counts[0]}, {"out of fold", "line-b", folds, counts[1]}, {"chance", "line-c", chance, 2}};
    chart_unit_square(out, roc ? "ROC" : "Precision and recall", roc ? "false positive rate" : "recall",
                      roc ? "true positive rate (recall)" : "precision", lines, 3, &marker, "threshold");
    free(own);
    free(folds);
}

static void score_chart(const struct outcome *outcome, struct buffer *out)
{
    const struct bundle *bundle = outcome->experiment->schema->bundle;
    const struct score_curve *curve = &outcome->holdout.curve;
    struct chart_histogram histograms[2] = {{bundle->negative, "bars-a", {0}}, {bundle->positive, "bars-b", {0}}};
    for (size_t i = 0; i < curve->count; i++) {
        const int bin = (int)(decision_probability(curve->levels[i].margin) * CHART_BINS);
        const int at = bin < CHART_BINS ? bin : CHART_BINS - 1;
        histograms[0].bins[at] += curve->levels[i].negatives;
        histograms[1].bins[at] += curve->levels[i].positives;
    }
    chart_histograms(out, "Scores, each class to its own scale", "probability", histograms, 2, bundle->decision.probability, "threshold");
}

void report_curves(const struct outcome *outcome, struct buffer *out)
{
    html_section(out, "curves", "Curves");
    buffer_text(out, "<div class=\"figures\">\n");
    curve_chart(outcome, false, out);
    curve_chart(outcome, true, out);
    score_chart(outcome, out);
    buffer_text(out, "</div>\n");
    html_section_end(out);
}

/* ---- cross-validation ---- */

static void metric_heads(struct buffer *out, const char *first)
{
    buffer_print(out, "<table><tr><th>%s</th>", first);
    for (int metric = 0; metric < METRIC_COUNT; metric++)
        buffer_print(out, "<th class=\"n\">%s</th>", metric_titles[metric]);
    buffer_text(out, "</tr>\n");
}

static void model_row(const struct outcome *outcome, int model, struct buffer *out)
{
    const struct cross_validation *result = &outcome->models[model];
    buffer_text(out, model == (int)outcome->final.model ? "<tr class=\"chosen\">" : "<tr>");
    html_cell(out, fit_model_names[model]);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        buffer_text(out, "<td class=\"n\">");
        three_digits(out, result->mean.values[metric]);
        buffer_text(out, " ± ");
        three_digits(out, result->deviation.values[metric]);
        buffer_text(out, "</td>");
    }
    buffer_text(out, "</tr>\n");
}

static void fold_rows(const struct outcome *outcome, struct buffer *out)
{
    const struct cross_validation *result = &outcome->models[outcome->final.model];
    for (int32_t fold = 0; fold < outcome->experiment->config->folds; fold++) {
        buffer_print(out, "<tr><td>%d</td>", (int)fold + 1);
        for (int metric = 0; metric < METRIC_COUNT; metric++) {
            buffer_text(out, "<td class=\"n\">");
            three_digits(out, result->folds[fold].values[metric]);
            buffer_text(out, "</td>");
        }
        buffer_text(out, "</tr>\n");
    }
}

void report_validation(const struct outcome *outcome, struct buffer *out)
{
    html_section(out, "validation", "Cross-validation");
    buffer_print(
        out,
        "<p>%d folds of the training rows, each scored by a model that did not see it; mean ± standard deviation over the folds, each "
        "model at its own threshold. The model in bold ships.</p>\n",
        (int)outcome->experiment->config->folds);
    metric_heads(out, "model");
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        if (outcome->models[model].wanted) model_row(outcome, model, out);
    buffer_text(out, "</table>\n<h3>Folds of the model that ships</h3>\n");
    metric_heads(out, "fold");
    fold_rows(outcome, out);
    buffer_text(out, "</table>\n");
    html_section_end(out);
}

/* ---- importance ---- */

struct importance {
    const char *name;
    double gain;
    int32_t position;
};

static int compare_importance(const void *a, const void *b)
{
    const struct importance *left = a, *right = b;
    if (left->gain != right->gain) return left->gain > right->gain ? -1 : 1;
    return left->position < right->position ? -1 : 1;
}

static void importance_rows(const struct importance *sorted, size_t count, double total, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        char text[NUMBER_TEXT_SIZE];
        buffer_text(out, "<tr>");
        html_cell(out, sorted[i].name);
        html_number_cell(out, number_text_fixed(total > 0.0 ? 100.0 * sorted[i].gain / total : 0.0, 1, text));
        buffer_text(out, "<td><div class=\"bar\"><i style=\"left:0;");
        position(out, "width", sorted[0].gain > 0.0 ? sorted[i].gain / sorted[0].gain : 0.0);
        buffer_text(out, "\"></i></div></td></tr>\n");
    }
}

void report_importance(const struct outcome *outcome, struct buffer *out)
{
    const struct bundle *bundle = outcome->experiment->schema->bundle;
    const size_t count = (size_t)bundle->feature_count;
    struct importance *sorted = memory_zeroed(count, sizeof *sorted);
    double total = 0.0;
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (struct importance){bundle->features[i].name, outcome->gains[i], (int32_t)i};
        total += outcome->gains[i];
    }
    qsort(sorted, count, sizeof *sorted, compare_importance);
    html_section(out, "importance", "Importance");
    buffer_text(out, "<p>Share of the loss that splits on a feature took away in training (gain). Features that say the same share it "
                     "between them.</p>\n<table><tr><th>feature</th><th class=\"n\">% of gain</th><th></th></tr>\n");
    importance_rows(sorted, count, total, out);
    buffer_text(out, "</table>\n");
    html_section_end(out);
    free(sorted);
}
