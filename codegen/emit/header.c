/* NAME.h: what the insertion points of codegen/template/scorer.h get. */
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"
#include "runtime/espalier.h"
#include "runtime/version.h"

#include <math.h>
#include <string.h>

/* Characters of a name from the data that a comment shows. */
#define COMMENT_NAME_LIMIT 120
#define COMMENT_REASON_LIMIT 400

static void describe_model(const struct program *program, struct buffer *out)
{
    const struct ir_model *model = program->model;
    buffer_print(out, " *   model    SHA-256 %s\n *            ", model->sha256);
    text_comment(out, model->objective, COMMENT_NAME_LIMIT);
    buffer_print(out, ", %d trees, %zu nodes, written by XGBoost %d.%d.%d\n", (int)model->tree_count, model->node_count,
                 (int)model->version[0], (int)model->version[1], (int)model->version[2]);
    if (program->bundle) buffer_print(out, " *   config   SHA-256 %s\n", program->bundle->provenance.config_sha256);
}

void insert_header_introduction(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    buffer_print(out, "/* %s: made by espalier %s. Do not edit it; generate it again.\n *\n", emission->file, ESPALIER_VERSION);
    describe_model(program, out);
    buffer_print(out, " *   record   %d columns, of which %d features are made\n", (int)program->column_count,
                 (int)program->model->feature_count);
    buffer_print(out, " *   tables   %zu bytes\n", program->layout.table_bytes);
    buffer_print(out, " *   stack    at most %u bytes, in any function and all that it calls */\n", (unsigned)program->stack_bytes);
}

static void threshold_comment(const struct program *program, struct buffer *out)
{
    if (!program->has_threshold) {
        buffer_text(out, "/* This task decides nothing, so there is no threshold: NaN. */\n");
        return;
    }
    buffer_text(out, "/* The margin at or above which the decision is 1: ");
    text_shortest_float(out, program->threshold);
    if (program->bundle) {
        buffer_text(out, ", probability ");
        text_number(out, program->bundle->decision.probability);
        buffer_text(out, ".\n * ");
        text_comment(out, program->bundle->decision.reason, COMMENT_REASON_LIMIT);
    }
    buffer_text(out, " */\n");
}

static void threshold(const struct program *program, struct buffer *out)
{
    threshold_comment(program, out);
    buffer_print(out, "#define %s_THRESHOLD (", program->name);
    text_float(out, program->has_threshold ? program->threshold : NAN);
    buffer_text(out, ")\n");
}

void insert_constants(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    const char *name = program->name;
    buffer_print(out, "/* The sources check that they belong to this header. */\n#define %s_FINGERPRINT 0x%08lx\n\n", name,
                 (unsigned long)program->fingerprint);
    buffer_print(out, "#define %s_COLUMN_COUNT %d\n", name, (int)program->column_count);
    buffer_print(out, "#define %s_FEATURE_COUNT %d\n", name, (int)program->model->feature_count);
    buffer_print(out, "#define %s_OUTPUT_COUNT %d\n\n", name, (int)program->model->output_count);
    threshold(program, out);
}

/* ---- the record ---- */

static const char *type_word(int32_t type)
{
    switch (type) {
    case ESPALIER_FLAG:
        return "flag";
    case ESPALIER_DATE:
        return "date";
    case ESPALIER_CATEGORY:
        return "category";
    default:
        return "number";
    }
}

static void describe_range(const struct program_column *column, struct buffer *out)
{
    static const char *const outside[] = {"", "refused", "missing", "clipped"};
    if (column->admit < PROGRAM_ADMIT_RANGE || column->admit > PROGRAM_ADMIT_CLIPPED) return;
    if (isinf(column->lower) && isinf(column->upper)) {
        buffer_print(out, ", infinite: %s", outside[column->admit]);
        return;
    }
    buffer_text(out, " from ");
    text_number(out, column->lower);
    buffer_text(out, " to ");
    text_number(out, column->upper);
    buffer_print(out, ", outside: %s", outside[column->admit]);
}

static void describe_missing(const struct program_column *column, struct buffer *out)
{
    if (column->refuses_missing) {
        buffer_text(out, ", missing: refused");
    } else if (column->imputes && column->type == ESPALIER_CATEGORY) {
        buffer_text(out, ", missing: ");
        text_comment(out, column->categories[column->impute_category - 1], COMMENT_NAME_LIMIT);
    } else if (column->imputes) {
        buffer_text(out, ", missing: ");
        text_number(out, column->impute_value);
    }
}

static void describe_unseen(const struct program_column *column, struct buffer *out)
{
    if (column->admit == PROGRAM_ADMIT_SEEN) buffer_text(out, ", unseen: refused");
    if (column->admit == PROGRAM_ADMIT_SEEN_OR_MISSING) buffer_text(out, ", unseen: missing");
}

static void member(const struct program_column *column, struct buffer *out)
{
    buffer_print(out, "    %s %s; /* ", column->type == ESPALIER_CATEGORY ? "int32_t" : "double", column->member);
    if (strcmp(column->name, column->member) != 0) {
        buffer_text(out, "\"");
        text_comment(out, column->name, COMMENT_NAME_LIMIT);
        buffer_text(out, "\": ");
    }
    buffer_text(out, type_word(column->type));
    describe_range(column, out);
    describe_unseen(column, out);
    describe_missing(column, out);
    buffer_text(out, " */\n");
}

void insert_members(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    for (int32_t i = 0; i < program->column_count; i++)
        member(&program->columns[i], out);
}

static void positions(const struct program *program, struct buffer *out)
{
    buffer_text(out, "/* Positions of the columns, for the functions and results that speak of one. */\nenum {\n");
    for (int32_t i = 0; i < program->column_count; i++)
        buffer_print(out, "    %s_%s = %d%s\n", program->name, program->columns[i].position, (int)i,
                     i + 1 < program->column_count ? "," : "");
    buffer_text(out, "};\n");
}

static void categories(const struct program *program, const struct program_column *column, struct buffer *out)
{
    buffer_print(out, "\n/* Categories of %s. */\nenum {\n", column->member);
    for (int32_t i = 0; i < column->category_count; i++) {
        buffer_print(out, "    %s_%s = %d%s /* \"", program->name, column->constants[i], (int)i + 1,
                     i + 1 < column->category_count ? "," : "");
        text_comment(out, column->categories[i], COMMENT_NAME_LIMIT);
        buffer_text(out, "\" */\n");
    }
    buffer_text(out, "};\n");
}

void insert_enumerations(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    positions(program, out);
    for (int32_t i = 0; i < program->column_count; i++) {
        if (program->columns[i].category_count > 0) categories(program, &program->columns[i], out);
    }
}

/* ---- what a row's numbers mean ---- */

void insert_outputs_comment(const struct emission *emission, struct buffer *out)
{
    static const char *const meaning[] = {
        [IR_IDENTITY] = "/* The margins themselves, which are what the model predicts. */\n",
        [IR_SIGMOID] = "/* From margins to probabilities: 1 / (1 + exp(-margin)). They too have the same bits on every target. */\n",
        [IR_EXPONENTIAL] = "/* From margins to what the model predicts: exp(margin). The same bits on every target. */\n",
        [IR_SOFTMAX] = "/* From margins to the probabilities of the classes, which sum to 1. The same bits on every target. */\n",
        [IR_HINGE] = "/* From margin to label: 1 when the margin is positive, else 0. */\n",
        [IR_SORTED] = "/* From margins to quantiles: the margins in ascending order. */\n",
        [IR_EXPECTILES] = "/* From margins to expectiles: the first margin, then steps of 1e-6 + ln(1 + exp(margin)). */\n",
    };
    buffer_text(out, meaning[emission->program->model->transform]);
}

void insert_decide_comment(const struct emission *emission, struct buffer *out)
{
    switch (emission->program->model->task) {
    case ESPALIER_BINARY:
        buffer_text(out, "/* 1 when the margin is at or above the threshold, a margin too; else 0. */\n");
        break;
    case ESPALIER_MULTICLASS:
        buffer_text(out, "/* The class with the largest margin, from 0, the first of equals; needs no threshold. */\n");
        break;
    default:
        buffer_text(out, "/* Always -1: this model predicts numbers and decides nothing. */\n");
        break;
    }
}
