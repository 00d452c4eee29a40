/* Names of files. Private to bundle/base. */
#ifndef ESPALIER_BUNDLE_BASE_PATH_H
#define ESPALIER_BUNDLE_BASE_PATH_H

/* What follows the last '/' of `path`: a pointer into it. */
const char *path_name(const char *path);
/* The directory that `path` lies in: "." for a bare name. To be freed. */
char *path_parent(const char *path);
/* "DIRECTORY/NAME". To be freed. */
char *path_join(const char *directory, const char *name);
/* Where `path` leads when every symbolic link in its last component is followed, also when nothing is there yet. To be
 * freed. NULL with errno when links go round in a circle. */
char *path_follow(const char *path);

#endif
