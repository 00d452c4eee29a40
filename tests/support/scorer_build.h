/* Tests that generate a scorer, compile it, and load what came out. */
#ifndef ESPALIER_TESTS_SUPPORT_SCORER_BUILD_H
#define ESPALIER_TESTS_SUPPORT_SCORER_BUILD_H

#include "bundle/base/buffer.h"
#include "bundle/bundle.h"
#include "codegen/ir.h"
#include "codegen/lower/layout.h"
#include "runtime/espalier.h"

#include <stdbool.h>

/* What a host's strictest warnings are. */
#define SCORER_WARNINGS "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror"

/* Lowers and emits a model (bundle may be NULL) as scorer `name` into `directory`. Ends the test when that fails. */
void scorer_generate(const char *directory, const char *name, const struct ir_model *model, const struct bundle *bundle,
                     const struct layout_limits *limits);

/* True when a program is on the PATH. */
bool scorer_has(const char *program);
/* Runs a shell command, printf-style; what it says goes to `output` (may be NULL). Returns its exit code. */
int scorer_run(struct buffer *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Runs one that must succeed; its output is in the failure's message. */
void scorer_must(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Compiles DIRECTORY/NAME*.c with "COMPILER FLAGS" as a shared library and loads it. Ends the test when that fails. */
void scorer_load(struct espalier_library *library, const char *directory, const char *name, const char *compiler);

#endif
