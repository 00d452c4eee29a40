#include "bundle/bundle_path.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define KEY_SHOWN 300 /* bytes: a longer key must not push the message itself out of the error */

static bool is_plain(const char *key)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ -";
    return key[0] != 0 && key[strspn(key, plain)] == 0;
}

static size_t shown_length(const char *key)
{
    size_t length = strlen(key);
    if (length <= KEY_SHOWN) return length;
    length = KEY_SHOWN;
    while (length > 0 && ((unsigned char)key[length] & 0xC0u) == 0x80u)
        length--;
    return length;
}

void bundle_path_key(struct buffer *path, const char *key)
{
    const size_t length = shown_length(key);
    const bool plain = is_plain(key);
    if (!plain) buffer_text(path, "\"");
    for (size_t i = 0; i < length; i++) {
        if (!plain && (key[i] == '"' || key[i] == '\\')) buffer_text(path, "\\");
        buffer_append(path, key + i, 1);
    }
    if (!plain) buffer_text(path, "\"");
}

bool bundle_error_at(struct error *error, const char *head, const char *key, const char *tail, const char *format, ...)
{
    struct buffer path = {0};
    char message[1024];
    buffer_text(&path, head);
    if (key) {
        buffer_text(&path, ".");
        bundle_path_key(&path, key);
    }
    if (tail) buffer_print(&path, ".%s", tail);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    error_set(error, EXIT_BAD_INPUT, "%s: %s", path.data, message);
    buffer_free(&path);
    return false;
}
