/* Distinct texts, numbered 0, 1, ... in the order in which they were first met. */
#ifndef ESPALIER_TRAINER_DICTIONARY_H
#define ESPALIER_TRAINER_DICTIONARY_H

#include "bundle/base/memory.h"

#include <stddef.h>
#include <stdint.h>

/* Zero-initialise; release with dictionary_free. */
struct dictionary {
    struct arena arena; /* owns the texts */
    char **texts;       /* count, NUL-terminated */
    size_t *lengths;    /* count, bytes without the NUL */
    int32_t count;
    size_t capacity;
    int32_t *slots; /* open addressing: a number, or -1 */
    size_t slot_count;
};

/* The text's number, given to it now when it is new. -1 when there would be more than 2^31 - 1 texts. */
int32_t dictionary_number(struct dictionary *dictionary, const char *data, size_t length);
void dictionary_free(struct dictionary *dictionary);

#endif
