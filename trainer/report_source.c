/* What the model was made from: data, columns, lineage. */
#include "bundle/transforms.h"
#include "trainer/html.h"
#include "trainer/number_text.h"
#include "trainer/report_parts.h"

#include <string.h>

/* ---- data ---- */

/* The path would tell about the machine. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void data_row(struct buffer *out, const char *name, size_t rows, size_t positives)
{
    char text[NUMBER_TEXT_SIZE];
    buffer_text(out, "<tr>");
    html_cell(out, name);
    html_number_cell(out, number_text_count((double)rows, ' ', text));
    html_number_cell(out, number_text_count((double)positives, ' ', text));
    html_number_cell(out, number_text_fixed(rows > 0 ? 100.0 * (double)positives / (double)rows : 0.0, 2, text));
    buffer_text(out, "</tr>\n");
}

static void split_note(const struct experiment *experiment, struct buffer *out)
{
    const struct table *table = experiment->table;
    if (!table->id.name && !table->group.name) return;
    buffer_text(out, "<p>Rows with the same ");
    if (table->id.name) html_text(out, table->id.name);
    if (table->id.name && table->group.name) buffer_text(out, " or ");
    if (table->group.name) html_text(out, table->group.name);
    buffer_text(out, " are always on the same side of the hold-out and in the same fold.</p>\n");
}

void report_data(const struct outcome *outcome, struct buffer *out)
{
    const struct experiment *experiment = outcome->experiment;
    const struct table *table = experiment->table;
    html_section(out, "data", "Data");
    buffer_text(out, "<p>Table <code>");
    html_text(out, file_name(table->path));
    buffer_text(out, "</code>.</p>\n");
    split_note(experiment, out);
    buffer_text(
        out, "<table class=\"confusion\"><tr><th></th><th class=\"n\">rows</th><th class=\"n\">positive</th><th class=\"n\">%</th></tr>\n");
    data_row(out, "table", table->row_count, table->positive_count);
    data_row(out, "training", experiment->training_count,
             experiment_positives(table, experiment->training_rows, experiment->training_count));
    data_row(out, "hold-out", experiment->holdout_count, experiment_positives(table, experiment->holdout_rows, experiment->holdout_count));
    buffer_text(out, "</table>\n");
    html_section_end(out);
}

/* ---- columns ---- */

static const char *const types[] = {"", "number", "flag", "date", "category"};
static const char *const encodings[] = {"number", "target", "ordinal", "native"};

static size_t missing_rows(const struct table *table, const struct table_column *column)
{
    size_t count = 0;
    for (size_t row = 0; row < table->row_count; row++)
        if (column->codes ? column->codes[row] < 0 : espalier_is_missing(column->numbers[row]) != 0) count++;
    return count;
}

static void missing_policy(const struct bundle_column *column, struct buffer *text)
{
    char number[NUMBER_TEXT_SIZE];
    if (column->missing == BUNDLE_MISSING_KEEP) buffer_text(text, "kept missing");
    if (column->missing == BUNDLE_MISSING_REFUSE) buffer_text(text, "refused");
    if (column->missing != BUNDLE_MISSING_IMPUTE) return;
    buffer_print(text, "%s: ", column->impute_method);
    if (column->type == BUNDLE_CATEGORY)
        buffer_text(text, column->categories[column->impute_category - 1]);
    else
        buffer_text(text, number_text(column->impute_value, 4, number));
}

static void column_row(const struct outcome *outcome, int32_t position, struct buffer *out)
{
    const struct table *table = outcome->experiment->table;
    const struct bundle_column *column = &outcome->experiment->schema->bundle->columns[position];
    const struct config_column *config = table->columns[position].config;
    struct buffer policy = {0}, use = {0};
    char text[NUMBER_TEXT_SIZE];
    missing_policy(column, &policy);
    if (config->role == CONFIG_INPUT)
        buffer_text(&use, "derived features only");
    else if (column->type == BUNDLE_CATEGORY)
        buffer_print(&use, "%s, %d categories", encodings[config->encoding], (int)column->category_count);
    else
        buffer_text(&use, encodings[config->encoding]);
    buffer_text(out, "<tr>");
    html_cell(out, column->name);
    html_cell(out, types[column->type]);
    html_number_cell(out,
                     number_text_fixed(100.0 * (double)missing_rows(table, &table->columns[position]) / (double)table->row_count, 1, text));
    html_cell(out, policy.data);
    html_cell(out, use.data);
    buffer_text(out, "</tr>\n");
    buffer_free(&policy);
    buffer_free(&use);
}

static void derived_rows(const struct bundle *bundle, struct buffer *out)
{
    if (bundle->derived_count == 0) return;
    buffer_text(out, "<h3>Derived features</h3>\n<table><tr><th>feature</th><th>expression</th></tr>\n");
    for (int32_t i = 0; i < bundle->derived_count; i++) {
        buffer_text(out, "<tr>");
        html_cell(out, bundle->derived[i].name);
        buffer_text(out, "<td><code>");
        html_text(out, bundle->derived[i].text);
        buffer_text(out, "</code></td></tr>\n");
    }
    buffer_text(out, "</table>\n");
}

void report_columns(const struct outcome *outcome, struct buffer *out)
{
    const struct bundle *bundle = outcome->experiment->schema->bundle;
    html_section(out, "columns", "Columns");
    buffer_text(out,
                "<table><tr><th>column</th><th>type</th><th class=\"n\">% missing</th><th>missing values</th><th>encoded as</th></tr>\n");
    for (int32_t i = 0; i < bundle->column_count; i++)
        column_row(outcome, i, out);
    buffer_text(out, "</table>\n");
    derived_rows(bundle, out);
    html_section_end(out);
}

/* ---- lineage ---- */

static void lineage_row(struct buffer *out, const char *name, const char *value)
{
    buffer_text(out, "<tr>");
    html_cell(out, name);
    buffer_text(out, "<td><code>");
    html_text(out, value);
    buffer_text(out, "</code></td></tr>\n");
}

static void parameter_list(const struct outcome *outcome, struct buffer *text)
{
    const struct config *config = outcome->experiment->config;
    const struct parameters *parameters = outcome->final.model == FIT_FOREST ? &config->forest : &config->model;
    for (size_t i = 0; i < parameters->count; i++)
        buffer_print(text, "%s%s %s", i > 0 ? ", " : "", parameters->names[i], parameters->values[i]);
    buffer_print(text, ", imbalance %s", config->balance ? "weight" : "none");
}

void report_lineage(const struct outcome *outcome, struct buffer *out)
{
    const struct bundle_provenance *provenance = &outcome->experiment->schema->bundle->provenance;
    struct buffer parameters = {0};
    char seed[NUMBER_TEXT_SIZE];
    parameter_list(outcome, &parameters);
    html_section(out, "lineage", "Lineage");
    buffer_text(out, "<p>The same table, config, seed and library versions give the same model, byte for byte.</p>\n<table>\n");
    lineage_row(out, "table, SHA-256", provenance->table_sha256);
    lineage_row(out, "config, SHA-256", provenance->config_sha256);
    lineage_row(out, "model.json, SHA-256", provenance->model_sha256);
    lineage_row(out, "espalier", provenance->espalier_version);
    lineage_row(out, "XGBoost", provenance->xgboost_version);
    lineage_row(out, "seed", number_text_fixed((double)provenance->seed, 0, seed));
    lineage_row(out, "model", fit_model_names[outcome->final.model]);
    lineage_row(out, "parameters", parameters.data);
    buffer_text(out, "</table>\n");
    html_section_end(out);
    buffer_free(&parameters);
}
