/* Metrics, their bounds and the threshold, against definitions applied one pair of rows at a time. */
#include "trainer/bootstrap.h"
#include "trainer/decision.h"
#include "trainer/metrics.h"
#include "trainer/number_text.h"
#include "trainer/random.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 400

struct rows {
    float margins[ROWS];
    uint8_t labels[ROWS];
    size_t count;
};

/* Scores on a coarse grid, so that ties abound; positives score higher. */
static void make_rows(struct rows *rows, int seed)
{
    struct random random = random_stream(seed, RANDOM_BOOTSTRAP, 77);
    rows->count = 20 + (size_t)random_below(&random, ROWS - 20);
    for (size_t i = 0; i < rows->count; i++) {
        rows->labels[i] = random_below(&random, 4) == 0;
        rows->margins[i] = (float)((int)random_below(&random, 12) - 6 + 3 * rows->labels[i]) * 0.25F;
    }
    rows->labels[0] = 1;
    rows->labels[1] = 0;
}

static struct score_curve curve_of(const struct rows *rows)
{
    return score_curve_new(rows->margins, rows->labels, rows->count);
}

/* ---- by definition ---- */

static double slow_roc_auc(const struct rows *rows)
{
    double wins = 0.0, pairs = 0.0;
    for (size_t i = 0; i < rows->count; i++)
        for (size_t j = 0; j < rows->count; j++) {
            if (!rows->labels[i] || rows->labels[j]) continue;
            pairs += 1.0;
            wins += rows->margins[i] > rows->margins[j] ? 1.0 : rows->margins[i] == rows->margins[j] ? 0.5 : 0.0;
        }
    return wins / pairs;
}

static void count_at(const struct rows *rows, float threshold, double *true_positives, double *called, double *positives)
{
    *true_positives = *called = *positives = 0.0;
    for (size_t i = 0; i < rows->count; i++) {
        *positives += rows->labels[i];
        if (!(rows->margins[i] >= threshold)) continue;
        *called += 1.0;
        *true_positives += rows->labels[i];
    }
}

/* Each positive contributes the precision at its own score: what the sum over thresholds comes to. */
static double slow_pr_auc(const struct rows *rows)
{
    double area = 0.0, true_positives, called, positives = 0.0;
    for (size_t i = 0; i < rows->count; i++) {
        if (!rows->labels[i]) continue;
        count_at(rows, rows->margins[i], &true_positives, &called, &positives);
        area += true_positives / called;
    }
    return area / positives;
}

START_TEST(as_defined)
{
    static struct rows rows;
    make_rows(&rows, _i);
    struct score_curve curve = curve_of(&rows);
    const float threshold = rows.margins[_i];
    const struct metrics metrics = metrics_of(&curve, threshold);
    double true_positives, called, positives;
    count_at(&rows, threshold, &true_positives, &called, &positives);
    ck_assert_double_eq_tol(metrics.values[METRIC_RECALL], true_positives / positives, 1e-12);
    ck_assert_double_eq_tol(metrics.values[METRIC_PRECISION], true_positives / called, 1e-12);
    ck_assert_double_eq_tol(metrics.values[METRIC_F1], 2.0 * true_positives / (called + positives), 1e-12);
    ck_assert_double_eq_tol(metrics.values[METRIC_ROC_AUC], slow_roc_auc(&rows), 1e-12);
    ck_assert_double_eq_tol(metrics.values[METRIC_PR_AUC], slow_pr_auc(&rows), 1e-12);
    score_curve_free(&curve);
}
END_TEST

/* scikit-learn's documentation example of roc_auc_score and average_precision_score. */
START_TEST(known_example)
{
    const float margins[4] = {0.1F, 0.4F, 0.35F, 0.8F};
    const uint8_t labels[4] = {0, 0, 1, 1};
    struct score_curve curve = score_curve_new(margins, labels, 4);
    const struct metrics metrics = metrics_of(&curve, 0.4F);
    ck_assert_double_eq_tol(metrics.values[METRIC_ROC_AUC], 0.75, 1e-15);
    ck_assert_double_eq_tol(metrics.values[METRIC_PR_AUC], 5.0 / 6.0, 1e-15);
    ck_assert_double_eq_tol(metrics.values[METRIC_RECALL], 0.5, 1e-15);
    ck_assert_double_eq_tol(metrics.values[METRIC_PRECISION], 0.5, 1e-15);
    score_curve_free(&curve);
}
END_TEST

START_TEST(nothing_called_positive)
{
    const float margins[3] = {0.0F, 1.0F, 2.0F};
    const uint8_t labels[3] = {0, 1, 0};
    struct score_curve curve = score_curve_new(margins, labels, 3);
    const struct metrics metrics = metrics_of(&curve, 5.0F);
    ck_assert_double_eq(metrics.values[METRIC_RECALL], 0.0);
    ck_assert_double_eq(metrics.values[METRIC_PRECISION], 0.0);
    ck_assert_double_eq(metrics.values[METRIC_F1], 0.0);
    const struct confusion confusion = confusion_at(&curve, 1.0F);
    ck_assert_double_eq(confusion.true_positives, 1.0);
    ck_assert_double_eq(confusion.false_positives, 1.0);
    ck_assert_double_eq(confusion.false_negatives, 0.0);
    ck_assert_double_eq(confusion.true_negatives, 1.0);
    score_curve_free(&curve);
}
END_TEST

START_TEST(all_scores_equal)
{
    const float margins[4] = {1.0F, 1.0F, 1.0F, 1.0F};
    const uint8_t labels[4] = {0, 1, 0, 0};
    struct score_curve curve = score_curve_new(margins, labels, 4);
    ck_assert_uint_eq(curve.count, 1);
    ck_assert_double_eq(metrics_of(&curve, 0.0F).values[METRIC_ROC_AUC], 0.5);
    ck_assert_double_eq(metrics_of(&curve, 0.0F).values[METRIC_PR_AUC], 0.25);
    score_curve_free(&curve);
}
END_TEST

/* ---- bootstrap ---- */

START_TEST(bounds_repeat_with_the_seed)
{
    static struct rows rows;
    struct interval first[METRIC_COUNT], second[METRIC_COUNT], other[METRIC_COUNT];
    make_rows(&rows, 3);
    struct score_curve curve = curve_of(&rows);
    bootstrap_bounds(&curve, 0.5F, 300, 42, first);
    bootstrap_bounds(&curve, 0.5F, 300, 42, second);
    bootstrap_bounds(&curve, 0.5F, 300, 43, other);
    ck_assert_mem_eq(first, second, sizeof first);
    ck_assert_mem_ne(first, other, sizeof first);
    const struct metrics metrics = metrics_of(&curve, 0.5F);
    for (int metric = 0; metric < METRIC_COUNT; metric++) {
        ck_assert_double_lt(first[metric].low, metrics.values[metric]);
        ck_assert_double_gt(first[metric].high, metrics.values[metric]);
    }
    score_curve_free(&curve);
}
END_TEST

/* Recall on n positives is a binomial share: its bounds are near the normal ones, 1.96 sqrt(r (1 - r) / n) to either side. */
START_TEST(bounds_of_recall_are_binomial)
{
    static float margins[4000];
    static uint8_t labels[4000];
    struct interval bounds[METRIC_COUNT];
    for (int i = 0; i < 4000; i++) {
        labels[i] = i < 1000;
        margins[i] = i % 10 < 7 ? 1.0F : 0.0F;
    }
    struct score_curve curve = score_curve_new(margins, labels, 4000);
    bootstrap_bounds(&curve, 0.5F, 4000, 1, bounds);
    const double half = 1.96 * sqrt(0.7 * 0.3 / 1000.0);
    ck_assert_double_eq_tol(bounds[METRIC_RECALL].low, 0.7 - half, 0.003);
    ck_assert_double_eq_tol(bounds[METRIC_RECALL].high, 0.7 + half, 0.003);
    score_curve_free(&curve);
}
END_TEST

/* ---- threshold ---- */

/* Tries every score as a threshold. */
static void slow_choice(const struct rows *rows, double floor, bool *reached, double *recall, double *precision)
{
    *reached = false;
    *recall = *precision = -1.0;
    for (int pass = 0; pass < 2 && !*reached; pass++) {
        for (size_t i = 0; i < rows->count; i++) {
            double true_positives, called, positives;
            count_at(rows, rows->margins[i], &true_positives, &called, &positives);
            const double r = true_positives / positives, p = true_positives / called;
            if (pass == 0 && p < floor) continue;
            if (pass == 0) *reached = true;
            const bool better =
                pass == 0 ? r > *recall || (r == *recall && p > *precision) : p > *precision || (p == *precision && r > *recall);
            if (!better) continue;
            *recall = r;
            *precision = p;
        }
    }
}

START_TEST(threshold_is_the_best_there_is)
{
    static const double floors[] = {0.2, 0.35, 0.5, 0.75, 1.0};
    static struct rows rows;
    make_rows(&rows, _i);
    struct score_curve curve = curve_of(&rows);
    for (size_t i = 0; i < sizeof floors / sizeof *floors; i++) {
        bool reached;
        double recall, precision, true_positives, called, positives;
        const struct decision decision = decision_choose(&curve, floors[i]);
        slow_choice(&rows, floors[i], &reached, &recall, &precision);
        ck_assert_int_eq(decision.floor_reached, reached);
        ck_assert_double_eq_tol(decision.recall, recall, 1e-12);
        ck_assert_double_eq_tol(decision.precision, precision, 1e-12);
        count_at(&rows, decision.threshold, &true_positives, &called, &positives);
        ck_assert_double_eq_tol(true_positives / positives, recall, 1e-12);
        ck_assert_double_eq_tol(true_positives / called, precision, 1e-12);
    }
    score_curve_free(&curve);
}
END_TEST

static void expect_reason(const float *margins, const uint8_t *labels, size_t count, double floor, float threshold, const char *reason)
{
    struct score_curve curve = score_curve_new(margins, labels, count);
    const struct decision decision = decision_choose(&curve, floor);
    char text[400];
    decision_explain(&decision, floor, text, sizeof text);
    ck_assert_float_eq(decision.threshold, threshold);
    ck_assert_str_eq(text, reason);
    score_curve_free(&curve);
}

START_TEST(threshold_explained)
{
    const float margins[5] = {5.0F, 4.0F, 3.0F, 2.0F, 1.0F};
    const uint8_t good[5] = {1, 0, 1, 0, 1}, bad[5] = {0, 0, 1, 0, 0};
    expect_reason(margins, good, 5, 0.6, 1.0F,
                  "Highest recall on out-of-fold scores (1) whose precision (0.6) is at least the floor of 0.6.");
    expect_reason(margins, good, 5, 0.65, 3.0F,
                  "Highest recall on out-of-fold scores (0.6667) whose precision (0.6667) is at least the floor of 0.65.");
    expect_reason(margins, bad, 5, 0.5, 3.0F,
                  "No threshold reaches the precision floor of 0.5 on out-of-fold scores; this one has the best precision there is "
                  "(0.3333), at a recall of 1.");
}
END_TEST

START_TEST(models_compared)
{
    const struct decision reached = {0.0F, 0.3, 0.5, true}, more = {0.0F, 0.4, 0.5, true}, sharper = {0.0F, 0.4, 0.6, true},
                          missed = {0.0F, 0.9, 0.4, false};
    ck_assert_int_lt(decision_compare(&more, &reached), 0);
    ck_assert_int_gt(decision_compare(&reached, &more), 0);
    ck_assert_int_lt(decision_compare(&sharper, &more), 0);
    ck_assert_int_gt(decision_compare(&missed, &reached), 0);
    ck_assert_int_eq(decision_compare(&more, &more), 0);
}
END_TEST

START_TEST(probability_of_margin)
{
    ck_assert_double_eq(decision_probability(0.0F), 0.5);
    ck_assert_double_eq_tol(decision_probability(2.0F), 0.880797077977882, 1e-14);
    ck_assert_double_eq_tol(decision_probability(-2.0F) + decision_probability(2.0F), 1.0, 1e-15);
    ck_assert_double_eq(decision_probability(-3e38F), 0.0);
}
END_TEST

/* ---- numbers for people ---- */

START_TEST(numbers_as_text)
{
    char text[NUMBER_TEXT_SIZE];
    ck_assert_str_eq(number_text(0.5, 3, text), "0.5");
    ck_assert_str_eq(number_text_fixed(0.5, 3, text), "0.500");
    ck_assert_str_eq(number_text(100.0, 2, text), "100");
    ck_assert_str_eq(number_text(-1.25, 1, text), "-1.3");
    ck_assert_str_eq(number_text(-0.0001, 2, text), "0");
    ck_assert_str_eq(number_text_fixed(-0.4138747, 6, text), "-0.413875");
    ck_assert_str_eq(number_text(1e300, 2, text), "huge");
    ck_assert_str_eq(number_text_count(1234567, ',', text), "1,234,567");
    ck_assert_str_eq(number_text_count(999, ' ', text), "999");
    ck_assert_str_eq(number_text_count(1000, ' ', text), "1 000");
}
END_TEST

START_TEST(random_is_even)
{
    struct random random = random_stream(1, RANDOM_FOLDS, 0);
    int counts[6] = {0};
    for (int i = 0; i < 60000; i++)
        counts[random_below(&random, 6)]++;
    for (int i = 0; i < 6; i++)
        ck_assert_int_le(abs(counts[i] - 10000), 400);
    struct random again = random_stream(1, RANDOM_FOLDS, 0), other = random_stream(1, RANDOM_FOLDS, 1);
    ck_assert_uint_ne(random_next(&again), random_next(&other));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("metrics");
    TCase *metrics = tcase_create("metrics"), *bounds = tcase_create("bounds"), *threshold = tcase_create("threshold"),
          *numbers = tcase_create("numbers");
    tcase_add_loop_test(metrics, as_defined, 0, 20);
    tcase_add_test(metrics, known_example);
    tcase_add_test(metrics, nothing_called_positive);
    tcase_add_test(metrics, all_scores_equal);
    suite_add_tcase(suite, metrics);
    tcase_add_test(bounds, bounds_repeat_with_the_seed);
    tcase_add_test(bounds, bounds_of_recall_are_binomial);
    tcase_set_timeout(bounds, 60);
    suite_add_tcase(suite, bounds);
    tcase_add_loop_test(threshold, threshold_is_the_best_there_is, 0, 20);
    tcase_add_test(threshold, threshold_explained);
    tcase_add_test(threshold, models_compared);
    tcase_add_test(threshold, probability_of_margin);
    suite_add_tcase(suite, threshold);
    tcase_add_test(numbers, numbers_as_text);
    tcase_add_test(numbers, random_is_even);
    suite_add_tcase(suite, numbers);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
