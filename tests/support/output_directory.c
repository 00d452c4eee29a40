#include "support/output_directory.h"

#include "support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct output_directory *directory_open(const char *path)
{
    struct error error = ERROR_NONE;
    struct output_directory *directory = output_directory_open(path, &error);
    ck_assert_msg(directory != NULL, "%s", error.message);
    return directory;
}

void directory_commit(struct output_directory *directory)
{
    struct error error = ERROR_NONE;
    ck_assert_msg(output_directory_commit(directory, &error), "%s", error.message);
}

void directory_put(struct output_directory *directory, const char *name, const char *text)
{
    struct error error = ERROR_NONE;
    struct output *output = output_directory_file(directory, name, &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    output_text(output, text);
    ck_assert_msg(output_commit(output, &error), "%s", error.message);
}

/* As a library writes: straight to a path. */
void directory_put_directly(const struct output_directory *directory, const char *name, const char *text)
{
    struct buffer path = {0};
    buffer_print(&path, "%s/%s", output_directory_path(directory), name);
    FILE *file = fopen(path.data, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
    buffer_free(&path);
}

mode_t directory_mode(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return status.st_mode;
}

/* out/: replaced, direct, kept, link -> kept, inner/ (0555): deep, inner/empty/, replaced_by_file/: gone */
const char *directory_make_old(void)
{
    ck_assert_int_eq(mkdir(scratch_path("out"), 0777), 0);
    ck_assert_int_eq(mkdir(scratch_path("out/inner"), 0777), 0);
    ck_assert_int_eq(mkdir(scratch_path("out/inner/empty"), 0777), 0);
    ck_assert_int_eq(mkdir(scratch_path("out/replaced_by_file"), 0777), 0);
    scratch_text("out/replaced_by_file/gone", "gone");
    scratch_text("out/replaced", "old");
    scratch_text("out/direct", "old");
    scratch_text("out/kept", "kept");
    scratch_text("out/inner/deep", "deep");
    ck_assert_int_eq(symlink("kept", scratch_path("out/link")), 0);
    ck_assert_int_eq(chmod(scratch_path("out/kept"), 0604), 0);
    ck_assert_int_eq(chmod(scratch_path("out/inner"), 0555), 0);
    ck_assert_int_eq(chmod(scratch_path("out"), 0751), 0);
    return scratch_path("out");
}

struct output_directory *directory_write_over(const char *path)
{
    struct output_directory *directory = directory_open(path);
    directory_put(directory, "replaced", "new");
    directory_put_directly(directory, "direct", "new");
    directory_put(directory, "added", "added");
    directory_put(directory, "replaced_by_file", "file");
    return directory;
}

void directory_check_old(void)
{
    scratch_expect(scratch_path("out/replaced"), "old");
    scratch_expect(scratch_path("out/direct"), "old");
    scratch_expect(scratch_path("out/replaced_by_file/gone"), "gone");
    scratch_expect(scratch_path("out/inner/deep"), "deep");
    ck_assert_int_eq(scratch_count(scratch_path("out")), 6);
}

void directory_check_new(void)
{
    scratch_expect(scratch_path("out/replaced"), "new");
    scratch_expect(scratch_path("out/direct"), "new");
    scratch_expect(scratch_path("out/added"), "added");
    scratch_expect(scratch_path("out/replaced_by_file"), "file");
    scratch_expect(scratch_path("out/kept"), "kept");
    scratch_expect(scratch_path("out/link"), "kept");
    scratch_expect(scratch_path("out/inner/deep"), "deep");
    ck_assert_int_eq(scratch_count(scratch_path("out/inner/empty")), 0);
    ck_assert_int_eq(scratch_count(scratch_path("out")), 7);
    ck_assert(S_ISLNK(directory_mode(scratch_path("out/link"))));
    ck_assert_uint_eq(directory_mode(scratch_path("out/kept")) & 07777, 0604);
    ck_assert_uint_eq(directory_mode(scratch_path("out/inner")) & 07777, 0555);
    ck_assert_uint_eq(directory_mode(scratch_path("out")) & 07777, 0751);
    ck_assert_int_eq(scratch_count(scratch_directory()), 1);
}
