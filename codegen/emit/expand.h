/* Fills a template in. */
#ifndef ESPALIER_CODEGEN_EMIT_EXPAND_H
#define ESPALIER_CODEGEN_EMIT_EXPAND_H

#include "bundle/base/buffer.h"

#include <stdbool.h>

struct expansion {
    const char *name;                                                 /* stands for NAME in "NAME_..." */
    bool (*flag)(void *user, const char *flag);                       /* the value of "NAME_WITH_..." */
    void (*insert)(void *user, const char *what, struct buffer *out); /* what is written for the stand-in WHAT.h */
    void *user;
};

/* Appends a template of codegen/template, by its file's base name, where
 *   - "#include" of another template stands for that template,
 *   - "#include" of stand_in/WHAT.h stands for what `insert` writes,
 *   - "#include" of bundle/transforms.h and runtime/espalier.h stands for their carried lines, verbatim,
 *   - #if, #elif, #else and #endif over NAME_WITH_... flags (joined by ||, each perhaps with !) are resolved,
 *   - NAME_ at the start of an identifier becomes the scorer's name,
 *   - marks for clang-format are left out, and of several empty lines all but one. */
void expand(const struct expansion *expansion, const char *template_name, struct buffer *out);

/* The identifiers, without NAME_, that occur in the templates; NULL after the last. Each entry and the list itself are the caller's. */
char **expand_identifiers(void);

#endif
