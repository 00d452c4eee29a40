#include "bundle/base/tree.h"

#include "bundle/base/listing.h"
#include "bundle/base/memory.h"
#include "bundle/base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DIRECTORY_FLAGS (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/* A directory and the one that it is kept in. */
struct pair {
    char *path;   /* of `from`, for messages */
    int from, to; /* descriptors */
    bool created; /* by us, and gets `mode` when it is filled */
    mode_t mode;
    struct listing listing; /* of `from` */
};

/* The pairs from the tree's top down to the one being kept. */
struct walk {
    struct pair pairs[TREE_DEPTH_LIMIT + 1];
    int depth; /* pairs that are open */
};

static bool fail_at(const char *directory, const char *name, const char *verb, struct error *error)
{
    int number = errno;
    char *path = path_join(directory, name);
    errno = number;
    error_set_errno(error, path, verb);
    free(path);
    return false;
}

static bool write_all(int descriptor, const char *data, size_t length)
{
    while (length > 0) {
        ssize_t count = write(descriptor, data, length);
        if (count < 0 && errno != EINTR) return false;
        if (count > 0) data += count, length -= (size_t)count;
    }
    return true;
}

static bool copy_bytes(int from, int to)
{
    char block[1 << 16];
    for (;;) {
        ssize_t count = read(from, block, sizeof block);
        if (count == 0) return fsync(to) == 0 || errno == EINVAL;
        if (count < 0 && errno != EINTR) return false;
        if (count > 0 && !write_all(to, block, (size_t)count)) return false;
    }
}

static bool copy_file(const struct pair *pair, const char *name, mode_t mode)
{
    int from = openat(pair->from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (from < 0) return false;
    int to = openat(pair->to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool copied = to >= 0 && copy_bytes(from, to) && fchmod(to, mode & 07777) == 0;
    int number = errno;
    close(from);
    if (to >= 0) close(to);
    errno = number;
    return copied;
}

/* A file system without hard links, a file that may not be linked (protected_hardlinks) or too many links: a copy does. */
static bool keep_file(const struct pair *pair, const char *name, const struct stat *status, struct error *error)
{
    struct stat present;
    if (fstatat(pair->to, name, &present, AT_SYMLINK_NOFOLLOW) == 0) return true;
    if (linkat(pair->from, name, pair->to, name, 0) == 0) return true;
    bool copiable = S_ISREG(status->st_mode) && (errno == EPERM || errno == EMLINK || errno == EXDEV || errno == EOPNOTSUPP);
    if (copiable && copy_file(pair, name, status->st_mode)) return true;
    return fail_at(pair->path, name, "cannot keep", error);
}

/* Opens the next pair: `name` of both parents, which are directories or AT_FDCWD. Takes `path` over. */
static bool enter(struct walk *walk, char *path, int from_parent, const char *from, int to_parent, const char *to, struct error *error)
{
    struct pair *pair = &walk->pairs[walk->depth];
    *pair = (struct pair){.path = path, .to = -1};
    pair->from = openat(from_parent, from, DIRECTORY_FLAGS);
    if (pair->from >= 0) pair->to = openat(to_parent, to, DIRECTORY_FLAGS);
    walk->depth++;
    if (pair->from < 0 || pair->to < 0) return error_set_errno(error, path, "cannot keep");
    listing_start(&pair->listing, pair->from);
    return true;
}

/* A new directory is writable for us until it is filled. A namesake that is no directory has replaced this one. */
static bool keep_directory(struct walk *walk, const char *name, const struct stat *status, struct error *error)
{
    struct pair *pair = &walk->pairs[walk->depth - 1];
    if (walk->depth > TREE_DEPTH_LIMIT)
        return error_set(error, EXIT_BAD_INPUT, "%s: more than %d directories inside one another", pair->path, TREE_DEPTH_LIMIT);
    struct stat present;
    bool created = mkdirat(pair->to, name, 0700) == 0;
    if (!created && errno != EEXIST) return fail_at(pair->path, name, "cannot keep", error);
    if (fstatat(pair->to, name, &present, AT_SYMLINK_NOFOLLOW) < 0) return fail_at(pair->path, name, "cannot keep", error);
    if (!S_ISDIR(present.st_mode)) return true;
    if (!enter(walk, path_join(pair->path, name), pair->from, name, pair->to, name, error)) return false;
    walk->pairs[walk->depth - 1].created = created;
    walk->pairs[walk->depth - 1].mode = status->st_mode & 07777;
    return true;
}

static bool keep_entry(struct walk *walk, const char *name, struct error *error)
{
    const struct pair *pair = &walk->pairs[walk->depth - 1];
    struct stat status;
    if (fstatat(pair->from, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return fail_at(pair->path, name, "cannot keep", error);
    if (S_ISDIR(status.st_mode)) return keep_directory(walk, name, &status, error);
    return keep_file(pair, name, &status, error);
}

static void leave(struct walk *walk)
{
    struct pair *pair = &walk->pairs[--walk->depth];
    if (pair->from >= 0) close(pair->from);
    if (pair->to >= 0) close(pair->to);
    free(pair->path);
}

/* The innermost pair is through its listing. */
static bool finish(struct walk *walk, struct error *error)
{
    const struct pair *pair = &walk->pairs[walk->depth - 1];
    if (errno != 0) return error_set_errno(error, pair->path, "cannot list");
    if (pair->created && fchmod(pair->to, pair->mode) < 0) return error_set_errno(error, pair->path, "cannot keep");
    leave(walk);
    return true;
}

bool tree_keep(const char *from, const char *to, struct error *error)
{
    struct walk *walk = memory_zeroed(1, sizeof *walk);
    bool kept = enter(walk, memory_text(from, strlen(from)), AT_FDCWD, from, AT_FDCWD, to, error);
    while (kept && walk->depth) {
        const char *name = listing_next(&walk->pairs[walk->depth - 1].listing);
        kept = name ? keep_entry(walk, name, error) : finish(walk, error);
    }
    while (walk->depth)
        leave(walk);
    free(walk);
    return kept;
}

static bool sync_file(int directory, const char *name)
{
    int descriptor = openat(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return errno == ELOOP || errno == EACCES || errno == ENXIO;
    struct stat status;
    bool synced = fstat(descriptor, &status) == 0;
    if (synced && S_ISREG(status.st_mode)) synced = fsync(descriptor) == 0 || errno == EINVAL;
    int number = errno;
    close(descriptor);
    errno = number;
    return synced;
}

bool tree_sync(const char *path, const char *shown, struct error *error)
{
    int directory = open(path, DIRECTORY_FLAGS);
    if (directory < 0) return error_set_errno(error, shown, "cannot list");
    struct listing listing;
    listing_start(&listing, directory);
    bool synced = true;
    for (const char *name; synced && (name = listing_next(&listing)) != NULL;)
        if (!sync_file(directory, name)) synced = fail_at(shown, name, "cannot write", error);
    close(directory);
    return synced;
}
