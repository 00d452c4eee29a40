/* Listening to a child process of ours. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_CHILD_H
#define ESPALIER_CODEGEN_VERIFY_CHILD_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>
#include <sys/types.h>

/* Appends what comes through `descriptor` to `output` until the child has closed its end, closes ours and waits for the child.
 * *status is its exit status, or CHILD_SIGNALED + the signal that ended it. False when we were interrupted; the child was then
 * ended too. */
#define CHILD_SIGNALED 1000
bool child_collect(pid_t child, int descriptor, struct buffer *output, int *status, struct error *error);

#endif
