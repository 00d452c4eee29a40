/* What output directories need of single outputs. Private to bundle/base. */
#ifndef ESPALIER_BUNDLE_BASE_OUTPUT_H
#define ESPALIER_BUNDLE_BASE_OUTPUT_H

#include "bundle/base/file.h"

/* Replaces whatever `path` is, a symbolic link or a device too, instead of following or writing it. Messages call it `name`. */
struct output *output_open_here(const char *name, const char *path, struct error *error);

#endif
