/* SHA-256 of files and bytes as 64 lowercase hexadecimal digits; libmd computes it. */
#ifndef ESPALIER_BUNDLE_BASE_SHA256_H
#define ESPALIER_BUNDLE_BASE_SHA256_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define SHA256_TEXT_SIZE 65 /* digits and NUL */

void sha256_bytes(const void *data, size_t length, char digest[SHA256_TEXT_SIZE]);
bool sha256_file(const char *path, char digest[SHA256_TEXT_SIZE], struct error *error);

#endif
