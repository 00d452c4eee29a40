#include "trainer/booster.h"

#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "runtime/espalier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xgboost/c_api.h>

struct matrix {
    DMatrixHandle handle;
    size_t row_count;
};

struct booster {
    BoosterHandle handle;
};

/* ---- the library ---- */

const char *booster_library_version(void)
{
    static char text[40];
    int major, minor, patch;
    XGBoostVersion(&major, &minor, &patch);
    snprintf(text, sizeof text, "%d.%d.%d", major, minor, patch);
    return text;
}

/* XGBoost's own message, without the stack trace that follows its first line. */
static bool library_error(struct error *error, const char *what)
{
    const char *message = XGBGetLastError();
    const char *reason = strstr(message, "Check failed");
    const size_t length = strcspn(reason ? reason : message, "\n");
    const bool memory = strstr(message, "bad_alloc") != NULL;
    return error_set(error, memory ? EXIT_MACHINE : EXIT_BAD_INPUT, "XGBoost cannot %s: %.*s", what, (int)(length < 1000 ? length : 1000),
                     reason ? reason : message);
}

/* The setting belongs to the calling thread. Warnings about parameters that the chosen tree method ignores would only confuse. */
static void silence(void)
{
    (void)XGBSetGlobalConfig("{\"verbosity\":0}");
}

/* ---- matrices ---- */

/* The array interface (numpy's protocol, as XGBoost reads it): where an array lies, its shape and its type. */
static void describe_array(char *text, size_t size, const void *data, size_t rows, size_t columns)
{
    if (columns > 0)
        snprintf(text, size, "{\"data\":[%zu,true],\"shape\":[%zu,%zu],\"typestr\":\"<f4\",\"version\":3}", (size_t)data, rows, columns);
    else
        snprintf(text, size, "{\"data\":[%zu,true],\"shape\":[%zu],\"typestr\":\"<f4\",\"version\":3}", (size_t)data, rows);
}

static bool set_labels(DMatrixHandle handle, const uint8_t *labels, size_t row_count)
{
    char array[160];
    float *values = memory_zeroed(row_count, sizeof *values);
    for (size_t i = 0; i < row_count; i++)
        values[i] = labels[i];
    describe_array(array, sizeof array, values, row_count, 0);
    const bool fine = XGDMatrixSetInfoFromInterface(handle, "label", array) == 0;
    free(values);
    return fine;
}

/* The features' names and types as the C API takes them; both arrays to be freed, not their texts. */
static void name_features(const struct bundle *bundle, const char ***names, const char ***types)
{
    const size_t count = (size_t)bundle->feature_count;
    *names = memory_zeroed(count, sizeof **names);
    *types = memory_zeroed(count, sizeof **types);
    for (size_t i = 0; i < count; i++) {
        (*names)[i] = bundle->features[i].name;
        (*types)[i] = bundle->features[i].encoding == BUNDLE_ENCODE_NATIVE ? "c" : "float";
    }
}

static bool describe_matrix(DMatrixHandle handle, const struct bundle *bundle)
{
    const char **names, **types;
    const bst_ulong count = (bst_ulong)bundle->feature_count;
    name_features(bundle, &names, &types);
    const bool fine = XGDMatrixSetStrFeatureInfo(handle, "feature_name", names, count) == 0 &&
                      XGDMatrixSetStrFeatureInfo(handle, "feature_type", types, count) == 0;
    free(names);
    free(types);
    return fine;
}

struct matrix *matrix_new(const struct bundle *bundle, const float *features, size_t row_count, const uint8_t *labels, struct error *error)
{
    struct matrix *matrix = memory_zeroed(1, sizeof *matrix);
    char array[160];
    matrix->row_count = row_count;
    silence();
    describe_array(array, sizeof array, features, row_count, (size_t)bundle->feature_count);
    if (XGDMatrixCreateFromDense(array, "{\"missing\":NaN,\"nthread\":1}", &matrix->handle) == 0 &&
        describe_matrix(matrix->handle, bundle) && (!labels || set_labels(matrix->handle, labels, row_count)))
        return matrix;
    library_error(error, "take the rows");
    matrix_free(matrix);
    return NULL;
}

void matrix_free(struct matrix *matrix)
{
    if (!matrix) return;
    if (matrix->handle) XGDMatrixFree(matrix->handle);
    free(matrix);
}

/* ---- training ---- */

static bool set_number(BoosterHandle handle, const char *name, double value)
{
    char text[ESPALIER_NUMBER_SIZE];
    espalier_format_number(value, text);
    return XGBoosterSetParam(handle, name, text) == 0;
}

/* XGBoost keeps the base score as a float. */
static bool set_base_score(BoosterHandle handle, double base_score)
{
    char text[ESPALIER_NUMBER_SIZE];
    espalier_format_float((float)base_score, text);
    return XGBoosterSetParam(handle, "base_score", text) == 0;
}

static bool set_forest(BoosterHandle handle, const struct parameters *parameters)
{
    return parameters->kind != PARAMETERS_FOREST ||
           (XGBoosterSetParam(handle, "eta", "1") == 0 && set_number(handle, "num_parallel_tree", (double)parameters->n_estimators));
}

static bool set_parameters(BoosterHandle handle, const struct booster_request *request)
{
    const struct parameters *parameters = request->parameters;
    bool fine = XGBoosterSetParam(handle, "verbosity", "0") == 0 && XGBoosterSetParam(handle, "nthread", "1") == 0 &&
                XGBoosterSetParam(handle, "booster", "gbtree") == 0 && XGBoosterSetParam(handle, "objective", "binary:logistic") == 0 &&
                set_number(handle, "seed", (double)request->seed) && set_number(handle, "scale_pos_weight", request->positive_weight) &&
                set_base_score(handle, request->base_score) && set_forest(handle, parameters);
    for (size_t i = 0; fine && i < parameters->count; i++) {
        const char *name = parameters->names[i];
        if (strcmp(name, "n_estimators") == 0 || strcmp(name, "base_score") == 0) continue;
        fine = XGBoosterSetParam(handle, name, parameters->values[i]) == 0;
    }
    return fine;
}

static bool describe_booster(BoosterHandle handle, const struct bundle *bundle)
{
    const char **names, **types;
    const bst_ulong count = (bst_ulong)bundle->feature_count;
    name_features(bundle, &names, &types);
    const bool fine = XGBoosterSetStrFeatureInfo(handle, "feature_name", names, count) == 0 &&
                      XGBoosterSetStrFeatureInfo(handle, "feature_type", types, count) == 0;
    free(names);
    free(types);
    return fine;
}

static bool train_rounds(BoosterHandle handle, const struct booster_request *request, const struct matrix *matrix, struct error *error)
{
    const bool forest = request->parameters->kind == PARAMETERS_FOREST;
    const int64_t trees = request->parameters->n_estimators, rounds = forest ? 1 : trees;
    for (int64_t round = 0; round < rounds; round++) {
        if (interrupt_check(error)) return false;
        if (XGBoosterUpdateOneIter(handle, (int)round, matrix->handle) != 0) return library_error(error, "train");
        if (request->on_round) request->on_round(request->context, forest ? trees : 1);
    }
    return !interrupt_check(error);
}

struct booster *booster_train(const struct booster_request *request, struct matrix *matrix, struct error *error)
{
    struct booster *booster = memory_zeroed(1, sizeof *booster);
    silence();
    if (XGBoosterCreate(&matrix->handle, 1, &booster->handle) != 0 || !set_parameters(booster->handle, request) ||
        !describe_booster(booster->handle, request->bundle))
        library_error(error, "take the parameters");
    else if (train_rounds(booster->handle, request, matrix, error))
        return booster;
    booster_free(booster);
    return NULL;
}

void booster_free(struct booster *booster)
{
    if (!booster) return;
    if (booster->handle) XGBoosterFree(booster->handle);
    free(booster);
}

/* ---- what a booster knows ---- */

bool booster_margins(const struct booster *booster, const struct matrix *matrix, float *margins, struct error *error)
{
    static const char margin[] = "{\"type\":1,\"training\":false,\"iteration_begin\":0,\"iteration_end\":0,\"strict_shape\":false}";
    const bst_ulong *shape;
    const float *result;
    bst_ulong dimensions, count = 1;
    if (matrix->row_count == 0) return true;
    silence();
    if (XGBoosterPredictFromDMatrix(booster->handle, matrix->handle, margin, &shape, &dimensions, &result) != 0)
        return library_error(error, "predict");
    for (bst_ulong i = 0; i < dimensions; i++)
        count *= shape[i];
    if (count != matrix->row_count)
        return error_set(error, EXIT_BAD_INPUT, "XGBoost gave %llu margins for %zu rows", (unsigned long long)count, matrix->row_count);
    memcpy(margins, result, matrix->row_count * sizeof *margins);
    return true;
}

bool booster_save(const struct booster *booster, struct buffer *json, struct error *error)
{
    bst_ulong length;
    const char *data;
    if (XGBoosterSaveModelToBuffer(booster->handle, "{\"format\":\"json\"}", &length, &data) != 0)
        return library_error(error, "save the model");
    buffer_append(json, data, (size_t)length);
    return true;
}

struct booster *booster_load(const char *path, struct error *error)
{
    struct booster *booster = memory_zeroed(1, sizeof *booster);
    silence();
    if (XGBoosterCreate(NULL, 0, &booster->handle) == 0 && XGBoosterSetParam(booster->handle, "verbosity", "0") == 0 &&
        XGBoosterSetParam(booster->handle, "nthread", "1") == 0 && XGBoosterLoadModel(booster->handle, path) == 0)
        return booster;
    library_error(error, "load the model");
    booster_free(booster);
    return NULL;
}

static int32_t feature_position(const struct bundle *bundle, const char *name)
{
    for (int32_t i = 0; i < bundle->feature_count; i++)
        if (strcmp(bundle->features[i].name, name) == 0) return i;
    return -1;
}

bool booster_gains(const struct booster *booster, const struct bundle *bundle, double *gains, struct error *error)
{
    bst_ulong count, dimensions;
    const bst_ulong *shape;
    const char **names;
    const float *scores;
    memset(gains, 0, (size_t)bundle->feature_count * sizeof *gains);
    if (XGBoosterFeatureScore(booster->handle, "{\"importance_type\":\"total_gain\"}", &count, &names, &dimensions, &shape, &scores) != 0)
        return library_error(error, "tell its importances");
    for (bst_ulong i = 0; i < count; i++) {
        const int32_t position = feature_position(bundle, names[i]);
        if (position >= 0) gains[position] = scores[i];
    }
    return true;
}
