/* Categories: their texts, the look-up of a text, and the values that features take from them. */
#include "bundle/transforms.h"
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"

/* Characters of a category that the comment beside its value shows. */
#define COMMENT_CATEGORY_LIMIT 60

void emit_text(const struct program *program, const char *text, struct buffer *out)
{
    const struct program_text *array = program_text_find(program, text);
    if (array)
        buffer_print(out, "%s_%s", program->name, array->identifier);
    else
        text_literal(out, text);
}

static void text_arrays(const struct program *program, struct buffer *out)
{
    for (size_t i = 0; i < program->text_count; i++) {
        buffer_print(out, "static const char %s_%s[] = {", program->name, program->texts[i].identifier);
        text_array(out, program->texts[i].text);
        buffer_text(out, "};\n");
    }
}

static void category_tables(const struct program *program, const struct program_column *column, struct buffer *out)
{
    buffer_print(out, "static const char *const %s_%s[%d] = {\n", program->name, column->names_table, (int)column->category_count);
    for (int32_t i = 0; i < column->category_count; i++) {
        buffer_text(out, "    ");
        emit_text(program, column->categories[i], out);
        buffer_text(out, ",\n");
    }
    buffer_print(out, "};\nstatic const int32_t %s_%s[%d] = {", program->name, column->sorted_table, (int)column->category_count);
    for (int32_t i = 0; i < column->category_count; i++)
        buffer_print(out, "%s%d,", i % 16 == 0 ? "\n    " : " ", (int)column->sorted[i]);
    buffer_text(out, "\n};\n");
}

static void lookup_table(const struct program *program, const struct program_feature *feature, struct buffer *out)
{
    const struct program_column *column = &program->columns[feature->column];
    const int32_t count = column->category_count + 2;
    buffer_print(out, "static const double %s_%s[%d] = {\n", program->name, feature->table_identifier, (int)count);
    for (int32_t i = 0; i < count; i++) {
        buffer_text(out, "    ");
        text_double(out, feature->table[i]);
        buffer_text(out, ", /* ");
        if (i > 0 && i < count - 1) {
            buffer_text(out, "\"");
            text_comment(out, column->categories[i - 1], COMMENT_CATEGORY_LIMIT);
            buffer_text(out, "\"");
        } else {
            buffer_text(out, i == 0 ? "missing" : "unseen");
        }
        buffer_text(out, ": ");
        text_number(out, feature->table[i]);
        buffer_text(out, " */\n");
    }
    buffer_text(out, "};\n");
}

void insert_encode_tables(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    text_arrays(program, out);
    for (int32_t i = 0; i < program->column_count; i++) {
        if (program->columns[i].category_count > 0) category_tables(program, &program->columns[i], out);
    }
    for (int32_t i = 0; i < program->model->feature_count; i++) {
        if (program->features[i].source == PROGRAM_LOOKUP) lookup_table(program, &program->features[i], out);
    }
}

static void clean_flags(unsigned clean, struct buffer *out)
{
    if (clean & ESPALIER_CLEAN_TRIM) buffer_text(out, clean & ESPALIER_CLEAN_CASE ? "ESPALIER_CLEAN_TRIM | " : "ESPALIER_CLEAN_TRIM");
    if (clean & ESPALIER_CLEAN_CASE) buffer_text(out, "ESPALIER_CLEAN_CASE");
    if (clean == 0) buffer_text(out, "0");
}

static void category_case(const struct program *program, const struct program_column *column, struct buffer *out)
{
    buffer_print(out, "    case %s_%s:\n        return espalier_find_category(text, length, %s_%s, %s_%s, %d, ", program->name,
                 column->position, program->name, column->names_table, program->name, column->sorted_table, (int)column->category_count);
    clean_flags(column->clean, out);
    buffer_text(out, ");\n");
}

void insert_category(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    bool any = false;
    for (int32_t i = 0; i < program->column_count; i++) {
        if (program->columns[i].category_count == 0) continue;
        if (!any) buffer_text(out, "    switch (column) {\n");
        category_case(program, &program->columns[i], out);
        any = true;
    }
    if (any)
        buffer_text(out, "    default:\n        return -1;\n    }\n");
    else
        buffer_text(out, "    (void)column;\n    (void)text;\n    (void)length;\n    return -1;\n");
}
