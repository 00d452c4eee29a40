#include "deck.h"

/* Feistel network over the smallest even number of bits that holds size; values beyond it walk on. */
struct permutation permutation_of(uint64_t size, uint64_t key)
{
    unsigned half_bits = 1;
    while (half_bits < 31 && (UINT64_C(1) << (2 * half_bits)) < size)
        half_bits++;
    return (struct permutation){size, hash_64(key), half_bits};
}

static uint64_t feistel(const struct permutation *permutation, uint64_t index)
{
    uint64_t mask = (UINT64_C(1) << permutation->half_bits) - 1;
    uint64_t left = index >> permutation->half_bits, right = index & mask;
    for (uint64_t round = 0; round < 4; round++) {
        uint64_t next = left ^ (hash_64(permutation->key + (round << 40) + right) & mask);
        left = right;
        right = next;
    }
    return left << permutation->half_bits | right;
}

uint64_t permuted(const struct permutation *permutation, uint64_t index)
{
    do
        index = feistel(permutation, index);
    while (index >= permutation->size);
    return index;
}

struct quota quota_of(int64_t marked, int64_t rows)
{
    return (struct quota){marked, rows};
}

int quota_draw(struct quota *quota, struct random *random)
{
    int marked = random_uniform(random) * (double)quota->rows_left < (double)quota->left;
    quota->left -= marked;
    quota->rows_left--;
    return marked;
}

int64_t scaled_up_to(int64_t published, int64_t published_rows, int64_t rows)
{
    return (published * rows + published_rows - 1) / published_rows;
}

void deck_fill(struct deck *deck, const int32_t *counts, int32_t categories, int64_t total)
{
    int64_t sum = 0, up_to = 0, before = 0;
    for (int32_t k = 0; k < categories; k++)
        sum += counts[k];
    deck->categories = categories;
    deck->all_left = total;
    for (int32_t k = 0; k < categories; k++) {
        up_to += counts[k];
        int64_t after = scaled_up_to(up_to, sum, total);
        deck->left[k] = after - before;
        deck->per_card[k] = after > before ? 1.0 / (double)(after - before) : 0.0;
        before = after;
    }
}

static int32_t take(struct deck *deck, int32_t category)
{
    deck->left[category]--;
    deck->all_left--;
    return category;
}

int32_t deck_deal(struct deck *deck, struct random *random)
{
    int64_t card = random_below(random, deck->all_left);
    int32_t category = 0;
    while (category < deck->categories - 1 && card >= deck->left[category])
        card -= deck->left[category++];
    return take(deck, category);
}

int32_t deck_deal_leaning(struct deck *deck, const double *chances, struct random *random)
{
    const int32_t categories = deck->categories;
    double up_to[DECK_LARGEST], sum = 0;
    for (int32_t k = 0; k < categories; k++) {
        sum += chances[k] * (double)deck->left[k] * deck->per_card[k];
        up_to[k] = sum;
    }
    if (!(sum > 0)) /* only categories are left that this row would never have */
        return deck_deal(deck, random);
    double point = random_uniform(random) * sum;
    for (int32_t k = 0; k < categories; k++)
        if (point < up_to[k] && deck->left[k] > 0) return take(deck, k);
    return deck_deal(deck, random);
}
