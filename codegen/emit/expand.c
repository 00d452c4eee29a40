#include "codegen/emit/expand.h"

#include "bundle/base/memory.h"
#include "codegen/emit/templates.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PREFIX "NAME_"
#define PREFIX_LENGTH 5
#define NESTING_LIMIT 8 /* of conditionals, and of templates in one another */

/* One open #if. Conditionals of the C program itself pass through. */
struct conditional {
    bool resolved; /* over our flags */
    bool keeps;    /* the present branch is wanted */
    bool done;     /* a branch was wanted before */
};

struct state {
    const struct expansion *expansion;
    struct conditional conditionals[NESTING_LIMIT];
    int depth;
    const char *const *lines[NESTING_LIMIT]; /* what comes next, in the template and in those that it includes */
    int template_depth;
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const struct template *find(const char *name, size_t length)
{
    const struct template *at = templates;
    while (at->name && (strlen(at->name) != length || memcmp(at->name, name, length) != 0))
        at++;
    assert(at->name); /* templates are fixed: a wrong name is a fault of ours, not of the input */
    return at;
}

/* Where the next "NAME_" begins an identifier, or NULL. */
static const char *find_prefix(const char *line, const char *from)
{
    const char *at = strstr(from, PREFIX);
    while (at && at > line && is_word(at[-1]))
        at = strstr(at + 1, PREFIX);
    return at;
}

static void append_line(const struct state *state, const char *line, struct buffer *out)
{
    const char *from = line;
    if (*line == 0 && out->length >= 2 && memcmp(out->data + out->length - 2, "\n\n", 2) == 0) return;
    for (const char *at = find_prefix(line, from); at; at = find_prefix(line, from)) {
        buffer_append(out, from, (size_t)(at - from));
        buffer_text(out, state->expansion->name);
        from = at + PREFIX_LENGTH - 1;
    }
    buffer_text(out, from);
    buffer_text(out, "\n");
}

/* ---- conditionals ---- */

/* The condition of an #if or #elif over our flags, or NULL. */
static const char *own_condition(const char *line)
{
    const char *condition = starts(line, "#if ") ? line + 4 : starts(line, "#elif ") ? line + 6 : NULL;
    return condition && (starts(condition, "NAME_WITH_") || starts(condition, "!NAME_WITH_")) ? condition : NULL;
}

static bool evaluate(const struct state *state, const char *condition)
{
    bool value = false;
    while (*condition) {
        char flag[64];
        const bool negated = *condition == '!';
        size_t length = 0;
        for (condition += negated; is_word(*condition) && length + 1 < sizeof flag; condition++)
            flag[length++] = *condition;
        flag[length] = 0;
        value = value || state->expansion->flag(state->expansion->user, flag) != negated;
        while (*condition == ' ' || *condition == '|')
            condition++;
    }
    return value;
}

static bool keeps(const struct state *state)
{
    for (int i = 0; i < state->depth; i++) {
        if (!state->conditionals[i].keeps) return false;
    }
    return true;
}

/* True when the line is a conditional over our flags, which is now dealt with. */
static bool take_conditional(struct state *state, const char *line)
{
    const char *condition = own_condition(line);
    struct conditional *open = state->depth > 0 ? &state->conditionals[state->depth - 1] : NULL;
    if (starts(line, "#if")) {
        assert(state->depth < NESTING_LIMIT);
        const bool value = condition ? evaluate(state, condition) : true;
        state->conditionals[state->depth++] = (struct conditional){.resolved = condition != NULL, .keeps = value, .done = value};
        return condition != NULL;
    }
    if (!open || line[0] != '#') return false;
    const bool resolved = open->resolved;
    if (starts(line, "#endif")) {
        state->depth--;
    } else if (resolved && (starts(line, "#elif") || starts(line, "#else"))) {
        open->keeps = !open->done && (condition ? evaluate(state, condition) : true);
        open->done = open->done || open->keeps;
    } else {
        return false;
    }
    return resolved;
}

/* ---- insertion points ---- */

static void append_verbatim(const struct template *template, struct buffer *out)
{
    for (const char *const *line = template->lines; *line; line++) {
        buffer_text(out, *line);
        buffer_text(out, "\n");
    }
}

static void enter(struct state *state, const struct template *template)
{
    assert(state->template_depth < NESTING_LIMIT);
    state->lines[state->template_depth++] = template->lines;
}

/* True when the line includes one of our files, which is now dealt with. */
static bool take_include(struct state *state, const char *line, struct buffer *out)
{
    static const char stand_in[] = "#include \"codegen/template/stand_in/";
    if (!starts(line, "#include \"")) return false;
    const char *base = strrchr(line, '/') + 1;
    const size_t length = strcspn(base, "\"");
    if (starts(line, stand_in)) {
        char *what = memory_text(base, length - strlen(".h"));
        state->expansion->insert(state->expansion->user, what, out);
        free(what);
    } else if (starts(line, "#include \"codegen/template/")) {
        enter(state, find(base, length));
    } else {
        append_verbatim(find(base, length), out);
    }
    return true;
}

/* The next line; NULL at the end of the outermost template. */
static const char *next_line(struct state *state)
{
    while (state->template_depth > 0) {
        const char *line = *state->lines[state->template_depth - 1]++;
        if (line) return line;
        state->template_depth--;
    }
    return NULL;
}

void expand(const struct expansion *expansion, const char *template_name, struct buffer *out)
{
    struct state state = {.expansion = expansion};
    enter(&state, find(template_name, strlen(template_name)));
    for (const char *line = next_line(&state); line; line = next_line(&state)) {
        if (take_conditional(&state, line) || !keeps(&state) || starts(line, "/* clang-format")) continue;
        if (!take_include(&state, line, out)) append_line(&state, line, out);
    }
}

/* ---- the templates' own identifiers ---- */

static size_t collect(const char *line, char **identifiers, size_t count)
{
    for (const char *at = find_prefix(line, line); at; at = find_prefix(line, at + 1)) {
        size_t length = PREFIX_LENGTH;
        while (is_word(at[length]))
            length++;
        if (identifiers) identifiers[count] = memory_text(at + PREFIX_LENGTH, length - PREFIX_LENGTH);
        count++;
    }
    return count;
}

static size_t collect_all(char **identifiers)
{
    size_t count = 0;
    for (const struct template *template = templates; template->name; template ++) {
        for (const char *const *line = template->lines; *line; line++)
            count = collect(*line, identifiers, count);
    }
    return count;
}

char **expand_identifiers(void)
{
    char **identifiers = memory_zeroed(collect_all(NULL) + 1, sizeof *identifiers);
    (void)collect_all(identifiers);
    return identifiers;
}
