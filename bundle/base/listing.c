/* readdir takes heap memory and locks, which a signal handler must not; the system call beneath it needs neither. */
#define _GNU_SOURCE
#include "bundle/base/listing.h"

#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* The kernel's layout of an entry; d_name goes on to the end of d_reclen bytes. */
struct entry {
    uint64_t d_ino;
    int64_t d_off;
    uint16_t d_reclen;
    uint8_t d_type;
    char d_name[];
};

void listing_start(struct listing *listing, int descriptor)
{
    listing->descriptor = descriptor;
    listing->position = listing->length = 0;
    lseek(descriptor, 0, SEEK_SET);
}

static const char *next_entry(struct listing *listing)
{
    if (listing->position == listing->length) {
        errno = 0;
        long length = syscall(SYS_getdents64, listing->descriptor, listing->entries, sizeof listing->entries);
        if (length <= 0) return NULL;
        listing->length = (size_t)length;
        listing->position = 0;
    }
    const char *entry = listing->entries + listing->position;
    uint16_t length;
    memcpy(&length, entry + offsetof(struct entry, d_reclen), sizeof length);
    listing->position += length;
    return entry + offsetof(struct entry, d_name);
}

const char *listing_next(struct listing *listing)
{
    const char *name;
    do
        name = next_entry(listing);
    while (name && (strcmp(name, ".") == 0 || strcmp(name, "..") == 0));
    return name;
}
