#include "codegen/read/source.h"

#include "bundle/base/file.h"
#include "codegen/read/ubjson.h"

#include <string.h>
#include <sys/stat.h>

/* The binary format of releases before 3.1 begins with "binf", or with a base score and zeros; JSON holds no zero byte and UBJSON starts
 * with a brace. */
static bool is_old_binary(const char *data, size_t length)
{
    size_t head = length < 64 ? length : 64;
    return (length >= 4 && memcmp(data, "binf", 4) == 0) || memchr(data, '\0', head) != NULL;
}

static void refuse_binary(const char *name, struct error *error)
{
    error_set(error, EXIT_BAD_INPUT,
              "%s: this is neither JSON nor UBJSON; if it is a model in XGBoost's old binary format, load it in XGBoost and save it "
              "with a name that ends in .json or .ubj",
              name);
}

struct json_document *source_parse(const char *name, const char *data, size_t length, struct error *error)
{
    if (length == 0) {
        error_set(error, EXIT_BAD_INPUT, "%s: the file is empty", name);
        return NULL;
    }
    if (ubjson_recognize(data, length)) return ubjson_parse(name, data, length, error);
    if (is_old_binary(data, length)) {
        refuse_binary(name, error);
        return NULL;
    }
    return json_parse(name, data, length, JSON_NONFINITE, error);
}

struct json_document *source_read(const char *path, char sha256[SHA256_TEXT_SIZE], struct error *error)
{
    struct buffer buffer = {0};
    struct json_document *document = NULL;
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        error_set(error, EXIT_BAD_INPUT, "%s: a directory without a bundle.json is no bundle, and a model is a file", path);
        return NULL;
    }
    if (file_read(path, &buffer, error)) {
        sha256_bytes(buffer.data, buffer.length, sha256);
        document = source_parse(path, buffer.data, buffer.length, error);
    }
    buffer_free(&buffer);
    return document;
}
