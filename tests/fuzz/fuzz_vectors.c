/* Any bytes as vectors.csv of a small bundle, and as the model.json from which thresholds are collected. */
#define _GNU_SOURCE
#include "bundle/vectors.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FEATURES = 2 };

static char *categories[] = {"x", "y"};
static int32_t sorted[] = {1, 2};
static double table[] = {0, 1, 2, 3};
static struct bundle_column columns[] = {
    {.name = "a", .type = BUNDLE_NUMBER, .lower = -1e9, .upper = 1e9, .out_of_range = BUNDLE_RANGE_CLIP},
    {.name = "c", .type = BUNDLE_CATEGORY, .categories = categories, .sorted = sorted, .category_count = 2},
};
static struct bundle_feature features[] = {{.name = "a"}, {.name = "c", .source = 1, .encoding = BUNDLE_ENCODE_ORDINAL, .table = table}};
static const struct bundle bundle = {.columns = columns, .column_count = 2, .features = features, .feature_count = FEATURES};

static void read_vectors(const char *path)
{
    struct error error = ERROR_NONE;
    struct vectors *vectors = vectors_read(path, &bundle, &error);
    if (!vectors && error.exit_code != EXIT_BAD_INPUT) abort();
    for (size_t row = 0; vectors && row < vectors->row_count; row++) {
        float encoded[FEATURES];
        int32_t column;
        if (bundle_encode(&bundle, vectors->records + row * 2, NULL, encoded, &column) != 0) abort();
    }
    vectors_free(vectors);
}

static void read_points(const char *path)
{
    struct error error = ERROR_NONE;
    struct vectors_points *points = vectors_points_read(path, FEATURES, &error);
    if (!points && error.exit_code != EXIT_BAD_INPUT) abort();
    for (int i = 0; points && i < FEATURES; i++) {
        for (size_t k = 1; k < points[i].count; k++) {
            if (!(points[i].values[k - 1] < points[i].values[k])) abort();
        }
    }
    vectors_points_free(points, FEATURES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    const int descriptor = memfd_create("vectors.csv", 0);
    if (descriptor < 0 || write(descriptor, data, size) != (ssize_t)size) abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    read_vectors(path);
    read_points(path);
    close(descriptor);
    return 0;
}
