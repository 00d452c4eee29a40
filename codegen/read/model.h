/* Reads an XGBoost model file, JSON or UBJSON, of any version from 1.0 to 3.x, into the IR. */
#ifndef ESPALIER_CODEGEN_READ_MODEL_H
#define ESPALIER_CODEGEN_READ_MODEL_H

#include "bundle/base/error.h"
#include "codegen/ir.h"

/* Which boosting rounds count: [begin, end), end 0 meaning all. A round is num_parallel_tree x outputs trees. An early-stopped file keeps
 * all its rounds, so this is explicit. DART models take the whole range only, as XGBoost's weights refer to it. */
struct model_rounds {
    int64_t begin, end;
};

/* The format is told by content, not by name. NULL on failure, the message naming file, line and key. `gblinear`, unknown objectives and
 * unknown keys that could change meaning are refused by name; every count, index and child is checked (in range, each node reached
 * exactly once, no cycle). Release with ir_free. */
struct ir_model *model_read(const char *path, struct model_rounds rounds, struct error *error);

#endif
