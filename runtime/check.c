/* Whether a descriptor can be trusted: the handshake between a scorer and whoever loads it. Nothing behind abi_version is read
 * before that matches. */
#include "refusal.h"

static int all_named(const char *const *names, int32_t count)
{
    int32_t i;
    if (names == NULL) return count == 0;
    for (i = 0; i < count; i++)
        if (names[i] == NULL) return 0;
    return 1;
}

static const char *refuse_texts(const struct espalier_model *model)
{
    if (model->name == NULL || model->generator == NULL || model->objective == NULL || model->model_sha256 == NULL ||
        model->config_sha256 == NULL)
        return "a text is missing";
    if (!all_named(model->features, model->feature_count)) return "a feature has no name";
    if (!all_named(model->outputs, model->output_count)) return "an output has no name";
    return NULL;
}

static const char *refuse_functions(const struct espalier_model *model)
{
    const int contributions = (model->flags & ESPALIER_HAS_CONTRIBUTIONS) != 0;
    const int reasons = (model->flags & ESPALIER_HAS_REASONS) != 0;
    if (model->record_init == NULL || model->category == NULL || model->encode == NULL || model->margins == NULL ||
        model->margins_batch == NULL || model->outputs_of == NULL || model->decide == NULL || model->score == NULL)
        return "a function is missing";
    if ((model->contributions != NULL) != contributions || (model->contributions_batch != NULL) != contributions ||
        (model->reasons != NULL) != reasons)
        return "its flags promise other functions than it has";
    return NULL;
}

static const char *refuse_counts(const struct espalier_model *model)
{
    const uint64_t result_needed = 3 * sizeof(int32_t) + 2 * sizeof(float) * (uint64_t)(uint32_t)model->output_count;
    if (model->column_count < 0 || model->feature_count < 0 || model->tree_count < 0 || model->output_count < 1)
        return "a count is negative";
    if (model->task < ESPALIER_BINARY || model->task > ESPALIER_SURVIVAL) return "its task is unknown";
    if (model->task == ESPALIER_MULTICLASS ? model->output_count < 2 : model->task != ESPALIER_REGRESSION && model->output_count != 1)
        return "its task has another number of outputs";
    if (model->result_size < result_needed) return "its result is too small for its outputs";
    return NULL;
}

/* `end`: where the members of the columns before end; moved behind this one's. */
static const char *refuse_column(const struct espalier_column *column, uint32_t record_size, uint64_t *end)
{
    const int is_category = column->type == ESPALIER_CATEGORY;
    const uint64_t size = is_category ? sizeof(int32_t) : sizeof(double);
    if (column->name == NULL || column->member == NULL) return "a column has no name";
    if (column->type < ESPALIER_NUMBER || column->type > ESPALIER_CATEGORY) return "a column's type is unknown";
    if (column->offset < *end || column->offset + size > record_size) return "a column lies outside the record or on another";
    *end = column->offset + size;
    if (!is_category) return column->lower <= column->upper ? NULL : "a column's range is empty";
    if (column->category_count < 0 || !all_named(column->categories, column->category_count)) return "a category has no name";
    return NULL;
}

static const char *refuse_columns(const struct espalier_model *model)
{
    uint64_t end = 0;
    int32_t i;
    if (model->columns == NULL && model->column_count > 0) return "its columns are missing";
    for (i = 0; i < model->column_count; i++) {
        const char *reason = refuse_column(&model->columns[i], model->record_size, &end);
        if (reason != NULL) return reason;
    }
    return NULL;
}

const char *espalier_refusal(const struct espalier_model *model)
{
    const char *reason;
    if (model->abi_version != ESPALIER_ABI_VERSION) return "it is made for another version of the interface";
    if (model->descriptor_size < sizeof *model) return "its descriptor is too short";
    reason = refuse_counts(model);
    if (reason == NULL) reason = refuse_texts(model);
    if (reason == NULL) reason = refuse_functions(model);
    if (reason == NULL) reason = refuse_columns(model);
    return reason;
}

int espalier_check(const struct espalier_model *model)
{
    return espalier_refusal(model) == NULL ? ESPALIER_OK : ESPALIER_E_ABI;
}
