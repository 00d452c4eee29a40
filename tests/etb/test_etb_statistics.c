/*
 * Compares the statistics of the default table with the published ones, prints every difference and fails on any
 * beyond its tolerance. Tolerances, named where they are used:
 *   exact       counts that the generator deals out without replacement
 *   sampling    four standard errors of a count that is drawn
 *   model       what the modelled quantile curves, chart readings and two-digit coefficients leave open
 *
 * ETB_SEED in the environment chooses another seed than the default 1.
 */
#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "published.h"
#include "table.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])
#define EXACT 0.0

static struct table table;
static int compared, outside;

/* One line of the table of differences; tolerance is absolute. */
static void compare(const char *statistic, double published, double generated, double tolerance)
{
    int good = fabs(generated - published) <= tolerance;
    printf("%-46s %14.6g %14.6g %12.4g  %s\n", statistic, published, generated, tolerance, good ? "ok" : "NO");
    compared++;
    outside += !good;
}

static void compare_interval(const char *statistic, double low, double high, double generated, double tolerance)
{
    compare(statistic, (low + high) / 2, generated, (high - low) / 2 + tolerance);
}

static const char *label(const char *what, const char *column, const char *detail)
{
    static char text[128];
    snprintf(text, sizeof text, "%s %s %s", what, column, detail);
    return text;
}

static const char *label_number(const char *what, const char *column, double detail)
{
    char number[32];
    snprintf(number, sizeof number, "%g", detail);
    return label(what, column, number);
}

static double sampling(double rows, double share)
{
    return 4 * sqrt(rows * share * (1 - share));
}

/* Rows whose field is `value`, and how many of them are AFFLUENT. */
static void count_value(size_t column, const char *value, int *rows, int *affluent)
{
    *rows = *affluent = 0;
    for (size_t row = 0; row < table.rows; row++)
        if (strcmp(table_text(&table, row, column), value) == 0) {
            ++*rows;
            *affluent += table_affluent(&table, row);
        }
}

static void compare_affluent(const char *statistic, int rows, int published, int generated, double error)
{
    /* The label is drawn with chances whose expected counts are near the published ones: 2% of the rate, 2 rows. */
    double share = (published + 1.0) / (rows + 2.0); /* shares of 0 and 1 vary too */
    compare(statistic, published, generated, error + sampling(rows, share) + 0.02 * published + 2);
}

static int rows_where_all_blank(const char *const *columns, size_t count)
{
    int rows = 0;
    for (size_t row = 0; row < table.rows; row++) {
        size_t blanks = 0;
        for (size_t i = 0; i < count; i++)
            blanks += (size_t)table_blank(&table, row, table_column(&table, columns[i]));
        rows += blanks == count;
        if (blanks != 0 && blanks != count) return -1; /* not blank together */
    }
    return rows;
}

static void finish(void)
{
    printf("%d of %d statistics within tolerance\n", compared - outside, compared);
    fflush(stdout);
    ck_assert_msg(outside == 0, "%d of %d statistics outside their tolerance", outside, compared);
}

static void start(const char *title)
{
    compared = outside = 0;
    printf("\n%s\n%-46s %14s %14s %12s\n", title, "statistic", "published", "generated", "tolerance");
}

START_TEST(column_names_in_order)
{
    static const char *const names[TABLE_COLUMNS] = {
        "C_ID",          "C_AGE",   "C_EDU",   "C_HSE",   "PC",     "INCM_TYP",        "gn_occ",          "NUM_PRD",     "CASATD_CNT",
        "MTHCASA",       "MAXCASA", "MINCASA", "DRvCR",   "MTHTD",  "MAXTD",           "Asset value",     "HL_tag",      "AL_tag",
        "pur_price_avg", "UT_AVE",  "MAXUT",   "N_FUNDS", "CC_AVE", "MAX_MTH_TRN_AMT", "MIN_MTH_TRN_AMT", "AVG_TRN_AMT", "ANN_TRN_AMT",
        "ANN_N_TRX",     "CC_LMT",  "C_seg"};
    for (size_t column = 0; column < TABLE_COLUMNS; column++)
        ck_assert_str_eq(table.name[column], names[column]);
}
END_TEST

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Present values of a column in rising order; their number in *count. */
static double *sorted(const char *name, size_t *count)
{
    size_t column = table_column(&table, name);
    double *values = malloc(table.rows * sizeof *values);
    ck_assert_ptr_nonnull(values);
    *count = 0;
    for (size_t row = 0; row < table.rows; row++)
        if (!table_blank(&table, row, column)) values[(*count)++] = table_number(&table, row, column);
    qsort(values, *count, sizeof *values, compare_numbers);
    return values;
}

START_TEST(rows_labels_and_numbers)
{
    start("Rows, labels, customer numbers");
    int rows, affluent;
    count_value(TABLE_COLUMNS - 1, "AFFLUENT", &rows, &affluent);
    compare("rows", PUBLISHED_TABLE_ROWS, (double)table.rows, EXACT);
    compare("AFFLUENT rows", PUBLISHED_TABLE_AFFLUENT, affluent, EXACT);
    size_t count, distinct = 0, run = 0, longest = 0;
    double *ids = sorted("C_ID", &count);
    for (size_t i = 0; i < count; i++) {
        run = i > 0 && ids[i] == ids[i - 1] ? run + 1 : 1;
        distinct += run == 1;
        longest = run > longest ? run : longest;
    }
    free(ids);
    compare("distinct C_ID", PUBLISHED_DISTINCT_IDS, (double)distinct, EXACT);
    compare("most rows of a C_ID", 6, (double)longest, EXACT);
    finish();
}
END_TEST

START_TEST(blanks)
{
    static const char *const casa[] = {"MTHCASA", "MAXCASA", "MINCASA"}, *const deposit[] = {"MTHTD", "MAXTD"};
    static const char *const trust[] = {"UT_AVE", "MAXUT", "N_FUNDS"};
    static const char *const spend[] = {"MAX_MTH_TRN_AMT", "MIN_MTH_TRN_AMT", "AVG_TRN_AMT", "ANN_TRN_AMT", "ANN_N_TRX"};
    start("Blanks");
    for (size_t i = 0; i < COUNT_OF(published_blanks); i++) {
        const struct published_blank *blank = &published_blanks[i];
        int rows, affluent;
        count_value(table_column(&table, blank->column), "", &rows, &affluent);
        compare(label("blank", blank->column, ""), blank->rows, rows, EXACT);
        compare_affluent(label("AFFLUENT where blank", blank->column, ""), blank->rows, blank->affluent, affluent, blank->affluent_error);
    }
    compare("blank together: CASA trio", 27038, rows_where_all_blank(casa, COUNT_OF(casa)), EXACT);
    compare("blank together: TD pair", 51983, rows_where_all_blank(deposit, COUNT_OF(deposit)), EXACT);
    compare("blank together: unit trusts", 63405, rows_where_all_blank(trust, COUNT_OF(trust)), EXACT);
    compare("blank together: card spend", 54350, rows_where_all_blank(spend, COUNT_OF(spend)), EXACT);
    finish();
}
END_TEST

/* What holds on every row. */
static int follows_rules(size_t row)
{
    static const char *const names[] = {"MTHCASA",     "MAXCASA",         "MINCASA",         "MTHTD",  "MAXTD",  "UT_AVE",
                                        "MAXUT",       "CASATD_CNT",      "Asset value",     "CC_AVE", "CC_LMT", "AVG_TRN_AMT",
                                        "ANN_TRN_AMT", "MAX_MTH_TRN_AMT", "MIN_MTH_TRN_AMT", "AL_tag", "HL_tag", "pur_price_avg"};
    enum {
        CASA,
        CASA_MAX,
        CASA_MIN,
        TD,
        TD_MAX,
        UT,
        UT_MAX,
        ACCOUNTS,
        ASSETS,
        BALANCE,
        LIMIT,
        MONTHLY,
        YEARLY,
        LARGEST,
        SMALLEST,
        AUTO,
        HOME,
        PRICE,
        USED
    };
    double value[USED];
    for (int i = 0; i < USED; i++)
        value[i] = table_number(&table, row, table_column(&table, names[i]));
    double parts =
        fmax(0, (isnan(value[CASA]) ? 0 : value[CASA]) + (isnan(value[TD]) ? 0 : value[TD]) + (isnan(value[UT_MAX]) ? 0 : value[UT_MAX]));
    double extra = value[ASSETS] - parts; /* nothing, a round sum, or a tiny rest without accounts */
    return isnan(value[ACCOUNTS]) == (isnan(value[CASA]) && isnan(value[TD])) && !(isnan(value[LIMIT]) && !isnan(value[BALANCE])) &&
           (isnan(value[AUTO]) || value[AUTO] == 1) && (isnan(value[HOME]) || value[HOME] == 1) &&
           !(isnan(value[AUTO]) && !isnan(value[PRICE])) &&
           (isnan(value[YEARLY]) || fabs(value[MONTHLY] * 12 - value[YEARLY]) < 1e-5 * fmax(1e-3, value[YEARLY])) &&
           (isnan(value[YEARLY]) || (value[SMALLEST] <= value[LARGEST] && value[LARGEST] <= value[YEARLY])) &&
           (isnan(value[CASA]) || value[CASA] < 0 || (value[CASA_MIN] <= value[CASA_MAX] && value[CASA_MAX] <= value[CASA])) &&
           (isnan(value[TD]) || value[TD_MAX] <= value[TD]) && (isnan(value[UT]) || value[UT_MAX] >= value[UT]) && extra > -0.005 &&
           (extra < 100.005 || fabs(remainder(extra, 1000)) < 0.005);
}

START_TEST(rules_on_every_row)
{
    for (size_t row = 0; row < table.rows; row++)
        ck_assert_msg(follows_rules(row), "row %zu breaks a rule between columns", row + 1);
}
END_TEST

START_TEST(categories)
{
    start("Categories and counted values");
    for (size_t i = 0; i < COUNT_OF(published_values); i++) {
        const struct published_value *value = &published_values[i];
        int rows, affluent;
        count_value(table_column(&table, value->column), value->value, &rows, &affluent);
        compare(label("rows", value->column, value->value), value->rows, rows, EXACT);
        if (value->affluent != UNKNOWN)
            compare_affluent(label("AFFLUENT", value->column, value->value), value->rows, value->affluent, affluent, 1);
    }
    finish();
}
END_TEST

START_TEST(shared_values)
{
    start("Values that many rows share (drawn; model: 20% for those that further steps can reach or leave)");
    for (size_t i = 0; i < COUNT_OF(published_atoms); i++) {
        const struct published_atom *atom = &published_atoms[i];
        size_t column = table_column(&table, atom->column);
        int rows = 0;
        for (size_t row = 0; row < table.rows; row++)
            rows += fabs(table_number(&table, row, column) - atom->value) < 1e-7;
        double model = strcmp(atom->column, "C_AGE") == 0 || strcmp(atom->column, "Asset value") == 0 ? 0 : 0.2;
        compare(label_number("rows", atom->column, atom->value), atom->rows, rows,
                sampling(PUBLISHED_TABLE_ROWS, (double)atom->rows / PUBLISHED_TABLE_ROWS) + model * atom->rows);
    }
    finish();
}
END_TEST

/* Share of sorted values below a bound, and share not above it. */
static void shares_at(const double *values, size_t count, double bound, double *below, double *up_to)
{
    size_t i = 0;
    while (i < count && values[i] < bound)
        i++;
    *below = (double)i / (double)count;
    while (i < count && values[i] <= bound)
        i++;
    *up_to = (double)i / (double)count;
}

/* How far, in probability, the quantile is from lying in the interval. Zero inside. */
static double distance_of_quantile(const double *values, size_t count, double p, double low, double high)
{
    double below, up_to, ignored;
    shares_at(values, count, low, &below, &ignored);
    shares_at(values, count, high, &ignored, &up_to);
    return fmax(0, fmax(below - p, p - up_to));
}

START_TEST(quantiles)
{
    start("Quantiles: distance from the published interval in probability (sampling, and 0.02 for the model)");
    for (size_t i = 0; i < COUNT_OF(published_quantiles); i++) {
        const struct published_quantile *quantile = &published_quantiles[i];
        char text[128];
        size_t count;
        double *values = sorted(quantile->column, &count);
        double p = quantile->probability;
        double rounding = 0.5; /* most bounds are printed as whole numbers */
        double distance = distance_of_quantile(values, count, p, quantile->low - rounding, quantile->high + rounding);
        snprintf(text, sizeof text, "%s at %g: %g in [%g, %g]", quantile->column, p, values[(size_t)(p * (double)count)], quantile->low,
                 quantile->high);
        compare(text, 0, distance, sampling(1.0 / (double)count, p) + 0.02);
        free(values);
    }
    finish();
}
END_TEST

/* Follows from other columns, so now and then beyond its published extremes. */
static int is_consequence(const char *column)
{
    return strcmp(column, "Asset value") == 0 || strstr(column, "_MTH_TRN_AMT") != NULL;
}

START_TEST(means_and_extremes)
{
    start("Means (four standard errors, and 3% for the model); extremes never beyond the published ones");
    for (size_t i = 0; i < COUNT_OF(published_moments); i++) {
        const struct published_moments *moments = &published_moments[i];
        size_t count;
        double *values = sorted(moments->column, &count), sum = 0, squares = 0;
        for (size_t k = 0; k < count; k++) {
            sum += values[k];
            squares += values[k] * values[k];
        }
        double average = sum / (double)count, deviation = sqrt(squares / (double)count - average * average);
        double error = 4 * fmax(deviation, moments->deviation) / sqrt((double)count) + 0.03 * moments->mean_high;
        compare_interval(label("mean", moments->column, ""), moments->mean_low, moments->mean_high, average, error);
        double slack = 0.011 + 1e-9 * moments->largest;
        if (!is_consequence(moments->column))
            compare(label("values beyond extremes of", moments->column, ""), 0,
                    (values[0] < moments->smallest - slack) + (values[count - 1] > moments->largest + slack), EXACT);
        free(values);
    }
    finish();
}
END_TEST

START_TEST(class_means)
{
    start("Class means with blanks as 0 (model: 12% and four standard errors, from two-digit coefficients)");
    for (size_t i = 0; i < COUNT_OF(published_class_means); i++) {
        const struct published_class_mean *mean = &published_class_means[i];
        size_t column = table_column(&table, mean->column);
        double sum[2] = {0}, squares[2] = {0}, count[2] = {0};
        for (size_t row = 0; row < table.rows; row++) {
            int affluent = table_affluent(&table, row);
            double value = table_blank(&table, row, column) ? 0 : table_number(&table, row, column);
            sum[affluent] += value;
            squares[affluent] += value * value;
            count[affluent]++;
        }
        for (int affluent = 0; affluent < 2; affluent++) {
            double published = affluent ? mean->affluent : mean->normal, average = sum[affluent] / count[affluent];
            double error = 4 * sqrt((squares[affluent] / count[affluent] - average * average) / count[affluent]);
            compare(label(affluent ? "AFFLUENT mean" : "NORMAL mean", mean->column, ""), published, average, error + 0.12 * published);
        }
    }
    finish();
}
END_TEST

START_TEST(affluent_rates)
{
    start("AFFLUENT rate between edges (four standard errors, and 0.03 for charts and model)");
    for (size_t i = 0; i < COUNT_OF(published_rates); i++) {
        const struct published_rate *rate = &published_rates[i];
        size_t column = table_column(&table, rate->column);
        double rows = 0, affluent = 0;
        for (size_t row = 0; row < table.rows; row++) {
            double value = table_number(&table, row, column);
            if (value >= rate->low && value < rate->high) {
                rows++;
                affluent += table_affluent(&table, row);
            }
        }
        char text[128];
        snprintf(text, sizeof text, "AFFLUENT rate %s [%g, %g)", rate->column, rate->low, rate->high);
        compare(text, rate->rate, affluent / rows, sampling(1 / rows, rate->rate) + 0.03);
    }
    finish();
}
END_TEST

START_TEST(ages_and_pairs)
{
    start("Ages of holders (model: 1 year) and joint ownership (model: 60 rows)");
    for (size_t i = 0; i < COUNT_OF(published_ages); i++) {
        const struct published_age *age = &published_ages[i];
        size_t column = table_column(&table, age->column), ages = table_column(&table, "C_AGE");
        double sum[2] = {0}, count[2] = {0};
        for (size_t row = 0; row < table.rows; row++) {
            int holds = !table_blank(&table, row, column);
            sum[holds] += table_number(&table, row, ages);
            count[holds]++;
        }
        compare(label("mean age with", age->column, ""), age->holders, sum[1] / count[1], 1);
        compare(label("mean age without", age->column, ""), age->others, sum[0] / count[0], 1);
    }
    for (size_t i = 0; i < COUNT_OF(published_pairs); i++) {
        const struct published_pair *pair = &published_pairs[i];
        size_t first = table_column(&table, pair->first), second = table_column(&table, pair->second);
        size_t casa = table_column(&table, "MTHCASA");
        int rows = 0;
        for (size_t row = 0; row < table.rows; row++) /* the published pairs count an empty account as none */
            rows += !table_blank(&table, row, first) && !table_blank(&table, row, second) &&
                    !(first == casa && table_number(&table, row, casa) == 0);
        compare_interval(label("both", pair->first, pair->second), pair->low, pair->high, rows, 60);
    }
    finish();
}
END_TEST

static double correlation(size_t first, size_t second)
{
    double n = (double)table.rows, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (size_t row = 0; row < table.rows; row++) {
        double a = table_blank(&table, row, first) ? 0 : table_number(&table, row, first);
        double b = table_blank(&table, row, second) ? 0 : table_number(&table, row, second);
        x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
    }
    return (n * xy - x * y) / sqrt((n * xx - x * x) * (n * yy - y * y));
}

START_TEST(correlations)
{
    /* A handful of extreme customers decides most of these; only the pattern can be imitated. */
    start("Pearson correlations with blanks as 0 (model: 0.25)");
    for (size_t i = 0; i < COUNT_OF(published_correlations); i++) {
        const struct published_correlation *pair = &published_correlations[i];
        compare(label("correlation", pair->first, pair->second), pair->value,
                correlation(table_column(&table, pair->first), table_column(&table, pair->second)), 0.25);
    }
    finish();
}
END_TEST

static Suite *statistics_suite(void)
{
    Suite *suite = suite_create("etb statistics");
    TCase *tests = tcase_create("default table");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, column_names_in_order);
    tcase_add_test(tests, rows_labels_and_numbers);
    tcase_add_test(tests, blanks);
    tcase_add_test(tests, rules_on_every_row);
    tcase_add_test(tests, categories);
    tcase_add_test(tests, shared_values);
    tcase_add_test(tests, quantiles);
    tcase_add_test(tests, means_and_extremes);
    tcase_add_test(tests, class_means);
    tcase_add_test(tests, affluent_rates);
    tcase_add_test(tests, ages_and_pairs);
    tcase_add_test(tests, correlations);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    char command[8192];
    const char *seed = getenv("ETB_SEED");
    snprintf(command, sizeof command, "'%s' --seed %s", table_program(), seed ? seed : "1");
    if (table_read(&table, command) != 0) return EXIT_FAILURE;
    SRunner *runner = srunner_create(statistics_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    table_free(&table);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
