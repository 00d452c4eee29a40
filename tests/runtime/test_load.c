/* Loading scorers that were compiled as shared libraries, and what is none. Compiles them with $CC. */
#include "runtime/espalier.h"
#include "support/scorer_small.h"
#include "support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct espalier_library library;
static char message[512];

/* Compiles a source of the tests as NAME in the test's own directory; returns its path. */
static const char *compile(const char *source, const char *flags, const char *name)
{
    const char *compiler = getenv("CC"), *path = scratch_path(name);
    char command[8192];
    snprintf(command, sizeof command, "%s -shared -fPIC -I. -Itests %s %s -o '%s'", compiler != NULL ? compiler : "cc", flags, source,
             path);
    ck_assert_msg(system(command) == 0, "%s", command); /* NOLINT(cert-env33-c): a test's own fixed words */
    return path;
}

static const char *small(const char *flags, const char *name)
{
    return compile("tests/support/scorer_small.c", flags, name);
}

static void expect_loaded(const char *path, const char *name)
{
    ck_assert_msg(espalier_load(&library, path, name, message, sizeof message) == ESPALIER_OK, "%s", message);
    ck_assert_ptr_nonnull(library.model);
    ck_assert_str_eq(library.model->name, "small");
    ck_assert_ptr_ne(library.model, small_model());
    espalier_unload(&library);
    ck_assert_ptr_null(library.handle);
    ck_assert_ptr_null(library.model);
}

static void expect_refused(const char *path, const char *name, int code, const char *part)
{
    strcpy(message, "nothing");
    ck_assert_int_eq(espalier_load(&library, path, name, message, sizeof message), code);
    ck_assert_msg(strstr(message, part) != NULL, "'%s' is not in '%s'", part, message);
    ck_assert_ptr_null(library.handle);
    ck_assert_ptr_null(library.model);
    ck_assert_int_eq(espalier_load(&library, path, name, NULL, 0), code);
}

START_TEST(by_the_files_name)
{
    expect_loaded(small("", "small.so"), NULL);
    expect_loaded(small("", "libsmall.so"), NULL);
    expect_loaded(small("", "small.so.1.2"), NULL);
    expect_loaded(small("", "small"), NULL);
}
END_TEST

/* A NAME that begins with "lib" is found as well as one behind it. */
START_TEST(a_name_with_lib)
{
    expect_loaded(small("-Dsmall_model=library_model", "library.so"), NULL);
    expect_loaded(small("-Dsmall_model=library_model", "liblibrary.so"), NULL);
}
END_TEST

START_TEST(by_the_name_asked_for)
{
    expect_loaded(small("", "any file at all.so.7"), "small");
    expect_refused(small("", "small.so"), "large", ESPALIER_E_LOAD, "no scorer called 'large' in it (no symbol large_model)");
    expect_refused(scratch_path("small.so"), "", ESPALIER_E_LOAD, "no scorer called ''");
}
END_TEST

START_TEST(a_loaded_scorer_scores)
{
    struct espalier_score score;
    struct small_record record;
    float features[4], margin = 0.0f, output = 0.0f;
    ck_assert_int_eq(espalier_load(&library, small("-O2", "small.so"), NULL, message, sizeof message), ESPALIER_OK);
    ck_assert_uint_eq(library.model->record_size, sizeof record);
    espalier_record_init(library.model, &record);
    ck_assert_int_eq(espalier_set_text(library.model, &record, SMALL_AGE, "48", 2), ESPALIER_OK);
    ck_assert_int_eq(espalier_score_record(library.model, &record, NAN, features, &margin, &output, &score), ESPALIER_OK);
    ck_assert(margin == 1.0f && output == 0.75f && score.decision == 1);
    espalier_unload(&library);
}
END_TEST

/* A loader left to itself would search its own directories for a bare name. */
START_TEST(a_bare_name_is_a_file_here)
{
    small("", "small.so");
    ck_assert_int_eq(chdir(scratch_directory()), 0);
    expect_loaded("small.so", NULL);
    expect_refused("libm.so.6", NULL, ESPALIER_E_LOAD, "libm.so.6: ");
}
END_TEST

START_TEST(what_is_no_library)
{
    expect_refused(scratch_path("absent.so"), NULL, ESPALIER_E_LOAD, "absent.so: not a library that can be loaded: ");
    expect_refused(scratch_text("text.so", "This is no library.\n"), NULL, ESPALIER_E_LOAD, "text.so: not a library that can be loaded: ");
    expect_refused(scratch_text("empty.so", ""), NULL, ESPALIER_E_LOAD, "empty.so: not a library");
    expect_refused(scratch_directory(), NULL, ESPALIER_E_LOAD, "not a library");
    expect_refused("", NULL, ESPALIER_E_LOAD, "path is empty");
    static char lengthy[8192];
    memset(lengthy, 'x', sizeof lengthy - 1);
    expect_refused(lengthy, NULL, ESPALIER_E_LOAD, "too long");
}
END_TEST

START_TEST(a_library_without_the_scorer)
{
    static char lengthy[1024];
    memset(lengthy, 'x', sizeof lengthy - 1);
    const char *path = scratch_text("empty.c", "int unrelated = 1;\n");
    expect_refused(compile(path, "", "other.so"), NULL, ESPALIER_E_LOAD,
                   "no scorer called 'other' in it (no symbol other_model); its name was taken from the file's");
    expect_refused(scratch_path("other.so"), lengthy, ESPALIER_E_LOAD, "no scorer called 'xxx");
}
END_TEST

START_TEST(another_version)
{
    expect_refused(small("-DSMALL_ABI_VERSION=7", "small.so"), NULL, ESPALIER_E_ABI,
                   "made for version 7 of the scorer interface, this is version 1: generate it again");
}
END_TEST

START_TEST(a_contradiction)
{
    expect_refused(small("-DSMALL_TASK=9", "small.so"), NULL, ESPALIER_E_ABI, "its descriptor cannot be right: its task is unknown");
    const char *source = scratch_text("hollow.c", "const void *hollow_model(void);\nconst void *hollow_model(void) { return 0; }\n");
    expect_refused(compile(source, "", "hollow.so"), NULL, ESPALIER_E_ABI, "it has no descriptor");
}
END_TEST

START_TEST(a_short_message_is_cut)
{
    char brief[8];
    memset(brief, 'x', sizeof brief);
    ck_assert_int_eq(espalier_load(&library, "absent.so", NULL, brief, 7), ESPALIER_E_LOAD);
    ck_assert_str_eq(brief, "absent");
    ck_assert_int_eq(brief[7], 'x');
}
END_TEST

START_TEST(unloading_nothing)
{
    struct espalier_library nothing = {NULL, NULL};
    espalier_unload(&nothing);
    ck_assert_ptr_null(nothing.handle);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("load");
    TCase *good = tcase_create("scorers");
    scratch_add(good);
    tcase_set_timeout(good, 100);
    tcase_add_test(good, by_the_files_name);
    tcase_add_test(good, a_name_with_lib);
    tcase_add_test(good, by_the_name_asked_for);
    tcase_add_test(good, a_loaded_scorer_scores);
    tcase_add_test(good, a_bare_name_is_a_file_here);
    suite_add_tcase(suite, good);
    TCase *refused = tcase_create("refused");
    scratch_add(refused);
    tcase_set_timeout(refused, 100);
    tcase_add_test(refused, what_is_no_library);
    tcase_add_test(refused, a_library_without_the_scorer);
    tcase_add_test(refused, another_version);
    tcase_add_test(refused, a_contradiction);
    tcase_add_test(refused, a_short_message_is_cut);
    tcase_add_test(refused, unloading_nothing);
    suite_add_tcase(suite, refused);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
