#include "codegen/stale.h"

#include "bundle/base/buffer.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* True for "NAME_trees_K.c" with a K, written as we write it, over `count`. */
static bool is_stale(const char *file, const char *name, size_t count)
{
    char prefix[128], expected[160];
    const int length = snprintf(prefix, sizeof prefix, "%s_trees_", name);
    if (strncmp(file, prefix, (size_t)length) != 0) return false;
    const unsigned long number = strtoul(file + length, NULL, 10);
    snprintf(expected, sizeof expected, "%s%lu.c", prefix, number);
    return number > count && strcmp(file, expected) == 0;
}

static bool remove_file(const char *directory, const char *file, struct error *error)
{
    struct buffer path = {0};
    buffer_print(&path, "%s/%s", directory, file);
    bool removed = unlink(path.data) == 0 || errno == ENOENT;
    if (!removed) error_set_errno(error, path.data, "cannot remove");
    buffer_free(&path);
    return removed;
}

bool stale_remove(const char *directory, const char *name, size_t count, struct error *error)
{
    DIR *stream = opendir(directory);
    bool removed = true;
    if (!stream) return error_set_errno(error, directory, "cannot read");
    for (const struct dirent *entry = readdir(stream); removed && entry; entry = readdir(stream)) {
        if (is_stale(entry->d_name, name, count)) removed = remove_file(directory, entry->d_name, error);
    }
    closedir(stream);
    return removed;
}
