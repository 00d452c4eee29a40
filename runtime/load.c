/* Loading a scorer from a shared library. The only file of the runtime that needs an operating system; a host that links its
 * scorer never pulls it in. */
#include "refusal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NAME_LIMIT 200   /* bytes of NAME with "_model" and its NUL */
#define PATH_LIMIT 4096  /* bytes */
#define REASON_LIMIT 512 /* bytes of the system's own message */

typedef const struct espalier_model *model_function(void);

/* ---- what differs between operating systems ---- */

#if defined(_WIN32)
#include <windows.h>

static int is_separator(char c)
{
    return c == '/' || c == '\\' || c == ':';
}

static void *library_open(const char *path)
{
    wchar_t wide[PATH_LIMIT];
    if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, PATH_LIMIT) == 0) return NULL;
    return (void *)LoadLibraryW(wide);
}

static void library_close(void *handle)
{
    FreeLibrary((HMODULE)handle);
}

static model_function *library_function(void *handle, const char *symbol)
{
    FARPROC found = GetProcAddress((HMODULE)handle, symbol);
    model_function *function = NULL;
    memcpy(&function, &found, sizeof function);
    return function;
}

static void library_reason(const char *path, char reason[REASON_LIMIT])
{
    (void)path;
    snprintf(reason, REASON_LIMIT, "error %lu of the operating system", (unsigned long)GetLastError());
}

#else
#include <dlfcn.h>

static int is_separator(char c)
{
    return c == '/';
}

static void *library_open(const char *path)
{
    return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

static void library_close(void *handle)
{
    dlclose(handle);
}

static model_function *library_function(void *handle, const char *symbol)
{
    void *found = dlsym(handle, symbol);
    model_function *function = NULL;
    /* C has no cast from an object's pointer to a function's; POSIX says that the bits are the same. */
    memcpy(&function, &found, sizeof function);
    return function;
}

static void library_reason(const char *path, char reason[REASON_LIMIT])
{
    const char *text = dlerror();
    const size_t length = strlen(path);
    if (text == NULL) text = "unknown reason";
    if (strncmp(text, path, length) == 0 && strncmp(text + length, ": ", 2) == 0) text += length + 2;
    snprintf(reason, REASON_LIMIT, "%s", text);
}
#endif

/* ---- names ---- */

static const char *file_name(const char *path)
{
    const char *name = path;
    for (; *path != 0; path++)
        if (is_separator(*path)) name = path + 1;
    return name;
}

/* A bare file name is given a directory, since a loader would search its own places for it. */
static int make_path(const char *path, char out[PATH_LIMIT])
{
    const int length = snprintf(out, PATH_LIMIT, "%s%s", file_name(path) == path ? "./" : "", path);
    return *path != 0 && length < PATH_LIMIT;
}

/* Looks NAME_model up; `length` bytes of `name` count. */
static model_function *find_model(void *handle, const char *name, size_t length)
{
    static const char suffix[] = "_model";
    char symbol[NAME_LIMIT];
    if (length == 0 || length > sizeof symbol - sizeof suffix) return NULL;
    memcpy(symbol, name, length);
    memcpy(symbol + length, suffix, sizeof suffix);
    return library_function(handle, symbol);
}

/* ---- loading ---- */

static int fail(int code, char *message, size_t message_size, const char *format, ...)
{
    va_list arguments;
    if (message == NULL || message_size == 0) return code;
    va_start(arguments, format);
    vsnprintf(message, message_size, format, arguments);
    va_end(arguments);
    return code;
}

/* The scorer's function by the name asked for, else by the file's own, with and without a leading "lib". */
static model_function *choose_model(void *handle, const char *path, const char *name, char *message, size_t message_size)
{
    const char *wanted = name != NULL ? name : file_name(path);
    size_t length = name != NULL ? strlen(name) : strcspn(wanted, ".");
    model_function *function = find_model(handle, wanted, length);
    if (function == NULL && name == NULL && strncmp(wanted, "lib", 3) == 0) {
        wanted += 3;
        length -= 3;
        function = find_model(handle, wanted, length);
    }
    if (function == NULL)
        fail(ESPALIER_E_LOAD, message, message_size, "%s: no scorer called '%.*s' in it (no symbol %.*s_model)%s", path, (int)length,
             wanted, (int)length, wanted, name == NULL ? "; its name was taken from the file's" : "");
    return function;
}

/* Takes the model out of an opened library and checks it. */
static int take_model(struct espalier_library *library, const char *path, const char *name, char *message, size_t message_size)
{
    model_function *function = choose_model(library->handle, path, name, message, message_size);
    const char *refusal;
    if (function == NULL) return ESPALIER_E_LOAD;
    library->model = function();
    if (library->model == NULL) return fail(ESPALIER_E_ABI, message, message_size, "%s: it has no descriptor", path);
    refusal = espalier_refusal(library->model);
    if (refusal == NULL) return ESPALIER_OK;
    if (library->model->abi_version != ESPALIER_ABI_VERSION)
        return fail(ESPALIER_E_ABI, message, message_size,
                    "%s: made for version %lu of the scorer interface, this is version %d: generate it again with this espalier", path,
                    (unsigned long)library->model->abi_version, ESPALIER_ABI_VERSION);
    return fail(ESPALIER_E_ABI, message, message_size, "%s: its descriptor cannot be right: %s", path, refusal);
}

int espalier_load(struct espalier_library *library, const char *path, const char *name, char *message, size_t message_size)
{
    char full[PATH_LIMIT], reason[REASON_LIMIT];
    int status;
    library->handle = NULL;
    library->model = NULL;
    if (!make_path(path, full)) return fail(ESPALIER_E_LOAD, message, message_size, "the library's path is empty or too long");
    library->handle = library_open(full);
    if (library->handle == NULL) {
        library_reason(full, reason);
        return fail(ESPALIER_E_LOAD, message, message_size, "%s: not a library that can be loaded: %s", path, reason);
    }
    status = take_model(library, path, name, message, message_size);
    if (status != ESPALIER_OK) espalier_unload(library);
    return status;
}

void espalier_unload(struct espalier_library *library)
{
    if (library->handle != NULL) library_close(library->handle);
    library->handle = NULL;
    library->model = NULL;
}
