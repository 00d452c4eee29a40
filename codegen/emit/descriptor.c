/* The descriptor: what the runtime and hosts that know no NAME go by. */
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"
#include "runtime/espalier.h"
#include "runtime/version.h"

#include <stddef.h>

static void text_list(const struct program *program, const char *identifier, const char *count, const char *const *texts, size_t text_count,
                      struct buffer *out)
{
    buffer_print(out, "\nstatic const char *const %s_%s[%s_%s] = {\n", program->name, identifier, program->name, count);
    for (size_t i = 0; i < text_count; i++) {
        buffer_text(out, "    ");
        emit_text(program, texts[i], out);
        buffer_text(out, ",\n");
    }
    buffer_text(out, "};\n");
}

static const char *type_constant(int32_t type)
{
    switch (type) {
    case ESPALIER_FLAG:
        return "ESPALIER_FLAG";
    case ESPALIER_DATE:
        return "ESPALIER_DATE";
    case ESPALIER_CATEGORY:
        return "ESPALIER_CATEGORY";
    default:
        return "ESPALIER_NUMBER";
    }
}

static void column(const struct program *program, const struct program_column *at, struct buffer *out)
{
    buffer_text(out, "    {");
    emit_text(program, at->name, out);
    buffer_print(out, ", \"%s\", %s, %d, ", at->member, type_constant(at->type), (int)at->category_count);
    if (at->category_count > 0)
        buffer_print(out, "%s_%s, ", program->name, at->names_table);
    else
        buffer_text(out, "NULL, ");
    buffer_print(out, "(uint32_t)offsetof(%s_record, %s), %d, ", program->name, at->member, at->refuses_missing);
    text_double(out, at->lower);
    buffer_text(out, ", ");
    text_double(out, at->upper);
    buffer_text(out, "},\n");
}

void insert_descriptor_tables(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    const struct ir_model *model = program->model;
    buffer_print(out, "static const struct espalier_column %s_columns[%s_COLUMN_COUNT] = {\n", program->name, program->name);
    for (int32_t i = 0; i < program->column_count; i++)
        column(program, &program->columns[i], out);
    buffer_text(out, "};\n");
    text_list(program, "features", "FEATURE_COUNT", (const char *const *)model->feature_names, (size_t)model->feature_count, out);
    text_list(program, "output_names", "OUTPUT_COUNT", (const char *const *)model->output_names, (size_t)model->output_count, out);
}

static const char *task_constant(int32_t task)
{
    switch (task) {
    case ESPALIER_BINARY:
        return "ESPALIER_BINARY";
    case ESPALIER_MULTICLASS:
        return "ESPALIER_MULTICLASS";
    case ESPALIER_RANKING:
        return "ESPALIER_RANKING";
    case ESPALIER_SURVIVAL:
        return "ESPALIER_SURVIVAL";
    default:
        return "ESPALIER_REGRESSION";
    }
}

static void text_field(const char *field, const char *text, struct buffer *out)
{
    buffer_print(out, "    .%s = ", field);
    text_literal(out, text);
    buffer_text(out, ",\n");
}

void insert_descriptor_fields(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    const char *name = program->name;
    buffer_print(out, "    .flags = %s,\n", program->bundle ? "ESPALIER_HAS_PREPROCESSING" : "0");
    buffer_print(out, "    .task = %s,\n", task_constant(program->model->task));
    buffer_print(out,
                 "    .column_count = %s_COLUMN_COUNT,\n    .feature_count = %s_FEATURE_COUNT,\n    .output_count = %s_OUTPUT_COUNT,\n",
                 name, name, name);
    buffer_print(out, "    .tree_count = %d,\n    .threshold = %s_THRESHOLD,\n    .stack_bytes = %u,\n", (int)program->model->tree_count,
                 name, (unsigned)program->stack_bytes);
    /* The mark before the name tells tools which scorer a compiled library holds, whatever its file is called. */
    buffer_print(out, "    .name = &\"espalier-scorer:%s\"[16],\n", name);
    text_field("generator", "espalier " ESPALIER_VERSION, out);
    text_field("objective", program->model->objective, out);
    text_field("model_sha256", program->model->sha256, out);
    text_field("config_sha256", program->bundle ? program->bundle->provenance.config_sha256 : "", out);
    buffer_print(out, "    .columns = %s_columns,\n    .features = %s_features,\n    .outputs = %s_output_names,\n", name, name, name);
}
