/* How etb-table behaves as a program: same bytes, sizes, memory, bad usage, refused writes, interruption. */
#define _DEFAULT_SOURCE /* wait4 */
#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "table.h"

#define DEFAULT_FINGERPRINT UINT64_C(0xAB880DEEACD42AF0) /* FNV-1a */

static char directory[4096];

/* Runs the program through the shell in the test directory; $T is the program. Returns its exit status. */
static int run(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* 64-bit FNV-1a of what a command prints. */
static uint64_t fingerprint(const char *command)
{
    FILE *stream = popen(command, "r");
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    ck_assert_ptr_nonnull(stream);
    for (int c; (c = getc(stream)) != EOF;)
        hash = (hash ^ (uint64_t)c) * UINT64_C(0x100000001B3);
    ck_assert_int_eq(pclose(stream), 0);
    return hash;
}

static size_t rows_of(const char *command, size_t *affluent)
{
    struct table table;
    ck_assert_int_eq(table_read(&table, command), 0);
    size_t rows = table.rows;
    *affluent = 0;
    for (size_t row = 0; row < rows; row++)
        *affluent += (size_t)table_affluent(&table, row);
    table_free(&table);
    return rows;
}

/* The shell counts the entries; nothing but what a test itself made may be there. */
static void directory_is_empty(void)
{
    ck_assert_int_eq(run("test -z \"$(ls -A)\""), 0);
}

START_TEST(same_bytes)
{
    uint64_t once = fingerprint("$T --rows 5000 --seed 7");
    ck_assert_uint_eq(once, fingerprint("$T --seed 7 --rows 5000"));
    ck_assert_uint_eq(once, fingerprint("LC_ALL=de_DE.UTF-8 $T --rows 5000 --seed 7"));
    ck_assert_uint_eq(once, fingerprint("$T --rows 5000 --seed 7 -o x.csv && cat x.csv && rm x.csv"));
    ck_assert_uint_ne(once, fingerprint("$T --rows 5000 --seed 8"));
    ck_assert_uint_ne(once, fingerprint("$T --rows 4999 --seed 7"));
}
END_TEST

/* The default table, to the byte, whatever the compiler and C library. Change it with the generator. */
START_TEST(default_table_is_known)
{
    ck_assert_uint_eq(fingerprint("$T"), DEFAULT_FINGERPRINT);
    ck_assert_uint_eq(fingerprint("$T"), fingerprint("$T --rows 66083 --seed 1"));
}
END_TEST

START_TEST(any_size)
{
    static const struct {
        const char *command;
        size_t rows, affluent;
    } sizes[] = {{"$T --rows 0", 0, 0},
                 {"$T --rows 1", 1, 0},
                 {"$T --rows 2 --seed 3", 2, 0},
                 {"$T --rows 7", 7, 1},
                 {"$T --rows 1000", 1000, 165},
                 {"$T --rows 66082", 66082, 10926},
                 {"$T --rows 200000 --seed 5", 200000, 33068},
                 {"$T --seed 18446744073709551615", 66083, 10926}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t affluent;
        ck_assert_uint_eq(rows_of(sizes[i].command, &affluent), sizes[i].rows);
        ck_assert_uint_eq(affluent, sizes[i].affluent);
    }
}
END_TEST

/* The size is part of what is drawn: a smaller table is a smaller bank, not the start of a larger one. */
START_TEST(not_a_prefix)
{
    ck_assert_int_eq(run("$T --rows 1000 -o small; $T --rows 2000 -o large; head -n 1001 large | cmp -s small -"), 1);
    ck_assert_int_eq(run("rm small large"), 0);
}
END_TEST

static int sanitized(void)
{
    const char *flag = getenv("ESPALIER_SANITIZED");
    return flag && strcmp(flag, "1") == 0;
}

static pid_t start_program(char *const *arguments)
{
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        execv(table_program(), arguments);
        _exit(99);
    }
    return child;
}

static long resident_kib(const char *rows)
{
    const char *arguments[] = {"etb-table", "--rows", rows, "-o", "/dev/null", NULL};
    struct rusage usage;
    int status;
    ck_assert_int_gt(wait4(start_program((char *const *)arguments), &status, 0, &usage), 0);
    ck_assert_int_eq(status, 0);
    printf("%s rows: %ld KiB resident at most, %.2f s of processor time\n", rows, usage.ru_maxrss,
           (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6);
    return usage.ru_maxrss;
}

START_TEST(constant_memory)
{
    long few = resident_kib("10000"), many = resident_kib(sanitized() ? "500000" : "3000000");
    ck_assert_int_lt(many - few, 1024);
    if (!sanitized()) ck_assert_int_lt(many, 8192);
}
END_TEST

START_TEST(bad_usage)
{
    static const char *const arguments[] = {"--rows",
                                            "--rows x",
                                            "--rows -5",
                                            "--rows 1.5",
                                            "--rows ''",
                                            "--rows 1000000000001",
                                            "--rows ' 5'",
                                            "--seed",
                                            "--seed 0x10",
                                            "--seed 18446744073709551616",
                                            "-o",
                                            "-o ''",
                                            "--bogus 1",
                                            "table.csv",
                                            "--rows 5 extra"};
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        char command[256];
        snprintf(command, sizeof command, "$T %s >out 2>message", arguments[i]);
        ck_assert_msg(run(command) == 2, "%s: not refused with 2", arguments[i]);
        ck_assert_int_eq(run("test -s message && test ! -s out && grep -q '^etb-table: ' message"), 0);
    }
    ck_assert_int_eq(run("$T --help | grep -q -- '--rows N'"), 0);
    ck_assert_int_eq(run("rm out message"), 0);
}
END_TEST

START_TEST(refused_writes)
{
    ck_assert_int_eq(run("$T -o missing/table.csv 2>/dev/null"), 3);
    ck_assert_int_eq(run("$T >/dev/full 2>message"), 3);
    ck_assert_int_eq(run("grep -q 'standard output: cannot write: ' message"), 0);
    ck_assert_int_eq(run("$T --rows 1 -o /dev/full 2>/dev/null"), 3);
    ck_assert_int_eq(run("$T --rows 1 >&- 2>/dev/null"), 3);
    ck_assert_int_eq(run("mkdir d; $T -o d 2>/dev/null"), 3);
    /* A file-size limit stands for a full disk: the old table stays, and nothing beside it. */
    ck_assert_int_eq(run("echo old >t.csv; (trap '' XFSZ; ulimit -f 100; $T -o t.csv 2>/dev/null)"), 3);
    ck_assert_int_eq(run("test \"$(cat t.csv)\" = old"), 0);
    ck_assert_int_eq(run("rm t.csv message; rmdir d"), 0);
    directory_is_empty();
}
END_TEST

static int wait_for_signal_exit(int number)
{
    const char *arguments[] = {"etb-table", "--rows", "1000000000", "-o", "t.csv", NULL};
    struct timespec moment = {0, 300000000};
    int status;
    pid_t child = start_program((char *const *)arguments);
    nanosleep(&moment, NULL);
    ck_assert_int_eq(kill(child, number), 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(interrupted)
{
    ck_assert_int_eq(wait_for_signal_exit(SIGINT), 130);
    directory_is_empty();
    ck_assert_int_eq(wait_for_signal_exit(SIGTERM), 143);
    directory_is_empty();
}
END_TEST

static Suite *program_suite(void)
{
    Suite *suite = suite_create("etb program");
    TCase *tests = tcase_create("etb-table");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, same_bytes);
    tcase_add_test(tests, default_table_is_known);
    tcase_add_test(tests, any_size);
    tcase_add_test(tests, not_a_prefix);
    tcase_add_test(tests, constant_memory);
    tcase_add_test(tests, bad_usage);
    tcase_add_test(tests, refused_writes);
    tcase_add_test(tests, interrupted);
    suite_add_tcase(suite, tests);
    return suite;
}

/* The tests run in a directory of their own, so the program needs its full path. */
static int prepare(void)
{
    const char *parent = getenv("TMPDIR");
    char *program = realpath(table_program(), NULL);
    snprintf(directory, sizeof directory, "%s/etb-test-XXXXXX", parent ? parent : "/tmp");
    if (!program || !mkdtemp(directory) || chdir(directory) != 0) {
        perror(table_program());
        return -1;
    }
    setenv("T", program, 1);
    setenv("ETB_TABLE", program, 1);
    free(program);
    return 0;
}

int main(void)
{
    if (prepare() != 0) return EXIT_FAILURE;
    SRunner *runner = srunner_create(program_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    if (rmdir(directory) != 0) fprintf(stderr, "left behind: %s\n", directory);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
