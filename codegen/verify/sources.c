#include "codegen/verify/sources.h"
#include "bundle/base/buffer.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct listing {
    char **names;
    size_t count, capacity;
};

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool list(const char *directory, struct arena *arena, struct listing *listing, struct error *error)
{
    DIR *handle = opendir(directory);
    const struct dirent *entry;
    if (!handle) return error_set_errno(error, directory, "cannot read");
    while (errno = 0, (entry = readdir(handle)) != NULL) {
        listing->names = memory_grow(listing->names, &listing->capacity, listing->count + 1, sizeof *listing->names);
        listing->names[listing->count++] = arena_text(arena, entry->d_name, strlen(entry->d_name));
    }
    const bool good = errno == 0 || error_set_errno(error, directory, "cannot read");
    closedir(handle);
    if (listing->count > 0) qsort(listing->names, listing->count, sizeof *listing->names, compare);
    return good;
}

static bool ends_with(const char *name, const char *ending)
{
    const size_t length = strlen(name), tail = strlen(ending);
    return length > tail && strcmp(name + length - tail, ending) == 0;
}

static bool has(const struct listing *listing, const char *stem, size_t length, const char *ending)
{
    struct buffer wanted = {0};
    bool found = false;
    buffer_append(&wanted, stem, length);
    buffer_text(&wanted, ending);
    for (size_t i = 0; i < listing->count; i++)
        found = found || strcmp(listing->names[i], wanted.data) == 0;
    buffer_free(&wanted);
    return found;
}

static bool choose_name(const char *directory, const struct listing *listing, struct sources *sources, struct error *error)
{
    for (size_t i = 0; i < listing->count; i++) {
        const char *header = listing->names[i];
        const size_t stem = strlen(header) < 2 ? 0 : strlen(header) - 2;
        if (!ends_with(header, ".h") || !has(listing, header, stem, ".c")) continue;
        if (sources->name)
            return error_set(error, EXIT_BAD_INPUT, "%s: holds the scorers '%s' and '%.*s': choose one with --name", directory,
                             sources->name, (int)stem, header);
        sources->name = arena_text(&sources->arena, header, stem);
    }
    return sources->name || error_set(error, EXIT_BAD_INPUT, "%s: holds no generated scorer, which is a NAME.h and a NAME.c", directory);
}

/* A file with a header of its own is another scorer's, however much its name begins with ours. */
static bool belongs(const struct listing *listing, const char *file, const char *name)
{
    const size_t length = strlen(name);
    if (!ends_with(file, ".c") || strncmp(file, name, length) != 0) return false;
    return strcmp(file + length, ".c") == 0 || (file[length] == '_' && !has(listing, file, strlen(file) - 2, ".h"));
}

static void take_paths(const char *directory, const struct listing *listing, struct sources *sources)
{
    sources->paths = arena_zeroed(&sources->arena, listing->count, sizeof *sources->paths);
    for (size_t i = 0; i < listing->count; i++) {
        if (!belongs(listing, listing->names[i], sources->name)) continue;
        struct buffer path = {0};
        buffer_print(&path, "%s%s/%s", directory[0] == '-' ? "./" : "", directory, listing->names[i]);
        sources->paths[sources->count++] = arena_text(&sources->arena, path.data, path.length);
        buffer_free(&path);
    }
}

bool sources_find(const char *directory, const char *name, struct sources *sources, struct error *error)
{
    struct listing listing = {0};
    *sources = (struct sources){0};
    bool good = list(directory, &sources->arena, &listing, error);
    if (good && name) {
        sources->name = arena_text(&sources->arena, name, strlen(name));
        if (!has(&listing, name, strlen(name), ".c")) good = error_set(error, EXIT_BAD_INPUT, "%s: holds no '%s.c'", directory, name);
    } else if (good) {
        good = choose_name(directory, &listing, sources, error);
    }
    if (good) take_paths(directory, &listing, sources);
    free(listing.names);
    return good;
}

void sources_free(struct sources *sources)
{
    arena_free(&sources->arena);
}
