#include "bundle/base/memory.h"

#include "bundle/base/error.h"
#include "bundle/base/file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* _exit rather than exit: handlers of libraries whose threads still run must not be started without memory. */
static _Noreturn void out_of_memory(size_t count, size_t size)
{
    output_abandon_all();
    fprintf(stderr, "espalier: out of memory: cannot get %zu x %zu bytes\n", count, size);
    fflush(stderr);
    _exit(EXIT_MACHINE);
}

void *memory_zeroed(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) out_of_memory(count, size);
    void *pointer = calloc(count ? count : 1, size ? size : 1);
    if (!pointer) out_of_memory(count, size);
    return pointer;
}

void *memory_resize(void *pointer, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size) out_of_memory(count, size);
    size_t bytes = count * size;
    void *resized = realloc(pointer, bytes ? bytes : 1);
    if (!resized) out_of_memory(count, size);
    return resized;
}

void *memory_grow(void *pointer, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity && pointer) return pointer;
    size_t grown = *capacity + *capacity / 2;
    if (grown < *capacity || grown < needed) grown = needed;
    if (grown < 16 && size <= 64) grown = 16;
    pointer = memory_resize(pointer, grown, size);
    *capacity = grown;
    return pointer;
}

char *memory_text(const char *data, size_t length)
{
    if (length == SIZE_MAX) out_of_memory(length, 1);
    char *copy = memory_resize(NULL, length + 1, 1);
    if (length) memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

#define ARENA_BLOCK_BYTES ((size_t)16 << 10)

/* The header is a multiple of the strictest alignment, so the bytes behind it are aligned as malloc's are. */
struct arena_block {
    _Alignas(max_align_t) struct arena_block *next;
    size_t used, capacity; /* bytes */
};

static struct arena_block *arena_block_new(struct arena *arena, size_t bytes)
{
    size_t capacity = bytes > ARENA_BLOCK_BYTES ? bytes : ARENA_BLOCK_BYTES;
    if (capacity > SIZE_MAX - sizeof(struct arena_block)) out_of_memory(capacity, 1);
    struct arena_block *block = memory_zeroed(1, sizeof *block + capacity);
    block->capacity = capacity;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_zeroed(struct arena *arena, size_t count, size_t size)
{
    size_t alignment = _Alignof(max_align_t);
    if (size && count > (SIZE_MAX - alignment) / size) out_of_memory(count, size);
    size_t bytes = (count * size + alignment - 1) / alignment * alignment;
    struct arena_block *block = arena->blocks;
    if (!block || block->capacity - block->used < bytes) block = arena_block_new(arena, bytes);
    void *piece = (char *)(block + 1) + block->used;
    block->used += bytes;
    return piece;
}

char *arena_text(struct arena *arena, const char *data, size_t length)
{
    if (length == SIZE_MAX) out_of_memory(length, 1);
    char *copy = arena_zeroed(arena, length + 1, 1);
    if (length) memcpy(copy, data, length);
    return copy;
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}
