/* Files: whole reads, and outputs that appear complete or not at all. */
#ifndef ESPALIER_BUNDLE_BASE_FILE_H
#define ESPALIER_BUNDLE_BASE_FILE_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a whole file, appending to `out`. A directory, a missing or an unreadable file is an error that names `path`. */
bool file_read(const char *path, struct buffer *out, struct error *error);

/* One output. Written to a temporary file beside `path` (same directory, name ".NAME.espalier-XXXXXX") and renamed over it
 * by output_commit, so that readers see the old file or the new one, never a part. A symbolic link stays, what it leads to is
 * replaced; the old file's mode stays, and a file that may not be written is refused. `path` "-" or NULL is standard output,
 * which is flushed and checked but cannot be undone; so are a device and a FIFO. */
struct output;
struct output *output_open(const char *path, struct error *error); /* NULL on failure */
/* Appends bytes. A failed write (disk full) is remembered and reported by output_failed and output_commit. */
void output_write(struct output *output, const void *data, size_t length);
void output_text(struct output *output, const char *text);
void output_print(struct output *output, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Only the owner may read and write what is written: for personal data. A failure is remembered as one of a write is. */
void output_private(struct output *output);
/* True once a write failed: long loops stop early on it. */
bool output_failed(const struct output *output);
/* Flushes, syncs and renames; frees `output` whatever happens. On failure the temporary file is gone and the old file intact.
 * Where `error` already holds a failure it only abandons, so that a commit may follow a loop that broke off. */
bool output_commit(struct output *output, struct error *error);
/* Removes the temporary file and frees `output`. NULL is allowed. */
void output_abandon(struct output *output);

/* A directory as one output: written in a temporary directory beside `path`, then exchanged with it in one step.
 * What already lies in `path` and is not replaced is kept (hard-linked over by the commit). A `path` that is a file is an
 * error, and one that ends in "." or "..", which cannot be exchanged. */
struct output_directory;
struct output_directory *output_directory_open(const char *path, struct error *error);
/* Opens NAME inside; NAME has no '/'. Commit or abandon it like any output before the directory's own commit. */
struct output *output_directory_file(struct output_directory *directory, const char *name, struct error *error);
/* The temporary directory's path, for a library that writes a file itself (XGBoost's model.json). */
const char *output_directory_path(const struct output_directory *directory);
/* As output_commit, for all of it. */
bool output_directory_commit(struct output_directory *directory, struct error *error);
void output_directory_abandon(struct output_directory *directory);

/* Removes every output that is neither committed nor abandoned; called on the way out of a failing program. */
void output_abandon_all(void);

/* Installs handlers for SIGINT, SIGTERM and SIGHUP that only raise a flag; SIGPIPE is ignored (a write then fails with EPIPE).
 * A second signal ends the program at once, after the outputs' temporary files are removed (async-signal-safe unlink). */
void interrupt_install(void);
bool interrupt_requested(void);
/* Fills `error` with EXIT_INTERRUPTED when a signal arrived: `if (interrupt_check(error)) return false;` in long loops. */
bool interrupt_check(struct error *error);

#endif
