#include "codegen/lower/lower.h"

#include "codegen/lower/columns.h"
#include "codegen/lower/names.h"
#include "codegen/lower/stack.h"
#include "runtime/espalier.h"
#include "runtime/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A block's features should stay in a second-level cache beside the tree. */
#define BLOCK_BYTES (256u << 10)
#define BLOCK_ROWS_LEAST 64u
#define BLOCK_ROWS_MOST 512u

static bool check_name(const char *name, struct error *error)
{
    if (!identifier_is_valid(name))
        return error_set(error, EXIT_BAD_INPUT, "--name: '%.200s' is no C identifier (letters, digits and _, no digit first)", name);
    if (strlen(name) > IDENTIFIER_NAME_LIMIT)
        return error_set(error, EXIT_BAD_INPUT, "--name: '%.200s' is longer than %d characters", name, IDENTIFIER_NAME_LIMIT);
    if (strcmp(name, "espalier") == 0 || strncmp(name, "espalier_", 9) == 0 || strcmp(name, "ESPALIER") == 0 ||
        strncmp(name, "ESPALIER_", 9) == 0)
        return error_set(error, EXIT_BAD_INPUT, "--name: '%s' would clash with the names of the runtime library", name);
    return true;
}

const char *lower_name(struct arena *arena, const char *name, const struct bundle *bundle, const char *path, struct error *error)
{
    const char *chosen = name ? name : bundle ? bundle->name : identifier_of_path(arena, path);
    return check_name(chosen, error) ? arena_text(arena, chosen, strlen(chosen)) : NULL;
}

static bool check_fit(const struct ir_model *model, const struct bundle *bundle, struct error *error)
{
    if (strcmp(model->objective, bundle->objective) != 0)
        return error_set(error, EXIT_BAD_INPUT, "objective: bundle.json says '%s', model.json '%s'", bundle->objective, model->objective);
    if (model->task != ESPALIER_BINARY || model->output_count != 1)
        return error_set(error, EXIT_BAD_INPUT, "decision.threshold: needs a model with one margin and two classes");
    if (model->feature_count != bundle->feature_count)
        return error_set(error, EXIT_BAD_INPUT, "preprocessing.features: bundle.json has %d, model.json %d", (int)bundle->feature_count,
                         (int)model->feature_count);
    for (int32_t i = 0; i < model->feature_count; i++) {
        if (strcmp(model->feature_names[i], bundle->features[i].name) != 0)
            return error_set(error, EXIT_BAD_INPUT, "preprocessing.features[%d].name: bundle.json says '%.200s', model.json '%.200s'",
                             (int)i, bundle->features[i].name, model->feature_names[i]);
    }
    return true;
}

/* The margin at which probability 1/2 is reached; hinge's decision is 1 only above 0, so from the least float above it. */
static void choose_threshold(struct program *program)
{
    program->has_threshold = program->model->task == ESPALIER_BINARY && program->model->output_count == 1;
    if (program->bundle)
        program->threshold = program->bundle->decision.threshold;
    else
        program->threshold = program->model->transform == IR_HINGE ? 0x1p-149f : 0.0f;
}

static void choose_block(struct program *program)
{
    const uint32_t rows = BLOCK_BYTES / ((uint32_t)program->model->feature_count * (uint32_t)sizeof(float)) / LAYOUT_LANES * LAYOUT_LANES;
    program->block_rows = rows < BLOCK_ROWS_LEAST ? BLOCK_ROWS_LEAST : rows > BLOCK_ROWS_MOST ? BLOCK_ROWS_MOST : rows;
}

/* Files of different generations must not be compiled together: the number tells them apart. */
static uint32_t make_fingerprint(const struct program *program)
{
    uint32_t threshold;
    char text[512], digest[SHA256_TEXT_SIZE];
    memcpy(&threshold, &program->threshold, sizeof threshold);
    const int length = snprintf(text, sizeof text, "%s %s %s %s %ld %zu %zu %08lx", ESPALIER_VERSION, program->name, program->model->sha256,
                                program->bundle ? program->bundle->provenance.config_sha256 : "", (long)program->model->tree_count,
                                program->model->node_count, program->layout.part_count, (unsigned long)threshold);
    sha256_bytes(text, (size_t)length, digest);
    digest[8] = 0;
    return (uint32_t)strtoul(digest, NULL, 16);
}

struct program *lower(const char *name, const struct ir_model *model, const struct bundle *bundle, const char *const *reserved,
                      const struct layout_limits *limits, struct error *error)
{
    uint32_t stack_bytes;
    if (bundle && !check_fit(model, bundle, error)) return NULL;
    if (!stack_bound(model, bundle, &stack_bytes, error)) return NULL;
    struct program *program = memory_zeroed(1, sizeof *program);
    program->model = model;
    program->bundle = bundle;
    program->name = arena_text(&program->arena, name, strlen(name));
    program->stack_bytes = stack_bytes;
    choose_threshold(program);
    choose_block(program);
    columns_make(program);
    layout_make(&program->layout, model, limits);
    names_choose(program, reserved);
    program->fingerprint = make_fingerprint(program);
    return program;
}

void program_free(struct program *program)
{
    if (!program) return;
    layout_free(&program->layout);
    free(program->texts);
    arena_free(&program->arena);
    free(program);
}
