/* Category sets as the generated code reads them. */
#ifndef ESPALIER_CODEGEN_LOWER_CATEGORY_SETS_H
#define ESPALIER_CODEGEN_LOWER_CATEGORY_SETS_H

#include "codegen/lower/layout.h"

/* The distinct sets of one part. Zero-initialise; release with category_sets_free, which leaves the words alone. */
struct category_sets {
    uint32_t *slots; /* hash table: offset of a set + 1, or 0 */
    size_t capacity, count;
};

/* Appends a set of ascending categories to `words`, unless an equal one is there: runs of 32-bit words { index of the first, how many,
 * the words }, closed by UINT32_MAX. Zero words are kept only where a new run would cost as much, so that a set never takes more than
 * three words a category and one. Returns its offset. */
uint32_t category_sets_add(struct category_sets *sets, struct layout_words *words, const int32_t *categories, int32_t count);
void category_sets_free(struct category_sets *sets);

#endif
