/* Reading files, and outputs that appear complete or not at all. */
#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "support/scratch.h"

#include <check.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct output *open_output(const char *path)
{
    struct error error = ERROR_NONE;
    struct output *output = output_open(path, &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    return output;
}

static void commit(struct output *output)
{
    struct error error = ERROR_NONE;
    ck_assert_msg(output_commit(output, &error), "%s", error.message);
}

/* `message` is what follows the path. */
static void expect_refused(const char *path, enum exit_code exit_code, const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(output_open(path, &error));
    ck_assert_int_eq(strncmp(error.message, path, strlen(path)), 0);
    ck_assert_str_eq(error.message + strlen(path), message);
    ck_assert_int_eq(error.exit_code, exit_code);
}

static void expect_commit_failure(struct output *output, const char *path, const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert(!output_commit(output, &error));
    ck_assert_int_eq(strncmp(error.message, path, strlen(path)), 0);
    ck_assert_str_eq(error.message + strlen(path), message);
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
}

static mode_t mode_of(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return status.st_mode & 07777;
}

START_TEST(reads_whole_files)
{
    struct error error = ERROR_NONE;
    struct buffer text = {0}, big = {0};
    ck_assert(file_read(scratch_write("bytes", "a\0b\n", 4), &text, &error));
    ck_assert(file_read(scratch_text("more", "c"), &text, &error));
    ck_assert_uint_eq(text.length, 5);
    ck_assert_mem_eq(text.data, "a\0b\nc", 6);
    buffer_free(&text);
    ck_assert(file_read(scratch_text("empty", ""), &text, &error));
    ck_assert_str_eq(text.data, "");
    buffer_free(&text);
    for (int i = 0; i < 300000; i++)
        buffer_print(&big, "%d ", i);
    ck_assert(file_read(scratch_write("big", big.data, big.length), &text, &error));
    ck_assert_str_eq(text.data, big.data);
    buffer_free(&big);
    buffer_free(&text);
}
END_TEST

START_TEST(names_files_that_cannot_be_read)
{
    struct error error = ERROR_NONE;
    struct buffer text = {0};
    ck_assert(!file_read("no/such", &text, &error));
    ck_assert_str_eq(error.message, "no/such: cannot open: No such file or directory");
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    error = (struct error)ERROR_NONE;
    ck_assert(!file_read("tests", &text, &error));
    ck_assert_str_eq(error.message, "tests: cannot read: Is a directory");
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    buffer_free(&text);
    scratch_drop_privileges();
    const char *path = scratch_text("secret", "");
    ck_assert_int_eq(chmod(path, 0), 0);
    error = (struct error)ERROR_NONE;
    ck_assert(!file_read(path, &text, &error));
    ck_assert_str_eq(error.message + strlen(path), ": cannot open: Permission denied");
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
}
END_TEST

START_TEST(appears_when_committed)
{
    const char *path = scratch_path("out.csv");
    struct output *output = open_output(path);
    output_text(output, "a,b\n");
    output_print(output, "%d,%s\n", 1, "x");
    output_write(output, "\0\n", 2);
    ck_assert_int_eq(access(path, F_OK), -1);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
    ck_assert(!output_failed(output));
    commit(output);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
    struct error error = ERROR_NONE;
    struct buffer text = {0};
    ck_assert(file_read(path, &text, &error));
    ck_assert_uint_eq(text.length, 10);
    ck_assert_mem_eq(text.data, "a,b\n1,x\n\0\n", 11);
    buffer_free(&text);
}
END_TEST

static void check_hidden_name(const char *pattern)
{
    struct buffer command = {0};
    buffer_print(&command, "ls -A '%s'", scratch_directory());
    FILE *names = popen(command.data, "r");
    char name[300] = {0};
    ck_assert_ptr_nonnull(fgets(name, sizeof name, names));
    ck_assert_msg(fnmatch(pattern, name, 0) == 0, "%s", name);
    pclose(names);
    buffer_free(&command);
}

START_TEST(lies_beside_under_a_hidden_name)
{
    struct output *output = open_output(scratch_path("out.csv"));
    check_hidden_name(".out.csv.espalier-??????\n");
    output_abandon(output);
    output_abandon(NULL);
    ck_assert_int_eq(scratch_count(scratch_directory()), 0);
}
END_TEST

/* A name as long as a file system takes is cut for the temporary file. */
START_TEST(long_names_are_possible)
{
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    const char *path = scratch_path(name);
    struct output *output = open_output(path);
    check_hidden_name(".nnn*nnn.espalier-??????\n");
    output_text(output, "x");
    commit(output);
    scratch_expect(path, "x");
}
END_TEST

START_TEST(replaces_in_one_step)
{
    const char *path = scratch_text("out", "old");
    struct output *output = open_output(path);
    output_text(output, "new");
    scratch_expect(path, "old");
    commit(output);
    scratch_expect(path, "new");
    output = open_output(path);
    output_text(output, "newer");
    output_abandon(output);
    scratch_expect(path, "new");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(a_failure_elsewhere_stops_the_commit)
{
    const char *path = scratch_text("out", "old");
    struct output *output = open_output(path);
    struct error error = ERROR_NONE;
    error_set(&error, EXIT_BAD_INPUT, "something else");
    ck_assert(!output_commit(output, &error));
    ck_assert_str_eq(error.message, "something else");
    scratch_expect(path, "old");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(modes_are_the_users_choice)
{
    umask(027);
    commit(open_output(scratch_path("new")));
    ck_assert_uint_eq(mode_of(scratch_path("new")), 0640);
    chmod(scratch_text("old", "x"), 0604);
    commit(open_output(scratch_path("old")));
    ck_assert_uint_eq(mode_of(scratch_path("old")), 0604);
}
END_TEST

START_TEST(personal_data_is_the_owners_alone)
{
    umask(022);
    for (int again = 0; again < 2; again++) {
        struct output *output = open_output(scratch_path("people"));
        output_private(output);
        commit(output);
        ck_assert_uint_eq(mode_of(scratch_path("people")), 0600);
        chmod(scratch_path("people"), 0644);
    }
}
END_TEST

START_TEST(links_stay_links)
{
    ck_assert_int_eq(mkdir(scratch_path("inner"), 0777), 0);
    scratch_text("inner/file", "old");
    ck_assert_int_eq(symlink("inner/second", scratch_path("first")), 0);
    ck_assert_int_eq(symlink(scratch_path("inner/file"), scratch_path("inner/second")), 0);
    struct output *output = open_output(scratch_path("first"));
    output_text(output, "new");
    ck_assert_int_eq(scratch_count(scratch_path("inner")), 3);
    commit(output);
    struct stat status;
    ck_assert_int_eq(lstat(scratch_path("first"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    ck_assert_int_eq(lstat(scratch_path("inner/file"), &status), 0);
    ck_assert(S_ISREG(status.st_mode));
    scratch_expect(scratch_path("inner/file"), "new");
    ck_assert_int_eq(symlink("inner/fresh", scratch_path("dangling")), 0);
    output = open_output(scratch_path("dangling"));
    output_text(output, "fresh");
    commit(output);
    scratch_expect(scratch_path("inner/fresh"), "fresh");
    ck_assert_int_eq(symlink("circle", scratch_path("circle")), 0);
    expect_refused(scratch_path("circle"), EXIT_MACHINE, ": cannot create: Too many levels of symbolic links");
}
END_TEST

START_TEST(refuses_what_cannot_be_a_file)
{
    expect_refused(scratch_directory(), EXIT_BAD_INPUT, ": is a directory; a file is needed here");
    expect_refused(scratch_path("name/"), EXIT_BAD_INPUT, ": is a directory; a file is needed here");
    expect_refused("", EXIT_BAD_INPUT, "the name of the output file is empty");
    char message[5000];
    snprintf(message, sizeof message, ": cannot create: there is no directory %s", scratch_path("no"));
    expect_refused(scratch_path("no/out"), EXIT_BAD_INPUT, message);
    scratch_text("file", "");
    expect_refused(scratch_path("file/out"), EXIT_BAD_INPUT, ": cannot create: Not a directory");
}
END_TEST

START_TEST(protected_files_stay)
{
    scratch_drop_privileges();
    const char *path = scratch_text("protected", "old");
    ck_assert_int_eq(chmod(path, 0444), 0);
    expect_refused(path, EXIT_MACHINE, ": cannot write: Permission denied");
    ck_assert_int_eq(chmod(path, 0644), 0);
    ck_assert_int_eq(chmod(scratch_directory(), 0555), 0);
    expect_refused(scratch_path("new"), EXIT_MACHINE, ": cannot create: Permission denied");
    ck_assert_int_eq(chmod(scratch_directory(), 0755), 0);
    scratch_expect(path, "old");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(a_full_device_is_reported)
{
    struct output *output = open_output("/dev/full");
    output_text(output, "a little");
    ck_assert(!output_failed(output));
    expect_commit_failure(output, "/dev/full", ": cannot write: No space left on device");
    output = open_output("/dev/full");
    for (int i = 0; i < 100000; i++)
        output_text(output, "a lot ");
    ck_assert(output_failed(output));
    expect_commit_failure(output, "/dev/full", ": cannot write: No space left on device");
}
END_TEST

START_TEST(devices_are_written_in_place)
{
    struct output *output = open_output("/dev/null");
    output_text(output, "gone");
    commit(output);
    struct stat status;
    ck_assert_int_eq(stat("/dev/null", &status), 0);
    ck_assert(S_ISCHR(status.st_mode));
}
END_TEST

START_TEST(a_fifo_is_written_in_place)
{
    const char *path = scratch_path("fifo");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        struct buffer text = {0};
        struct error error = ERROR_NONE;
        bool same = file_read(path, &text, &error) && strcmp(text.data, "through the pipe") == 0;
        _exit(same ? 0 : 1);
    }
    struct output *output = open_output(path);
    output_text(output, "through the pipe");
    commit(output);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(a_protected_fifo_is_reported)
{
    scratch_drop_privileges();
    const char *path = scratch_path("fifo");
    ck_assert_int_eq(mkfifo(path, 0), 0);
    expect_refused(path, EXIT_MACHINE, ": cannot open: Permission denied");
}
END_TEST

/* A regular file that cannot grow: the limit on file sizes stands in for a full disk. */
START_TEST(a_failed_write_leaves_the_old_file)
{
    const char *path = scratch_text("out", "old");
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {100000, 100000};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct output *output = open_output(path);
    char line[1000];
    memset(line, 'x', sizeof line);
    int lines = 0;
    for (; !output_failed(output) && lines < 1000; lines++)
        output_write(output, line, sizeof line);
    ck_assert_int_lt(lines, 200);
    expect_commit_failure(output, path, ": cannot write: File too large");
    scratch_expect(path, "old");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(a_replaced_directory_is_reported)
{
    const char *path = scratch_path("out");
    struct output *output = open_output(path);
    ck_assert_int_eq(mkdir(path, 0777), 0);
    scratch_text("out/inside", "kept");
    struct error error = ERROR_NONE;
    ck_assert(!output_commit(output, &error));
    ck_assert_str_eq(error.message + strlen(path), ": cannot replace: Is a directory");
    scratch_expect(scratch_path("out/inside"), "kept");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(large_outputs_arrive_whole)
{
    const char *path = scratch_path("out");
    struct output *output = open_output(path);
    struct buffer expected = {0};
    char *block = memory_zeroed(200001, 1);
    for (size_t length = 1; length <= 200000; length = length * 7 / 4 + 1) {
        memset(block, 'a' + (int)(length % 26), length);
        block[length] = '\0';
        output_write(output, block, length);
        output_print(output, "%s|", block);
        buffer_print(&expected, "%s%s|", block, block);
    }
    commit(output);
    scratch_expect(path, expected.data);
    buffer_free(&expected);
    free(block);
}
END_TEST

START_TEST(all_unfinished_outputs_can_be_removed)
{
    scratch_text("old", "old");
    struct output *first = open_output(scratch_path("new")), *second = open_output(scratch_path("old"));
    commit(open_output(scratch_path("done")));
    output_text(first, "x");
    output_abandon_all();
    ck_assert_int_eq(scratch_count(scratch_directory()), 2);
    scratch_expect(scratch_path("old"), "old");
    /* What goes on regardless harms nothing. */
    output_abandon(first);
    output_abandon(second);
    ck_assert_int_eq(scratch_count(scratch_directory()), 2);
}
END_TEST

/* Standard output, as a child sees it; returns the child's exit code. */
static int run_with_output(int descriptor, void (*run)(void))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(descriptor, STDOUT_FILENO);
        run();
        _exit(EXIT_DONE);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void write_both_names(void)
{
    fputs("printed first, ", stdout);
    struct output *output = open_output("-");
    output_text(output, "then written, ");
    commit(output);
    output = open_output(NULL);
    output_text(output, "and written again");
    commit(output);
}

static void fail_to_write(const char *message)
{
    struct error error = ERROR_NONE;
    struct output *output = open_output("-");
    output_text(output, "x");
    bool as_expected = !output_commit(output, &error) && strcmp(error.message, message) == 0;
    _exit(as_expected ? (int)error.exit_code : EXIT_DIFFERENCE);
}

static void write_to_full_device(void)
{
    fail_to_write("<stdout>: cannot write: No space left on device");
}

static void write_to_closed_pipe(void)
{
    interrupt_install();
    fail_to_write("<stdout>: cannot write: Broken pipe");
}

START_TEST(standard_output_is_flushed_and_checked)
{
    int file = open(scratch_path("stdout"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ck_assert_int_eq(run_with_output(file, write_both_names), EXIT_DONE);
    scratch_expect(scratch_path("stdout"), "printed first, then written, and written again");
    close(file);
    int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ck_assert_int_eq(run_with_output(full, write_to_full_device), EXIT_MACHINE);
    close(full);
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    close(ends[0]);
    ck_assert_int_eq(run_with_output(ends[1], write_to_closed_pipe), EXIT_MACHINE);
    close(ends[1]);
}
END_TEST

static TCase *reading_case(void)
{
    TCase *test_case = tcase_create("reading");
    scratch_add(test_case);
    tcase_add_test(test_case, reads_whole_files);
    tcase_add_test(test_case, names_files_that_cannot_be_read);
    return test_case;
}

static TCase *writing_case(void)
{
    TCase *test_case = tcase_create("writing");
    scratch_add(test_case);
    tcase_add_test(test_case, appears_when_committed);
    tcase_add_test(test_case, lies_beside_under_a_hidden_name);
    tcase_add_test(test_case, long_names_are_possible);
    tcase_add_test(test_case, replaces_in_one_step);
    tcase_add_test(test_case, a_failure_elsewhere_stops_the_commit);
    tcase_add_test(test_case, modes_are_the_users_choice);
    tcase_add_test(test_case, personal_data_is_the_owners_alone);
    tcase_add_test(test_case, links_stay_links);
    tcase_add_test(test_case, devices_are_written_in_place);
    tcase_add_test(test_case, a_fifo_is_written_in_place);
    tcase_add_test(test_case, large_outputs_arrive_whole);
    tcase_add_test(test_case, standard_output_is_flushed_and_checked);
    return test_case;
}

static TCase *failures_case(void)
{
    TCase *test_case = tcase_create("failures");
    scratch_add(test_case);
    tcase_add_test(test_case, refuses_what_cannot_be_a_file);
    tcase_add_test(test_case, protected_files_stay);
    tcase_add_test(test_case, a_protected_fifo_is_reported);
    tcase_add_test(test_case, a_full_device_is_reported);
    tcase_add_test(test_case, a_failed_write_leaves_the_old_file);
    tcase_add_test(test_case, a_replaced_directory_is_reported);
    tcase_add_test(test_case, all_unfinished_outputs_can_be_removed);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: files");
    suite_add_tcase(suite, reading_case());
    suite_add_tcase(suite, writing_case());
    suite_add_tcase(suite, failures_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
