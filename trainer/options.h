/* The command line of `espalier train`. */
#ifndef ESPALIER_TRAINER_OPTIONS_H
#define ESPALIER_TRAINER_OPTIONS_H

#include "bundle/base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct options {
    const char *config;
    const char *bundle;
    const char *table; /* NULL: the config's */
    int64_t seed;      /* -1: the config's */
    int32_t threads;
    bool quiet;
    bool help;
};

/* Reads the arguments after the program's name. The texts are those of `arguments`. */
bool options_read(int count, char *const *arguments, struct options *options, struct error *error);

extern const char options_help[];

#endif
