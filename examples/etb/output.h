/*
 * Where the table goes: standard output, or a file that appears under its name only when it is complete. A signal
 * (interrupt, hang-up, termination) is noticed at the next write; nothing half-written stays.
 */
#ifndef ETB_OUTPUT_H
#define ETB_OUTPUT_H

#include <stddef.h>

enum { OUTPUT_BUFFER_BYTES = 1 << 16, OUTPUT_PATH_BYTES = 4096 };

struct output {
    int descriptor;
    size_t used;
    const char *path;                       /* NULL for standard output */
    char temporary_path[OUTPUT_PATH_BYTES]; /* empty when the path itself is written: a device or a pipe */
    char buffer[OUTPUT_BUFFER_BYTES];
};

/* All return 0, or -1 after a message on standard error. */
int output_open(struct output *output, const char *path);
int output_write(struct output *output, const char *bytes, size_t count);
int output_close(struct output *output);

/* Removes what was begun. */
void output_abandon(struct output *output);

/* The signal that asked to stop, or 0. */
int output_stop_signal(void);

#endif
