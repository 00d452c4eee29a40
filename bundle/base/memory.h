/* Heap memory for the tools (never for the runtime or for generated code).
 *
 * A tool that runs out of memory cannot go on, so these never return NULL: they remove every unfinished output
 * (output_abandon_all), print what was asked for and exit with EXIT_MACHINE. Sizes are count x size with the product checked.
 * Parsers must bound a size that came from a file by what the file can really hold BEFORE asking for it. */
#ifndef ESPALIER_BUNDLE_BASE_MEMORY_H
#define ESPALIER_BUNDLE_BASE_MEMORY_H

#include <stddef.h>

/* `count` zeroed elements of `size` bytes; count 0 gives a valid pointer. Release with free(). */
void *memory_zeroed(size_t count, size_t size);

/* Resizes as realloc does; the added bytes are not initialised. */
void *memory_resize(void *pointer, size_t count, size_t size);

/* Makes room for at least `needed` elements: returns `pointer` or its replacement and updates *capacity,
 * growing by half so that appending stays linear. */
void *memory_grow(void *pointer, size_t *capacity, size_t needed, size_t size);

/* A NUL-terminated copy of `length` bytes. */
char *memory_text(const char *data, size_t length);

/* An arena: many small pieces with one lifetime. Zero-initialise; release with arena_free. */
struct arena {
    struct arena_block *blocks;
};
void *arena_zeroed(struct arena *arena, size_t count, size_t size); /* aligned for any type */
char *arena_text(struct arena *arena, const char *data, size_t length);
void arena_free(struct arena *arena);

#endif
