/* From model and preprocessing to the program that is emitted. */
#ifndef ESPALIER_CODEGEN_LOWER_LOWER_H
#define ESPALIER_CODEGEN_LOWER_LOWER_H

#include "bundle/base/error.h"
#include "codegen/lower/program.h"

/* NAME, `name` or what bundle (may be NULL) or path suggest, checked. NULL on failure. */
const char *lower_name(struct arena *arena, const char *name, const struct bundle *bundle, const char *path, struct error *error);

/* Lowers a model, with its bundle's preprocessing or (NULL) bare. `reserved` holds the identifiers, without NAME_, that the fixed parts
 * of the generated code use, up to a NULL. Fails when model and bundle do not fit together, or when the scorer could not keep within
 * the stack that generated code may use. NULL on failure. Release with program_free. */
struct program *lower(const char *name, const struct ir_model *model, const struct bundle *bundle, const char *const *reserved,
                      const struct layout_limits *limits, struct error *error);
void program_free(struct program *program); /* NULL is allowed */

#endif
