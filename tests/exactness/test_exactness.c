/* Margins of generated C have the bits of XGBoost's, on a subset that takes well under a minute; slow_exactness.c has the matrix. */
#include "tests/support/xgboost_exactness.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <xgboost/c_api.h>

static const struct xgboost_case problems[] = {
    {.name = "no round", .objective = "binary:logistic", .depth = 1, .columns = 3},
    {.name = "no round, base score", .objective = "count:poisson", .depth = 1, .columns = 3, .base_score = "0.3"},
    {.name = "stump", .objective = "binary:logistic", .depth = 1, .columns = 1, .rounds = 1},
    {.name = "logistic", .objective = "binary:logistic", .depth = 6, .columns = 20, .rounds = 30, .base_score = "0.3", .missing = 10},
    {.name = "clamped", .objective = "binary:logistic", .depth = 3, .columns = 5, .rounds = 3, .base_score = "0.0000001"},
    {.name = "exact", .objective = "binary:logistic", .depth = 5, .columns = 10, .rounds = 10, .tree_method = "exact", .missing = 30},
    {.name = "approx", .objective = "reg:squarederror", .depth = 5, .columns = 10, .rounds = 10, .tree_method = "approx"},
    {.name = "pruned", .objective = "reg:squarederror", .depth = 8, .columns = 10, .rounds = 5, .tree_method = "exact", .prune = true},
    {.name = "deep", .objective = "reg:squarederror", .depth = 12, .columns = 40, .rounds = 10, .rows = 1500},
    {.name = "wide", .objective = "reg:squarederror", .depth = 5, .columns = 500, .rounds = 20, .missing = 50},
    {.name = "negative base", .objective = "reg:squarederror", .depth = 3, .columns = 5, .rounds = 20, .base_score = "-17.3"},
    {.name = "logitraw", .objective = "binary:logitraw", .depth = 4, .columns = 7, .rounds = 5, .base_score = "0.2"},
    {.name = "hinge", .objective = "binary:hinge", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "linear", .objective = "reg:linear", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "squared log", .objective = "reg:squaredlogerror", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "reg logistic", .objective = "reg:logistic", .depth = 4, .columns = 7, .rounds = 5, .base_score = "0.77"},
    {.name = "pseudo huber", .objective = "reg:pseudohubererror", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "absolute", .objective = "reg:absoluteerror", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "quantile", .objective = "reg:quantileerror", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "quantiles", .objective = "reg:quantileerror", .depth = 4, .columns = 7, .rounds = 5, .targets = 3},
    {.name = "expectile", .objective = "reg:expectileerror", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "expectiles", .objective = "reg:expectileerror", .depth = 4, .columns = 7, .rounds = 5, .targets = 3},
    {.name = "poisson", .objective = "count:poisson", .depth = 4, .columns = 7, .rounds = 5, .base_score = "2.25"},
    {.name = "gamma", .objective = "reg:gamma", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "tweedie", .objective = "reg:tweedie", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "cox", .objective = "survival:cox", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "aft", .objective = "survival:aft", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "pairwise", .objective = "rank:pairwise", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "ndcg", .objective = "rank:ndcg", .depth = 4, .columns = 7, .rounds = 5},
    {.name = "softmax", .objective = "multi:softmax", .depth = 4, .columns = 7, .rounds = 5, .classes = 3},
    {.name = "softprob", .objective = "multi:softprob", .depth = 4, .columns = 7, .rounds = 5, .classes = 11, .missing = 10},
    {.name = "forest", .objective = "binary:logistic", .depth = 6, .columns = 12, .rounds = 2, .parallel = 15},
    {.name = "class forests", .objective = "multi:softprob", .depth = 4, .columns = 12, .rounds = 4, .classes = 3, .parallel = 3},
    {.name = "dart", .objective = "binary:logistic", .booster = "dart", .depth = 4, .columns = 10, .rounds = 30, .base_score = "0.3"},
    {.name = "dart classes", .objective = "multi:softprob", .booster = "dart", .depth = 3, .columns = 10, .rounds = 15, .classes = 3},
    {.name = "dart forest", .objective = "reg:squarederror", .booster = "dart", .depth = 3, .columns = 10, .rounds = 10, .parallel = 3},
    {.name = "one hot", .objective = "binary:logistic", .depth = 6, .columns = 9, .rounds = 8, .categories = CASE_ONE_HOT, .missing = 15},
    {.name = "partition",
     .objective = "binary:logistic",
     .depth = 6,
     .columns = 9,
     .rounds = 8,
     .categories = CASE_PARTITION,
     .missing = 15},
    {.name = "partition dart",
     .objective = "reg:squarederror",
     .booster = "dart",
     .depth = 5,
     .columns = 9,
     .rounds = 8,
     .categories = CASE_PARTITION},
    {.name = "partition classes",
     .objective = "multi:softprob",
     .depth = 5,
     .columns = 30,
     .rounds = 6,
     .classes = 4,
     .categories = CASE_PARTITION},
    {.name = "targets", .objective = "reg:squarederror", .depth = 4, .columns = 7, .rounds = 5, .targets = 3},
    {.name = "labels", .objective = "binary:logistic", .depth = 4, .columns = 7, .rounds = 5, .targets = 3},
    {.name = "vectors", .objective = "reg:squarederror", .depth = 5, .columns = 7, .rounds = 6, .targets = 3, .vector_leaves = true},
    {.name = "class vectors", .objective = "multi:softprob", .depth = 5, .columns = 7, .rounds = 6, .classes = 4, .vector_leaves = true},
};

enum { PROBLEMS = sizeof problems / sizeof problems[0] };

static struct xgboost *library;

/* A different compiler for each, so that together they have seen all. */
START_TEST(a_compiled_model_has_xgboosts_bits)
{
    const char *const *compilers = exactness_compilers();
    size_t count = 0;
    while (compilers[count] != NULL)
        count++;
    ck_assert_uint_gt(count, 0);
    struct xgboost_case problem = problems[_i];
    problem.seed = (unsigned)_i;
    const char *const one[] = {compilers[(size_t)_i % count], NULL};
    ck_assert_int_ne(exactness_run(library, &problem, 1200, one), EXACTNESS_DIFFERENT);
}
END_TEST

START_TEST(every_compiler_gives_the_same_bits)
{
    static const struct xgboost_case problem = {.name = "compilers",
                                                .objective = "multi:softprob",
                                                .booster = "dart",
                                                .depth = 4,
                                                .columns = 8,
                                                .rounds = 6,
                                                .classes = 3,
                                                .missing = 10,
                                                .base_score = "0.3"};
    ck_assert_int_eq(exactness_run(library, &problem, 500, exactness_compilers()), EXACTNESS_EQUAL);
}
END_TEST

START_TEST(a_range_of_rounds_has_xgboosts_bits)
{
    static const int ranges[][2] = {{0, 3}, {2, 5}, {4, 10}, {0, 10}};
    static const struct xgboost_case shapes[] = {
        {.name = "rounds", .objective = "binary:logistic", .depth = 3, .columns = 6, .rounds = 10, .base_score = "0.3"},
        {.name = "class rounds", .objective = "multi:softprob", .depth = 3, .columns = 6, .rounds = 10, .classes = 3, .parallel = 2},
    };
    const char *const one[] = {"cc -O2", NULL};
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        ck_assert_int_eq(exactness_run_rounds(library, &shapes[i], ranges[_i][0], ranges[_i][1], one), EXACTNESS_EQUAL);
}
END_TEST

/* Nothing else would be tested if every case were left out. */
START_TEST(most_cases_are_supported)
{
    size_t supported = 0;
    for (size_t i = 0; i < PROBLEMS; i++)
        supported += case_supported(&problems[i], library);
    ck_assert_uint_ge(supported, 30);
}
END_TEST

int main(void)
{
    int version[3];
    XGBoostVersion(&version[0], &version[1], &version[2]);
    char name[64];
    snprintf(name, sizeof name, "exactness against XGBoost %d.%d.%d", version[0], version[1], version[2]);
    library = xgboost_open(NULL);
    if (library == NULL) return EXIT_FAILURE;
    Suite *suite = suite_create(name);
    TCase *cases = tcase_create("cases");
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, a_compiled_model_has_xgboosts_bits, 0, PROBLEMS);
    tcase_add_test(cases, every_compiler_gives_the_same_bits);
    tcase_add_loop_test(cases, a_range_of_rounds_has_xgboosts_bits, 0, 4);
    tcase_add_test(cases, most_cases_are_supported);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    xgboost_close(library);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
