/* How the tools fail: one struct, one sentence, one exit code.
 *
 * Every function that can fail takes a `struct error *` (never NULL) and returns false, NULL or -1 after filling it.
 * The message is what the user reads after "espalier: ", already complete: it names the file and line
 * (`table.csv:17: ...`), or the key (`columns.MTHCASA.impute: ...`), and what would be right instead.
 * The first failure wins: nobody overwrites a filled error. */
#ifndef ESPALIER_BUNDLE_BASE_ERROR_H
#define ESPALIER_BUNDLE_BASE_ERROR_H

#include <stdbool.h>

/* Exit codes of every command, also the codes an error carries. */
enum exit_code {
    EXIT_DONE = 0,         /* all done */
    EXIT_DIFFERENCE = 1,   /* a check found a difference */
    EXIT_BAD_INPUT = 2,    /* bad usage or bad input */
    EXIT_MACHINE = 3,      /* the machine refused: disk full, permission, memory */
    EXIT_INTERRUPTED = 130 /* SIGINT or SIGTERM arrived */
};

struct error {
    enum exit_code exit_code; /* EXIT_DONE while nothing has failed */
    char message[2048];       /* no newline at the end; control characters of quoted data are escaped */
};

/* An error that has not happened; use as `struct error error = ERROR_NONE;`. */
#define ERROR_NONE                                                                                                                         \
    {                                                                                                                                      \
        EXIT_DONE,                                                                                                                         \
        {                                                                                                                                  \
            0                                                                                                                              \
        }                                                                                                                                  \
    }

/* Fills `error` printf-style unless it already holds a failure. Returns false, so that a caller can
 * write `return error_set(...)`. Bytes of the formatted text below 0x20, and 0x7f, become \xNN. */
bool error_set(struct error *error, enum exit_code exit_code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* As error_set with EXIT_MACHINE or EXIT_BAD_INPUT chosen from errno: ENOENT, EISDIR, ENOTDIR, EINVAL and
 * ENAMETOOLONG are the user's (EXIT_BAD_INPUT), the rest the machine's. The message is "PATH: VERB: strerror". */
bool error_set_errno(struct error *error, const char *path, const char *verb);

#endif
