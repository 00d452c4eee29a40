/* Output directories where the system refuses. The calls that not every file system has, or that can fail, are replaced here by
 * ones that can be told to refuse, so that the ways around them are tested on any file system. */
#define _GNU_SOURCE
#include "bundle/base/file.h"
#include "support/output_directory.h"
#include "support/scratch.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* errno of the calls below; 0: they do their work. */
static int exchange_refusal, link_refusal, remove_refusal, rename_refusal;
/* How many renames work before one is refused, once. */
static int renames_allowed;

static bool refuse(int number)
{
    if (number) errno = number;
    return number != 0;
}

/* The C library's own names of the parameters are reserved ones. */
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
int renameat2(int old_directory, const char *old_name, int new_directory, const char *new_name, unsigned flags)
{
    if (refuse(exchange_refusal)) return -1;
    return (int)syscall(SYS_renameat2, old_directory, old_name, new_directory, new_name, flags);
}

int rename(const char *old_name, const char *new_name)
{
    if (rename_refusal && renames_allowed-- == 0) {
        errno = rename_refusal;
        return -1;
    }
    return (int)syscall(SYS_renameat2, AT_FDCWD, old_name, AT_FDCWD, new_name, 0);
}

int linkat(int old_directory, const char *old_name, int new_directory, const char *new_name, int flags)
{
    if (refuse(link_refusal)) return -1;
    return (int)syscall(SYS_linkat, old_directory, old_name, new_directory, new_name, flags);
}

int unlinkat(int directory, const char *name, int flags)
{
    if (refuse(remove_refusal)) return -1;
    return (int)syscall(SYS_unlinkat, directory, name, flags);
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)

START_TEST(works_where_nothing_can_be_exchanged)
{
    static const int refusals[] = {EINVAL, ENOSYS};
    exchange_refusal = refusals[_i];
    struct output_directory *directory = directory_write_over(directory_make_old());
    directory_commit(directory);
    directory_check_new();
}
END_TEST

START_TEST(reports_an_exchange_that_fails)
{
    exchange_refusal = EACCES;
    const char *path = directory_make_old();
    struct output_directory *directory = directory_write_over(path);
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message + strlen(path), ": cannot replace: Permission denied");
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

/* Where the old directory has stepped aside and the new one cannot take its place, the old one comes back. */
START_TEST(puts_the_old_directory_back)
{
    const char *path = directory_make_old();
    struct output_directory *directory = directory_write_over(path);
    exchange_refusal = ENOSYS;
    rename_refusal = EIO;
    renames_allowed = _i;
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message + strlen(path), ": cannot replace: Input/output error");
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(reports_a_new_name_that_is_refused)
{
    const char *path = scratch_path("out");
    struct output_directory *directory = directory_open(path);
    rename_refusal = EDQUOT;
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message + strlen(path), ": cannot create: Disk quota exceeded");
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    ck_assert_int_eq(scratch_count(scratch_directory()), 0);
}
END_TEST

START_TEST(reports_old_content_that_stays_behind)
{
    const char *path = directory_make_old();
    struct output_directory *directory = directory_write_over(path);
    remove_refusal = EACCES;
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    ck_assert_int_eq(strncmp(error.message + strlen(path), ": is written, but the old content could not be removed from ", 60), 0);
    ck_assert_ptr_nonnull(strstr(error.message, ".out.espalier-"));
    ck_assert_ptr_nonnull(strstr(error.message, ": Permission denied"));
    scratch_expect(scratch_path("out/replaced"), "new");
    ck_assert_int_eq(scratch_count(scratch_directory()), 2);
}
END_TEST

START_TEST(copies_where_nothing_can_be_linked)
{
    static const int refusals[] = {EPERM, EMLINK, EXDEV, EOPNOTSUPP};
    const char *path = directory_make_old();
    unlink(scratch_path("out/link"));
    struct output_directory *directory = directory_write_over(path);
    link_refusal = refusals[_i];
    directory_commit(directory);
    link_refusal = 0;
    ck_assert_int_eq(symlink("kept", scratch_path("out/link")), 0);
    directory_check_new();
}
END_TEST

START_TEST(reports_what_cannot_be_kept)
{
    const char *path = directory_make_old();
    struct output_directory *directory = directory_write_over(path);
    link_refusal = EIO;
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    ck_assert_int_eq(strncmp(error.message, path, strlen(path)), 0);
    ck_assert_ptr_nonnull(strstr(error.message, ": cannot keep: Input/output error"));
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base: refused output directories");
    TCase *test_case = tcase_create("refusals");
    scratch_add(test_case);
    tcase_add_loop_test(test_case, works_where_nothing_can_be_exchanged, 0, 2);
    tcase_add_loop_test(test_case, puts_the_old_directory_back, 0, 2);
    tcase_add_loop_test(test_case, copies_where_nothing_can_be_linked, 0, 4);
    tcase_add_test(test_case, reports_what_cannot_be_kept);
    tcase_add_test(test_case, reports_an_exchange_that_fails);
    tcase_add_test(test_case, reports_a_new_name_that_is_refused);
    tcase_add_test(test_case, reports_old_content_that_stays_behind);
    suite_add_tcase(suite, test_case);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
