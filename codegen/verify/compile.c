#include "codegen/verify/compile.h"
#include "bundle/base/memory.h"
#include "codegen/verify/sources.h"
#include "codegen/verify/spawn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct command {
    struct arena arena; /* owns the texts */
    char **arguments;   /* NULL-terminated */
    size_t count, capacity;
};

static void add(struct command *command, const char *text, size_t length)
{
    command->arguments = memory_grow(command->arguments, &command->capacity, command->count + 2, sizeof *command->arguments);
    command->arguments[command->count++] = arena_text(&command->arena, text, length);
    command->arguments[command->count] = NULL;
}

/* No shell reads these, so nothing but a space means anything. */
static void add_words(struct command *command, const char *words)
{
    while (*words) {
        const size_t length = strcspn(words, " \t\n");
        if (length > 0) add(command, words, length);
        words += length;
        words += strspn(words, " \t\n");
    }
}

static const char *compiler_of(const struct verify_options *options)
{
    const char *compiler = options->compiler ? options->compiler : getenv("CC");
    return compiler && compiler[strspn(compiler, " \t\n")] ? compiler : "cc";
}

static void free_command(struct command *command)
{
    free(command->arguments);
    arena_free(&command->arena);
}

static void make_command(const struct verify_options *options, const struct sources *sources, const char *object, struct command *command)
{
    *command = (struct command){0};
    add_words(command, compiler_of(options));
    add_words(command, options->flags ? options->flags : VERIFY_FLAGS);
    add_words(command, "-fPIC -shared -o");
    add(command, object, strlen(object));
    for (size_t i = 0; i < sources->count; i++)
        add(command, sources->paths[i], strlen(sources->paths[i]));
}

/* Without the temporary object, whose name says nothing. */
static void describe(const struct verify_options *options, const struct sources *sources, struct buffer *out)
{
    struct command command;
    make_command(options, sources, "", &command);
    for (size_t i = 0; i < command.count; i++) {
        const bool is_output = strcmp(command.arguments[i], "-o") == 0 || command.arguments[i][0] == 0;
        if (!is_output) buffer_print(out, "%s%s", out->length > 0 ? " " : "", command.arguments[i]);
    }
    free_command(&command);
}

/* A compiler that met a full disk says so in the system's words, and ends as it does for wrong C. */
static bool refuse_sources(const struct verify_options *options, const char *compiler, const struct buffer *said, struct error *error)
{
    const char *full = strerror(ENOSPC);
    if (said->length > 0 && strstr(said->data, full))
        return error_set(error, EXIT_MACHINE, "%s: cannot be compiled in TMPDIR: %s", options->directory, full);
    return error_set(error, EXIT_BAD_INPUT, "%s: does not compile: %s failed", options->directory, compiler);
}

static bool run_compiler(const struct verify_options *options, const struct sources *sources, const char *object,
                         struct verify_report *report, struct error *error)
{
    struct command command;
    int status = 0;
    make_command(options, sources, object, &command);
    bool good = spawn(command.arguments, &report->compiler_output, &status, error);
    if (good && status != 0) good = refuse_sources(options, command.arguments[0], &report->compiler_output, error);
    free_command(&command);
    return good;
}

/* The process's number keeps runs at the same time apart. */
static bool make_place(struct compiled *compiled, struct error *error)
{
    const char *parent = getenv("TMPDIR");
    struct buffer path = {0};
    buffer_print(&path, "%s/espalier-verify-%ld", parent && *parent ? parent : "/tmp", (long)getpid());
    compiled->place = output_directory_open(path.data, error);
    buffer_free(&path);
    return compiled->place != NULL;
}

bool compile(const struct verify_options *options, struct compiled *compiled, struct verify_report *report, struct error *error)
{
    struct sources sources;
    *compiled = (struct compiled){0};
    bool good = sources_find(options->directory, options->name, &sources, error) && make_place(compiled, error);
    if (good) {
        describe(options, &sources, &report->command);
        buffer_text(&compiled->name, sources.name);
        buffer_print(&compiled->library, "%s/%s.so", output_directory_path(compiled->place), sources.name);
        good = run_compiler(options, &sources, compiled->library.data, report, error);
    }
    sources_free(&sources);
    return good;
}

void compiled_remove(struct compiled *compiled)
{
    output_directory_abandon(compiled->place);
    buffer_free(&compiled->library);
    buffer_free(&compiled->name);
}
