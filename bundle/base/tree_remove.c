#include "bundle/base/tree.h"

#include "bundle/base/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES 256 /* with the NUL: what Linux lets a directory entry have */

/* The directories from the tree's top down to the one being emptied: a stack that a signal handler can afford. */
struct branch {
    int descriptors[TREE_DEPTH_LIMIT + 1];
    char names[TREE_DEPTH_LIMIT + 1][NAME_BYTES]; /* each in the directory before it; the top's is not kept */
    int depth;                                    /* directories that are open */
};

static bool enter(struct branch *branch, int parent, const char *name)
{
    if (branch->depth > TREE_DEPTH_LIMIT) {
        errno = ENOTEMPTY;
        return false;
    }
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) return false;
    /* What may not be written could not be emptied; where this fails, so will the removal, which says so. */
    (void)fchmod(descriptor, 0700);
    /* An entry's name fits; the top's, which may be longer, is not asked for again. */
    strncpy(branch->names[branch->depth], name, NAME_BYTES - 1);
    branch->descriptors[branch->depth++] = descriptor;
    return true;
}

/* Deletes files until it meets a directory, which it enters. *done when there is nothing left; false with errno on failure. */
static bool empty_innermost(struct branch *branch, bool *done)
{
    int directory = branch->descriptors[branch->depth - 1];
    struct listing listing;
    *done = true;
    listing_start(&listing, directory);
    for (const char *name; (name = listing_next(&listing)) != NULL;) {
        *done = false;
        if (unlinkat(directory, name, 0) == 0) continue;
        /* POSIX lets unlink of a directory say EPERM; Linux says EISDIR. */
        if (errno != EISDIR && errno != EPERM) return false;
        return enter(branch, directory, name);
    }
    return errno == 0;
}

static bool leave(struct branch *branch, const char *top)
{
    close(branch->descriptors[--branch->depth]);
    if (branch->depth == 0) return unlinkat(AT_FDCWD, top, AT_REMOVEDIR) == 0;
    return unlinkat(branch->descriptors[branch->depth - 1], branch->names[branch->depth], AT_REMOVEDIR) == 0;
}

/* Lists a directory again until a pass finds nothing in it: what a pass removes may shift the listing. */
bool tree_remove(const char *path)
{
    struct branch branch = {.depth = 0};
    bool going_well = enter(&branch, AT_FDCWD, path);
    while (going_well && branch.depth) {
        bool done;
        going_well = empty_innermost(&branch, &done);
        if (going_well && done) going_well = leave(&branch, path);
    }
    int number = errno;
    while (branch.depth)
        close(branch.descriptors[--branch.depth]);
    errno = number;
    return going_well;
}
