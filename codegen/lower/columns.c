#include "codegen/lower/columns.h"

#include "runtime/espalier.h"

#include <math.h>
#include <stdlib.h>

static enum program_admit admit_category(const struct bundle_column *column)
{
    switch (column->unseen) {
    case BUNDLE_UNSEEN_MISSING:
        return PROGRAM_ADMIT_SEEN_OR_MISSING;
    case BUNDLE_UNSEEN_REFUSE:
        return PROGRAM_ADMIT_SEEN;
    default:
        return PROGRAM_ADMIT_CATEGORY;
    }
}

static enum program_admit admit_number(const struct bundle_column *column)
{
    switch (column->out_of_range) {
    case BUNDLE_RANGE_MISSING:
        return PROGRAM_ADMIT_OR_MISSING;
    case BUNDLE_RANGE_CLIP:
        return PROGRAM_ADMIT_CLIPPED;
    default:
        return PROGRAM_ADMIT_RANGE;
    }
}

static void take_number(struct program_column *out, const struct bundle_column *column)
{
    out->admit = admit_number(column);
    bundle_range(column, &out->admit_lower, &out->admit_upper);
    out->lower = column->lower;
    out->upper = column->upper;
    out->impute_value = column->impute_value;
}

static void take_categories(struct program_column *out, const struct bundle_column *column)
{
    out->admit = admit_category(column);
    out->lower = -INFINITY;
    out->upper = INFINITY;
    out->impute_category = column->impute_category;
    out->category_count = column->category_count;
    out->categories = column->categories;
    out->sorted = column->sorted;
    out->clean = column->clean;
}

static void take_column(struct program_column *out, const struct bundle_column *column)
{
    out->name = column->name;
    out->type = (int32_t)column->type;
    out->refuses_missing = column->missing == BUNDLE_MISSING_REFUSE;
    out->imputes = column->missing == BUNDLE_MISSING_IMPUTE;
    if (column->type == BUNDLE_CATEGORY)
        take_categories(out, column);
    else
        take_number(out, column);
}

static enum program_overflow overflow_of(const struct bundle_column *column)
{
    switch (column->out_of_range) {
    case BUNDLE_RANGE_MISSING:
        return PROGRAM_OVERFLOW_MISSING;
    case BUNDLE_RANGE_CLIP:
        return PROGRAM_OVERFLOW_CLIPPED;
    default:
        return PROGRAM_OVERFLOW_REFUSED;
    }
}

static bool reads_record(const struct expression *expression)
{
    for (int32_t i = 0; i < expression->count; i++) {
        if (expression->nodes[i].a < 0 && expression->nodes[i].operator_ != EXPRESSION_NUMBER) return true;
    }
    return false;
}

/* `taken` holds for each of the bundle's derived features its position in the program plus 1, or 0. */
static int32_t take_derived(struct program *program, int32_t source, int32_t *taken)
{
    const struct bundle_derived *derived = &program->bundle->derived[source];
    if (taken[source] == 0) {
        program->derived[program->derived_count] =
            (struct program_derived){.source = derived, .reads_record = reads_record(derived->expression)};
        taken[source] = ++program->derived_count;
    }
    return taken[source] - 1;
}

static void take_feature(struct program *program, struct program_feature *out, const struct bundle_feature *feature, int32_t *taken)
{
    const struct bundle *bundle = program->bundle;
    out->name = feature->name;
    out->overflow = PROGRAM_OVERFLOW_MISSING;
    if (feature->is_derived) {
        out->source = PROGRAM_DERIVED;
        out->derived = take_derived(program, feature->source, taken);
        return;
    }
    out->column = feature->source;
    out->source = feature->encoding == BUNDLE_ENCODE_NUMBER ? PROGRAM_NUMBER : PROGRAM_LOOKUP;
    out->table = feature->table;
    if (out->source == PROGRAM_NUMBER) out->overflow = overflow_of(&bundle->columns[feature->source]);
}

/* Each feature is a column of its own; infinities are refused, as XGBoost refuses them. */
static void take_bare(struct program *program)
{
    for (int32_t i = 0; i < program->column_count; i++) {
        program->columns[i].name = program->model->feature_names[i];
        program->columns[i].type = ESPALIER_NUMBER;
        program->columns[i].lower = -INFINITY;
        program->columns[i].upper = INFINITY;
        program->features[i].name = program->model->feature_names[i];
        program->features[i].column = i;
    }
}

static void take_bundle(struct program *program)
{
    const struct bundle *bundle = program->bundle;
    int32_t *taken = memory_zeroed((size_t)bundle->derived_count, sizeof *taken);
    program->derived = arena_zeroed(&program->arena, (size_t)bundle->derived_count, sizeof *program->derived);
    for (int32_t i = 0; i < bundle->column_count; i++)
        take_column(&program->columns[i], &bundle->columns[i]);
    for (int32_t i = 0; i < bundle->feature_count; i++)
        take_feature(program, &program->features[i], &bundle->features[i], taken);
    free(taken);
}

void columns_make(struct program *program)
{
    program->column_count = program->bundle ? program->bundle->column_count : program->model->feature_count;
    program->columns = arena_zeroed(&program->arena, (size_t)program->column_count, sizeof *program->columns);
    program->features = arena_zeroed(&program->arena, (size_t)program->model->feature_count, sizeof *program->features);
    if (program->bundle)
        take_bundle(program);
    else
        take_bare(program);
}
