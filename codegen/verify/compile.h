/* From a generated folder to a shared library. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_COMPILE_H
#define ESPALIER_CODEGEN_VERIFY_COMPILE_H

#include "bundle/base/file.h"
#include "codegen/verify/verify.h"

struct compiled {
    struct output_directory *place; /* a temporary directory, gone with compiled_remove or with the program */
    struct buffer library;          /* the shared library's path in it */
    struct buffer name;             /* NAME of the scorer */
};

/* Fills the report's command and compiler_output. Release with compiled_remove, also after a failure. */
bool compile(const struct verify_options *options, struct compiled *compiled, struct verify_report *report, struct error *error);
void compiled_remove(struct compiled *compiled);

#endif
