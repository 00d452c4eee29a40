#include "tests/support/xgboost_formats.h"

#include "bundle/base/buffer.h"
#include "bundle/base/file.h"
#include "tests/formats/rows.h"
#include "tests/support/xgboost_scorer.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT_OUTPUTS = 8 };

const char *const formats_releases[FORMATS_RELEASES] = {"1.0.2", "1.3.3", "1.6.2", "1.7.6", "2.1.4", "3.0.5", "3.2.0"};

/* Why a later release scores an old file otherwise, and which of the two the reader follows. Before 1.3 the base margin was added last, and
 * with dropout before 1.4: other roundings, where the reader follows the later order. Before 1.3.1 binary:logitraw took its base score for
 * a probability: another meaning, where it follows the writer. Before 1.7 a category that is no category went to the default child. */
static bool differs_by_design(const char *release, const char *name)
{
    if (strcmp(release, "1.0.2") == 0) return true;
    if (strcmp(release, "1.3.3") == 0) return strncmp(name, "dart", 4) == 0;
    return strcmp(release, "1.6.2") == 0 && (strcmp(name, "one_hot") == 0 || strcmp(name, "partition") == 0);
}

static bool follows_writer(const char *release, const char *name)
{
    return strcmp(release, "1.0.2") == 0 && strcmp(name, "logitraw") == 0;
}

static bool file_exists(const char *path)
{
    return access(path, R_OK) == 0;
}

/* Reads a file of margins; returns the number of outputs. */
static size_t read_margins(const char *path, float margins[FORMAT_ROWS * FORMAT_OUTPUTS])
{
    struct error error = ERROR_NONE;
    struct buffer text = {0};
    ck_assert_msg(file_read(path, &text, &error), "%s", error.message);
    size_t count = 0;
    for (char *at = text.data, *end = text.data; *at != '\0'; at = end + 1) {
        uint32_t bits = (uint32_t)strtoul(at, &end, 16);
        ck_assert(end == at + 8 && count < (size_t)FORMAT_ROWS * FORMAT_OUTPUTS);
        memcpy(&margins[count++], &bits, sizeof bits);
    }
    buffer_free(&text);
    ck_assert(count > 0 && count % FORMAT_ROWS == 0);
    return count / FORMAT_ROWS;
}

/* The margins that the reader must give. */
static size_t expected_margins(const char *release, const char *name, float margins[FORMAT_ROWS * FORMAT_OUTPUTS])
{
    char path[256];
    snprintf(path, sizeof path, "tests/formats/%s/%s.later_margins", release, name);
    if (!file_exists(path) || follows_writer(release, name)) snprintf(path, sizeof path, "tests/formats/%s/%s.margins", release, name);
    return read_margins(path, margins);
}

static struct ir_model *read_format(const char *release, const char *name, const char *ending)
{
    char path[256];
    struct error error = ERROR_NONE;
    snprintf(path, sizeof path, "tests/formats/%s/%s.%s", release, name, ending);
    struct ir_model *model = model_read(path, (struct model_rounds){0, 0}, &error);
    ck_assert_msg(model != NULL, "%s", error.message);
    ck_assert_int_eq(model->feature_count, FORMAT_COLUMNS);
    return model;
}

static void remove_directory(const char *directory)
{
    char command[300];
    snprintf(command, sizeof command, "rm -rf '%s'", directory);
    ck_assert_int_eq(system(command), 0);
}

static void check_compiled(const char *path, const float *rows, const float *expected, size_t outputs)
{
    char directory[] = "/tmp/espalier-formats-XXXXXX", compiler[256];
    struct xgboost_scorer scorer;
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(compiler, sizeof compiler, "%s -O2", xgboost_scorer_default_compiler());
    bool ok = xgboost_scorer_generate(path, (struct model_rounds){0, 0}, directory) &&
              xgboost_scorer_compile(directory, compiler, "scorer", &scorer);
    if (ok) {
        ck_assert_uint_eq(scorer.outputs, outputs);
        ok = xgboost_scorer_agrees(&scorer, rows, FORMAT_ROWS, expected, path);
        xgboost_scorer_close(&scorer);
    }
    remove_directory(directory);
    ck_assert_msg(ok, "%s", path);
}

/* The two formats of a model are compared with each other, so that only one of them needs compiling. */
static bool has_binary_twin(const char *release, const char *name, const char *ending)
{
    char path[256];
    snprintf(path, sizeof path, "tests/formats/%s/%s.ubj", release, name);
    return strcmp(ending, "json") == 0 && file_exists(path);
}

static void check_model(const char *release, const char *name, const char *ending, enum formats_how how)
{
    float rows[FORMAT_ROWS * FORMAT_COLUMNS], expected[FORMAT_ROWS * FORMAT_OUTPUTS];
    char path[256];
    format_rows(rows);
    size_t outputs = expected_margins(release, name, expected);
    snprintf(path, sizeof path, "tests/formats/%s/%s.%s", release, name, ending);
    struct ir_model *model = read_format(release, name, ending);
    ck_assert_uint_eq((size_t)model->output_count, outputs);
    ck_assert_msg(reference_agrees(model, rows, FORMAT_ROWS, expected, path), "%s", path);
    ir_free(model);
    if (how == FORMATS_COMPILED && !has_binary_twin(release, name, ending)) check_compiled(path, rows, expected, outputs);
}

/* Splits "name.ending"; false for names without a point. */
static bool split_name(const char *file, char name[128], const char **ending)
{
    const char *point = strrchr(file, '.');
    if (point == NULL || point == file || point - file > 100) return false;
    memcpy(name, file, (size_t)(point - file));
    name[point - file] = '\0';
    *ending = point + 1;
    return true;
}

/* Calls `visit` with the name and ending of each file of a release; returns how many had one of the two endings of models. */
static size_t each_model(const char *release, void (*visit)(const char *, const char *, const char *, enum formats_how),
                         enum formats_how how)
{
    char path[256], name[128];
    const char *ending;
    size_t count = 0;
    snprintf(path, sizeof path, "tests/formats/%s", release);
    DIR *directory = opendir(path);
    ck_assert_ptr_nonnull(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        if (!split_name(entry->d_name, name, &ending) || (strcmp(ending, "json") != 0 && strcmp(ending, "ubj") != 0)) continue;
        visit(release, name, ending, how);
        count++;
    }
    closedir(directory);
    return count;
}

size_t formats_check(const char *release, enum formats_how how)
{
    return each_model(release, check_model, how);
}

static void same_array(const void *one, const void *other, size_t count, size_t size)
{
    ck_assert(count == 0 || memcmp(one, other, count * size) == 0);
}

static void same_models(const struct ir_model *one, const struct ir_model *other)
{
    ck_assert_uint_eq(one->node_count, other->node_count);
    ck_assert_uint_eq(one->category_total, other->category_total);
    ck_assert_uint_eq(one->leaf_vector_count, other->leaf_vector_count);
    size_t outputs = (size_t)one->output_count;
    same_array(one->base_margins, other->base_margins, outputs, sizeof(float));
    same_array(one->nodes.value, other->nodes.value, one->node_count, sizeof(float));
    same_array(one->nodes.left, other->nodes.left, one->node_count, sizeof(int32_t));
    same_array(one->nodes.feature, other->nodes.feature, one->node_count, sizeof(int32_t));
    same_array(one->nodes.default_left, other->nodes.default_left, one->node_count, 1);
    same_array(one->nodes.is_categorical, other->nodes.is_categorical, one->node_count, 1);
    same_array(one->categories, other->categories, one->category_total, sizeof(int32_t));
    same_array(one->leaf_vectors, other->leaf_vectors, one->leaf_vector_count * outputs, sizeof(float));
}

static void check_pair(const char *release, const char *name, const char *ending, enum formats_how how)
{
    (void)how;
    if (strcmp(ending, "ubj") != 0) return;
    struct ir_model *text = read_format(release, name, "json"), *binary = read_format(release, name, "ubj");
    same_models(text, binary);
    ir_free(text);
    ir_free(binary);
}

void formats_check_pairs(const char *release)
{
    each_model(release, check_pair, FORMATS_INTERPRETED);
}

static void check_later(const char *release, const char *name, const char *ending, enum formats_how how)
{
    (void)ending;
    (void)how;
    char path[256];
    snprintf(path, sizeof path, "tests/formats/%s/%s.later_margins", release, name);
    ck_assert_msg(!file_exists(path) || differs_by_design(release, name), "%s", path);
}

void formats_check_later(const char *release)
{
    each_model(release, check_later, FORMATS_INTERPRETED);
}
