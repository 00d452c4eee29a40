#include "tests/support/xgboost_library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Only what the tests call; the types are those of xgboost/c_api.h, whose bst_ulong is a uint64_t. */
struct xgboost {
    int version[3];
    const char *(*last_error)(void);
    int (*matrix_from_mat)(const float *, uint64_t, uint64_t, float, void **);
    int (*matrix_free)(void *);
    int (*set_float_info)(void *, const char *, const float *, uint64_t);
    int (*set_uint_info)(void *, const char *, const unsigned *, uint64_t);
    int (*set_interface_info)(void *, const char *, const char *);
    int (*set_feature_info)(void *, const char *, const char **, uint64_t);
    int (*create)(void *const *, uint64_t, void **);
    int (*free_booster)(void *);
    int (*set_parameter)(void *, const char *, const char *);
    int (*update)(void *, int, void *);
    int (*load)(void *, const char *);
    int (*save)(void *, const char *);
    int (*predict)(void *, void *, int, unsigned, int, uint64_t *, const float **);
    int (*predict_matrix)(void *, void *, const char *, const uint64_t **, uint64_t *, const float **);
};

/* ISO C has no cast from an object pointer to a function pointer; POSIX gives them one representation. */
static void bind(void *handle, const char *name, void *function)
{
    void *symbol = dlsym(handle, name);
    memcpy(function, &symbol, sizeof symbol);
}

static void bind_all(void *handle, struct xgboost *library)
{
    bind(handle, "XGBGetLastError", &library->last_error);
    bind(handle, "XGDMatrixCreateFromMat", &library->matrix_from_mat);
    bind(handle, "XGDMatrixFree", &library->matrix_free);
    bind(handle, "XGDMatrixSetFloatInfo", &library->set_float_info);
    bind(handle, "XGDMatrixSetUIntInfo", &library->set_uint_info);
    bind(handle, "XGDMatrixSetInfoFromInterface", &library->set_interface_info);
    bind(handle, "XGDMatrixSetStrFeatureInfo", &library->set_feature_info);
    bind(handle, "XGBoosterCreate", &library->create);
    bind(handle, "XGBoosterFree", &library->free_booster);
    bind(handle, "XGBoosterSetParam", &library->set_parameter);
    bind(handle, "XGBoosterUpdateOneIter", &library->update);
    bind(handle, "XGBoosterLoadModel", &library->load);
    bind(handle, "XGBoosterSaveModel", &library->save);
    bind(handle, "XGBoosterPredict", &library->predict);
    bind(handle, "XGBoosterPredictFromDMatrix", &library->predict_matrix);
}

/* No warnings about functions that later releases would rather not have called. */
static void silence(void *handle)
{
    int (*configure)(const char *) = NULL;
    bind(handle, "XGBSetGlobalConfig", &configure);
    if (configure != NULL) configure("{\"verbosity\": 0}");
}

struct xgboost *xgboost_open(const char *path)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    struct xgboost *library = calloc(1, sizeof *library);
    void (*version)(int *, int *, int *) = NULL;
    if (handle != NULL) bind(handle, "XGBoostVersion", &version);
    if (library == NULL || version == NULL) {
        fprintf(stderr, "libxgboost: %s\n", handle == NULL ? dlerror() : "XGBoostVersion is missing");
        free(library);
        return NULL;
    }
    bind_all(handle, library);
    version(&library->version[0], &library->version[1], &library->version[2]);
    silence(handle);
    return library;
}

void xgboost_close(struct xgboost *library)
{
    free(library);
}

void xgboost_version(const struct xgboost *library, int version[3])
{
    memcpy(version, library->version, sizeof library->version);
}

bool xgboost_at_least(const struct xgboost *library, int major, int minor)
{
    return library->version[0] > major || (library->version[0] == major && library->version[1] >= minor);
}

const char *xgboost_failure(const struct xgboost *library)
{
    return library->last_error();
}

/* Labels of several targets go in as a description of the array in memory (NumPy's array interface). */
static bool set_labels(const struct xgboost *library, void *matrix, const struct xgboost_table *table)
{
    if (table->labels == NULL) return true;
    if (table->targets <= 1) return library->set_float_info(matrix, "label", table->labels, table->rows) == 0;
    char description[200];
    snprintf(description, sizeof description, "{\"data\": [%llu, true], \"shape\": [%zu, %zu], \"typestr\": \"<f4\", \"version\": 3}",
             (unsigned long long)(uintptr_t)table->labels, table->rows, table->targets);
    return library->set_interface_info(matrix, "label", description) == 0;
}

static bool set_features(const struct xgboost *library, void *matrix, const char *field, const char *const *texts, size_t count)
{
    if (texts == NULL) return true;
    if (library->set_feature_info == NULL) return false;
    const char **copy = malloc(count * sizeof *copy);
    if (copy == NULL) return false;
    memcpy(copy, texts, count * sizeof *copy);
    bool ok = library->set_feature_info(matrix, field, copy, count) == 0;
    free(copy);
    return ok;
}

static bool set_bounds(const struct xgboost *library, void *matrix, const struct xgboost_table *table)
{
    if (table->lower == NULL) return true;
    return library->set_float_info(matrix, "label_lower_bound", table->lower, table->rows) == 0 &&
           library->set_float_info(matrix, "label_upper_bound", table->upper, table->rows) == 0;
}

static bool set_groups(const struct xgboost *library, void *matrix, const struct xgboost_table *table)
{
    return table->groups == NULL || library->set_uint_info(matrix, "group", table->groups, table->group_count) == 0;
}

static float missing_value(void)
{
    const uint32_t bits = 0x7fc00000u;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void *make_matrix(const struct xgboost *library, const struct xgboost_table *table)
{
    void *matrix = NULL;
    if (library->matrix_from_mat(table->values, table->rows, table->columns, missing_value(), &matrix) != 0) return NULL;
    if (set_labels(library, matrix, table) && set_bounds(library, matrix, table) && set_groups(library, matrix, table) &&
        set_features(library, matrix, "feature_type", table->types, table->columns) &&
        set_features(library, matrix, "feature_name", table->names, table->columns))
        return matrix;
    library->matrix_free(matrix);
    return NULL;
}

static bool train_rounds(const struct xgboost *library, xgboost_booster booster, void *matrix, const struct xgboost_parameter *parameters,
                         int rounds)
{
    for (; parameters->name != NULL; parameters++)
        if (library->set_parameter(booster, parameters->name, parameters->value) != 0) return false;
    for (int round = 0; round < rounds; round++)
        if (library->update(booster, round, matrix) != 0) return false;
    return true;
}

xgboost_booster xgboost_train(const struct xgboost *library, const struct xgboost_table *table, const struct xgboost_parameter *parameters,
                              int rounds)
{
    void *matrix = make_matrix(library, table);
    xgboost_booster booster = NULL;
    if (matrix == NULL) return NULL;
    bool ok = library->create(&matrix, 1, &booster) == 0;
    if (ok && !train_rounds(library, booster, matrix, parameters, rounds)) {
        library->free_booster(booster);
        booster = NULL;
    }
    library->matrix_free(matrix);
    return booster;
}

xgboost_booster xgboost_load(const struct xgboost *library, const char *path)
{
    xgboost_booster booster = NULL;
    if (library->create(NULL, 0, &booster) != 0) return NULL;
    if (library->load(booster, path) == 0) return booster;
    library->free_booster(booster);
    return NULL;
}

bool xgboost_save(const struct xgboost *library, xgboost_booster booster, const char *path)
{
    return library->save(booster, path) == 0;
}

void xgboost_free(const struct xgboost *library, xgboost_booster booster)
{
    if (booster != NULL) library->free_booster(booster);
}

static int predict(const struct xgboost *library, xgboost_booster booster, void *matrix, int begin, int end, uint64_t *count,
                   const float **values)
{
    if (library->predict_matrix == NULL) return library->predict(booster, matrix, 1, 0, 0, count, values);
    char options[160];
    snprintf(options, sizeof options,
             "{\"type\": 1, \"training\": false, \"iteration_begin\": %d, \"iteration_end\": %d, \"strict_shape\": true}", begin, end);
    const uint64_t *shape;
    uint64_t dimensions;
    int code = library->predict_matrix(booster, matrix, options, &shape, &dimensions, values);
    *count = code == 0 ? 1 : 0;
    for (uint64_t i = 0; code == 0 && i < dimensions; i++)
        *count *= shape[i];
    return code;
}

float *xgboost_margins(const struct xgboost *library, xgboost_booster booster, const struct xgboost_table *table, int begin, int end,
                       size_t *count)
{
    void *matrix = make_matrix(library, table);
    if (matrix == NULL) return NULL;
    uint64_t total = 0;
    const float *values = NULL;
    float *copy = NULL;
    if (predict(library, booster, matrix, begin, end, &total, &values) == 0) copy = malloc((size_t)total * sizeof *copy + 1);
    if (copy != NULL) memcpy(copy, values, (size_t)total * sizeof *copy);
    library->matrix_free(matrix);
    *count = (size_t)total;
    return copy;
}
