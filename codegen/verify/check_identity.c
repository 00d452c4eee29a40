/* Is the folder of this model at all? Told by hashes and by everything that the descriptor says. */
#include "codegen/verify/compare.h"

#include <string.h>

static bool differs(struct verification *verification, const char *what, const char *scorer, const char *expected)
{
    return error_set(verification->error, EXIT_DIFFERENCE, "%s: was generated from another model: its %s is '%s', that of %s is '%s'",
                     verification->options->directory, what, scorer, verification->options->source, expected);
}

static bool check_text(struct verification *verification, const char *what, const char *scorer, const char *expected)
{
    verification->report->comparisons++;
    return strcmp(scorer, expected) == 0 || differs(verification, what, scorer, expected);
}

static bool check_count(struct verification *verification, const char *what, int64_t scorer, int64_t expected)
{
    verification->report->comparisons++;
    if (scorer == expected) return true;
    return error_set(verification->error, EXIT_DIFFERENCE,
                     "%s: was generated from another model or with other rounds: its number of %s is %lld, that of %s is %lld",
                     verification->options->directory, what, (long long)scorer, verification->options->source, (long long)expected);
}

static bool check_hashes(struct verification *verification)
{
    const struct bundle *bundle = verification->bundle;
    return check_text(verification, "model hash", verification->scorer->model_sha256, verification->model->sha256) &&
           check_text(verification, "config hash", verification->scorer->config_sha256, bundle ? bundle->provenance.config_sha256 : "");
}

static bool check_counts(struct verification *verification)
{
    const struct espalier_model *scorer = verification->scorer;
    const struct ir_model *model = verification->model;
    const struct bundle *bundle = verification->bundle;
    return check_count(verification, "features", scorer->feature_count, model->feature_count) &&
           check_count(verification, "outputs", scorer->output_count, model->output_count) &&
           check_count(verification, "trees", scorer->tree_count, model->tree_count) &&
           check_count(verification, "columns", scorer->column_count, bundle ? bundle->column_count : model->feature_count);
}

static bool check_names(struct verification *verification, const char *what, const char *const *scorer, char *const *expected,
                        int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (!check_text(verification, what, scorer[i], expected[i])) return false;
    }
    return true;
}

static bool check_column(struct verification *verification, const struct espalier_column *scorer, const struct bundle_column *column)
{
    const bool is_category = column->type == BUNDLE_CATEGORY;
    if (!check_text(verification, "column", scorer->name, column->name)) return false;
    verification->report->comparisons++;
    if (scorer->type != (int32_t)column->type || scorer->required != (column->missing == BUNDLE_MISSING_REFUSE))
        return differs(verification, "kind of column", scorer->name, column->name);
    if (!is_category && (scorer->lower != column->lower || scorer->upper != column->upper))
        return differs(verification, "range of column", scorer->name, column->name);
    if (!is_category) return true;
    return check_count(verification, "categories", scorer->category_count, column->category_count) &&
           check_names(verification, "category", scorer->categories, column->categories, column->category_count);
}

static bool check_columns(struct verification *verification)
{
    const struct espalier_model *scorer = verification->scorer;
    for (int32_t i = 0; i < scorer->column_count; i++) {
        const struct espalier_column *column = &scorer->columns[i];
        const bool good = verification->bundle ? check_column(verification, column, &verification->bundle->columns[i])
                                               : check_text(verification, "column", column->name, verification->model->feature_names[i]);
        if (!good) return false;
    }
    return true;
}

/* The model's own feature names may be placeholders; a bundle's are the ones that count. */
static bool check_features(struct verification *verification)
{
    for (int32_t i = 0; i < verification->scorer->feature_count; i++) {
        const char *expected = verification->bundle ? verification->bundle->features[i].name : verification->model->feature_names[i];
        if (!check_text(verification, "feature", verification->scorer->features[i], expected)) return false;
    }
    return check_names(verification, "output", verification->scorer->outputs, verification->model->output_names,
                       verification->model->output_count);
}

static bool check_threshold(struct verification *verification)
{
    const float found = verification->scorer->threshold;
    verification->report->comparisons++;
    if (!verification->bundle || compare_bits(found) == compare_bits(verification->bundle->decision.threshold)) return true;
    return error_set(verification->error, EXIT_DIFFERENCE, "%s: its threshold has the bits %08x, that of %s has %08x",
                     verification->options->directory, (unsigned)compare_bits(found), verification->options->source,
                     (unsigned)compare_bits(verification->bundle->decision.threshold));
}

bool check_identity(struct verification *verification)
{
    return check_hashes(verification) && check_counts(verification) &&
           check_text(verification, "objective", verification->scorer->objective, verification->model->objective) &&
           check_columns(verification) && check_features(verification) && check_threshold(verification);
}
