/* Output directories of tests: each step asserts that it works. */
#ifndef ESPALIER_TESTS_SUPPORT_OUTPUT_DIRECTORY_H
#define ESPALIER_TESTS_SUPPORT_OUTPUT_DIRECTORY_H

#include "bundle/base/file.h"

#include <sys/types.h>

struct output_directory *directory_open(const char *path);
void directory_commit(struct output_directory *directory);
void directory_put(struct output_directory *directory, const char *name, const char *text);
/* As a library writes: straight to a path. */
void directory_put_directly(const struct output_directory *directory, const char *name, const char *text);
/* st_mode of what lies at a path, of a link itself. */
mode_t directory_mode(const char *path);

/* A directory "out" in the test's scratch directory, with files to replace and files, links and directories to keep; its path. */
const char *directory_make_old(void);
/* Opens it and writes the new content. */
struct output_directory *directory_write_over(const char *path);
/* Assert that "out" is as directory_make_old left it, or as directory_write_over and a commit must leave it. */
void directory_check_old(void);
void directory_check_new(void);

#endif
