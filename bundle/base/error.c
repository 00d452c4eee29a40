#include "bundle/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define CUT_MARK "..."

/* Ends a message that did not fit, between characters rather than inside one (a UTF-8 continuation byte is 10xxxxxx). */
static void mark_cut(char *message, size_t length)
{
    while (length > 0 && ((unsigned char)message[length] & 0xc0) == 0x80)
        length--;
    memcpy(message + length, CUT_MARK, sizeof CUT_MARK);
}

static void escape(char *message, size_t size, const char *text)
{
    size_t room = size - sizeof CUT_MARK;
    size_t length = 0;
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        bool control = byte < 0x20 || byte == 0x7f;
        size_t width = control ? 4 : 1;
        if (length + width > room) {
            message[length] = *text;
            mark_cut(message, length);
            return;
        }
        if (control)
            snprintf(message + length, 5, "\\x%02x", byte);
        else
            message[length] = *text;
        length += width;
    }
    message[length] = '\0';
}

bool error_set(struct error *error, enum exit_code exit_code, const char *format, ...)
{
    if (error->exit_code != EXIT_DONE) return false;
    char text[sizeof error->message * 2];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error->exit_code = exit_code;
    escape(error->message, sizeof error->message, text);
    return false;
}

static enum exit_code blame(int number)
{
    switch (number) {
    case ENOENT:
    case EISDIR:
    case ENOTDIR:
    case EINVAL:
    case ENAMETOOLONG:
        return EXIT_BAD_INPUT;
    default:
        return EXIT_MACHINE;
    }
}

bool error_set_errno(struct error *error, const char *path, const char *verb)
{
    int number = errno;
    return error_set(error, blame(number), "%s: %s: %s", path, verb, strerror(number));
}
