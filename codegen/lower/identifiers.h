/* From the data's names to C identifiers: no name from the data can be anything else, and no two become the same. */
#ifndef ESPALIER_CODEGEN_LOWER_IDENTIFIERS_H
#define ESPALIER_CODEGEN_LOWER_IDENTIFIERS_H

#include "bundle/base/memory.h"

#include <stdbool.h>

#define IDENTIFIER_LIMIT 60      /* characters of what is made of one name */
#define IDENTIFIER_NAME_LIMIT 40 /* characters of a scorer's NAME */

/* Identifiers in use in one C name space. */
struct identifier_set;
struct identifier_set *identifier_set_new(void);
void identifier_set_free(struct identifier_set *set); /* NULL is allowed */
/* Takes an identifier as it is; taking it twice is no error. */
void identifier_reserve(struct identifier_set *set, const char *identifier);

/* A name as a member of a record whose scorer is called `scorer`, distinct from all in `set`, to which it is added. A character
 * outside [A-Za-z0-9_] becomes '_' (a UTF-8 sequence is one character), an empty name "_"; '_' is put before a leading digit and behind
 * a word that C, C++ or the generated header keep for themselves; then it is cut and, where taken, numbered _2, _3. */
const char *identifier_member(struct identifier_set *set, struct arena *arena, const char *scorer, const char *name);

/* "PREFIX_NAME", where the name follows the rule for members but needs nothing before a digit or behind a keyword. */
const char *identifier_after(struct identifier_set *set, struct arena *arena, const char *prefix, const char *name);

/* True for a C identifier. */
bool identifier_is_valid(const char *text);
/* True for a word that cannot be a member: a keyword of C or C++, or what the generated header or the compiler may define. */
bool identifier_is_kept(const char *scorer, const char *word);
/* The name of a scorer from the name of its model's file: without directories and extension, made an identifier. */
const char *identifier_of_path(struct arena *arena, const char *path);

#endif
