/* The C files of a generated folder. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_SOURCES_H
#define ESPALIER_CODEGEN_VERIFY_SOURCES_H

#include "bundle/base/error.h"
#include "bundle/base/memory.h"

#include <stdbool.h>
#include <stddef.h>

struct sources {
    struct arena arena; /* owns the texts */
    char *name;         /* NAME of the scorer */
    char **paths;       /* NAME.c and each NAME_*.c, in the order of strcmp */
    size_t count;
};

/* Lists the sources of the scorer called `name`, or with NULL of the only one there: a NAME.h beside a NAME.c. */
bool sources_find(const char *directory, const char *name, struct sources *sources, struct error *error);
void sources_free(struct sources *sources);

#endif
