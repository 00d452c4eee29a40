/* A customer as a line of CSV, independent of the locale. */
#ifndef ETB_FORMAT_H
#define ETB_FORMAT_H

#include <stddef.h>

#include "customer.h"

enum { ETB_LONGEST_LINE = 1024 };

extern const char etb_header[]; /* column names and line end */

/* Writes at most ETB_LONGEST_LINE characters, line end included and no terminator; returns how many. */
size_t format_customer(const struct customer *customer, char *line);

#endif
