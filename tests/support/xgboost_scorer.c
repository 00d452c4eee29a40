#include "tests/support/xgboost_scorer.h"

#include "codegen/generate.h"
#include "runtime/espalier.h"
#include "tests/support/reference.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCORER_NAME "scorer"

bool xgboost_scorer_generate(const char *model_path, struct model_rounds rounds, const char *directory)
{
    const struct generate_options options = {.source = model_path, .directory = directory, .name = SCORER_NAME, .rounds = rounds};
    struct error error = ERROR_NONE;
    if (generate(&options, NULL, &error)) return true;
    fprintf(stderr, "%s\n", error.message);
    return false;
}

const char *xgboost_scorer_default_compiler(void)
{
    const char *compiler = getenv("CC");
    return compiler != NULL && compiler[0] != '\0' ? compiler : "cc";
}

/* dlsym gives an object pointer, which ISO C does not cast to a function pointer. */
static bool bind(void *handle, const char *name, void *function)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool load(const char *path, struct xgboost_scorer *scorer)
{
    const struct espalier_model *(*describe)(void) = NULL;
    *scorer = (struct xgboost_scorer){.handle = dlopen(path, RTLD_NOW | RTLD_LOCAL)};
    if (scorer->handle == NULL || !bind(scorer->handle, SCORER_NAME "_margins", &scorer->margins) ||
        !bind(scorer->handle, SCORER_NAME "_margins_batch", &scorer->margins_batch) ||
        !bind(scorer->handle, SCORER_NAME "_model", &describe)) {
        fprintf(stderr, "%s: %s\n", path, dlerror());
        return false;
    }
    scorer->features = (size_t)describe()->feature_count;
    scorer->outputs = (size_t)describe()->output_count;
    return true;
}

bool xgboost_scorer_compile(const char *directory, const char *compiler, const char *library, struct xgboost_scorer *scorer)
{
    char command[2048], path[1024];
    snprintf(path, sizeof path, "%s/%s.so", directory, library);
    snprintf(command, sizeof command, "%s -shared -fPIC -o '%s' '%s'/*.c", compiler, path, directory);
    if (system(command) == 0) return load(path, scorer);
    fprintf(stderr, "failed: %s\n", command);
    return false;
}

void xgboost_scorer_close(struct xgboost_scorer *scorer)
{
    if (scorer->handle != NULL) dlclose(scorer->handle);
    scorer->handle = NULL;
}

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Compares `count` rows, of which `first` is the first. */
static bool same_bits(const float *found, const float *expected, size_t first, size_t count, size_t outputs, const char *what)
{
    for (size_t i = 0; i < count * outputs; i++) {
        if (bits_of(found[i]) == bits_of(expected[i])) continue;
        fprintf(stderr, "%s: row %zu output %zu: %a where %a belongs\n", what, first + i / outputs, i % outputs, (double)found[i],
                (double)expected[i]);
        return false;
    }
    return true;
}

static bool single_rows_agree(const struct xgboost_scorer *scorer, const float *rows, size_t count, const float *expected, float *found,
                              const char *what)
{
    for (size_t row = 0; row < count; row++) {
        scorer->margins(rows + row * scorer->features, found);
        if (!same_bits(found, expected + row * scorer->outputs, row, 1, scorer->outputs, what)) return false;
    }
    return true;
}

/* Batches of one size over all rows, the last one shorter. */
static bool batches_agree(const struct xgboost_scorer *scorer, const float *rows, size_t count, size_t size, const float *expected,
                          float *found, const char *what)
{
    for (size_t row = 0; row < count; row += size) {
        size_t batch = size < count - row ? size : count - row;
        scorer->margins_batch(rows + row * scorer->features, batch, found);
        if (!same_bits(found, expected + row * scorer->outputs, row, batch, scorer->outputs, what)) return false;
    }
    return true;
}

bool xgboost_scorer_agrees(const struct xgboost_scorer *scorer, const float *rows, size_t count, const float *expected, const char *what)
{
    const size_t sizes[] = {1, 2, 3, 7, 64, 65, 1000, count};
    float *found = malloc((count + 1000) * scorer->outputs * sizeof *found);
    bool ok = found != NULL && single_rows_agree(scorer, rows, count, expected, found, what);
    for (size_t i = 0; ok && i < sizeof sizes / sizeof sizes[0]; i++)
        ok = batches_agree(scorer, rows, count, sizes[i], expected, found, what);
    free(found);
    return ok;
}

bool reference_agrees(const struct ir_model *model, const float *rows, size_t count, const float *expected, const char *what)
{
    size_t outputs = (size_t)model->output_count, features = (size_t)model->feature_count;
    float *found = malloc(outputs * sizeof *found);
    bool ok = found != NULL;
    for (size_t row = 0; ok && row < count; row++) {
        reference_margins(model, rows + row * features, found);
        ok = same_bits(found, expected + row * outputs, row, 1, outputs, what);
    }
    free(found);
    return ok;
}
