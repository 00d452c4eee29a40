/* The names in a directory, without heap memory, so that a signal handler may ask. Private to bundle/base. */
#ifndef ESPALIER_BUNDLE_BASE_LISTING_H
#define ESPALIER_BUNDLE_BASE_LISTING_H

#include <stddef.h>
#include <stdint.h>

struct listing {
    int descriptor;
    size_t position, length; /* bytes of `entries` */
    _Alignas(uint64_t) char entries[2048];
};

/* Starts at the first name. `descriptor` is an open directory and stays the caller's. */
void listing_start(struct listing *listing, int descriptor);
/* Next name but "." and "..", valid until the next call; NULL at the end, and with errno other than 0 on failure. */
const char *listing_next(struct listing *listing);

#endif
