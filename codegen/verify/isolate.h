/* Work in a process of its own, so that a scorer that crashes takes nobody with it. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_ISOLATE_H
#define ESPALIER_CODEGEN_VERIFY_ISOLATE_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"

#include <stdbool.h>

/* Calls work(context, answer) in a child process and appends the answer that it gave there to ours; nothing else that it changes is
 * seen here. *status as child_collect has it, 0 when the work came to its end. False when there was no process to be had or we were
 * interrupted. */
bool isolate(void (*work)(void *context, struct buffer *answer), void *context, struct buffer *answer, int *status, struct error *error);

#endif
