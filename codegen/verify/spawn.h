/* Running a program without a shell. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_SPAWN_H
#define ESPALIER_CODEGEN_VERIFY_SPAWN_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>

/* Runs arguments[0] (looked up in PATH) with the NULL-terminated arguments, appending what it says on stdout and stderr to
 * `output`; stdin is empty. True when it ran to its end, *status being as child_collect has it. False
 * when it could not be started (EXIT_MACHINE) or we were interrupted, in which case it was ended too. */
bool spawn(char *const *arguments, struct buffer *output, int *status, struct error *error);

#endif
