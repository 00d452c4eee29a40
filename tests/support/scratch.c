#include "support/scratch.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 4096, PATHS_KEPT = 8, NOBODY = 65534, TIMEOUT_SECONDS = 60 };

static char case_directory[PATH_BYTES], test_directory[PATH_BYTES];

static void begin_case(void)
{
    const char *parent = getenv("TMPDIR");
    snprintf(case_directory, sizeof case_directory, "%s/espalier-test-XXXXXX", parent && *parent ? parent : "/tmp");
    if (!mkdtemp(case_directory)) {
        perror(case_directory);
        exit(EXIT_FAILURE);
    }
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static int open_up(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)walk;
    return type == FTW_D ? chmod(path, 0700) : 0;
}

static void end_case(void)
{
    nftw(case_directory, open_up, 16, FTW_PHYS);
    nftw(case_directory, remove_entry, 16, FTW_PHYS | FTW_DEPTH);
}

static void begin_test(void)
{
    int length = snprintf(test_directory, sizeof test_directory, "%s/XXXXXX", case_directory);
    ck_assert(length > 0 && (size_t)length < sizeof test_directory);
    ck_assert_ptr_nonnull(mkdtemp(test_directory));
}

void scratch_add(TCase *test_case)
{
    /* Unchecked fixtures run in the parent of the test's process: they see to the end of a test that failed, too. */
    tcase_add_unchecked_fixture(test_case, begin_case, end_case);
    tcase_add_checked_fixture(test_case, begin_test, NULL);
    /* A disk that others keep busy is no failure. */
    tcase_set_timeout(test_case, TIMEOUT_SECONDS);
}

const char *scratch_directory(void)
{
    return test_directory;
}

const char *scratch_path(const char *name)
{
    static char paths[PATHS_KEPT][PATH_BYTES];
    static unsigned next;
    char *path = paths[next++ % PATHS_KEPT];
    int length = snprintf(path, PATH_BYTES, "%s/%s", test_directory, name);
    ck_assert(length > 0 && length < PATH_BYTES);
    return path;
}

const char *scratch_write(const char *name, const char *data, size_t length)
{
    const char *path = scratch_path(name);
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(data, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

const char *scratch_text(const char *name, const char *text)
{
    return scratch_write(name, text, strlen(text));
}

void scratch_expect(const char *path, const char *text)
{
    struct buffer content = {0};
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s is not there", path);
    buffer_append(&content, "", 0);
    for (int byte; (byte = fgetc(file)) != EOF;)
        buffer_append(&content, &(char){(char)byte}, 1);
    fclose(file);
    ck_assert_str_eq(content.data, text);
    buffer_free(&content);
}

void scratch_drop_privileges(void)
{
    if (geteuid() != 0) return;
    ck_assert_int_eq(chmod(case_directory, 0755), 0);
    ck_assert_int_eq(chown(test_directory, NOBODY, NOBODY), 0);
    ck_assert_int_eq(setgid(NOBODY), 0);
    ck_assert_int_eq(setuid(NOBODY), 0);
    ck_assert_msg(access(test_directory, W_OK) == 0, "%s must be reachable for everybody", test_directory);
}

int scratch_count(const char *directory)
{
    int count = 0;
    DIR *stream = opendir(directory);
    ck_assert_ptr_nonnull(stream);
    for (const struct dirent *entry; (entry = readdir(stream)) != NULL;)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(stream);
    return count;
}
