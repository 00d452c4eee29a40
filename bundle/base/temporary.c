#include "bundle/base/temporary.h"

#include "bundle/base/buffer.h"
#include "bundle/base/memory.h"
#include "bundle/base/path.h"
#include "bundle/base/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NAME_LIMIT 255   /* bytes: what file systems allow a name */
#define SUFFIX_DIGITS 6  /* the XXXXXX */
#define ATTEMPT_LIMIT 64 /* names that are taken already, in a row */

struct temporary {
    struct temporary *next;
    char *path;
    bool is_directory;
    atomic_bool registered;
};

static _Atomic(struct temporary *) all;

static struct temporary *enroll(char *path, bool is_directory)
{
    struct temporary *temporary = memory_zeroed(1, sizeof *temporary);
    temporary->path = path;
    temporary->is_directory = is_directory;
    atomic_store(&temporary->registered, true);
    temporary->next = atomic_load(&all);
    while (!atomic_compare_exchange_weak(&all, &temporary->next, temporary))
        continue;
    return temporary;
}

/* Which name is free matters, not how random it is: O_EXCL and mkdir decide. */
static void next_suffix(char suffix[SUFFIX_DIGITS + 1])
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    static atomic_uint counter;
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t mix = (uint64_t)now.tv_nsec ^ (uint64_t)now.tv_sec << 30 ^ (uint64_t)getpid() << 40;
    mix = (mix + atomic_fetch_add(&counter, 1)) * UINT64_C(0x9e3779b97f4a7c15);
    for (int i = 0; i < SUFFIX_DIGITS; i++, mix /= sizeof digits - 1)
        suffix[i] = digits[mix % (sizeof digits - 1)];
    suffix[SUFFIX_DIGITS] = '\0';
}

/* "DIRECTORY/.NAME.espalier-XXXXXX", NAME cut where the whole would be too long for a file system. */
static char *candidate(const char *target)
{
    static const char tag[] = ".espalier-";
    const char *name = path_name(target);
    size_t name_length = strlen(name);
    size_t longest = NAME_LIMIT - 1 - (sizeof tag - 1) - SUFFIX_DIGITS;
    char suffix[SUFFIX_DIGITS + 1];
    next_suffix(suffix);
    struct buffer path = {0};
    buffer_append(&path, target, (size_t)(name - target));
    buffer_text(&path, ".");
    buffer_append(&path, name, name_length < longest ? name_length : longest);
    buffer_text(&path, tag);
    buffer_text(&path, suffix);
    return path.data;
}

static bool create(const char *path, int *descriptor)
{
    if (!descriptor) return mkdir(path, 0777) == 0;
    *descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    return *descriptor >= 0;
}

static void refuse(const char *target, const char *shown, int number, struct error *error)
{
    struct stat status;
    char *parent = path_parent(target);
    if (number == ENOENT && stat(parent, &status) < 0)
        error_set(error, EXIT_BAD_INPUT, "%s: cannot create: there is no directory %s", shown, parent);
    errno = number;
    error_set_errno(error, shown, "cannot create");
    free(parent);
}

static struct temporary *create_beside(const char *target, const char *shown, int *descriptor, struct error *error)
{
    for (int attempt = 0; attempt < ATTEMPT_LIMIT; attempt++) {
        char *path = candidate(target);
        if (create(path, descriptor)) return enroll(path, !descriptor);
        int number = errno;
        free(path);
        errno = number;
        if (number != EEXIST) break;
    }
    refuse(target, shown, errno, error);
    return NULL;
}

/* Signals wait meanwhile: a file must never exist without being registered. */
static struct temporary *create_undisturbed(const char *target, const char *shown, int *descriptor, struct error *error)
{
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_BLOCK, &every, &before);
    struct temporary *temporary = create_beside(target, shown, descriptor, error);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return temporary;
}

struct temporary *temporary_file(const char *target, const char *shown, int *descriptor, struct error *error)
{
    return create_undisturbed(target, shown, descriptor, error);
}

struct temporary *temporary_directory(const char *target, const char *shown, struct error *error)
{
    return create_undisturbed(target, shown, NULL, error);
}

struct temporary *temporary_adopt_directory(const char *path)
{
    return enroll(memory_text(path, strlen(path)), true);
}

const char *temporary_path(const struct temporary *temporary)
{
    return temporary->path;
}

void temporary_keep(struct temporary *temporary)
{
    atomic_store(&temporary->registered, false);
}

bool temporary_remove(struct temporary *temporary)
{
    if (!atomic_exchange(&temporary->registered, false)) return true;
    if (temporary->is_directory) return tree_remove(temporary->path);
    return unlink(temporary->path) == 0;
}

void temporary_remove_all(void)
{
    int number = errno;
    for (struct temporary *temporary = atomic_load(&all); temporary; temporary = temporary->next)
        temporary_remove(temporary);
    errno = number;
}
