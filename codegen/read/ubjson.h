/* UBJSON, the binary form of JSON that XGBoost writes from version 1.6 (ubjson.org, draft 12).
 *
 * Strict: every length and count is checked against the bytes that are left before anything is allocated, nesting is bounded by
 * JSON_DEPTH_LIMIT without recursion, duplicate keys, texts that are not UTF-8 and bytes after the document are refused. Containers with a
 * count (`#`) and with a type and a count (`$#`) are read, also nested; typed containers of null, true, false or no-op are refused, since
 * their elements take no bytes and a count could claim any number of them. High-precision numbers (`H`) are refused: no XGBoost reads them.
 */
#ifndef ESPALIER_CODEGEN_READ_UBJSON_H
#define ESPALIER_CODEGEN_READ_UBJSON_H

#include "bundle/base/json.h"

/* True when bytes that start with '{' go on as UBJSON does and JSON cannot. */
bool ubjson_recognize(const char *data, size_t length);

/* Parses `length` bytes; `name` is what messages call the source, which give the byte's offset for a line. NULL on failure. */
struct json_document *ubjson_parse(const char *name, const char *data, size_t length, struct error *error);

#endif
