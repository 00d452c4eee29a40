#include "hosts/cli/score_name.h"

#include "bundle/base/file.h"

#include <string.h>

/* Spelled in two pieces, so that the mark is not in this program's own bytes. */
static const char mark_head[] = "espalier-";
static const char mark_tail[] = "scorer:";
#define NAME_LIMIT 64

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* Length of the name at `text`, 0 when no NUL-terminated identifier of sensible length stands there. */
static size_t name_length(const char *text, const char *end)
{
    size_t length = 0;
    while (text + length < end && length <= NAME_LIMIT && is_name_byte(text[length]))
        length++;
    return text + length < end && text[length] == 0 && length <= NAME_LIMIT ? length : 0;
}

/* The next mark's name at or after `text`, NULL when there is none. */
static const char *next_name(const char *text, const char *end, size_t *length)
{
    const size_t head = sizeof mark_head - 1, tail = sizeof mark_tail - 1;
    while ((size_t)(end - text) > head + tail) {
        text = memchr(text, mark_head[0], (size_t)(end - text) - head - tail);
        if (text == NULL) return NULL;
        if (memcmp(text, mark_head, head) == 0 && memcmp(text + head, mark_tail, tail) == 0) {
            *length = name_length(text + head + tail, end);
            if (*length > 0) return text + head + tail;
        }
        text++;
    }
    return NULL;
}

bool score_find_name(const char *path, struct buffer *name, struct error *error)
{
    struct buffer bytes = {0};
    size_t length = 0;
    bool single = true;
    buffer_clear(name);
    if (!file_read(path, &bytes, error)) return false;
    const char *const end = bytes.data + bytes.length;
    for (const char *found = bytes.length > 0 ? next_name(bytes.data, end, &length) : NULL; found != NULL && single;
         found = next_name(found, end, &length)) {
        if (name->length == 0)
            buffer_append(name, found, length);
        else if (name->length != length || memcmp(name->data, found, length) != 0)
            single = error_set(error, EXIT_BAD_INPUT, "%s: holds the scorers '%s' and '%.*s'; choose with --name", path, name->data,
                               (int)length, found);
    }
    buffer_free(&bytes);
    return single;
}
