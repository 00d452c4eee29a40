#include "bundle/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool read_descriptor(int descriptor, const char *path, struct buffer *out, struct error *error)
{
    char block[1 << 16];
    for (;;) {
        ssize_t count = read(descriptor, block, sizeof block);
        if (count == 0) return true;
        if (count > 0)
            buffer_append(out, block, (size_t)count);
        else if (errno != EINTR)
            return error_set_errno(error, path, "cannot read");
        else if (interrupt_check(error))
            return false;
    }
}

bool file_read(const char *path, struct buffer *out, struct error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0 && errno == EINTR && interrupt_check(error)) return false;
    if (descriptor < 0) return error_set_errno(error, path, "cannot open");
    buffer_append(out, "", 0);
    bool read_whole = read_descriptor(descriptor, path, out, error);
    close(descriptor);
    return read_whole;
}
