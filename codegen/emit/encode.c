/* Preprocessing, step by step as bundle_encode does it, in the data's own names. */
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"
#include "runtime/espalier.h"

#include <float.h>
#include <math.h>

/* What stands behind a condition goes to the next line when the condition is longer than this. */
#define LINE_LENGTH 60

void insert_record_init(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    for (int32_t i = 0; i < program->column_count; i++)
        buffer_print(out, "    r->%s = %s;\n", program->columns[i].member,
                     program->columns[i].type == ESPALIER_CATEGORY ? "0" : "espalier_missing()");
}

/* "return NAME_refuse(column, NAME_COLUMN_x, CODE);" */
static void refuse(const struct program *program, const struct program_column *column, const char *code, struct buffer *out)
{
    buffer_text(out, text_line_length(out) > LINE_LENGTH ? "\n        " : " ");
    buffer_print(out, "return %s_refuse(column, %s_%s, %s);\n", program->name, program->name, column->position, code);
}

/* The largest numbers stand for "no bound". */
static void bound(const struct program *program, double value, struct buffer *out)
{
    const char *sign = value < 0.0 ? "-" : "";
    if (fabs(value) == DBL_MAX)
        buffer_print(out, "%s%s_DOUBLE_MAX", sign, program->name);
    else if (fabs(value) == (double)FLT_MAX)
        buffer_print(out, "%s%s_FLOAT_MAX", sign, program->name);
    else
        text_described_double(out, value);
}

static void bounds(const struct program *program, const struct program_column *column, struct buffer *out)
{
    buffer_text(out, ", ");
    bound(program, column->admit_lower, out);
    buffer_text(out, ", ");
    bound(program, column->admit_upper, out);
    buffer_text(out, ")");
}

static void admit_number(const struct program *program, const struct program_column *column, struct buffer *out)
{
    const char *member = column->member;
    if (column->admit == PROGRAM_ADMIT_RANGE) {
        buffer_print(out, "    if (!espalier_in_range(r->%s", member);
        bounds(program, column, out);
        buffer_text(out, ")");
        refuse(program, column, "ESPALIER_E_RANGE", out);
        buffer_print(out, "    v.%s = r->%s;\n", member, member);
        return;
    }
    buffer_print(out, "    v.%s = %s(r->%s", member, column->admit == PROGRAM_ADMIT_CLIPPED ? "espalier_clip" : "espalier_range_or_missing",
                 member);
    bounds(program, column, out);
    buffer_text(out, ";\n");
}

static void admit_category(const struct program *program, const struct program_column *column, struct buffer *out)
{
    const char *member = column->member;
    buffer_print(out, "    if (r->%s < %d || r->%s > %d)", member, column->admit == PROGRAM_ADMIT_SEEN ? 0 : -1, member,
                 (int)column->category_count);
    refuse(program, column, "ESPALIER_E_CATEGORY", out);
    if (column->admit == PROGRAM_ADMIT_SEEN_OR_MISSING)
        buffer_print(out, "    v.%s = espalier_unseen_to_missing(r->%s);\n", member, member);
    else
        buffer_print(out, "    v.%s = r->%s;\n", member, member);
}

static void admit_record(const struct program *program, struct buffer *out)
{
    buffer_print(out, "    %s_record v;\n\n    /* Each column within its range or categories. */\n", program->name);
    for (int32_t i = 0; i < program->column_count; i++) {
        if (program->columns[i].type == ESPALIER_CATEGORY)
            admit_category(program, &program->columns[i], out);
        else
            admit_number(program, &program->columns[i], out);
    }
}

static void refuse_missing(const struct program *program, struct buffer *out)
{
    bool any = false;
    for (int32_t i = 0; i < program->column_count; i++) {
        const struct program_column *column = &program->columns[i];
        if (!column->refuses_missing) continue;
        if (!any) buffer_text(out, "\n    /* What must not be missing. */\n");
        any = true;
        if (column->type == ESPALIER_CATEGORY)
            buffer_print(out, "    if (v.%s == 0)", column->member);
        else
            buffer_print(out, "    if (espalier_is_missing(v.%s))", column->member);
        refuse(program, column, "ESPALIER_E_MISSING", out);
    }
}

/* ---- features ---- */

static void number_value(const struct program_column *column, struct buffer *out)
{
    if (!column->imputes) {
        buffer_print(out, "v.%s", column->member);
        return;
    }
    buffer_print(out, "espalier_impute(v.%s, ", column->member);
    text_described_double(out, column->impute_value);
    buffer_text(out, ")");
}

static void lookup_value(const struct program *program, const struct program_feature *feature, struct buffer *out)
{
    const struct program_column *column = &program->columns[feature->column];
    buffer_print(out, "espalier_lookup(%s_%s, %d, ", program->name, feature->table_identifier, (int)column->category_count);
    if (column->imputes)
        buffer_print(out, "espalier_impute_category(v.%s, %s_%s))", column->member, program->name,
                     column->constants[column->impute_category - 1]);
    else
        buffer_print(out, "v.%s)", column->member);
}

static void value(const struct program *program, const struct program_feature *feature, struct buffer *out)
{
    switch (feature->source) {
    case PROGRAM_NUMBER:
        number_value(&program->columns[feature->column], out);
        break;
    case PROGRAM_LOOKUP:
        lookup_value(program, feature, out);
        break;
    case PROGRAM_DERIVED:
        buffer_print(out, "%s_%s(&v)", program->name, program->derived[feature->derived].identifier);
        break;
    }
}

static void encode_feature(const struct program *program, int32_t position, struct buffer *out)
{
    const struct program_feature *feature = &program->features[position];
    switch (feature->overflow) {
    case PROGRAM_OVERFLOW_REFUSED:
        buffer_text(out, "    if (!espalier_to_float(");
        break;
    case PROGRAM_OVERFLOW_CLIPPED:
        buffer_print(out, "    %s_float_or_largest(", program->name);
        break;
    case PROGRAM_OVERFLOW_MISSING:
        buffer_print(out, "    %s_float_or_missing(", program->name);
        break;
    }
    value(program, feature, out);
    buffer_print(out, ", &features[%d])", (int)position);
    if (feature->overflow == PROGRAM_OVERFLOW_REFUSED) {
        buffer_text(out, ")");
        refuse(program, &program->columns[feature->column], "ESPALIER_E_RANGE", out);
    } else {
        buffer_text(out, ";\n");
    }
}

void insert_encode(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    admit_record(program, out);
    refuse_missing(program, out);
    buffer_text(out, "\n    /* The model's features. */\n");
    for (int32_t i = 0; i < program->model->feature_count; i++)
        encode_feature(program, i, out);
}
