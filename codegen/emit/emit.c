#include "codegen/emit/emit.h"

#include "bundle/base/memory.h"
#include "codegen/emit/expand.h"
#include "codegen/emit/insertions.h"
#include "runtime/espalier.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_NAME_SIZE 96

/* ---- what the templates ask for ---- */

static const struct {
    const char *what;
    insertion *write;
} insertions[] = {
    {"header_introduction", insert_header_introduction},
    {"constants", insert_constants},
    {"members", insert_members},
    {"enumerations", insert_enumerations},
    {"outputs_comment", insert_outputs_comment},
    {"decide_comment", insert_decide_comment},
    {"source_introduction", insert_source_introduction},
    {"tables", insert_tables},
    {"part_tables", insert_part_tables},
    {"encode_tables", insert_encode_tables},
    {"record_init", insert_record_init},
    {"category", insert_category},
    {"derived", insert_derived},
    {"encode", insert_encode},
    {"descriptor_tables", insert_descriptor_tables},
    {"descriptor_fields", insert_descriptor_fields},
};

static void insert(void *user, const char *what, struct buffer *out)
{
    const size_t count = sizeof insertions / sizeof *insertions;
    size_t i = 0;
    while (i < count && strcmp(insertions[i].what, what) != 0)
        i++;
    assert(i < count); /* templates are fixed: a wrong name is a fault of ours, not of the input */
    insertions[i].write(user, out);
}

static bool flag(void *user, const char *name)
{
    const struct program *program = ((const struct emission *)user)->program;
    const struct {
        const char *name;
        bool value;
    } flags[] = {
        {"NAME_WITH_PREPROCESSING", program->bundle != NULL},
        {"NAME_WITH_WIDE_NODES", program->layout.is_wide},
        {"NAME_WITH_TREES_FILES", program->layout.in_own_files},
        {"NAME_WITH_CATEGORIES", program->layout.has_categories},
        {"NAME_WITH_GROUPS", program->layout.has_groups},
        {"NAME_WITH_VECTORS", program->layout.has_vectors},
        {"NAME_WITH_SIGMOID", program->model->transform == IR_SIGMOID},
        {"NAME_WITH_EXPONENTIAL", program->model->transform == IR_EXPONENTIAL},
        {"NAME_WITH_SOFTMAX", program->model->transform == IR_SOFTMAX},
        {"NAME_WITH_HINGE", program->model->transform == IR_HINGE},
        {"NAME_WITH_SORTED", program->model->transform == IR_SORTED},
        {"NAME_WITH_EXPECTILES", program->model->transform == IR_EXPECTILES},
        {"NAME_WITH_BINARY_DECISION", program->model->task == ESPALIER_BINARY},
        {"NAME_WITH_CLASS_DECISION", program->model->task == ESPALIER_MULTICLASS},
    };
    const size_t count = sizeof flags / sizeof *flags;
    size_t i = 0;
    while (i < count && strcmp(flags[i].name, name) != 0)
        i++;
    assert(i < count);
    return flags[i].value;
}

/* ---- files ---- */

static bool write_file(struct emission *emission, const char *template_name, struct output_directory *directory, struct error *error)
{
    const struct expansion expansion = {.name = emission->program->name, .flag = flag, .insert = insert, .user = emission};
    struct buffer text = {0};
    if (interrupt_check(error)) return false;
    struct output *output = output_directory_file(directory, emission->file, error);
    if (!output) return false;
    expand(&expansion, template_name, &text);
    output_write(output, text.data, text.length);
    buffer_free(&text);
    return output_commit(output, error);
}

bool emit(const struct program *program, struct output_directory *directory, struct error *error)
{
    char file[FILE_NAME_SIZE];
    struct emission emission = {.program = program, .file = file};
    for (; program->layout.in_own_files && emission.part < program->layout.part_count; emission.part++) {
        snprintf(file, sizeof file, "%s_trees_%zu.c", program->name, emission.part + 1);
        if (!write_file(&emission, "trees_file.c", directory, error)) return false;
    }
    snprintf(file, sizeof file, "%s.c", program->name);
    if (!write_file(&emission, "scorer.c", directory, error)) return false;
    snprintf(file, sizeof file, "%s.h", program->name);
    return write_file(&emission, "scorer.h", directory, error);
}

/* ---- names ---- */

char **emit_reserved(void)
{
    static const char *const written_here[] = {"FINGERPRINT", "features", "columns", "output_names"};
    const size_t own = sizeof written_here / sizeof *written_here;
    char **reserved = expand_identifiers();
    size_t count = 0;
    while (reserved[count])
        count++;
    reserved = memory_resize(reserved, count + own + 1, sizeof *reserved);
    for (size_t i = 0; i < own; i++)
        reserved[count++] = memory_text(written_here[i], strlen(written_here[i]));
    reserved[count] = NULL;
    return reserved;
}

void emit_reserved_free(char **reserved)
{
    for (size_t i = 0; reserved && reserved[i]; i++)
        free(reserved[i]);
    free(reserved);
}
