/* Signals: the first is a flag, the second the end, with nothing half-written left. */
#include "bundle/base/csv.h"
#include "bundle/base/file.h"
#include "support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(the_first_signal_is_a_flag)
{
    struct error error = ERROR_NONE;
    interrupt_install();
    ck_assert(!interrupt_requested());
    ck_assert(!interrupt_check(&error));
    ck_assert_int_eq(error.exit_code, EXIT_DONE);
    raise(signals[_i]);
    ck_assert(interrupt_requested());
    ck_assert(interrupt_check(&error));
    ck_assert_int_eq(error.exit_code, EXIT_INTERRUPTED);
    ck_assert_str_eq(error.message, "interrupted");
}
END_TEST

START_TEST(an_earlier_failure_is_still_what_is_reported)
{
    struct error error = ERROR_NONE;
    interrupt_install();
    error_set(&error, EXIT_BAD_INPUT, "table.csv:1: bad");
    raise(SIGINT);
    ck_assert(interrupt_check(&error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}
END_TEST

/* Outputs of every kind in every state, then two signals. */
static _Noreturn void die_with_unfinished_outputs(int number)
{
    struct error error = ERROR_NONE;
    interrupt_install();
    struct output_directory *directory = output_directory_open(scratch_path("directory"), &error);
    struct output *inside = output_directory_file(directory, "inside", &error);
    output_text(inside, "inside");
    output_commit(output_directory_file(directory, "committed", &error), &error);
    struct output *file = output_open(scratch_path("file"), &error);
    output_text(file, "half");
    output_commit(output_open(scratch_path("done"), &error), &error);
    raise(number);
    raise(SIGTERM);
    _exit(EXIT_DIFFERENCE);
}

START_TEST(the_second_signal_ends_and_cleans_up)
{
    scratch_text("file", "old");
    pid_t child = fork();
    if (child == 0) die_with_unfinished_outputs(signals[_i]);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), EXIT_INTERRUPTED);
    ck_assert_int_eq(scratch_count(scratch_directory()), 2);
    scratch_expect(scratch_path("file"), "old");
    scratch_expect(scratch_path("done"), "");
}
END_TEST

START_TEST(an_ignored_signal_stays_ignored)
{
    signal(SIGHUP, SIG_IGN);
    interrupt_install();
    raise(SIGHUP);
    ck_assert(!interrupt_requested());
    raise(SIGTERM);
    ck_assert(interrupt_requested());
}
END_TEST

START_TEST(a_broken_pipe_is_no_death)
{
    int ends[2];
    interrupt_install();
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    ck_assert_int_eq(write(ends[1], "x", 1), -1);
    ck_assert(!interrupt_requested());
}
END_TEST

static void interrupt_soon(pid_t process)
{
    struct timespec moment = {.tv_nsec = 300000000};
    nanosleep(&moment, NULL);
    kill(process, SIGTERM);
}

static void expect_interrupted(pid_t child)
{
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), EXIT_INTERRUPTED);
}

/* A writer that waits for a reader that never reads. */
START_TEST(a_signal_ends_a_waiting_write)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct error error = ERROR_NONE;
        dup2(ends[1], STDOUT_FILENO);
        interrupt_install();
        struct output *output = output_open("-", &error);
        while (!output_failed(output))
            output_text(output, "a line that nobody reads\n");
        bool committed = output_commit(output, &error);
        _exit(committed || strcmp(error.message, "interrupted") != 0 ? EXIT_DIFFERENCE : (int)error.exit_code);
    }
    interrupt_soon(child);
    expect_interrupted(child);
}
END_TEST

/* A reader of a FIFO whose writer never writes, or that nobody opens for writing, as a file and as a table. */
START_TEST(a_signal_ends_a_waiting_read)
{
    const char *path = scratch_path("fifo");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        struct error error = ERROR_NONE;
        struct buffer text = {0};
        interrupt_install();
        bool read = _i == 2 ? csv_open(path, &error) != NULL : file_read(path, &text, &error);
        _exit(read || strcmp(error.message, "interrupted") != 0 ? EXIT_DIFFERENCE : (int)error.exit_code);
    }
    int writer = _i == 0 ? open(path, O_WRONLY | O_CLOEXEC) : -1;
    interrupt_soon(child);
    expect_interrupted(child);
    if (writer >= 0) close(writer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base: interrupts");
    TCase *test_case = tcase_create("signals");
    scratch_add(test_case);
    tcase_add_loop_test(test_case, the_first_signal_is_a_flag, 0, 3);
    tcase_add_test(test_case, an_earlier_failure_is_still_what_is_reported);
    tcase_add_loop_test(test_case, the_second_signal_ends_and_cleans_up, 0, 3);
    tcase_add_test(test_case, an_ignored_signal_stays_ignored);
    tcase_add_test(test_case, a_broken_pipe_is_no_death);
    tcase_add_test(test_case, a_signal_ends_a_waiting_write);
    tcase_add_loop_test(test_case, a_signal_ends_a_waiting_read, 0, 3);
    suite_add_tcase(suite, test_case);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
