/* The columns of vectors.csv. Private to bundle/vectors*.c. */
#ifndef ESPALIER_BUNDLE_VECTORS_HEADER_H
#define ESPALIER_BUNDLE_VECTORS_HEADER_H

#include "bundle/bundle.h"

/* The raw columns, the features, the margin, in this order; all names distinct. */
struct vectors_header {
    struct arena arena;
    char **names; /* those of raw columns are the bundle's */
    size_t count;
};

void vectors_header_make(struct vectors_header *header, const struct bundle *bundle);
void vectors_header_free(struct vectors_header *header);

#endif
