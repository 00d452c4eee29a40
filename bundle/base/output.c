#include "bundle/base/output.h"

#include "bundle/base/memory.h"
#include "bundle/base/path.h"
#include "bundle/base/temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)64 << 10)

struct output {
    int descriptor;
    int failure;                 /* errno of the first write that failed, or 0 */
    char *name;                  /* as the user gave it, for messages */
    char *target;                /* what is replaced; NULL when written in place (standard output, a device, a FIFO) */
    struct temporary *temporary; /* NULL when written in place */
    struct buffer block;
};

static struct output *output_new(const char *name)
{
    struct output *output = memory_zeroed(1, sizeof *output);
    output->descriptor = -1;
    output->name = memory_text(name, strlen(name));
    return output;
}

static void output_free(struct output *output)
{
    buffer_free(&output->block);
    free(output->name);
    free(output->target);
    free(output);
}

static struct output *open_standard_output(void)
{
    fflush(stdout);
    struct output *output = output_new("<stdout>");
    output->descriptor = STDOUT_FILENO;
    return output;
}

/* A device, a FIFO or a socket: bytes go there as they come and nothing can be undone. */
static struct output *open_in_place(const char *path, struct error *error)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        if (errno != EINTR || !interrupt_check(error)) error_set_errno(error, path, "cannot open");
        return NULL;
    }
    struct output *output = output_new(path);
    output->descriptor = descriptor;
    return output;
}

/* The new file is to be as readable as the old one was. Another owner can only be kept by a privileged user. */
static bool take_after(int descriptor, const struct stat *old)
{
    struct stat present;
    if (fstat(descriptor, &present) < 0) return false;
    bool same_owner = present.st_uid == old->st_uid && present.st_gid == old->st_gid;
    if (!same_owner && fchown(descriptor, old->st_uid, old->st_gid) < 0) return true;
    return fchmod(descriptor, old->st_mode & 0777) == 0;
}

/* `old` is NULL when nothing is replaced. */
static struct output *open_beside(const char *name, const char *target, const struct stat *old, struct error *error)
{
    /* A rename would get past the old file's own protection. */
    if (old && S_ISREG(old->st_mode) && access(target, W_OK) < 0) {
        error_set_errno(error, name, "cannot write");
        return NULL;
    }
    int descriptor = -1;
    struct temporary *temporary = temporary_file(target, name, &descriptor, error);
    if (!temporary) return NULL;
    struct output *output = output_new(name);
    output->descriptor = descriptor;
    output->temporary = temporary;
    output->target = memory_text(target, strlen(target));
    if (!old || !S_ISREG(old->st_mode) || take_after(descriptor, old)) return output;
    error_set_errno(error, name, "cannot create");
    output_abandon(output);
    return NULL;
}

static bool refuse_directory(const char *path, struct error *error)
{
    return error_set(error, EXIT_BAD_INPUT, "%s: is a directory; a file is needed here", path);
}

struct output *output_open_here(const char *name, const char *path, struct error *error)
{
    struct stat status;
    bool exists = lstat(path, &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        refuse_directory(name, error);
        return NULL;
    }
    return open_beside(name, path, exists ? &status : NULL, error);
}

struct output *output_open(const char *path, struct error *error)
{
    if (!path || strcmp(path, "-") == 0) return open_standard_output();
    struct stat status;
    bool exists = stat(path, &status) == 0;
    if (*path_name(path) == '\0' || (exists && S_ISDIR(status.st_mode))) {
        if (*path)
            refuse_directory(path, error);
        else
            error_set(error, EXIT_BAD_INPUT, "the name of the output file is empty");
        return NULL;
    }
    if (exists && !S_ISREG(status.st_mode)) return open_in_place(path, error);
    char *target = path_follow(path);
    struct output *output = NULL;
    if (target)
        output = open_beside(path, target, exists ? &status : NULL, error);
    else
        error_set_errno(error, path, "cannot create");
    free(target);
    return output;
}

static void write_out(struct output *output, const char *data, size_t length)
{
    while (length > 0 && !output->failure) {
        ssize_t count = write(output->descriptor, data, length);
        if (count >= 0)
            data += count, length -= (size_t)count;
        else if (errno != EINTR || interrupt_requested())
            output->failure = errno;
    }
}

static void flush_block(struct output *output)
{
    write_out(output, output->block.data, output->block.length);
    buffer_clear(&output->block);
}

void output_write(struct output *output, const void *data, size_t length)
{
    if (output->failure) return;
    if (output->block.length + length > BLOCK_BYTES) flush_block(output);
    if (length >= BLOCK_BYTES)
        write_out(output, data, length);
    else
        buffer_append(&output->block, data, length);
}

void output_text(struct output *output, const char *text)
{
    output_write(output, text, strlen(text));
}

void output_print(struct output *output, const char *format, ...)
{
    if (output->failure) return;
    va_list arguments;
    va_start(arguments, format);
    buffer_print_arguments(&output->block, format, arguments);
    va_end(arguments);
    if (output->block.length > BLOCK_BYTES) flush_block(output);
}

void output_private(struct output *output)
{
    if (output->temporary && !output->failure && fchmod(output->descriptor, S_IRUSR | S_IWUSR) < 0) output->failure = errno;
}

bool output_failed(const struct output *output)
{
    return output->failure != 0;
}

/* A file system may keep a failure for itself until the descriptor is closed; closing a copy asks for it. */
static bool check_in_place(const struct output *output)
{
    int copy = dup(output->descriptor);
    return copy < 0 || close(copy) == 0;
}

static bool sync_and_close(struct output *output)
{
    bool synced = fsync(output->descriptor) == 0 || errno == EINVAL;
    int number = errno;
    bool closed = close(output->descriptor) == 0;
    output->descriptor = -1;
    if (!synced) errno = number;
    return synced && closed;
}

static bool commit_file(struct output *output, struct error *error)
{
    if (!sync_and_close(output)) return error_set_errno(error, output->name, "cannot write");
    if (rename(temporary_path(output->temporary), output->target) < 0) return error_set_errno(error, output->name, "cannot replace");
    temporary_keep(output->temporary);
    output->temporary = NULL;
    return true;
}

bool output_commit(struct output *output, struct error *error)
{
    bool committed = error->exit_code == EXIT_DONE;
    flush_block(output);
    if (output->failure == EINTR && interrupt_check(error)) committed = false;
    if (output->failure) {
        errno = output->failure;
        committed = error_set_errno(error, output->name, "cannot write");
    }
    if (committed && output->temporary)
        committed = commit_file(output, error);
    else if (committed && !check_in_place(output))
        committed = error_set_errno(error, output->name, "cannot write");
    output_abandon(output);
    return committed;
}

void output_abandon(struct output *output)
{
    if (!output) return;
    if (output->descriptor >= 0 && output->descriptor != STDOUT_FILENO) close(output->descriptor);
    if (output->temporary) temporary_remove(output->temporary);
    output_free(output);
}

void output_abandon_all(void)
{
    temporary_remove_all();
}
