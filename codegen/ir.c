#include "codegen/ir.h"

#include <stdlib.h>

void ir_free(struct ir_model *model)
{
    if (model == NULL) return;
    arena_free(&model->arena);
    free(model);
}
