/* Random numbers of one row: a splitmix64 sequence whose start is a hash of the seed and the row number. */
#ifndef ETB_RANDOM_H
#define ETB_RANDOM_H

#include <stdint.h>

struct random {
    uint64_t state;
};

uint64_t hash_64(uint64_t x);
struct random random_of_row(uint64_t seed, uint64_t row);
uint64_t random_bits(struct random *random);
double random_uniform(struct random *random); /* strictly between 0 and 1 */
double random_normal(struct random *random);
int random_chance(struct random *random, double probability);
int64_t random_below(struct random *random, int64_t limit); /* 0 <= result < limit < 2^40 */

#endif
