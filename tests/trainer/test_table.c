/* The training table: what is read from it, and what it is refused for, with the place. */
#include "support/scratch.h"
#include "support/training.h"
#include "trainer/table.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET "\"target\": {\"column\": \"y\", \"positive\": \"yes\"}"

/* A config with these columns and further members, and the table's bytes; NULL with the message without the path in front. */
static struct table *read_bytes(const char *columns, const char *rest, const char *bytes, size_t length, struct config **config,
                                char *message, size_t size)
{
    struct buffer text = {0};
    struct error error = ERROR_NONE;
    struct progress *progress = progress_new(true);
    const char *path = scratch_write("t.csv", bytes, length);
    buffer_print(&text, "{\"name\": \"m\", \"columns\": {%s}, %s}", columns, rest);
    *config = config_parse("c.json", text.data, text.length, &error);
    ck_assert_msg(*config != NULL, "%s", error.message);
    struct table *table = table_read(*config, path, progress, &error);
    if (!table) {
        ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
        ck_assert_int_eq(strncmp(error.message, path, strlen(path)), 0);
        snprintf(message, size, "%s", error.message + strlen(path));
    }
    progress_free(progress);
    buffer_free(&text);
    return table;
}

/* ---- refusals ---- */

struct refusal {
    const char *columns, *rest, *table, *message; /* the reader of CSV has tests of its own: of its messages only the beginning, then '*' */
};

#define NUMBER "\"a\": {\"type\": \"number\"}"
#define IN_RANGE "\"a\": {\"type\": \"number\", \"range\": [0, 9]}"
#define CATEGORY "\"a\": {\"type\": \"category\", \"categories\": [\"x\", \"z\"], \"unseen\": \"refuse\"}"

static const struct refusal refusals[] = {
    {NUMBER, TARGET, "", ": is empty*"},
    {NUMBER, TARGET, "a,y\n", ": has a header but no rows"},
    {NUMBER, TARGET, "b,y\n1,yes\n", ":1: no column 'a', which line 1 of the config names"},
    {NUMBER, TARGET, "a,b\n1,2\n", ":1: no column 'y', which target.column names"},
    {NUMBER, TARGET, "a,y,a\n1,yes,2\n", ":1: columns 1 and 3 *"},
    {NUMBER, TARGET, "a,y\n1,yes\n2\n", ":3: 1 field*"},
    {NUMBER, TARGET, "a,y\n1,yes\nabc,no\n", ":3: a: 'abc' is not a number"},
    {NUMBER, TARGET, "a,y\n\"1,5\",yes\n", ":2: a: '1,5' is not a number"},
    {NUMBER, TARGET, "a,y\nnan,yes\n", ":2: a: 'nan' is not a number"},
    {NUMBER, TARGET, "a,y\n1\t2,yes\n", ":2: a: '1\\x092' is not a number"},
    {NUMBER, TARGET, "a,y\n1e400,yes\n", ":2: a: '1e400' is too large"},
    {NUMBER, TARGET, "a,y\n1,\n", ":2: y: is empty; every row of a training table needs its target"},
    {NUMBER, TARGET, "a,y\n1,yes\n2,no\n\n3,maybe\n", ":5: y: 'maybe' is a third value of the target, beside 'yes' and 'no'"},
    {NUMBER, TARGET, "a,y\n1,no\n2,Yes\n", ":3: y: 'Yes' is a third value of the target, beside 'yes' (which no row above has) and 'no'"},
    {NUMBER, TARGET, "a,y\n1,no\n2,no\n", ": y: no row has the positive value 'yes' (all are 'no')"},
    {NUMBER, TARGET, "a,y\n1,yes\n2,yes\n", ": y: every row has the positive value 'yes'; there is nothing to tell apart"},
    {NUMBER, "\"target\": {\"column\": \"y\", \"positive\": \"yes\", \"negative\": \"no\"}", "a,y\n1,yes\n2,NO\n",
     ":3: y: 'NO' is a third value of the target, beside 'yes' and 'no'"},
    {IN_RANGE, TARGET, "a,y\n1,yes\n9.5,no\n", ":3: a: '9.5' is outside the range that the config allows"},
    {"\"a\": {\"type\": \"number\", \"missing\": \"refuse\"}", TARGET, "a,y\n1,yes\n,no\n",
     ":3: a: is empty; the config's missing is \"refuse\""},
    {"\"a\": {\"type\": \"flag\"}", TARGET, "a,y\n2,yes\n", ":2: a: '2' is not a flag (0, 1, true, false, yes or no)"},
    {"\"a\": {\"type\": \"date\"}", TARGET, "a,y\n2020-02-30,yes\n", ":2: a: '2020-02-30' is not a date (YYYY-MM-DD)"},
    {CATEGORY, TARGET, "a,y\nx,yes\n x ,no\nq,no\n", ":4: a: 'q' is not among the config's categories"},
    {"\"a\": {\"type\": \"category\", \"missing\": \"refuse\"}", TARGET, "a,y\nx,yes\n\" \",no\n",
     ":3: a: is empty; the config's missing is \"refuse\""},
    {"\"a\": {\"type\": \"category\"}", TARGET, "a,y\nx,yes\n\xff,no\n", ":3: a: '\xff' is not UTF-8: convert the table first"},
    {NUMBER ", \"i\": {\"role\": \"id\"}", TARGET, "a,i,y\n1,7,yes\n2,,no\n", ":3: i: is empty; every row needs one"},
    {NUMBER, TARGET ", \"columns_default\": \"refuse\"", "a,b,y,c\n1,2,yes,3\n",
     ":1: columns that c.json does not list: b, c (columns_default is \"refuse\")"},
    {NUMBER, TARGET, "a,y\n1,\"yes\n", ":2: *"},
    {NUMBER, TARGET, "a,y\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz,yes\n",
     ":2: a: 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefgh...' is not a number"},
};

START_TEST(refused_with_the_place)
{
    const struct refusal *at = &refusals[_i];
    struct config *config;
    char message[2100];
    struct table *table = read_bytes(at->columns, at->rest, at->table, strlen(at->table), &config, message, sizeof message);
    ck_assert_msg(table == NULL, "accepted: %s", at->table);
    const size_t length = strlen(at->message);
    if (at->message[length - 1] == '*')
        ck_assert_msg(strncmp(message, at->message, length - 1) == 0, "%s", message);
    else
        ck_assert_str_eq(message, at->message);
    config_free(config);
}
END_TEST

START_TEST(no_such_file)
{
    struct buffer text = {0};
    struct error error = ERROR_NONE;
    struct progress *progress = progress_new(true);
    buffer_print(&text, "{\"name\": \"m\", \"columns\": {%s}, %s}", NUMBER, TARGET);
    struct config *config = config_parse("c.json", text.data, text.length, &error);
    ck_assert_ptr_null(table_read(config, scratch_path("none.csv"), progress, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.message, "none.csv: "));
    struct error piped = ERROR_NONE;
    ck_assert_ptr_null(table_read(config, "-", progress, &piped));
    ck_assert_str_eq(piped.message, "-: the table is read twice and must be a file");
    progress_free(progress);
    config_free(config);
    buffer_free(&text);
}
END_TEST

/* ---- what is read ---- */

/* Any column order, a byte-order mark, CRLF, quotes, newlines in quotes, no newline at the end. */
static const char everything[] = "\xef\xbb\xbfy,unused,d,c,f,n,i\r\n"
                                 "yes,\"a\nb\",1970-01-03,\" x \",TRUE,-1.5e2,k1\r\n"
                                 "\"no\",,,,,,k2\r\n"
                                 "no,,5,\"q,r\",n,\" 7 \",k1";

START_TEST(cells_read)
{
    struct config *config;
    char message[2100];
    struct table *table = read_bytes("\"n\": {\"type\": \"number\"}, \"f\": {\"type\": \"flag\"}, \"d\": {\"type\": \"date\"}, "
                                     "\"c\": {\"type\": \"category\"}, \"i\": {\"role\": \"id\"}, \"gone\": {\"role\": \"ignore\"}",
                                     TARGET, everything, strlen(everything), &config, message, sizeof message);
    ck_assert_msg(table != NULL, "%s", message);
    ck_assert_uint_eq(table->row_count, 3);
    ck_assert_uint_eq(table->positive_count, 1);
    ck_assert_str_eq(table->negative, "no");
    ck_assert_int_eq(table->column_count, 4);
    const char *const order[] = {"d", "c", "f", "n"}; /* the table's */
    for (int i = 0; i < 4; i++)
        ck_assert_str_eq(table->columns[i].config->name, order[i]);
    const uint64_t lines[] = {2, 4, 5};
    ck_assert_mem_eq(table->lines, lines, sizeof lines);
    ck_assert_double_eq(table->columns[0].numbers[0], 2.0);
    ck_assert(isnan(table->columns[0].numbers[1]));
    ck_assert_double_eq(table->columns[0].numbers[2], 5.0);
    ck_assert_int_eq(table->columns[1].codes[0], 0);
    ck_assert_str_eq(table->columns[1].texts.texts[0], "x");
    ck_assert_int_eq(table->columns[1].codes[1], -1);
    ck_assert_str_eq(table->columns[1].texts.texts[1], "q,r");
    ck_assert_double_eq(table->columns[2].numbers[0], 1.0);
    ck_assert_double_eq(table->columns[2].numbers[2], 0.0);
    ck_assert_double_eq(table->columns[3].numbers[0], -150.0);
    ck_assert_double_eq(table->columns[3].numbers[2], 7.0);
    ck_assert_int_eq(table->id.codes[0], table->id.codes[2]);
    ck_assert_int_ne(table->id.codes[0], table->id.codes[1]);
    table_free(table);
    config_free(config);
}
END_TEST

START_TEST(many_rows_and_texts)
{
    struct buffer text = {0};
    struct config *config;
    char message[2100];
    buffer_text(&text, "c,y\n");
    for (int i = 0; i < 5000; i++)
        buffer_print(&text, "t%d,%s\n", i % 1700, i % 2 ? "yes" : "no");
    struct table *table = read_bytes("\"c\": {\"type\": \"category\"}", TARGET, text.data, text.length, &config, message, sizeof message);
    ck_assert_msg(table != NULL, "%s", message);
    ck_assert_uint_eq(table->row_count, 5000);
    ck_assert_uint_eq(table->positive_count, 2500);
    ck_assert_int_eq(table->columns[0].texts.count, 1700);
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(table->columns[0].codes[i], i % 1700);
    table_free(table);
    config_free(config);
    buffer_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("table");
    TCase *refused = tcase_create("refusals"), *accepted = tcase_create("accepted");
    scratch_add(refused);
    tcase_add_loop_test(refused, refused_with_the_place, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(refused, no_such_file);
    suite_add_tcase(suite, refused);
    scratch_add(accepted);
    tcase_add_test(accepted, cells_read);
    tcase_add_test(accepted, many_rows_and_texts);
    suite_add_tcase(suite, accepted);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
