#include "random.h"

#include "numeric.h"

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15)

/* The finalizer of splitmix64 (Steele, Lea and Flood, 2014). */
uint64_t hash_64(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

struct random random_of_row(uint64_t seed, uint64_t row)
{
    return (struct random){hash_64(hash_64(seed + GOLDEN) ^ (row * UINT64_C(0xD1342543DE82EF95) + 1))};
}

uint64_t random_bits(struct random *random)
{
    random->state += GOLDEN;
    return hash_64(random->state);
}

double random_uniform(struct random *random)
{
    return ((double)(random_bits(random) >> 12) + 0.5) * 0x1p-52;
}

double random_normal(struct random *random)
{
    return normal_quantile(random_uniform(random));
}

int random_chance(struct random *random, double probability)
{
    return random_uniform(random) < probability;
}

int64_t random_below(struct random *random, int64_t limit)
{
    return (int64_t)(random_uniform(random) * (double)limit);
}
