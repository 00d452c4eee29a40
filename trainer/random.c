#include "trainer/random.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

struct random random_stream(int64_t seed, enum random_purpose purpose, uint64_t index)
{
    const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
    struct random random = {mix(mix(mix((uint64_t)seed + golden) ^ (uint64_t)purpose * golden) + index * golden)};
    return random;
}

uint64_t random_next(struct random *random)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    return mix(random->state);
}

uint64_t random_below(struct random *random, uint64_t limit)
{
    /* The values below 2^64 mod limit would make some remainders likelier than others: draw again. */
    const uint64_t biased = (0 - limit) % limit;
    uint64_t value;
    do {
        value = random_next(random);
    } while (value < biased);
    return value % limit;
}

void random_shuffle(struct random *random, size_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = (size_t)random_below(random, i);
        const size_t item = items[i - 1];
        items[i - 1] = items[j];
        items[j] = item;
    }
}
