/* The trees, as tables of integers: fast to compile, and the same bits for every compiler. */
#include "codegen/emit/insertions.h"
#include "codegen/emit/text.h"
#include "runtime/version.h"

#include <string.h>

void insert_source_introduction(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    buffer_print(out, "/* %s: made by espalier %s from model %s.\n * Do not edit it; generate it again. %s.h says what it offers. */\n",
                 emission->file, ESPALIER_VERSION, program->model->sha256, program->name);
    buffer_print(out, "#include \"%s.h\"\n\n", program->name);
    buffer_print(out, "#if !defined(%s_FINGERPRINT) || %s_FINGERPRINT != 0x%08lx\n", program->name, program->name,
                 (unsigned long)program->fingerprint);
    buffer_print(out, "#error \"%s and %s.h were not generated together\"\n#endif\n", emission->file, program->name);
}

/* Twelve words a line. */
static void append_words(struct buffer *out, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_text(out, i % 12 == 0 ? "\n    " : " ");
        text_hex(out, words[i]);
        buffer_text(out, ",");
    }
}

/* What one table is, so that its declaration, its definition and its use agree. */
struct table {
    const char *field; /* of struct NAME_trees */
    const char *identifier;
    const uint32_t *words;
    size_t count;
};

#define TABLE_LIMIT 5

/* The tables that a part has. Returns how many. */
static int tables_of(const struct program *program, size_t i, struct table tables[TABLE_LIMIT])
{
    const struct layout *layout = &program->layout;
    const struct layout_part *part = &layout->parts[i];
    const size_t trees = (size_t)part->tree_count;
    int count = 0;
    tables[count++] = (struct table){"nodes", program->nodes_tables[i], part->nodes, part->node_words};
    tables[count++] = (struct table){"roots", program->roots_tables[i], part->roots, trees};
    if (layout->has_groups) tables[count++] = (struct table){"groups", program->groups_tables[i], part->groups, trees};
    if (part->sets.count) tables[count++] = (struct table){"sets", program->sets_tables[i], part->sets.data, part->sets.count};
    if (part->vectors.count)
        tables[count++] = (struct table){"vectors", program->vectors_tables[i], part->vectors.data, part->vectors.count};
    return count;
}

static void declarator(const struct program *program, const struct table *table, struct buffer *out)
{
    buffer_print(out, "const uint32_t %s_%s[%zu]", program->name, table->identifier, table->count);
}

static void define(const struct program *program, const struct table *table, struct buffer *out)
{
    declarator(program, table, out);
    buffer_text(out, " = {");
    append_words(out, table->words, table->count);
    buffer_text(out, "\n};\n");
}

static void define_own(const struct program *program, size_t part, struct buffer *out)
{
    struct table tables[TABLE_LIMIT];
    const int count = tables_of(program, part, tables);
    for (int i = 0; i < count; i++) {
        buffer_text(out, "static ");
        define(program, &tables[i], out);
    }
}

static void declare(const struct program *program, size_t part, struct buffer *out)
{
    struct table tables[TABLE_LIMIT];
    const int count = tables_of(program, part, tables);
    for (int i = 0; i < count; i++) {
        buffer_print(out, "extern %s_HIDDEN ", program->name);
        declarator(program, &tables[i], out);
        buffer_text(out, ";\n");
    }
}

void insert_part_tables(const struct emission *emission, struct buffer *out)
{
    struct table tables[TABLE_LIMIT];
    const int count = tables_of(emission->program, emission->part, tables);
    declare(emission->program, emission->part, out);
    for (int i = 0; i < count; i++) {
        buffer_text(out, "\n");
        define(emission->program, &tables[i], out);
    }
}

static void constants(const struct program *program, struct buffer *out)
{
    const struct layout *layout = &program->layout;
    const char *name = program->name;
    buffer_print(out, "enum { %s_LANES = %d, %s_BLOCK_ROWS = %u, %s_PART_COUNT = %zu };\n", name, LAYOUT_LANES, name,
                 (unsigned)program->block_rows, name, layout->part_count);
    if (layout->is_wide) {
        buffer_print(out, "#define %s_FEATURE_MASK 0x%lxu\n", name, (1ul << (32 - LAYOUT_FEATURE_SHIFT)) - 1);
    } else {
        buffer_print(out, "#define %s_FEATURE_MASK 0x%lxu\n", name, (1ul << layout->feature_bits) - 1);
        buffer_print(out, "#define %s_LEFT_SIZE_SHIFT %u\n", name, LAYOUT_FEATURE_SHIFT + layout->feature_bits);
    }
}

static void base_margins(const struct program *program, struct buffer *out)
{
    buffer_print(out, "\n/* Bits of the floats from which the sums start. */\nstatic const uint32_t %s_base_margins[%s_OUTPUT_COUNT] = {",
                 program->name, program->name);
    for (int32_t i = 0; i < program->model->output_count; i++) {
        uint32_t bits;
        memcpy(&bits, &program->model->base_margins[i], sizeof bits);
        append_words(out, &bits, 1);
    }
    buffer_text(out, "\n};\n\n");
}

static void parts(const struct program *program, struct buffer *out)
{
    buffer_print(out, "static const struct %s_trees %s_parts[%s_PART_COUNT] = {\n", program->name, program->name, program->name);
    for (size_t i = 0; i < program->layout.part_count; i++) {
        struct table tables[TABLE_LIMIT];
        const int count = tables_of(program, i, tables);
        buffer_text(out, "    {");
        for (int t = 0; t < count; t++)
            buffer_print(out, ".%s = %s_%s, ", tables[t].field, program->name, tables[t].identifier);
        buffer_print(out, ".count = %d},\n", (int)program->layout.parts[i].tree_count);
    }
    buffer_text(out, "};\n");
}

void insert_tables(const struct emission *emission, struct buffer *out)
{
    const struct program *program = emission->program;
    constants(program, out);
    base_margins(program, out);
    for (size_t i = 0; i < program->layout.part_count; i++) {
        if (program->layout.in_own_files)
            declare(program, i, out);
        else
            define_own(program, i, out);
    }
    buffer_text(out, "\n");
    parts(program, out);
}
