/* The matrix: booster x objective x missing x categorical x parallel trees x depth 1 to 12 x feature count 1 to 500, in families that each
 * vary a few of these fully and rotate through the others. Every case is another model; its C is compiled in another way than the case
 * before. */
#include "tests/support/xgboost_exactness.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xgboost/c_api.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct xgboost *library;

/* An objective with the outputs that it needs and a base score inside its domain. */
struct objective {
    const char *name, *base_score;
    int classes, targets;
};

static const struct objective objectives[] = {
    {"binary:logistic", "0.3", 0, 0},     {"reg:squarederror", "-1.7", 0, 0}, {"multi:softprob", "0.9", 4, 0},
    {"binary:logitraw", "0.2", 0, 0},     {"binary:hinge", "0.6", 0, 0},      {"reg:linear", "3.1", 0, 0},
    {"reg:squaredlogerror", "0.7", 0, 0}, {"reg:logistic", "0.77", 0, 0},     {"reg:pseudohubererror", "1.3", 0, 0},
    {"reg:absoluteerror", "2.2", 0, 0},   {"reg:quantileerror", "1.1", 0, 0}, {"reg:quantileerror", NULL, 0, 3},
    {"reg:expectileerror", "1.1", 0, 0},  {"count:poisson", "2.25", 0, 0},    {"reg:gamma", "0.35", 0, 0},
    {"reg:tweedie", "1.9", 0, 0},         {"survival:cox", "0.6", 0, 0},      {"survival:aft", "1.7", 0, 0},
    {"multi:softmax", NULL, 3, 0},        {"rank:pairwise", "0.4", 0, 0},     {"rank:ndcg", NULL, 0, 0},
    {"reg:squarederror", NULL, 0, 2},     {"binary:logistic", "0.3", 0, 3},
};

static const char *const boosters[] = {"gbtree", "dart"};
static const char *const methods[] = {"hist", "exact", "approx"};

/* Case number `number` of a family: what the family leaves open rotates with the number. */
static struct xgboost_case start(const char *family, int number)
{
    const struct objective *objective = &objectives[(size_t)number % COUNT(objectives)];
    return (struct xgboost_case){.name = family,
                                 .objective = objective->name,
                                 .base_score = number % 2 == 0 ? objective->base_score : NULL,
                                 .classes = objective->classes,
                                 .targets = objective->targets,
                                 .booster = boosters[(size_t)number / 2 % COUNT(boosters)],
                                 .tree_method = methods[(size_t)number % COUNT(methods)],
                                 .depth = 4,
                                 .columns = 9,
                                 .rounds = 5,
                                 .seed = (unsigned)number};
}

static void check_case(const struct xgboost_case *problem)
{
    const char *const *compilers = exactness_compilers();
    size_t count = 0;
    while (compilers[count] != NULL)
        count++;
    ck_assert_uint_gt(count, 0);
    const char *const one[] = {compilers[problem->seed % count], NULL};
    ck_assert_int_ne(exactness_run(library, problem, 1000, one), EXACTNESS_DIFFERENT);
}

/* An objective that this release or tree method does not train gives way to one that all do. */
static void make_trainable(struct xgboost_case *problem)
{
    bool adaptive = strcmp(problem->objective, "reg:absoluteerror") == 0 || strcmp(problem->objective, "reg:quantileerror") == 0;
    if (case_supported(problem, library) && !adaptive) return;
    problem->objective = "binary:logistic";
    problem->base_score = "0.3";
    problem->classes = problem->targets = 0;
}

enum { COLUMN_STEPS = 6 };

START_TEST(depths_and_widths)
{
    static const int columns[COLUMN_STEPS] = {1, 2, 7, 33, 120, 500};
    int depth = 1 + _i / COLUMN_STEPS;
    for (int missing = 0; missing <= 25; missing += 25) {
        struct xgboost_case problem = start("depths and widths", 2 * _i + (missing > 0));
        make_trainable(&problem);
        problem.depth = depth;
        problem.columns = columns[_i % COLUMN_STEPS];
        problem.missing = missing;
        problem.rows = 200 + 60 * depth;
        check_case(&problem);
    }
}
END_TEST

START_TEST(objectives_and_boosters)
{
    for (int variant = 0; variant < 4; variant++) {
        struct xgboost_case problem = start("objectives and boosters", _i);
        problem.base_score = variant & 1 ? objectives[_i].base_score : NULL;
        problem.booster = boosters[variant >> 1 & 1];
        problem.missing = (_i + variant) % 3 == 0 ? 20 : 0;
        problem.tree_method = "hist";
        problem.seed = (unsigned)(4 * _i + variant);
        check_case(&problem);
    }
}
END_TEST

START_TEST(categories)
{
    static const int depths[] = {1, 3, 6, 10}, columns[] = {1, 2, 9, 60};
    for (int variant = 0; variant < 8; variant++) {
        struct xgboost_case problem = start("categories", 8 * _i + variant);
        make_trainable(&problem);
        problem.depth = depths[_i / 4];
        problem.columns = columns[_i % 4];
        problem.categories = variant & 1 ? CASE_PARTITION : CASE_ONE_HOT;
        problem.booster = boosters[variant >> 1 & 1];
        problem.missing = variant & 4 ? 20 : 0;
        problem.tree_method = variant % 3 == 0 ? "approx" : "hist";
        check_case(&problem);
    }
}
END_TEST

START_TEST(parallel_trees)
{
    static const int parallel[] = {2, 3, 16};
    for (int variant = 0; variant < 8; variant++) {
        struct xgboost_case problem = start("parallel trees", 8 * _i + variant);
        problem.objective = variant & 1 ? "multi:softprob" : "binary:logistic";
        problem.classes = variant & 1 ? 3 : 0;
        problem.targets = 0;
        problem.base_score = "0.3";
        problem.booster = boosters[variant >> 1 & 1];
        problem.depth = variant & 4 ? 7 : 2;
        problem.parallel = parallel[_i];
        problem.tree_method = "hist";
        check_case(&problem);
    }
}
END_TEST

START_TEST(vector_leaves)
{
    for (int missing = 0; missing <= 20; missing += 20) {
        struct xgboost_case problem = start("vector leaves", _i);
        problem.objective = _i % 2 == 0 ? "reg:squarederror" : "multi:softprob";
        problem.base_score = NULL;
        problem.classes = _i % 2 == 0 ? 0 : 5;
        problem.targets = _i % 2 == 0 ? 4 : 0;
        problem.booster = "gbtree";
        problem.tree_method = "hist";
        problem.vector_leaves = true;
        problem.depth = 1 + _i;
        problem.missing = missing;
        check_case(&problem);
    }
}
END_TEST

/* One model of each kind, compiled in every way. */
START_TEST(every_compiler)
{
    struct xgboost_case problem = start("every compiler", 3 * _i);
    make_trainable(&problem);
    problem.tree_method = "hist";
    problem.missing = 10;
    problem.categories = _i % 3 == 1 ? CASE_PARTITION : CASE_NUMERIC;
    ck_assert_int_ne(exactness_run(library, &problem, 600, exactness_compilers()), EXACTNESS_DIFFERENT);
}
END_TEST

static void add_family(Suite *suite, const char *name, const TTest *test, int count)
{
    TCase *family = tcase_create(name);
    tcase_set_timeout(family, 300);
    tcase_add_loop_test(family, test, 0, count);
    suite_add_tcase(suite, family);
}

int main(void)
{
    int version[3];
    XGBoostVersion(&version[0], &version[1], &version[2]);
    char name[64];
    snprintf(name, sizeof name, "the exactness matrix against XGBoost %d.%d.%d", version[0], version[1], version[2]);
    library = xgboost_open(NULL);
    if (library == NULL) return EXIT_FAILURE;
    Suite *suite = suite_create(name);
    add_family(suite, "depths and widths", depths_and_widths, 12 * COLUMN_STEPS);
    add_family(suite, "objectives and boosters", objectives_and_boosters, (int)COUNT(objectives));
    add_family(suite, "categories", categories, 16);
    add_family(suite, "parallel trees", parallel_trees, 3);
    add_family(suite, "vector leaves", vector_leaves, 8);
    add_family(suite, "every compiler", every_compiler, 6);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    xgboost_close(library);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
