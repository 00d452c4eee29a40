/* The expression language: what it means, what it refuses and with which words. */
#include "bundle/bundle.h"
#include "bundle/transforms.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *categories[] = {"Masters", "Degree", "say \"hi\""};
static struct bundle_column columns[] = {
    {.name = "a", .type = BUNDLE_NUMBER},
    {.name = "b", .type = BUNDLE_NUMBER},
    {.name = "flag", .type = BUNDLE_FLAG},
    {.name = "day", .type = BUNDLE_DATE},
    {.name = "edu",
     .type = BUNDLE_CATEGORY,
     .categories = categories,
     .category_count = 3,
     .clean = ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE},
    {.name = "Asset value", .type = BUNDLE_NUMBER},
    {.name = "tick`ed", .type = BUNDLE_NUMBER},
    {.name = "not", .type = BUNDLE_NUMBER},
    {.name = "min", .type = BUNDLE_NUMBER},
    {.name = "größe", .type = BUNDLE_NUMBER},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static struct expression *parse(const char *text)
{
    struct error error = ERROR_NONE;
    struct expression *expression = expression_parse("here", text, columns, COLUMN_COUNT, &error);
    ck_assert_msg(expression != NULL, "%s: %s", text, error.message);
    return expression;
}

static double evaluate(const char *text, const union bundle_value *record)
{
    struct expression *expression = parse(text);
    const double value = expression_evaluate(expression, record);
    expression_free(expression);
    return value;
}

/* a = 6, b = 4, flag = 1, day = 100, edu = Degree, the rest 10, 11, 12, 13, 14. */
static void fill(union bundle_value *record)
{
    const double numbers[COLUMN_COUNT] = {6, 4, 1, 100, 0, 10, 11, 12, 13, 14};
    for (int i = 0; i < COLUMN_COUNT; i++)
        record[i].number = numbers[i];
    record[4].category = 2;
}

static void check_value(const char *text, const union bundle_value *record, double expected)
{
    const double value = evaluate(text, record);
    ck_assert_msg(isnan(expected) ? isnan(value) : value == expected, "%s is %.17g, not %.17g", text, value, expected);
}

struct meaning {
    const char *text;
    double value;
};

static const struct meaning meanings[] = {
    {"a + b * 2", 14},
    {"(a + b) * 2", 20},
    {"a - b - 1", 1},
    {"a / b / 2", 0.75},
    {"a * b / 3 - -b", 12},
    {"- - a", 6},
    {"-a * b", -24},
    {"2 - -3", 5},
    {"1.5e2 + .5 + 2.", 152.5},
    {"1e-400", 0},
    {"a > b", 1},
    {"a < b", 0},
    {"a >= 6 and a <= 6", 1},
    {"a != 6", 0},
    {"a == 6", 1},
    {"a + 1 > b * 2", 0},
    {"not a == 6", 0},
    {"not not a", 1},
    {"not 0 and 0", 0},
    {"0 and 0 or 1", 1},
    {"1 or 0 and 0", 1},
    {"(1 or 0) and 0", 0},
    {"0.5 and -3", 1},
    {"1 + (not 1)", 1},
    {"if(a > b, a, b)", 6},
    {"if(a < b, a, if(flag, 7, 8))", 7},
    {"min(a, b)", 4},
    {"max(a, b)", 6},
    {"abs(b - a)", 2},
    {"abs (-0.0)", 0},
    {"a / 0", NAN},
    {"0 / 0", NAN},
    {"day + flag", 101},
    {"edu == \"Degree\"", 1},
    {"edu == 'Masters'", 0},
    {"'degree ' == edu", 1},
    {"edu != \"Masters\"", 1},
    {"edu == \"say \"\"hi\"\"\"", 0},
    {"edu == 'say \"hi\"'", 0},
    {"is_missing(edu) or is_missing(a)", 0},
    {"is_missing((a))", 0},
    {"`Asset value` + `tick``ed` + `not` + min + größe", 60},
    {"`a`", 6},
    {"\t a\n+\r b ", 10},
};

START_TEST(test_meaning)
{
    union bundle_value record[COLUMN_COUNT];
    fill(record);
    check_value(meanings[_i].text, record, meanings[_i].value);
}
END_TEST

/* Missing operands make every operator but the logical ones missing, and an infinite intermediate result is a number. */
START_TEST(test_missing_propagates)
{
    static const char *const texts[] = {"a + 1",       "a - 1",       "1 * a",       "a / 2",           "2 / a",          "-a",
                                        "abs(a)",      "min(a, 1)",   "min(1, a)",   "max(a, 1)",       "max(1, a)",      "a == a",
                                        "a != 1",      "a < 1",       "a <= 1",      "1 > a",           "1 >= a",         "not a",
                                        "if(a, 1, 2)", "if(1, a, 2)", "if(0, 2, a)", "edu == 'Degree'", "edu != 'Degree'"};
    union bundle_value record[COLUMN_COUNT];
    fill(record);
    record[0].number = espalier_missing();
    record[4].category = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_value(texts[i], record, NAN);
    check_value("is_missing(a)", record, 1);
    check_value("is_missing(edu)", record, 1);
    check_value("if(1, 2, a)", record, 2);
    check_value("if(0, a, 2)", record, 2);
    check_value("1e300 * 1e300 > 1", record, 1);
    check_value("1e300 * 1e300 - 1e300 * 1e300", record, NAN);
}
END_TEST

/* Unseen is a value like any other: it differs from every category and is not missing. */
START_TEST(test_unseen_category)
{
    union bundle_value record[COLUMN_COUNT];
    fill(record);
    record[4].category = -1;
    check_value("is_missing(edu)", record, 0);
    check_value("edu == 'Degree'", record, 0);
    check_value("edu != 'Degree'", record, 1);
}
END_TEST

/* Kleene's tables, by false (0), true (any other number) and missing. */
START_TEST(test_kleene)
{
    static const double values[] = {0, 2, NAN};
    static const double conjunction[3][3] = {{0, 0, 0}, {0, 1, NAN}, {0, NAN, NAN}};
    static const double disjunction[3][3] = {{0, 1, NAN}, {1, 1, 1}, {NAN, 1, NAN}};
    static const double negation[3] = {1, 0, NAN};
    union bundle_value record[COLUMN_COUNT];
    fill(record);
    for (int i = 0; i < 3; i++) {
        record[0].number = values[i];
        check_value("not a", record, negation[i]);
        for (int k = 0; k < 3; k++) {
            record[1].number = values[k];
            check_value("a and b", record, conjunction[i][k]);
            check_value("a or b", record, disjunction[i][k]);
        }
    }
}
END_TEST

struct refusal {
    const char *text, *message;
};

static const struct refusal refusals[] = {
    {"", "here: character 1: the expression ends where a value is expected"},
    {"a +", "here: character 4: the expression ends where a value is expected"},
    {"a b", "here: character 3: an operator is expected here"},
    {"a + * b", "here: character 5: a value is expected here"},
    {"größe + höhe", "here: character 9: unknown column 'höhe'"},
    {"`Asset  value`", "here: character 1: unknown column 'Asset  value'"},
    {"A", "here: character 1: unknown column 'A'"},
    {"sqrt(a)", "here: character 1: unknown function 'sqrt': there are is_missing, if, min, max and abs"},
    {"(a + b", "here: character 1: this '(' is never closed"},
    {"min(a, (b)", "here: character 1: this '(' is never closed"},
    {"a)", "here: character 2: this ')' closes nothing"},
    {"()", "here: character 2: a value is expected here"},
    {"a, b", "here: character 2: a ',' stands only between the values of a function"},
    {"(a, b)", "here: character 3: a ',' stands only between the values of a function"},
    {"min(a)", "here: character 6: min(...) takes 2 values"},
    {"min(a, b, a)", "here: character 9: min(...) takes 2 values"},
    {"if(a, b)", "here: character 8: if(...) takes 3 values"},
    {"abs(a, b)", "here: character 6: abs(...) takes 1 value"},
    {"abs()", "here: character 5: a value is expected here"},
    {"1 < a < 2", "here: character 7: comparisons do not chain: write a < b and b < c"},
    {"a == b != 1", "here: character 8: comparisons do not chain: write a < b and b < c"},
    {"a = b", "here: character 3: to compare, write == instead of ="},
    {"a & b", "here: character 3: '&' has no meaning here"},
    {"a ! b", "here: character 3: '!' has no meaning here"},
    {"a\x01", "here: character 2: '\\x01' has no meaning here"},
    {"1 + not a", "here: character 5: put 'not ...' in parentheses here"},
    {"- not a", "here: character 3: put 'not ...' in parentheses here"},
    {"1.2.3", "here: character 1: this is not a number"},
    {"12abc", "here: character 1: this is not a number"},
    {".", "here: character 1: this is not a number"},
    {"1e", "here: character 1: this is not a number"},
    {"1e999", "here: character 1: the number is too large"},
    {"a == \"x", "here: character 6: the quote \" is never closed"},
    {"`a", "here: character 1: the quote ` is never closed"},
    {"edu", "here: character 1: column 'edu' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes"},
    {"a + edu",
     "here: character 5: column 'edu' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes"},
    {"edu == 1",
     "here: character 1: column 'edu' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes"},
    {"edu == edu",
     "here: character 1: column 'edu' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes"},
    {"edu < 'Degree'",
     "here: character 1: column 'edu' holds categories: it can stand in is_missing(...) and in == or != with one of them in quotes"},
    {"edu == 'PhD'", "here: character 8: 'PhD' is no category of column 'edu'"},
    {"edu == ''", "here: character 8: '' is no category of column 'edu'"},
    {"a == 'Degree'", "here: character 6: a text can only be compared by == or != with a category column"},
    {"'Degree'", "here: character 1: a text can only be compared by == or != with a category column"},
    {"is_missing(a + b)", "here: character 12: is_missing(...) takes a column"},
    {"is_missing(1)", "here: character 12: is_missing(...) takes a column"},
    {"is_missing('a')", "here: character 12: is_missing(...) takes a column"},
};

START_TEST(test_refusal)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(expression_parse("here", refusals[_i].text, columns, COLUMN_COUNT, &error));
    ck_assert_str_eq(error.message, refusals[_i].message);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}
END_TEST

/* ---- limits ---- */

static char *repeated(const char *head, const char *part, size_t count, const char *tail)
{
    const size_t length = strlen(part);
    char *text = malloc(strlen(head) + count * length + strlen(tail) + 1);
    ck_assert_ptr_nonnull(text);
    char *end = stpcpy(text, head);
    for (size_t i = 0; i < count; i++, end += length)
        memcpy(end, part, length);
    memcpy(end, tail, strlen(tail) + 1);
    return text;
}

static void check_limit(const char *head, const char *part, size_t count, const char *tail, const char *message)
{
    char *text = repeated(head, part, count, tail);
    struct error error = ERROR_NONE;
    struct expression *expression = expression_parse("here", text, columns, COLUMN_COUNT, &error);
    ck_assert_msg((expression != NULL) == (message == NULL), "%s", error.message);
    if (message) ck_assert_ptr_nonnull(strstr(error.message, message));
    expression_free(expression);
    free(text);
}

START_TEST(test_limits)
{
    check_limit("a", "+1", 99, "", NULL);
    check_limit("a", "+1", 100, "", "the expression is nested deeper than 100");
    check_limit("", "-", 99, "a", NULL);
    check_limit("", "-", 100, "a", "the expression is nested deeper than 100");
    check_limit("", "(", 1000, "a", "this '(' is never closed");
    check_limit("", "(", 1000000, "a", "the expression is too long");
    check_limit("", "not ", 1000000, "a", "the expression is too long");
    check_limit("", "max(1,", 1000000, "a", "the expression is too long");
    check_limit("", "(1+1)*0 == 1 and a < b or ", 100, "a", "the expression has more than 1000 operations");
}
END_TEST

/* What the code generator relies on. */
START_TEST(test_nodes)
{
    struct expression *expression = parse("if(a >= b and edu != 'Degree', is_missing(edu), is_missing(a) + -b)");
    for (int32_t i = 0; i < expression->count; i++) {
        const struct expression_node *node = &expression->nodes[i];
        ck_assert_int_lt(node->a, i);
        ck_assert_int_lt(node->b, i);
        ck_assert_int_lt(node->c, i);
        ck_assert(node->b < 0 || node->a >= 0);
        ck_assert(node->c < 0 || node->b >= 0);
        if (node->operator_ == EXPRESSION_IS_MISSING) ck_assert_int_eq(node->category, node->column == 4);
        if (node->operator_ == EXPRESSION_EQUAL_CATEGORY) ck_assert_int_eq(node->category, 2);
    }
    ck_assert_int_eq(expression->nodes[expression->count - 1].operator_, EXPRESSION_IF);
    expression_free(expression);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("expression");
    TCase *meaning = tcase_create("meaning");
    tcase_add_loop_test(meaning, test_meaning, 0, sizeof meanings / sizeof *meanings);
    tcase_add_test(meaning, test_missing_propagates);
    tcase_add_test(meaning, test_unseen_category);
    tcase_add_test(meaning, test_kleene);
    suite_add_tcase(suite, meaning);
    TCase *refusal = tcase_create("refusals");
    tcase_add_loop_test(refusal, test_refusal, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(refusal, test_limits);
    suite_add_tcase(suite, refusal);
    TCase *nodes = tcase_create("nodes");
    tcase_add_test(nodes, test_nodes);
    suite_add_tcase(suite, nodes);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
