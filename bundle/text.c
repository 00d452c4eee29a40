#include "bundle/text.h"
#include "bundle/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the character that starts here, 0 when none does. The bounds of the second byte keep overlong forms and surrogates out. */
static size_t character_length(const unsigned char *text)
{
    const unsigned char first = text[0];
    unsigned char low = 0x80, high = 0xBF;
    size_t length;
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
    if (text[1] < low || text[1] > high) return 0;
    for (size_t i = 2; i < length; i++) {
        if ((text[i] & 0xC0u) != 0x80u) return 0;
    }
    return length;
}

bool text_is_utf8(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        const size_t length = character_length(at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

bool text_is_identifier(const char *text)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    return text[0] != 0 && !(text[0] >= '0' && text[0] <= '9') && text[strspn(text, letters)] == 0;
}

bool text_is_sha256(const char *text)
{
    return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

struct entry {
    const char *text;
    size_t position;
};

static int compare(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    const int order = strcmp(left->text, right->text);
    if (order != 0) return order;
    return left->position < right->position ? -1 : left->position > right->position;
}

bool text_find_duplicate(const char *const *texts, size_t count, size_t *first, size_t *second)
{
    struct entry *entries = memory_zeroed(count, sizeof *entries);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry){texts[i], i};
    qsort(entries, count, sizeof *entries, compare);
    for (size_t i = 1; i < count; i++) {
        if (strcmp(entries[i - 1].text, entries[i].text) != 0 || (found && entries[i].position > *second)) continue;
        *first = entries[i - 1].position;
        *second = entries[i].position;
        found = true;
    }
    free(entries);
    return found;
}
