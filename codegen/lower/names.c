#include "codegen/lower/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void name_members(struct program *program)
{
    struct identifier_set *members = identifier_set_new();
    for (int32_t i = 0; i < program->column_count; i++) {
        struct program_column *column = &program->columns[i];
        column->member = identifier_member(members, &program->arena, program->name, column->name);
    }
    identifier_set_free(members);
}

static void name_categories(struct program *program, struct identifier_set *set, struct program_column *column)
{
    column->constants = arena_zeroed(&program->arena, (size_t)column->category_count, sizeof *column->constants);
    for (int32_t i = 0; i < column->category_count; i++)
        column->constants[i] = identifier_after(set, &program->arena, column->member, column->categories[i]);
}

/* The contract's own names first, so that nothing internal can push them aside. */
static void name_public(struct program *program, struct identifier_set *set)
{
    for (int32_t i = 0; i < program->column_count; i++)
        name_categories(program, set, &program->columns[i]);
    for (int32_t i = 0; i < program->column_count; i++)
        program->columns[i].position = identifier_after(set, &program->arena, "COLUMN", program->columns[i].member);
}

static void name_lookups(struct program *program, struct identifier_set *set)
{
    for (int32_t i = 0; i < program->column_count; i++) {
        struct program_column *column = &program->columns[i];
        if (column->category_count == 0) continue;
        column->names_table = identifier_after(set, &program->arena, column->member, "names");
        column->sorted_table = identifier_after(set, &program->arena, column->member, "sorted");
    }
    for (int32_t i = 0; i < program->model->feature_count; i++) {
        struct program_feature *feature = &program->features[i];
        if (feature->source == PROGRAM_LOOKUP)
            feature->table_identifier = identifier_after(set, &program->arena, program->columns[feature->column].member, "values");
    }
}

static void name_derived(struct program *program, struct identifier_set *set)
{
    for (int32_t i = 0; i < program->derived_count; i++)
        program->derived[i].identifier = identifier_after(set, &program->arena, "derived", program->derived[i].source->name);
}

static const char **name_parts(struct program *program, struct identifier_set *set, const char *kind)
{
    const char **names = arena_zeroed(&program->arena, program->layout.part_count, sizeof *names);
    for (size_t i = 0; i < program->layout.part_count; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i + 1);
        names[i] = identifier_after(set, &program->arena, kind, number);
    }
    return names;
}

static void name_tables(struct program *program, struct identifier_set *set)
{
    program->nodes_tables = name_parts(program, set, "nodes");
    program->roots_tables = name_parts(program, set, "roots");
    program->groups_tables = name_parts(program, set, "groups");
    program->sets_tables = name_parts(program, set, "sets");
    program->vectors_tables = name_parts(program, set, "vectors");
}

static void collect_text(struct program *program, size_t *capacity, const char *text)
{
    if (strlen(text) <= PROGRAM_LITERAL_LIMIT) return;
    program->texts = memory_grow(program->texts, capacity, program->text_count + 1, sizeof *program->texts);
    program->texts[program->text_count++] = (struct program_text){.text = text};
}

static void collect_texts(struct program *program)
{
    size_t capacity = 0;
    for (int32_t i = 0; i < program->column_count; i++) {
        collect_text(program, &capacity, program->columns[i].name);
        for (int32_t c = 0; c < program->columns[i].category_count; c++)
            collect_text(program, &capacity, program->columns[i].categories[c]);
    }
    for (int32_t i = 0; i < program->model->feature_count; i++)
        collect_text(program, &capacity, program->features[i].name);
    for (int32_t i = 0; i < program->model->output_count; i++)
        collect_text(program, &capacity, program->model->output_names[i]);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(((const struct program_text *)a)->text, ((const struct program_text *)b)->text);
}

const struct program_text *program_text_find(const struct program *program, const char *text)
{
    const struct program_text key = {.text = text};
    if (program->text_count == 0) return NULL;
    return bsearch(&key, program->texts, program->text_count, sizeof key, compare_texts);
}

/* Each text once, in the order of strcmp. */
static void name_texts(struct program *program, struct identifier_set *set)
{
    size_t distinct = 0;
    collect_texts(program);
    if (program->text_count == 0) return;
    qsort(program->texts, program->text_count, sizeof *program->texts, compare_texts);
    for (size_t i = 0; i < program->text_count; i++) {
        char number[24];
        if (distinct > 0 && compare_texts(&program->texts[distinct - 1], &program->texts[i]) == 0) continue;
        snprintf(number, sizeof number, "%zu", distinct + 1);
        program->texts[distinct].text = program->texts[i].text;
        program->texts[distinct++].identifier = identifier_after(set, &program->arena, "text", number);
    }
    program->text_count = distinct;
}

void names_choose(struct program *program, const char *const *reserved)
{
    struct identifier_set *set = identifier_set_new();
    for (; *reserved; reserved++)
        identifier_reserve(set, *reserved);
    name_members(program);
    name_public(program, set);
    name_lookups(program, set);
    name_derived(program, set);
    name_tables(program, set);
    name_texts(program, set);
    identifier_set_free(set);
}
