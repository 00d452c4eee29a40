#include "bundle/base/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <unistd.h>

static void finish(SHA2_CTX *context, char text[SHA256_TEXT_SIZE])
{
    static const char hexadecimal[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_LENGTH];
    SHA256Final(digest, context);
    for (size_t i = 0; i < sizeof digest; i++) {
        text[2 * i] = hexadecimal[digest[i] >> 4];
        text[2 * i + 1] = hexadecimal[digest[i] & 15];
    }
    text[SHA256_TEXT_SIZE - 1] = '\0';
}

void sha256_bytes(const void *data, size_t length, char digest[SHA256_TEXT_SIZE])
{
    SHA2_CTX context;
    SHA256Init(&context);
    if (length) SHA256Update(&context, data, length);
    finish(&context, digest);
}

static bool hash_descriptor(int descriptor, const char *path, SHA2_CTX *context, struct error *error)
{
    unsigned char block[1 << 16];
    for (;;) {
        ssize_t count = read(descriptor, block, sizeof block);
        if (count == 0) return true;
        if (count > 0)
            SHA256Update(context, block, (size_t)count);
        else if (errno != EINTR)
            return error_set_errno(error, path, "cannot read");
    }
}

bool sha256_file(const char *path, char digest[SHA256_TEXT_SIZE], struct error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) return error_set_errno(error, path, "cannot open");
    SHA2_CTX context;
    SHA256Init(&context);
    bool read_whole = hash_descriptor(descriptor, path, &context, error);
    close(descriptor);
    if (read_whole) finish(&context, digest);
    return read_whole;
}
