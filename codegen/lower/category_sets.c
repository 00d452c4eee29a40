#include "codegen/lower/category_sets.h"

#include "bundle/base/memory.h"

#include <stdlib.h>
#include <string.h>

#define RUN_HEADER_WORDS 2

static void append(struct layout_words *words, uint32_t word)
{
    words->data = memory_grow(words->data, &words->capacity, words->count + 1, sizeof *words->data);
    words->data[words->count++] = word;
}

static void append_runs(struct layout_words *words, const int32_t *categories, int32_t count)
{
    uint32_t next = 0; /* index behind the open run */
    size_t header = 0; /* where the open run begins */
    bool open = false;
    for (int32_t i = 0; i < count; i++) {
        const uint32_t index = (uint32_t)categories[i] / 32;
        if (!open || index > next + RUN_HEADER_WORDS) {
            header = words->count;
            append(words, index);
            append(words, 0);
            next = index;
            open = true;
        }
        for (; next <= index; next++) {
            append(words, 0);
            words->data[header + 1]++;
        }
        words->data[words->count - 1] |= UINT32_C(1) << ((uint32_t)categories[i] % 32);
    }
    append(words, UINT32_MAX);
}

/* Words of the set that begins at `offset`, its end included. */
static size_t length_at(const struct layout_words *words, size_t offset)
{
    size_t end = offset;
    while (words->data[end] != UINT32_MAX)
        end += RUN_HEADER_WORDS + words->data[end + 1];
    return end + 1 - offset;
}

static size_t hash_words(const uint32_t *words, size_t count)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ words[i]) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 29);
}

/* The slot of a set equal to the one at `offset`, or the free one where it goes. */
static uint32_t *find(const struct category_sets *sets, const struct layout_words *words, size_t offset)
{
    const size_t length = length_at(words, offset);
    size_t slot = hash_words(words->data + offset, length) & (sets->capacity - 1);
    while (sets->slots[slot] != 0) {
        const size_t other = sets->slots[slot] - 1;
        if (length_at(words, other) == length && memcmp(words->data + other, words->data + offset, length * sizeof *words->data) == 0)
            break;
        slot = (slot + 1) & (sets->capacity - 1);
    }
    return &sets->slots[slot];
}

static void grow(struct category_sets *sets, const struct layout_words *words)
{
    const struct category_sets old = *sets;
    sets->capacity = old.capacity ? 2 * old.capacity : 64;
    sets->slots = memory_zeroed(sets->capacity, sizeof *sets->slots);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.slots[i] != 0) *find(sets, words, old.slots[i] - 1) = old.slots[i];
    }
    free(old.slots);
}

uint32_t category_sets_add(struct category_sets *sets, struct layout_words *words, const int32_t *categories, int32_t count)
{
    const size_t offset = words->count;
    if (2 * (sets->count + 1) > sets->capacity) grow(sets, words);
    append_runs(words, categories, count);
    uint32_t *slot = find(sets, words, offset);
    if (*slot != 0) {
        words->count = offset;
        return *slot - 1;
    }
    sets->count++;
    *slot = (uint32_t)offset + 1;
    return (uint32_t)offset;
}

void category_sets_free(struct category_sets *sets)
{
    free(sets->slots);
}
