/*
 * Draws the customers of a table in order, in constant memory. A customer depends on the seed, the size of the
 * table and the customers before it (through what is left of the exact counts), never on the machine.
 */
#ifndef ETB_GENERATOR_H
#define ETB_GENERATOR_H

#include <stdint.h>

#include "customer.h"
#include "deck.h"
#include "random.h"
#include "tables.h"

#define ETB_MOST_ROWS INT64_C(1000000000000)

/* Customer numbers: the first rows[0] shuffled positions are numbers that occur once, then twice, ... */
struct identity {
    struct permutation row_order, number_order;
    int64_t numbers[MOST_ROWS_OF_AN_ID], distinct, largest;
    uint64_t key;
};

struct generator {
    uint64_t seed;
    int64_t rows, next;
    struct identity identity;
    struct permutation pattern_order;
    struct deck occupation, education, dwelling, income, products;
    struct deck accounts[2][2], funds; /* by [CASA][time deposit] */
    struct quota debit_credit[2][2], debit_credit_zero;
    struct quota casa_zero, car_price_blank, balance_zero;
    struct quota affluent, postal_blank[2], postal_zero[2]; /* by label */
    double affluent_odds;                                   /* of the whole table */
};

/* 0 <= rows <= ETB_MOST_ROWS */
void generator_start(struct generator *generator, uint64_t seed, int64_t rows);
/* 1 and the next customer, or 0 after the last. */
int generator_next(struct generator *generator, struct customer *customer);

/* The parts, in the order in which they draw. */
void ownership_start(struct generator *generator);
void draw_ownership(struct generator *generator, struct random *random, struct customer *customer);
void profile_start(struct generator *generator);
void draw_profile(struct generator *generator, struct random *random, struct customer *customer);
void balances_start(struct generator *generator);
void draw_balances(struct generator *generator, struct random *random, struct customer *customer);
void cards_start(struct generator *generator);
void draw_cards(struct generator *generator, struct random *random, struct customer *customer);
void label_start(struct generator *generator);
void draw_label(struct generator *generator, struct random *random, struct customer *customer);
void identity_start(struct generator *generator);
void draw_identity(struct generator *generator, struct random *random, struct customer *customer);

/* Rows of ownership patterns first..last (inclusive) in a table of this size. */
int64_t pattern_rows(const struct generator *generator, int32_t first, int32_t last);

#endif
