#include "hosts/cli/score_columns.h"

#include "bundle/base/memory.h"
#include "hosts/cli/commands.h"

#include <stdlib.h>
#include <string.h>

bool score_decides(const struct espalier_model *model)
{
    return model->task == ESPALIER_BINARY || model->task == ESPALIER_MULTICLASS;
}

const char *score_output_word(const struct espalier_model *model)
{
    /* These two give what XGBoost predicts with them: the margin itself, and 0 or 1. */
    if (strcmp(model->objective, "binary:logitraw") == 0 || strcmp(model->objective, "binary:hinge") == 0) return "prediction";
    return score_decides(model) ? "probability" : "prediction";
}

/* ---- the columns that the scorer reads ---- */

static bool find_columns(struct score_columns *columns, const struct espalier_model *model, const struct csv_reader *table,
                         struct error *error)
{
    struct buffer missing = {0};
    int missing_count = 0;
    columns->positions = memory_zeroed((size_t)model->column_count, sizeof *columns->positions);
    for (int32_t i = 0; i < model->column_count; i++) {
        const int position = csv_column(table, model->columns[i].name);
        if (position >= 0)
            columns->positions[i] = (size_t)position;
        else
            buffer_print(&missing, "%s'%s'", missing_count++ > 0 ? ", " : "", model->columns[i].name);
    }
    if (missing_count > 0)
        error_set(error, EXIT_BAD_INPUT, "%s: missing column%s %s", csv_path(table), missing_count > 1 ? "s" : "", missing.data);
    buffer_free(&missing);
    return missing_count == 0;
}

/* ---- the columns that scoring adds ---- */

/* The names added so far; taken names are told from here and from the table's header. */
struct names {
    struct arena arena;
    const char **names;
    size_t count;
};

static bool is_taken(const struct names *names, const struct csv_reader *table, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->names[i], name) == 0) return true;
    return csv_column(table, name) >= 0;
}

static void add_name(struct names *names, const struct csv_reader *table, const char *word, const char *output)
{
    struct buffer name = {0};
    buffer_text(&name, word);
    if (output != NULL) buffer_print(&name, "_%s", output);
    const size_t length = name.length;
    for (int number = 2; is_taken(names, table, name.data); number++) {
        name.length = length;
        buffer_print(&name, "_%d", number);
    }
    if (name.length != length)
        command_say("%s: has a column '%.*s' already: the scorer's is called '%s'", csv_path(table), (int)length, name.data, name.data);
    names->names[names->count++] = arena_text(&names->arena, name.data, name.length);
    buffer_free(&name);
}

static void make_header(struct score_columns *columns, const struct espalier_model *model, const struct csv_reader *table)
{
    const struct csv_record *header = csv_header(table);
    const char *const words[] = {"margin", score_output_word(model)};
    struct names names = {0};
    names.names = memory_zeroed(2 * (size_t)model->output_count + 1, sizeof *names.names);
    for (size_t word = 0; word < 2; word++)
        for (int32_t i = 0; i < model->output_count; i++)
            add_name(&names, table, words[word], model->output_count > 1 ? model->outputs[i] : NULL);
    if (score_decides(model)) add_name(&names, table, "decision", NULL);
    buffer_append(&columns->header, header->raw, header->raw_length);
    for (size_t i = 0; i < names.count; i++) {
        buffer_text(&columns->header, ",");
        csv_append_field(&columns->header, names.names[i], strlen(names.names[i]));
    }
    buffer_text(&columns->header, "\n");
    columns->added_count = names.count;
    arena_free(&names.arena);
    free(names.names);
}

bool score_columns_bind(struct score_columns *columns, const struct espalier_model *model, const struct csv_reader *table,
                        struct error *error)
{
    if (!find_columns(columns, model, table, error)) return false;
    make_header(columns, model, table);
    return true;
}

void score_columns_free(struct score_columns *columns)
{
    free(columns->positions);
    buffer_free(&columns->header);
}
