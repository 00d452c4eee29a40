/*
 * Drawing without replacement, one row at a time and in constant memory, so that counts come out exact.
 *
 * A permutation shuffles row numbers without a list of them. A quota marks an exact number of the rows that pass
 * it. A deck deals categories, each an exact number of times; chances may lean with the row, and what is left of
 * each category steers the rest back to its count.
 */
#ifndef ETB_DECK_H
#define ETB_DECK_H

#include <stdint.h>

#include "random.h"

struct permutation {
    uint64_t size, key;
    unsigned half_bits;
};
struct permutation permutation_of(uint64_t size, uint64_t key);
uint64_t permuted(const struct permutation *permutation, uint64_t index);

struct quota {
    int64_t left, rows_left;
};
struct quota quota_of(int64_t marked, int64_t rows);
int quota_draw(struct quota *quota, struct random *random);

enum { DECK_LARGEST = 39 };
struct deck {
    int32_t categories;
    int64_t left[DECK_LARGEST], all_left;
    double per_card[DECK_LARGEST]; /* 1 / cards of the category in the full deck */
};

/* counts scaled to total cards; counts themselves when total is their sum. */
void deck_fill(struct deck *deck, const int32_t *counts, int32_t categories, int64_t total);
int32_t deck_deal(struct deck *deck, struct random *random);
int32_t deck_deal_leaning(struct deck *deck, const double *chances, struct random *random);

/* How many of `rows` fall below `published` of `published_rows`, rounded up: shares that add up at any size. */
int64_t scaled_up_to(int64_t published, int64_t published_rows, int64_t rows);

#endif
