#include "tests/support/scorer_build.h"

#include "bundle/base/file.h"
#include "codegen/emit/emit.h"
#include "codegen/lower/lower.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

void scorer_generate(const char *directory, const char *name, const struct ir_model *model, const struct bundle *bundle,
                     const struct layout_limits *limits)
{
    struct error error = ERROR_NONE;
    char **reserved = emit_reserved();
    struct program *program = lower(name, model, bundle, (const char *const *)reserved, limits, &error);
    emit_reserved_free(reserved);
    ck_assert_msg(program != NULL, "%s", error.message);
    struct output_directory *output = output_directory_open(directory, &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    ck_assert_msg(emit(program, output, &error), "%s", error.message);
    ck_assert_msg(output_directory_commit(output, &error), "%s", error.message);
    program_free(program);
}

bool scorer_has(const char *program)
{
    return scorer_run(NULL, "command -v %s", program) == 0;
}

static int run(struct buffer *output, const char *command)
{
    char block[4096];
    FILE *stream = popen(command, "r");
    ck_assert_ptr_nonnull(stream);
    for (size_t length; (length = fread(block, 1, sizeof block, stream)) > 0;) {
        if (output) buffer_append(output, block, length);
    }
    const int status = pclose(stream);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

static int run_with(struct buffer *output, const char *format, va_list arguments)
{
    char command[8192];
    struct buffer whole = {0};
    const int length = vsnprintf(command, sizeof command, format, arguments);
    ck_assert(length > 0 && (size_t)length < sizeof command);
    buffer_print(&whole, "{ %s\n} 2>&1", command);
    const int code = run(output, whole.data);
    buffer_free(&whole);
    return code;
}

int scorer_run(struct buffer *output, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int code = run_with(output, format, arguments);
    va_end(arguments);
    return code;
}

void scorer_must(const char *format, ...)
{
    struct buffer output = {0};
    va_list arguments;
    va_start(arguments, format);
    const int code = run_with(&output, format, arguments);
    va_end(arguments);
    ck_assert_msg(code == 0, "%s: exit code %d\n%s", format, code, output.data ? output.data : "");
    buffer_free(&output);
}

void scorer_load(struct espalier_library *library, const char *directory, const char *name, const char *compiler)
{
    char path[4096], message[1024];
    scorer_must("cd %s && %s -shared -fPIC %s.c $(ls %s_trees_*.c 2>/dev/null) -o lib%s.so", directory, compiler, name, name, name);
    snprintf(path, sizeof path, "%s/lib%s.so", directory, name);
    ck_assert_msg(espalier_load(library, path, NULL, message, sizeof message) == ESPALIER_OK, "%s", message);
}
