/* Writes a program down as C. Decides nothing. */
#ifndef ESPALIER_CODEGEN_EMIT_EMIT_H
#define ESPALIER_CODEGEN_EMIT_EMIT_H

#include "bundle/base/error.h"
#include "bundle/base/file.h"
#include "codegen/lower/program.h"

/* Writes NAME.h, NAME.c and, where the layout is in files of its own, NAME_trees_1.c and on into an open directory. */
bool emit(const struct program *program, struct output_directory *directory, struct error *error);

/* Identifiers, without NAME_, that the fixed parts of every scorer use; NULL after the last. Release with emit_reserved_free. */
char **emit_reserved(void);
void emit_reserved_free(char **reserved);

#endif
