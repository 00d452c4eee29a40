/* What the scorer reads, and what becomes of it. */
#ifndef ESPALIER_CODEGEN_LOWER_COLUMNS_H
#define ESPALIER_CODEGEN_LOWER_COLUMNS_H

#include "codegen/lower/program.h"

/* Fills columns and features, but for their identifiers, from the bundle or, where there is none, from the model. */
void columns_make(struct program *program);

#endif
