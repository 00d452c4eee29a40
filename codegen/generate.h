/* Model or bundle in, C sources out: read, lower, emit. */
#ifndef ESPALIER_CODEGEN_GENERATE_H
#define ESPALIER_CODEGEN_GENERATE_H

#include "bundle/base/error.h"
#include "codegen/read/model.h"

struct generate_options {
    const char *source;    /* bundle directory or model file */
    const char *directory; /* where NAME.h, NAME.c, ... go; made if absent */
    const char *name;      /* NAME, or NULL: the bundle's name, or the model file's name made an identifier */
    struct model_rounds rounds;
};

struct generate_report {
    char name[64];
    int32_t feature_count, output_count, tree_count;
    size_t node_count;
    size_t table_bytes; /* constant data of the trees */
    uint32_t stack_bytes;
    int file_count;
};

/* Nothing is written unless everything could be. `report` may be NULL. */
bool generate(const struct generate_options *options, struct generate_report *report, struct error *error);

#endif
