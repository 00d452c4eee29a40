/* Times a generated scorer beside XGBoost's own predictor on the same rows, in one process on one core.
 *
 *   against-xgboost SCORER.so MODEL.json TABLE.csv
 *
 * Every row's margin is compared bit for bit before anything is timed. Rows rotate over the whole table, since repeating
 * one row flatters branch predictors; the two engines take turns, and the median of the turns counts. XGBoost is used as its
 * documentation recommends for each case: in-place prediction of a dense array, with one thread. */
#include "bundle/base/csv.h"
#include "bundle/base/memory.h"
#include "runtime/espalier.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xgboost/c_api.h>

#define TURNS 7
#define ROW_LIMIT 20000
#define ONE_ROW_CALLS 4000

struct rows {
    float *features; /* row-major, count x width */
    size_t count, width;
};

struct engine {
    const struct espalier_model *model;
    BoosterHandle booster;
    DMatrixHandle proxy;
};

static void fail(const char *message)
{
    fprintf(stderr, "against-xgboost: %s\n", message);
    exit(EXIT_BAD_INPUT);
}

static void check_xgboost(int result)
{
    if (result != 0) fail(XGBGetLastError());
}

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void set_record(const struct espalier_model *model, const int *positions, const struct csv_record *cells, void *record)
{
    espalier_record_init(model, record);
    for (int32_t c = 0; c < model->column_count; c++) {
        const struct csv_field *cell = &cells->fields[positions[c]];
        if (espalier_set_text(model, record, c, cell->data, cell->length) != 0) fail("a cell does not fit its column");
    }
}

static int *find_columns(const struct espalier_model *model, const struct csv_reader *table)
{
    int *positions = memory_zeroed((size_t)model->column_count, sizeof *positions);
    for (int32_t c = 0; c < model->column_count; c++) {
        positions[c] = csv_column(table, model->columns[c].name);
        if (positions[c] < 0) fail("the table lacks a column of the scorer");
    }
    return positions;
}

static struct rows read_rows(const struct espalier_model *model, const char *path)
{
    struct error error = ERROR_NONE;
    struct csv_record cells;
    struct rows rows = {NULL, 0, (size_t)model->feature_count};
    struct csv_reader *table = csv_open(path, &error);
    if (table == NULL) fail(error.message);
    int *positions = find_columns(model, table);
    void *record = memory_zeroed(model->record_size, 1);
    rows.features = memory_zeroed((size_t)ROW_LIMIT * rows.width, sizeof(float));
    while (rows.count < ROW_LIMIT && csv_next(table, &cells, &error) == CSV_RECORD) {
        int32_t column;
        set_record(model, positions, &cells, record);
        if (model->encode(record, rows.features + rows.count * rows.width, &column) == 0) rows.count++;
    }
    csv_close(table);
    free(record);
    free(positions);
    if (rows.count == 0) fail("the table has no row that can be encoded");
    return rows;
}

static void open_booster(struct engine *engine, const char *path)
{
    check_xgboost(XGBoosterCreate(NULL, 0, &engine->booster));
    check_xgboost(XGBoosterLoadModel(engine->booster, path));
    check_xgboost(XGBoosterSetParam(engine->booster, "nthread", "1"));
    check_xgboost(XGProxyDMatrixCreate(&engine->proxy));
}

static const float *predict(const struct engine *engine, const float *features, size_t count, size_t width)
{
    char interface[200];
    const bst_ulong *shape;
    bst_ulong dimensions;
    const float *margins;
    snprintf(interface, sizeof interface, "{\"data\": [%zu, true], \"shape\": [%zu, %zu], \"typestr\": \"<f4\", \"version\": 3}",
             (size_t)features, count, width);
    check_xgboost(XGBoosterPredictFromDense(engine->booster, interface,
                                            "{\"type\": 1, \"training\": false, \"iteration_begin\": 0, \"iteration_end\": 0, "
                                            "\"missing\": NaN, \"strict_shape\": false, \"cache_id\": 0}",
                                            engine->proxy, &shape, &dimensions, &margins));
    return margins;
}

static void compare_bits(const struct engine *engine, const struct rows *rows)
{
    const size_t count = rows->count * (size_t)engine->model->output_count;
    float *margins = memory_zeroed(count, sizeof *margins);
    engine->model->margins_batch(rows->features, rows->count, margins);
    if (memcmp(margins, predict(engine, rows->features, rows->count, rows->width), count * sizeof *margins) != 0) {
        fprintf(stderr, "against-xgboost: margins differ; nothing was timed\n");
        exit(EXIT_DIFFERENCE);
    }
    free(margins);
}

/* ns per row of one turn. */
static double time_one_row(const struct engine *engine, const struct rows *rows, int with_xgboost)
{
    float margins[64];
    volatile float sink = 0;
    const double start = now_ns();
    for (size_t i = 0; i < ONE_ROW_CALLS; i++) {
        const float *row = rows->features + (i * 7919 % rows->count) * rows->width;
        if (with_xgboost) {
            sink = predict(engine, row, 1, rows->width)[0];
        } else {
            engine->model->margins(row, margins);
            sink = margins[0];
        }
    }
    (void)sink;
    return (now_ns() - start) / ONE_ROW_CALLS;
}

static double time_many_rows(const struct engine *engine, const struct rows *rows, int with_xgboost)
{
    float *margins = memory_zeroed(rows->count * (size_t)engine->model->output_count, sizeof *margins);
    const double start = now_ns();
    if (with_xgboost)
        predict(engine, rows->features, rows->count, rows->width);
    else
        engine->model->margins_batch(rows->features, rows->count, margins);
    const double spent = now_ns() - start;
    free(margins);
    return spent / (double)rows->count;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *what, double (*turn)(const struct engine *, const struct rows *, int), const struct engine *engine,
                   const struct rows *rows)
{
    double ours[TURNS], theirs[TURNS];
    for (int i = 0; i < TURNS; i++) {
        ours[i] = turn(engine, rows, 0);
        theirs[i] = turn(engine, rows, 1);
    }
    qsort(ours, TURNS, sizeof *ours, by_value);
    qsort(theirs, TURNS, sizeof *theirs, by_value);
    printf("%-9s  %10.0f  %10.0f  %8.1f\n", what, ours[TURNS / 2], theirs[TURNS / 2], theirs[TURNS / 2] / ours[TURNS / 2]);
}

int main(int argc, char **argv)
{
    struct espalier_library library;
    struct engine engine;
    char message[400];
    int major, minor, patch;
    if (argc != 4) fail("usage: against-xgboost SCORER.so MODEL.json TABLE.csv");
    if (espalier_load(&library, argv[1], NULL, message, sizeof message) != 0) fail(message);
    engine.model = library.model;
    if (engine.model->output_count > 64) fail("more than 64 outputs");
    const struct rows rows = read_rows(engine.model, argv[3]);
    open_booster(&engine, argv[2]);
    compare_bits(&engine, &rows);
    XGBoostVersion(&major, &minor, &patch);
    printf("%zu rows, every margin bit-identical to XGBoost %d.%d.%d; ns per row, medians of %d interleaved turns\n", rows.count, major,
           minor, patch, TURNS);
    printf("%-9s  %10s  %10s  %8s\n", "", "espalier", "xgboost", "ratio");
    report("one row", time_one_row, &engine, &rows);
    report("many rows", time_many_rows, &engine, &rows);
    free(rows.features);
    XGBoosterFree(engine.booster);
    XGDMatrixFree(engine.proxy);
    espalier_unload(&library);
    return EXIT_DONE;
}
