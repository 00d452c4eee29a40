#include "codegen/generate.h"

#include "bundle/base/file.h"
#include "bundle/bundle.h"
#include "codegen/emit/emit.h"
#include "codegen/lower/lower.h"
#include "codegen/stale.h"

#include <stdio.h>
#include <stdlib.h>

/* What is read: a model and, from a bundle, its preprocessing. */
struct source {
    struct bundle *bundle; /* NULL for a bare model file */
    struct ir_model *model;
};

static bool read_bundle(const struct generate_options *options, struct source *source, struct error *error)
{
    struct buffer path = {0};
    source->bundle = bundle_read(options->source, error);
    if (!source->bundle) return false;
    buffer_print(&path, "%s/model.json", options->source);
    source->model = model_read(path.data, options->rounds, error);
    buffer_free(&path);
    return source->model != NULL;
}

static bool read_source(const struct generate_options *options, struct source *source, struct error *error)
{
    if (bundle_is_directory(options->source)) return read_bundle(options, source, error);
    source->model = model_read(options->source, options->rounds, error);
    return source->model != NULL;
}

static struct program *lower_source(const struct generate_options *options, const struct source *source, struct error *error)
{
    struct arena arena = {0};
    struct program *program = NULL;
    char **reserved = emit_reserved();
    const char *name = lower_name(&arena, options->name, source->bundle, options->source, error);
    if (name) program = lower(name, source->model, source->bundle, (const char *const *)reserved, &layout_limits_default, error);
    emit_reserved_free(reserved);
    arena_free(&arena);
    return program;
}

static size_t part_files(const struct program *program)
{
    return program->layout.in_own_files ? program->layout.part_count : 0;
}

static bool write_files(const char *path, const struct program *program, struct error *error)
{
    struct output_directory *directory = output_directory_open(path, error);
    if (!directory) return false;
    if (!emit(program, directory, error)) {
        output_directory_abandon(directory);
        return false;
    }
    return output_directory_commit(directory, error) && stale_remove(path, program->name, part_files(program), error);
}

static void fill_report(struct generate_report *report, const struct program *program)
{
    snprintf(report->name, sizeof report->name, "%s", program->name);
    report->feature_count = program->model->feature_count;
    report->output_count = program->model->output_count;
    report->tree_count = program->model->tree_count;
    report->node_count = program->model->node_count;
    report->table_bytes = program->layout.table_bytes;
    report->stack_bytes = program->stack_bytes;
    report->file_count = 2 + (int)part_files(program);
}

bool generate(const struct generate_options *options, struct generate_report *report, struct error *error)
{
    struct source source = {0};
    struct program *program = NULL;
    bool done = false;
    if (read_source(options, &source, error)) program = lower_source(options, &source, error);
    if (program) done = write_files(options->directory, program, error);
    if (done && report) fill_report(report, program);
    program_free(program);
    ir_free(source.model);
    bundle_free(source.bundle);
    return done;
}
