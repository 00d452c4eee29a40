/* RENAME_EXCHANGE is Linux's own; elsewhere the old directory steps aside for a moment. */
#define _GNU_SOURCE
#include "bundle/base/output.h"

#include "bundle/base/memory.h"
#include "bundle/base/path.h"
#include "bundle/base/temporary.h"
#include "bundle/base/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output_directory {
    char *name;                  /* as the user gave it, for messages */
    char *target;                /* what is replaced */
    struct temporary *temporary; /* the new content */
};

static void directory_free(struct output_directory *directory)
{
    free(directory->name);
    free(directory->target);
    free(directory);
}

/* `path` without slashes at its end. NULL when what is left is no name that could be exchanged with another. */
static char *plain_name(const char *path, struct error *error)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    char *plain = memory_text(path, length);
    const char *name = path_name(plain);
    if (*name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0) return plain;
    if (*path)
        error_set(error, EXIT_BAD_INPUT, "%s: cannot be replaced as a whole; give an output directory by its own name", path);
    else
        error_set(error, EXIT_BAD_INPUT, "the name of the output directory is empty");
    free(plain);
    return NULL;
}

static char *find_target(const char *path, struct error *error)
{
    char *plain = plain_name(path, error);
    if (!plain) return NULL;
    char *followed = path_follow(plain);
    if (!followed) error_set_errno(error, path, "cannot create");
    free(plain);
    if (!followed) return NULL;
    char *target = plain_name(followed, error);
    free(followed);
    return target;
}

static bool check_present(const char *path, const char *target, const struct stat *present, struct error *error)
{
    if (!S_ISDIR(present->st_mode)) return error_set(error, EXIT_BAD_INPUT, "%s: is not a directory", path);
    return access(target, W_OK | X_OK) == 0 || error_set_errno(error, path, "cannot write");
}

struct output_directory *output_directory_open(const char *path, struct error *error)
{
    char *target = find_target(path, error);
    if (!target) return NULL;
    struct stat present;
    bool exists = stat(target, &present) == 0;
    struct temporary *temporary = NULL;
    if (!exists || check_present(path, target, &present, error)) temporary = temporary_directory(target, path, error);
    if (!temporary) {
        free(target);
        return NULL;
    }
    struct output_directory *directory = memory_zeroed(1, sizeof *directory);
    directory->name = memory_text(path, strlen(path));
    directory->target = target;
    directory->temporary = temporary;
    return directory;
}

struct output *output_directory_file(struct output_directory *directory, const char *name, struct error *error)
{
    if (!*name || strchr(name, '/') || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        error_set(error, EXIT_BAD_INPUT, "%s: \"%s\" is no name of a file inside it", directory->name, name);
        return NULL;
    }
    char *path = path_join(temporary_path(directory->temporary), name), *told = path_join(directory->name, name);
    struct output *output = output_open_here(told, path, error);
    free(path);
    free(told);
    return output;
}

const char *output_directory_path(const struct output_directory *directory)
{
    return temporary_path(directory->temporary);
}

static bool exchange(const char *one, const char *other)
{
#ifdef RENAME_EXCHANGE
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0;
#else
    (void)one, (void)other;
    errno = ENOSYS;
    return false;
#endif
}

/* A killed program leaves both directories, one under a temporary name; every other failure puts the old one back. */
static bool step_aside(struct output_directory *directory)
{
    const char *fresh = temporary_path(directory->temporary);
    struct error ignored = ERROR_NONE;
    struct temporary *aside = temporary_directory(directory->target, directory->name, &ignored);
    if (!aside) return false;
    temporary_keep(aside);
    temporary_keep(directory->temporary);
    bool replaced = rename(directory->target, temporary_path(aside)) == 0;
    if (replaced && rename(fresh, directory->target) < 0) {
        int number = errno;
        rename(temporary_path(aside), directory->target);
        replaced = false;
        errno = number;
    }
    int number = errno;
    struct temporary *leftover = temporary_adopt_directory(replaced ? temporary_path(aside) : fresh);
    if (!replaced) rmdir(temporary_path(aside));
    directory->temporary = leftover;
    errno = number;
    return replaced;
}

/* Afterwards the temporary directory holds the old content. */
static bool replace_present(struct output_directory *directory)
{
    if (exchange(temporary_path(directory->temporary), directory->target)) return true;
    if (errno != EINVAL && errno != ENOSYS) return false;
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_BLOCK, &every, &before);
    bool replaced = step_aside(directory);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return replaced;
}

static bool commit_over(struct output_directory *directory, const struct stat *present, struct error *error)
{
    const char *fresh = temporary_path(directory->temporary);
    if (!tree_keep(directory->target, fresh, error)) return false;
    if (chmod(fresh, present->st_mode & 07777) < 0) return error_set_errno(error, directory->name, "cannot write");
    if (!replace_present(directory)) return error_set_errno(error, directory->name, "cannot replace");
    if (temporary_remove(directory->temporary)) return true;
    return error_set(error, EXIT_MACHINE, "%s: is written, but the old content could not be removed from %s: %s", directory->name,
                     temporary_path(directory->temporary), strerror(errno));
}

static bool commit_anew(struct output_directory *directory, struct error *error)
{
    if (rename(temporary_path(directory->temporary), directory->target) < 0)
        return error_set_errno(error, directory->name, "cannot create");
    temporary_keep(directory->temporary);
    return true;
}

bool output_directory_commit(struct output_directory *directory, struct error *error)
{
    struct stat present;
    bool committed = error->exit_code == EXIT_DONE && tree_sync(temporary_path(directory->temporary), directory->name, error);
    if (committed && stat(directory->target, &present) == 0)
        committed = check_present(directory->name, directory->target, &present, error) && commit_over(directory, &present, error);
    else if (committed)
        committed = commit_anew(directory, error);
    output_directory_abandon(directory);
    return committed;
}

void output_directory_abandon(struct output_directory *directory)
{
    if (!directory) return;
    temporary_remove(directory->temporary);
    directory_free(directory);
}
