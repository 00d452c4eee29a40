#include "codegen/lower/identifiers.h"

#include "codegen/lower/keywords.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Open addressing; `next` is the number that the next collision with the text gets. */
struct entry {
    char *text;
    uint32_t next;
};

struct identifier_set {
    struct entry *entries;
    size_t capacity; /* a power of two, at least twice the count */
    size_t count;
};

struct identifier_set *identifier_set_new(void)
{
    struct identifier_set *set = memory_zeroed(1, sizeof *set);
    set->capacity = 64;
    set->entries = memory_zeroed(set->capacity, sizeof *set->entries);
    return set;
}

void identifier_set_free(struct identifier_set *set)
{
    if (!set) return;
    for (size_t i = 0; i < set->capacity; i++)
        free(set->entries[i].text);
    free(set->entries);
    free(set);
}

static size_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 32);
}

/* Where the text is, or where it would go. */
static struct entry *find(const struct identifier_set *set, const char *text)
{
    size_t at = hash_text(text) & (set->capacity - 1);
    while (set->entries[at].text && strcmp(set->entries[at].text, text) != 0)
        at = (at + 1) & (set->capacity - 1);
    return &set->entries[at];
}

static void grow(struct identifier_set *set)
{
    const struct identifier_set old = *set;
    set->capacity *= 2;
    set->entries = memory_zeroed(set->capacity, sizeof *set->entries);
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].text) *find(set, old.entries[i].text) = old.entries[i];
    }
    free(old.entries);
}

/* False when it is in the set already. */
static bool take(struct identifier_set *set, const char *text)
{
    struct entry *entry = find(set, text);
    if (entry->text) return false;
    entry->text = memory_text(text, strlen(text));
    entry->next = 2;
    if (++set->count * 2 > set->capacity) grow(set);
    return true;
}

void identifier_reserve(struct identifier_set *set, const char *identifier)
{
    (void)take(set, identifier);
}

/* Puts PREFIX and PIECE into the set, the piece numbered where that is needed. */
static const char *take_distinct(struct identifier_set *set, struct arena *arena, const char *prefix, const char *piece)
{
    char text[2 * IDENTIFIER_LIMIT + 32], number[16] = "";
    snprintf(text, sizeof text, "%s%s", prefix, piece);
    struct entry *first = find(set, text);
    if (!take(set, text)) {
        do {
            snprintf(number, sizeof number, "_%u", (unsigned)first->next++);
            snprintf(text, sizeof text, "%s%.*s%s", prefix, (int)(IDENTIFIER_LIMIT - strlen(number)), piece, number);
        } while (find(set, text)->text);
        (void)take(set, text);
    }
    return arena_text(arena, text, strlen(text));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0u) == 0x80u;
}

/* Replaces and cuts. A byte that continues a UTF-8 sequence belongs to the character before it. */
static void replace(const char *name, char out[IDENTIFIER_LIMIT + 1])
{
    size_t length = 0;
    for (const char *c = name; *c && length < IDENTIFIER_LIMIT; c++) {
        if (c > name && is_continuation(*c) && (unsigned char)c[-1] >= 0x80) continue;
        out[length++] = is_word(*c) ? *c : '_';
    }
    if (length == 0) out[length++] = '_';
    out[length] = 0;
}

bool identifier_is_kept(const char *scorer, const char *word)
{
    const size_t length = strlen(scorer);
    if (keywords_hold(word) || strncmp(word, "ESPALIER_", 9) == 0) return true;
    if (word[0] == '_' && word[1] == '_' && word[2] != '_' && word[2] != 0 && !is_digit(word[2])) return true;
    return strncmp(word, scorer, length) == 0 && word[length] == '_';
}

const char *identifier_member(struct identifier_set *set, struct arena *arena, const char *scorer, const char *name)
{
    char replaced[IDENTIFIER_LIMIT + 1], piece[IDENTIFIER_LIMIT + 3];
    replace(name, replaced);
    snprintf(piece, sizeof piece, "%s%s", is_digit(replaced[0]) ? "_" : "", replaced);
    piece[IDENTIFIER_LIMIT] = 0;
    if (identifier_is_kept(scorer, piece)) {
        const size_t length = strlen(piece) < IDENTIFIER_LIMIT ? strlen(piece) : IDENTIFIER_LIMIT - 1;
        piece[length] = '_';
        piece[length + 1] = 0;
    }
    return take_distinct(set, arena, "", piece);
}

const char *identifier_after(struct identifier_set *set, struct arena *arena, const char *prefix, const char *name)
{
    char replaced[IDENTIFIER_LIMIT + 1], start[IDENTIFIER_LIMIT + 2];
    replace(name, replaced);
    snprintf(start, sizeof start, "%.*s_", IDENTIFIER_LIMIT, prefix);
    return take_distinct(set, arena, start, replaced);
}

bool identifier_is_valid(const char *text)
{
    if (!*text || is_digit(*text)) return false;
    for (; *text; text++) {
        if (!is_word(*text)) return false;
    }
    return true;
}

const char *identifier_of_path(struct arena *arena, const char *path)
{
    size_t end = strlen(path), begin, length;
    char replaced[IDENTIFIER_LIMIT + 1], name[IDENTIFIER_LIMIT + 3];
    while (end > 0 && path[end - 1] == '/')
        end--;
    for (begin = end; begin > 0 && path[begin - 1] != '/'; begin--)
        ;
    char *base = memory_text(path + begin, end - begin);
    char *dot = strrchr(base, '.');
    if (dot && dot > base) *dot = 0;
    replace(base, replaced);
    free(base);
    snprintf(name, sizeof name, "%s%s", is_digit(replaced[0]) ? "_" : "", replaced);
    length = strlen(name);
    return arena_text(arena, name, length < IDENTIFIER_NAME_LIMIT ? length : IDENTIFIER_NAME_LIMIT);
}
