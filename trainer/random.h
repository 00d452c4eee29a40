/* Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
 * generators", OOPSLA 2014). Not for secrets. */
#ifndef ESPALIER_TRAINER_RANDOM_H
#define ESPALIER_TRAINER_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

/* What a stream is for: two purposes never share numbers, so adding draws to one changes no other. */
enum random_purpose { RANDOM_HOLDOUT = 1, RANDOM_FOLDS = 2, RANDOM_ENCODING = 3, RANDOM_BOOTSTRAP = 4 };

/* The stream of one purpose; `index` tells apart streams of the same purpose (a fold's, a replicate's). */
struct random random_stream(int64_t seed, enum random_purpose purpose, uint64_t index);
uint64_t random_next(struct random *random);
/* Uniform in 0 .. limit - 1 without bias; limit is at least 1. */
uint64_t random_below(struct random *random, uint64_t limit);
/* Fisher and Yates. */
void random_shuffle(struct random *random, size_t *items, size_t count);

#endif
