/* Makes the models of this folder: trains each small problem with one release of XGBoost, saves it in that release's formats and records
 * the margins that the release gives.
 *
 *   make_models train LIBXGBOOST DIRECTORY      DIRECTORY/NAME.json, .ubj (1.6 on) and .margins of every problem that the release can train
 *   make_models score LIBXGBOOST MODEL          the margins of MODEL, on standard output
 *
 * Margins are bits: a line a row, a hexadecimal word an output. The rows are those of rows.h. tests/formats/make_models.sh runs it. */
#include "tests/formats/rows.h"
#include "tests/support/xgboost_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COMMON .columns = FORMAT_COLUMNS, .rows = 160, .grid = true, .missing = 8, .seed = 5

static const struct xgboost_case problems[] = {
    {.name = "logistic", .objective = "binary:logistic", .depth = 3, .rounds = 3, .base_score = "0.3", COMMON},
    {.name = "logitraw", .objective = "binary:logitraw", .depth = 2, .rounds = 2, COMMON},
    {.name = "hinge", .objective = "binary:hinge", .depth = 2, .rounds = 2, COMMON},
    {.name = "squared", .objective = "reg:squarederror", .depth = 3, .rounds = 3, .base_score = "1.7", COMMON},
    {.name = "squared_exact", .objective = "reg:squarederror", .depth = 3, .rounds = 2, .tree_method = "exact", COMMON},
    {.name = "squared_log", .objective = "reg:squaredlogerror", .depth = 2, .rounds = 2, COMMON},
    {.name = "reg_logistic", .objective = "reg:logistic", .depth = 2, .rounds = 2, .base_score = "0.77", COMMON},
    {.name = "pseudo_huber", .objective = "reg:pseudohubererror", .depth = 2, .rounds = 2, COMMON},
    {.name = "absolute", .objective = "reg:absoluteerror", .depth = 2, .rounds = 2, COMMON},
    {.name = "quantiles", .objective = "reg:quantileerror", .depth = 2, .rounds = 2, .targets = 3, COMMON},
    {.name = "poisson", .objective = "count:poisson", .depth = 2, .rounds = 2, COMMON},
    {.name = "gamma", .objective = "reg:gamma", .depth = 2, .rounds = 2, COMMON},
    {.name = "tweedie", .objective = "reg:tweedie", .depth = 2, .rounds = 2, COMMON},
    {.name = "cox", .objective = "survival:cox", .depth = 2, .rounds = 2, COMMON},
    {.name = "aft", .objective = "survival:aft", .depth = 2, .rounds = 2, COMMON},
    {.name = "softmax", .objective = "multi:softmax", .depth = 2, .rounds = 2, .classes = 3, COMMON},
    {.name = "softprob", .objective = "multi:softprob", .depth = 2, .rounds = 2, .classes = 4, COMMON},
    {.name = "pairwise", .objective = "rank:pairwise", .depth = 2, .rounds = 2, COMMON},
    {.name = "ndcg", .objective = "rank:ndcg", .depth = 2, .rounds = 2, COMMON},
    {.name = "parallel", .objective = "multi:softprob", .depth = 2, .rounds = 2, .classes = 3, .parallel = 2, COMMON},
    {.name = "dart", .objective = "binary:logistic", .booster = "dart", .depth = 2, .rounds = 5, .base_score = "0.3", COMMON},
    {.name = "dart_classes", .objective = "multi:softprob", .booster = "dart", .depth = 1, .rounds = 4, .classes = 3, COMMON},
    {.name = "pruned",
     .objective = "reg:squarederror",
     .depth = 4,
     .rounds = 2,
     .tree_method = "exact",
     .prune = true,
     .base_score = "0",
     COMMON},
    {.name = "one_hot", .objective = "binary:logistic", .depth = 3, .rounds = 2, .categories = CASE_ONE_HOT, COMMON},
    {.name = "partition", .objective = "reg:squarederror", .depth = 3, .rounds = 2, .categories = CASE_PARTITION, COMMON},
    {.name = "targets", .objective = "reg:squarederror", .depth = 2, .rounds = 2, .targets = 2, COMMON},
    {.name = "labels", .objective = "binary:logistic", .depth = 2, .rounds = 2, .targets = 2, .base_score = "0.3", COMMON},
    {.name = "vector", .objective = "reg:squarederror", .depth = 2, .rounds = 2, .targets = 3, .vector_leaves = true, COMMON},
    {.name = "vector_classes", .objective = "multi:softprob", .depth = 2, .rounds = 2, .classes = 3, .vector_leaves = true, COMMON},
};

static int fail(const struct xgboost *library, const char *what)
{
    fprintf(stderr, "make_models: %s: %s\n", what, xgboost_failure(library));
    return EXIT_FAILURE;
}

static int write_margins(const struct xgboost *library, xgboost_booster booster, const char *name, FILE *out)
{
    float values[FORMAT_ROWS * FORMAT_COLUMNS];
    format_rows(values);
    const struct xgboost_table table = {.rows = FORMAT_ROWS, .columns = FORMAT_COLUMNS, .values = values};
    size_t count = 0;
    float *margins = booster != NULL ? xgboost_margins(library, booster, &table, 0, 0, &count) : NULL;
    if (margins == NULL) return fail(library, name);
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &margins[i], sizeof bits);
        fprintf(out, "%08x%c", (unsigned)bits, (i + 1) % (count / FORMAT_ROWS) == 0 ? '\n' : ' ');
    }
    free(margins);
    return EXIT_SUCCESS;
}

static bool save(const struct xgboost_case *problem, const struct xgboost *library, xgboost_booster booster, const char *directory,
                 const char *ending)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.%s", directory, problem->name, ending);
    return xgboost_save(library, booster, path);
}

static int make_model(const struct xgboost_case *problem, const struct xgboost *library, const char *directory)
{
    struct case_data data;
    char path[512];
    case_data_make(problem, &data);
    xgboost_booster booster = case_train(problem, &data, library);
    case_data_free(&data);
    if (booster == NULL || !save(problem, library, booster, directory, "json")) return fail(library, problem->name);
    if (xgboost_at_least(library, 1, 6) && !save(problem, library, booster, directory, "ubj")) return fail(library, problem->name);
    snprintf(path, sizeof path, "%s/%s.margins", directory, problem->name);
    FILE *out = fopen(path, "w");
    if (out == NULL) return EXIT_FAILURE;
    int code = write_margins(library, booster, problem->name, out);
    xgboost_free(library, booster);
    return fclose(out) == 0 ? code : EXIT_FAILURE;
}

static int score_model(const struct xgboost *library, const char *path)
{
    xgboost_booster booster = xgboost_load(library, path);
    int code = write_margins(library, booster, path, stdout);
    xgboost_free(library, booster);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 4) return EXIT_FAILURE;
    struct xgboost *library = xgboost_open(argv[2]);
    if (library == NULL) return EXIT_FAILURE;
    if (strcmp(argv[1], "score") == 0) return score_model(library, argv[3]);
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++)
        if (case_supported(&problems[i], library) && make_model(&problems[i], library, argv[3]) != EXIT_SUCCESS) return EXIT_FAILURE;
    return EXIT_SUCCESS;
}
