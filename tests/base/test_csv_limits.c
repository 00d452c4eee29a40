/* What the CSV reader does at its limits, and when it cannot go on reading. */
#include "bundle/base/csv.h"
#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "support/scratch.h"

#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A quote that does not close, before 65 MiB of good lines: it is given up at the limit, and every line after it is read. */
START_TEST(record_over_the_limit_costs_one_line)
{
    enum { LINE_BYTES = 1024, LINES = 65 << 10 };
    char line[LINE_BYTES + 1];
    memset(line, 'x', sizeof line);
    memcpy(line + LINE_BYTES - 3, ",y\n", 4);
    struct buffer table = {0};
    buffer_text(&table, "a,b\n1,\"2\n");
    for (int i = 0; i < LINES; i++)
        buffer_append(&table, line, LINE_BYTES);
    const char *path = scratch_write("table.csv", table.data, table.length);
    buffer_free(&table);
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(path, &error);
    struct csv_record record;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_BAD_RECORD);
    ck_assert_str_eq(error.message + strlen(path), ":2: a record of more than 64 MiB; is there a quote that does not close?");
    error = (struct error)ERROR_NONE;
    int count = 0;
    while (csv_next(reader, &record, &error) == CSV_RECORD)
        ck_assert_uint_eq(record.line, (uint64_t)count++ + 3);
    ck_assert_int_eq(count, LINES);
    ck_assert_int_eq(error.exit_code, EXIT_DONE);
    csv_close(reader);
}
END_TEST

START_TEST(line_over_the_limit_is_skipped)
{
    struct buffer table = {0};
    char *filler = memory_zeroed(CSV_RECORD_LIMIT, 1);
    memset(filler, 'x', CSV_RECORD_LIMIT);
    buffer_text(&table, "a,b\n1,");
    buffer_append(&table, filler, CSV_RECORD_LIMIT - 2); /* just within */
    buffer_text(&table, "\r\n1,");
    buffer_append(&table, filler, CSV_RECORD_LIMIT - 1);
    buffer_text(&table, "\n3,4\n");
    free(filler);
    const char *path = scratch_write("table.csv", table.data, table.length);
    buffer_free(&table);
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(path, &error);
    struct csv_record record;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_RECORD);
    ck_assert_uint_eq(record.raw_length, CSV_RECORD_LIMIT);
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_BAD_RECORD);
    ck_assert_str_eq(error.message + strlen(path), ":3: a record of more than 64 MiB; is there a quote that does not close?");
    error = (struct error)ERROR_NONE;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_RECORD);
    ck_assert_str_eq(record.fields[1].data, "4");
    ck_assert_uint_eq(record.line, 4);
    csv_close(reader);
}
END_TEST

START_TEST(fields_over_the_limit_are_refused)
{
    struct buffer table = {0};
    char *commas = memory_zeroed(CSV_FIELD_LIMIT, 1);
    memset(commas, ',', CSV_FIELD_LIMIT);
    buffer_text(&table, "a,b\n");
    buffer_append(&table, commas, CSV_FIELD_LIMIT - 1);
    buffer_text(&table, "\n");
    buffer_append(&table, commas, CSV_FIELD_LIMIT);
    buffer_text(&table, "\n1,2\n");
    free(commas);
    const char *path = scratch_write("table.csv", table.data, table.length);
    buffer_free(&table);
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(path, &error);
    struct csv_record record;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_BAD_RECORD);
    ck_assert_str_eq(error.message + strlen(path), ":2: 1048576 fields where the header has 2");
    error = (struct error)ERROR_NONE;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_BAD_RECORD);
    ck_assert_str_eq(error.message + strlen(path), ":3: more than 1048576 fields in a record");
    error = (struct error)ERROR_NONE;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_RECORD);
    ck_assert_uint_eq(record.line, 4);
    csv_close(reader);
}
END_TEST

START_TEST(wide_headers_are_searched_quickly)
{
    enum { COLUMNS = 200000 };
    struct buffer table = {0};
    for (int i = 0; i < COLUMNS; i++)
        buffer_print(&table, "%scolumn_%d", i ? "," : "", i * 7919 % COLUMNS);
    buffer_text(&table, "\n");
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(scratch_write("table.csv", table.data, table.length), &error);
    ck_assert_ptr_nonnull(reader);
    for (int i = 0; i < COLUMNS; i++) {
        int column = csv_column(reader, csv_header(reader)->fields[i].data);
        ck_assert_int_eq(column, i);
    }
    csv_close(reader);
    buffer_free(&table);
}
END_TEST

static TCase *limits_case(void)
{
    TCase *test_case = tcase_create("limits");
    scratch_add(test_case);
    tcase_set_timeout(test_case, 240);
    tcase_add_test(test_case, record_over_the_limit_costs_one_line);
    tcase_add_test(test_case, line_over_the_limit_is_skipped);
    tcase_add_test(test_case, fields_over_the_limit_are_refused);
    tcase_add_test(test_case, wide_headers_are_searched_quickly);
    return test_case;
}

START_TEST(names_a_file_that_cannot_be_read)
{
    static const struct {
        const char *path, *message;
        enum exit_code exit_code;
    } examples[] = {
        {"no/such.csv", "no/such.csv: cannot open: No such file or directory", EXIT_BAD_INPUT},
        {"tests", "tests: cannot read: Is a directory", EXIT_BAD_INPUT},
        {"/proc/self/mem", "/proc/self/mem: cannot read: Input/output error", EXIT_MACHINE},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct error error = ERROR_NONE;
        ck_assert_ptr_null(csv_open(examples[i].path, &error));
        ck_assert_str_eq(error.message, examples[i].message);
        ck_assert_int_eq(error.exit_code, examples[i].exit_code);
    }
}
END_TEST

/* The pipe's writer stays open, so that only the signal can end the read. */
static struct csv_reader *open_endless_pipe(void)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_ge(dup2(ends[0], STDIN_FILENO), 0);
    ck_assert_int_eq(write(ends[1], "a,b\n1,2\n3", 9), 9);
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open("-", &error);
    ck_assert_ptr_nonnull(reader);
    ck_assert_uint_eq(csv_bytes_total(reader), 0);
    return reader;
}

static void expect_interrupted(struct csv_reader *reader)
{
    struct csv_record record;
    struct error error = ERROR_NONE;
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_RECORD);
    ck_assert_str_eq(record.fields[1].data, "2");
    ck_assert_int_eq(csv_next(reader, &record, &error), CSV_FAILED);
    ck_assert_int_eq(error.exit_code, EXIT_INTERRUPTED);
    ck_assert_str_eq(error.message, "interrupted");
    csv_close(reader);
}

START_TEST(a_signal_ends_the_next_read)
{
    interrupt_install();
    struct csv_reader *reader = open_endless_pipe();
    raise(SIGTERM);
    expect_interrupted(reader);
}
END_TEST

START_TEST(a_signal_ends_a_waiting_read)
{
    interrupt_install();
    struct csv_reader *reader = open_endless_pipe();
    pid_t reading = getpid();
    pid_t child = fork();
    if (child == 0) {
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        kill(reading, SIGINT);
        _exit(0);
    }
    expect_interrupted(reader);
}
END_TEST

static TCase *failures_case(void)
{
    TCase *test_case = tcase_create("failures");
    tcase_set_timeout(test_case, 60);
    tcase_add_test(test_case, names_a_file_that_cannot_be_read);
    tcase_add_test(test_case, a_signal_ends_the_next_read);
    tcase_add_test(test_case, a_signal_ends_a_waiting_read);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: limits of CSV");
    suite_add_tcase(suite, limits_case());
    suite_add_tcase(suite, failures_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
