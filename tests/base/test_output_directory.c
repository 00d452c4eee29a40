/* Directories as one output. */
#include "bundle/base/file.h"
#include "support/output_directory.h"
#include "support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path after all "%s" is `path`. */
static void expect_refused(const char *path, enum exit_code exit_code, const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(output_directory_open(path, &error));
    ck_assert_int_eq(strncmp(error.message, path, strlen(path)), 0);
    ck_assert_str_eq(error.message + strlen(path), message);
    ck_assert_int_eq(error.exit_code, exit_code);
}

START_TEST(appears_when_committed)
{
    umask(027);
    const char *path = scratch_path("out");
    struct output_directory *directory = directory_open(path);
    directory_put(directory, "a", "first");
    directory_put_directly(directory, "b", "second");
    ck_assert_int_eq(access(path, F_OK), -1);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
    directory_commit(directory);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
    ck_assert_int_eq(scratch_count(path), 2);
    scratch_expect(scratch_path("out/a"), "first");
    scratch_expect(scratch_path("out/b"), "second");
    ck_assert_uint_eq(directory_mode(path) & 07777, 0750);
    ck_assert_uint_eq(directory_mode(scratch_path("out/a")) & 07777, 0640);
}
END_TEST

/* As nobody, whom a read-only directory inside could stop. */
START_TEST(keeps_what_is_not_replaced)
{
    scratch_drop_privileges();
    const char *path = directory_make_old();
    struct stat before, after;
    ck_assert_int_eq(stat(scratch_path("out/kept"), &before), 0);
    struct output_directory *directory = directory_write_over(path);
    directory_check_old();
    directory_commit(directory);
    directory_check_new();
    ck_assert_int_eq(stat(scratch_path("out/kept"), &after), 0);
    ck_assert_uint_eq(before.st_ino, after.st_ino);
}
END_TEST

START_TEST(abandoning_changes_nothing)
{
    struct output_directory *directory = directory_write_over(directory_make_old());
    output_directory_abandon(directory);
    output_directory_abandon(NULL);
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(a_failure_elsewhere_stops_the_commit)
{
    struct output_directory *directory = directory_write_over(directory_make_old());
    struct error error = ERROR_NONE;
    error_set(&error, EXIT_INTERRUPTED, "interrupted");
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message, "interrupted");
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(trailing_slashes_mean_nothing)
{
    char path[4200];
    snprintf(path, sizeof path, "%s///", scratch_path("out"));
    for (int i = 0; i < 2; i++) {
        struct output_directory *directory = directory_open(path);
        directory_put(directory, i ? "second" : "first", "x");
        directory_commit(directory);
    }
    ck_assert_int_eq(scratch_count(scratch_path("out")), 2);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(paths_may_be_relative)
{
    ck_assert_int_eq(chdir(scratch_directory()), 0);
    struct output_directory *directory = directory_open("out");
    directory_put(directory, "a", "x");
    directory_commit(directory);
    directory = directory_open("./out/inner/");
    directory_put(directory, "b", "y");
    directory_commit(directory);
    scratch_expect("out/a", "x");
    scratch_expect("out/inner/b", "y");
    ck_assert_int_eq(scratch_count("."), 1);
    ck_assert_int_eq(scratch_count("out"), 2);
}
END_TEST

START_TEST(refuses_what_cannot_be_a_directory)
{
    static const char *const nameless[] = {".", "..", "/", "//", "./", "../", "tests/.", "tests/..", "tests/./"};
    for (size_t i = 0; i < sizeof nameless / sizeof *nameless; i++)
        expect_refused(nameless[i], EXIT_BAD_INPUT, ": cannot be replaced as a whole; give an output directory by its own name");
    expect_refused("", EXIT_BAD_INPUT, "the name of the output directory is empty");
    expect_refused(scratch_text("file", "kept"), EXIT_BAD_INPUT, ": is not a directory");
    expect_refused(scratch_path("file/"), EXIT_BAD_INPUT, ": is not a directory");
    expect_refused("/dev/null", EXIT_BAD_INPUT, ": is not a directory");
    char message[5000];
    snprintf(message, sizeof message, ": cannot create: there is no directory %s", scratch_path("no"));
    expect_refused(scratch_path("no/out"), EXIT_BAD_INPUT, message);
    expect_refused(scratch_path("file/out"), EXIT_BAD_INPUT, ": cannot create: Not a directory");
    scratch_expect(scratch_path("file"), "kept");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(protected_directories_stay)
{
    scratch_drop_privileges();
    const char *path = directory_make_old();
    ck_assert_int_eq(chmod(path, 0555), 0);
    expect_refused(path, EXIT_MACHINE, ": cannot write: Permission denied");
    ck_assert_int_eq(chmod(path, 0755), 0);
    ck_assert_int_eq(chmod(scratch_directory(), 0555), 0);
    expect_refused(path, EXIT_MACHINE, ": cannot create: Permission denied");
    expect_refused(scratch_path("new"), EXIT_MACHINE, ": cannot create: Permission denied");
    ck_assert_int_eq(chmod(scratch_directory(), 0755), 0);
    directory_check_old();
}
END_TEST

START_TEST(unreadable_directories_inside_are_reported)
{
    scratch_drop_privileges();
    const char *path = directory_make_old();
    ck_assert_int_eq(chmod(scratch_path("out/inner"), 0), 0);
    struct output_directory *directory = directory_write_over(path);
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message + strlen(path), "/inner: cannot keep: Permission denied");
    ck_assert_int_eq(error.exit_code, EXIT_MACHINE);
    ck_assert_int_eq(chmod(scratch_path("out/inner"), 0755), 0);
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(names_inside_are_plain)
{
    static const char *const names[] = {"", ".", "..", "a/b", "/a", "a/"};
    struct output_directory *directory = directory_open(scratch_path("out"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct error error = ERROR_NONE;
        char message[5000];
        ck_assert_ptr_null(output_directory_file(directory, names[i], &error));
        snprintf(message, sizeof message, "%s: \"%s\" is no name of a file inside it", scratch_path("out"), names[i]);
        ck_assert_str_eq(error.message, message);
        ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    }
    char inside[5000];
    snprintf(inside, sizeof inside, "%s/inner", output_directory_path(directory));
    ck_assert_int_eq(mkdir(inside, 0777), 0);
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(output_directory_file(directory, "inner", &error));
    snprintf(inside, sizeof inside, "%s/inner: is a directory; a file is needed here", scratch_path("out"));
    ck_assert_str_eq(error.message, inside);
    output_directory_abandon(directory);
    ck_assert_int_eq(scratch_count(scratch_directory()), 0);
}
END_TEST

START_TEST(a_link_to_a_directory_stays_a_link)
{
    directory_make_old();
    ck_assert_int_eq(symlink("out", scratch_path("current")), 0);
    ck_assert_int_eq(symlink("fresh", scratch_path("dangling")), 0);
    directory_commit(directory_write_over(scratch_path("current")));
    struct output_directory *directory = directory_open(scratch_path("dangling"));
    directory_put(directory, "a", "x");
    directory_commit(directory);
    ck_assert(S_ISLNK(directory_mode(scratch_path("current"))));
    ck_assert(S_ISLNK(directory_mode(scratch_path("dangling"))));
    scratch_expect(scratch_path("out/replaced"), "new");
    scratch_expect(scratch_path("fresh/a"), "x");
    ck_assert_int_eq(scratch_count(scratch_directory()), 4);
}
END_TEST

/* A link inside is replaced itself: what it leads to is no part of the directory. */
START_TEST(links_inside_are_replaced)
{
    directory_make_old();
    scratch_text("outside", "outside");
    ck_assert_int_eq(unlink(scratch_path("out/replaced")), 0);
    ck_assert_int_eq(symlink("../outside", scratch_path("out/replaced")), 0);
    directory_commit(directory_write_over(scratch_path("out")));
    scratch_expect(scratch_path("outside"), "outside");
    scratch_expect(scratch_path("out/replaced"), "new");
    ck_assert(S_ISREG(directory_mode(scratch_path("out/replaced"))));
}
END_TEST

START_TEST(the_same_file_may_be_written_twice)
{
    struct output_directory *directory = directory_open(scratch_path("out"));
    directory_put(directory, "a", "first");
    directory_put(directory, "a", "second");
    directory_commit(directory);
    scratch_expect(scratch_path("out/a"), "second");
    ck_assert_int_eq(scratch_count(scratch_path("out")), 1);
}
END_TEST

/* `depth` directories inside out/, made from within, and a file in the last. */
static void make_deep(int depth)
{
    struct buffer path = {0};
    buffer_text(&path, scratch_path("out"));
    ck_assert_int_eq(mkdir(path.data, 0777), 0);
    for (int i = 0; i < depth; i++) {
        buffer_text(&path, "/d");
        ck_assert_int_eq(mkdir(path.data, 0777), 0);
    }
    buffer_text(&path, "/file");
    FILE *file = fopen(path.data, "w");
    ck_assert_ptr_nonnull(file);
    fclose(file);
    buffer_free(&path);
}

START_TEST(keeps_deep_directories)
{
    make_deep(32);
    struct output_directory *directory = directory_open(scratch_path("out"));
    directory_put(directory, "a", "x");
    directory_commit(directory);
    ck_assert_int_eq(scratch_count(scratch_path("out")), 2);
    ck_assert_int_eq(scratch_count(scratch_path("out/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d")), 1);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(refuses_deeper_directories)
{
    make_deep(33);
    const char *path = scratch_path("out");
    struct output_directory *directory = directory_open(path);
    directory_put(directory, "a", "x");
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_str_eq(strstr(error.message, ": "), ": more than 32 directories inside one another");
    ck_assert_int_eq(scratch_count(path), 1);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(many_files_are_kept_and_removed)
{
    ck_assert_int_eq(mkdir(scratch_path("out"), 0777), 0);
    for (int i = 0; i < 500; i++) {
        char name[64];
        snprintf(name, sizeof name, "out/a file with a rather long name %d", i);
        scratch_text(name, "x");
    }
    struct output_directory *directory = directory_open(scratch_path("out"));
    directory_put(directory, "a", "x");
    directory_commit(directory);
    ck_assert_int_eq(scratch_count(scratch_path("out")), 501);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

START_TEST(all_unfinished_directories_can_be_removed)
{
    struct output_directory *over = directory_write_over(directory_make_old()), *fresh = directory_open(scratch_path("fresh"));
    struct error error = ERROR_NONE;
    struct output *half = output_directory_file(fresh, "half", &error);
    output_abandon_all();
    directory_check_old();
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
    output_abandon(half);
    output_directory_abandon(over);
    output_directory_abandon(fresh);
}
END_TEST

START_TEST(a_file_in_the_way_is_reported)
{
    const char *path = scratch_path("out");
    struct output_directory *directory = directory_open(path);
    directory_put(directory, "a", "x");
    scratch_text("out", "in the way");
    struct error error = ERROR_NONE;
    ck_assert(!output_directory_commit(directory, &error));
    ck_assert_str_eq(error.message + strlen(path), ": is not a directory");
    scratch_expect(path, "in the way");
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
END_TEST

static TCase *writing_case(void)
{
    TCase *test_case = tcase_create("writing");
    scratch_add(test_case);
    tcase_add_test(test_case, appears_when_committed);
    tcase_add_test(test_case, keeps_what_is_not_replaced);
    tcase_add_test(test_case, abandoning_changes_nothing);
    tcase_add_test(test_case, trailing_slashes_mean_nothing);
    tcase_add_test(test_case, paths_may_be_relative);
    tcase_add_test(test_case, a_link_to_a_directory_stays_a_link);
    tcase_add_test(test_case, links_inside_are_replaced);
    tcase_add_test(test_case, the_same_file_may_be_written_twice);
    tcase_add_test(test_case, keeps_deep_directories);
    tcase_add_test(test_case, many_files_are_kept_and_removed);
    return test_case;
}

static TCase *failures_case(void)
{
    TCase *test_case = tcase_create("failures");
    scratch_add(test_case);
    tcase_add_test(test_case, a_failure_elsewhere_stops_the_commit);
    tcase_add_test(test_case, refuses_what_cannot_be_a_directory);
    tcase_add_test(test_case, protected_directories_stay);
    tcase_add_test(test_case, unreadable_directories_inside_are_reported);
    tcase_add_test(test_case, names_inside_are_plain);
    tcase_add_test(test_case, refuses_deeper_directories);
    tcase_add_test(test_case, all_unfinished_directories_can_be_removed);
    tcase_add_test(test_case, a_file_in_the_way_is_reported);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: output directories");
    suite_add_tcase(suite, writing_case());
    suite_add_tcase(suite, failures_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
