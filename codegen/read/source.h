/* The bytes of a model file as a document, whichever of XGBoost's formats they are in. */
#ifndef ESPALIER_CODEGEN_READ_SOURCE_H
#define ESPALIER_CODEGEN_READ_SOURCE_H

#include "bundle/base/json.h"
#include "bundle/base/sha256.h"

/* Reads `path`, hashes it and parses it as JSON or UBJSON, told by its first bytes. NULL on failure; XGBoost's old binary format and its
 * memory snapshots are refused with what to do instead. */
struct json_document *source_read(const char *path, char sha256[SHA256_TEXT_SIZE], struct error *error);

/* The same from memory; `name` is what messages call it. */
struct json_document *source_parse(const char *name, const char *data, size_t length, struct error *error);

#endif
