#include "bundle/base/path.h"

#include "bundle/base/buffer.h"
#include "bundle/base/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_LIMIT 40 /* as the kernel's own */

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_parent(const char *path)
{
    const char *name = path_name(path);
    if (name == path) return memory_text(".", 1);
    size_t length = (size_t)(name - path) - 1;
    return length ? memory_text(path, length) : memory_text("/", 1);
}

char *path_join(const char *directory, const char *name)
{
    struct buffer path = {0};
    buffer_text(&path, directory);
    if (path.length && path.data[path.length - 1] != '/') buffer_text(&path, "/");
    buffer_text(&path, name);
    return path.data;
}

/* The text of the link at `path`, relative to the working directory. NULL when `path` is no link. */
static char *read_link(const char *path)
{
    char text[PATH_MAX];
    ssize_t length = readlink(path, text, sizeof text - 1);
    if (length <= 0) return NULL;
    text[length] = '\0';
    if (text[0] == '/') return memory_text(text, (size_t)length);
    char *parent = path_parent(path);
    char *joined = path_join(parent, text);
    free(parent);
    return joined;
}

char *path_follow(const char *path)
{
    char *current = memory_text(path, strlen(path));
    for (int links = 0; links < LINK_LIMIT; links++) {
        char *next = read_link(current);
        if (!next) return current;
        free(current);
        current = next;
    }
    free(current);
    errno = ELOOP;
    return NULL;
}
