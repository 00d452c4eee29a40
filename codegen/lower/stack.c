#include "codegen/lower/stack.h"

/* Return addresses, saved registers and locals of the deepest chain of calls. */
#define FRAMES_BYTES 2048u
/* Of a column: its number in the copy of the record, and twice that for what the optimizers of gcc and clang keep of it. */
#define COLUMN_BYTES (3u * sizeof(double))
/* Of a node of an expression: its value and the argument made of it. */
#define NODE_BYTES (2u * sizeof(double))

static uint64_t longest_expression(const struct bundle *bundle)
{
    int32_t longest = 0;
    for (int32_t i = 0; i < bundle->derived_count; i++) {
        if (bundle->derived[i].expression->count > longest) longest = bundle->derived[i].expression->count;
    }
    return (uint64_t)longest;
}

bool stack_bound(const struct ir_model *model, const struct bundle *bundle, uint32_t *bytes, struct error *error)
{
    if (model->feature_count < 1) return error_set(error, EXIT_BAD_INPUT, "the model has no features");
    uint64_t total = FRAMES_BYTES + (uint64_t)model->feature_count * sizeof(float);
    if (bundle) total += (uint64_t)bundle->column_count * COLUMN_BYTES + longest_expression(bundle) * NODE_BYTES;
    if (total > STACK_LIMIT_BYTES)
        return error_set(error, EXIT_BAD_INPUT, "%d features%s need %llu bytes of stack to score a record; generated code keeps to %u",
                         (int)model->feature_count, bundle ? " and their columns" : "", (unsigned long long)total, STACK_LIMIT_BYTES);
    *bytes = (uint32_t)total;
    return true;
}
