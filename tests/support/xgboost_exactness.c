#include "tests/support/xgboost_exactness.h"

#include "codegen/read/model.h"
#include "tests/support/xgboost_scorer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One comparison in progress, in a directory of its own. */
struct run {
    const struct xgboost *library;
    const struct xgboost_case *problem;
    struct model_rounds rounds;
    char directory[64];
    char json[128], ubj[128];
    struct case_data data;
    struct ir_model *model;
    float *rows, *expected;
    size_t row_count;
};

static void describe(const struct run *run, char *text, size_t size, const char *what)
{
    const struct xgboost_case *problem = run->problem;
    snprintf(text, size, "%s [%s %s depth %d, %d columns, %d rounds, %d parallel, %d classes, %d targets, %d%% missing, categories %d] %s",
             problem->name, problem->objective, problem->booster != NULL ? problem->booster : "gbtree", problem->depth, problem->columns,
             problem->rounds, problem->parallel, problem->classes, problem->targets, problem->missing, (int)problem->categories, what);
}

static bool complain(const struct run *run, const char *what, const char *why)
{
    char text[512];
    describe(run, text, sizeof text, what);
    fprintf(stderr, "%s: %s\n", text, why);
    return false;
}

static bool has_ubjson(const struct run *run)
{
    return xgboost_at_least(run->library, 1, 6);
}

static bool train_and_save(struct run *run)
{
    xgboost_booster booster = case_train(run->problem, &run->data, run->library);
    if (booster == NULL) return complain(run, "training", xgboost_failure(run->library));
    bool ok = xgboost_save(run->library, booster, run->json) && (!has_ubjson(run) || xgboost_save(run->library, booster, run->ubj));
    xgboost_free(run->library, booster);
    return ok || complain(run, "saving", xgboost_failure(run->library));
}

static struct ir_model *read_model(const struct run *run, const char *path)
{
    struct error error = ERROR_NONE;
    struct ir_model *model = model_read(path, run->rounds, &error);
    if (model == NULL) complain(run, "reading", error.message);
    return model;
}

/* The margins of the saved file, not of the booster in memory, whose base score may have more digits than an old file. */
static bool score_by_xgboost(struct run *run)
{
    size_t count = 0;
    const struct xgboost_table table = {.rows = run->row_count, .columns = (size_t)run->problem->columns, .values = run->rows};
    xgboost_booster booster = xgboost_load(run->library, run->json);
    if (booster == NULL) return complain(run, "loading", xgboost_failure(run->library));
    run->expected = xgboost_margins(run->library, booster, &table, (int)run->rounds.begin, (int)run->rounds.end, &count);
    xgboost_free(run->library, booster);
    if (run->expected == NULL) return complain(run, "predicting", xgboost_failure(run->library));
    return count == run->row_count * (size_t)run->model->output_count || complain(run, "predicting", "another number of outputs");
}

static bool interpret(const struct run *run, const char *path)
{
    char what[512];
    describe(run, what, sizeof what, path);
    struct ir_model *model = read_model(run, path);
    bool ok = model != NULL && reference_agrees(model, run->rows, run->row_count, run->expected, what);
    ir_free(model);
    return ok;
}

static bool compile_and_compare(const struct run *run, const char *directory, const char *compiler, int number)
{
    char what[512], library[32];
    struct xgboost_scorer scorer;
    describe(run, what, sizeof what, compiler);
    snprintf(library, sizeof library, "library%d", number);
    if (!xgboost_scorer_compile(directory, compiler, library, &scorer)) return complain(run, compiler, "not compiled");
    bool ok = xgboost_scorer_agrees(&scorer, run->rows, run->row_count, run->expected, what);
    xgboost_scorer_close(&scorer);
    return ok;
}

static bool compare_compiled(const struct run *run, const char *const *compilers)
{
    char directory[128];
    if (compilers[0] == NULL) return true;
    snprintf(directory, sizeof directory, "%s/scorer", run->directory);
    const char *source = has_ubjson(run) && run->problem->seed % 2 == 0 ? run->ubj : run->json;
    if (!xgboost_scorer_generate(source, run->rounds, directory)) return complain(run, source, "not generated");
    for (int i = 0; compilers[i] != NULL; i++)
        if (!compile_and_compare(run, directory, compilers[i], i)) return false;
    return true;
}

static bool compare(struct run *run, const char *const *compilers)
{
    if (!train_and_save(run)) return false;
    run->model = read_model(run, run->json);
    if (run->model == NULL) return false;
    run->rows = case_rows(&run->data, run->model, run->row_count, run->problem->seed + 77);
    return score_by_xgboost(run) && interpret(run, run->json) && (!has_ubjson(run) || interpret(run, run->ubj)) &&
           compare_compiled(run, compilers);
}

static void clean_up(struct run *run)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", run->directory);
    if (system(command) != 0) fprintf(stderr, "failed: %s\n", command);
    ir_free(run->model);
    free(run->rows);
    free(run->expected);
    case_data_free(&run->data);
}

static enum exactness_outcome run_case(struct run *run, const char *const *compilers)
{
    if (!case_supported(run->problem, run->library)) return EXACTNESS_UNSUPPORTED;
    strcpy(run->directory, "/tmp/espalier-exactness-XXXXXX");
    if (mkdtemp(run->directory) == NULL) return EXACTNESS_DIFFERENT;
    snprintf(run->json, sizeof run->json, "%s/model.json", run->directory);
    snprintf(run->ubj, sizeof run->ubj, "%s/model.ubj", run->directory);
    case_data_make(run->problem, &run->data);
    bool equal = compare(run, compilers);
    clean_up(run);
    return equal ? EXACTNESS_EQUAL : EXACTNESS_DIFFERENT;
}

enum exactness_outcome exactness_run(const struct xgboost *library, const struct xgboost_case *problem, size_t rows,
                                     const char *const *compilers)
{
    struct run run = {.library = library, .problem = problem, .row_count = rows};
    return run_case(&run, compilers);
}

enum exactness_outcome exactness_run_rounds(const struct xgboost *library, const struct xgboost_case *problem, int begin, int end,
                                            const char *const *compilers)
{
    struct run run = {.library = library, .problem = problem, .row_count = 300, .rounds = {begin, end}};
    return run_case(&run, compilers);
}

static const char *const all_compilers[] = {"gcc -O0",
                                            "gcc -O1",
                                            "gcc -O2",
                                            "gcc -O3",
                                            "gcc -O2 -march=native",
                                            "gcc -O3 -march=native -std=c99",
                                            "gcc -O2 -std=gnu17 -march=native -ffp-contract=fast",
                                            "gcc -Os -std=c99",
                                            "clang -O0",
                                            "clang -O1",
                                            "clang -O2",
                                            "clang -O3",
                                            "clang -O2 -march=native",
                                            "clang -O3 -march=native -std=c99",
                                            "clang -O2 -std=gnu17 -march=native -ffp-contract=fast",
                                            "clang -Os -std=c99"};

#define COMPILER_COUNT (sizeof all_compilers / sizeof all_compilers[0])

const char *const *exactness_compilers(void)
{
    static const char *installed[COMPILER_COUNT + 1];
    bool gcc = system("gcc --version >/dev/null 2>&1") == 0, clang = system("clang --version >/dev/null 2>&1") == 0;
    size_t count = 0;
    for (size_t i = 0; i < COMPILER_COUNT; i++)
        if (all_compilers[i][0] == 'g' ? gcc : clang) installed[count++] = all_compilers[i];
    installed[count] = NULL;
    return installed;
}
