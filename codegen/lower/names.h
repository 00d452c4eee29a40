/* Everything in the generated code that is called after something in the data. */
#ifndef ESPALIER_CODEGEN_LOWER_NAMES_H
#define ESPALIER_CODEGEN_LOWER_NAMES_H

#include "codegen/lower/program.h"

/* Names members, constants and tables of a program whose columns, features and layout are otherwise complete. `reserved`: as lower(). */
void names_choose(struct program *program, const char *const *reserved);

#endif
