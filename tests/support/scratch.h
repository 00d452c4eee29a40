/* A fresh directory for every test of a case, removed when the case is over, also after a failure. */
#ifndef ESPALIER_TESTS_SUPPORT_SCRATCH_H
#define ESPALIER_TESTS_SUPPORT_SCRATCH_H

#include "bundle/base/buffer.h"

#include <check.h>
#include <stddef.h>

/* Gives the tests of a case their directories, and a minute each (tcase_set_timeout afterwards gives another time). */
void scratch_add(TCase *test_case);
/* The test's own directory. */
const char *scratch_directory(void);
/* "DIRECTORY/name" in the test's own directory; valid for the next seven calls. */
const char *scratch_path(const char *name);
/* Writes a file, and returns its path as scratch_path does. */
const char *scratch_write(const char *name, const char *data, size_t length);
const char *scratch_text(const char *name, const char *text);
/* Asserts a file's whole content. */
void scratch_expect(const char *path, const char *text);
/* Where tests run as root, who may do everything: goes on as nobody, for whom the test's directory is writable. */
void scratch_drop_privileges(void);
/* Number of names in a directory, hidden ones too. */
int scratch_count(const char *directory);

#endif
