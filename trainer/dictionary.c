#include "trainer/dictionary.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_SLOT_COUNT 64

static uint64_t hash_of(const char *data, size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * UINT64_C(0x100000001b3);
    return hash ^ (hash >> 29);
}

/* The slot that holds the text, or the empty one where it belongs. */
static size_t slot_of(const struct dictionary *dictionary, const char *data, size_t length)
{
    size_t slot = (size_t)hash_of(data, length) & (dictionary->slot_count - 1);
    for (;; slot = (slot + 1) & (dictionary->slot_count - 1)) {
        const int32_t number = dictionary->slots[slot];
        if (number < 0) return slot;
        if (dictionary->lengths[number] == length && memcmp(dictionary->texts[number], data, length) == 0) return slot;
    }
}

static void rehash(struct dictionary *dictionary, size_t slot_count)
{
    free(dictionary->slots);
    dictionary->slot_count = slot_count;
    dictionary->slots = memory_resize(NULL, slot_count, sizeof *dictionary->slots);
    for (size_t i = 0; i < slot_count; i++)
        dictionary->slots[i] = -1;
    for (int32_t i = 0; i < dictionary->count; i++)
        dictionary->slots[slot_of(dictionary, dictionary->texts[i], dictionary->lengths[i])] = i;
}

static int32_t append(struct dictionary *dictionary, const char *data, size_t length)
{
    const size_t count = (size_t)dictionary->count;
    if (dictionary->count == INT32_MAX) return -1;
    if (count == dictionary->capacity) {
        size_t capacity = dictionary->capacity;
        dictionary->lengths = memory_grow(dictionary->lengths, &capacity, count + 1, sizeof *dictionary->lengths);
        dictionary->texts = memory_resize(dictionary->texts, capacity, sizeof *dictionary->texts);
        dictionary->capacity = capacity;
    }
    dictionary->texts[count] = arena_text(&dictionary->arena, data, length);
    dictionary->lengths[count] = length;
    return dictionary->count++;
}

int32_t dictionary_number(struct dictionary *dictionary, const char *data, size_t length)
{
    if (dictionary->slot_count < 2 * ((size_t)dictionary->count + 1))
        rehash(dictionary, dictionary->slot_count ? 2 * dictionary->slot_count : FIRST_SLOT_COUNT);
    const size_t slot = slot_of(dictionary, data, length);
    if (dictionary->slots[slot] < 0) dictionary->slots[slot] = append(dictionary, data, length);
    return dictionary->slots[slot];
}

void dictionary_free(struct dictionary *dictionary)
{
    arena_free(&dictionary->arena);
    free(dictionary->texts);
    free(dictionary->lengths);
    free(dictionary->slots);
    *dictionary = (struct dictionary){0};
}
