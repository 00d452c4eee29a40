/*
 * One customer: what becomes a row of the table, and the hidden quantities it is drawn from.
 * Money is in cents. BLANK marks a missing number, category 0 a missing category.
 */
#ifndef ETB_CUSTOMER_H
#define ETB_CUSTOMER_H

#include <stdint.h>

#define BLANK INT64_MIN

enum card_state { CARD_NONE, CARD_LIMIT_ZERO, CARD_LIMIT, CARD_BALANCE, CARD_SPENDING };

struct customer {
    int64_t id, postal_code;
    int32_t age;
    int32_t education, dwelling, income, occupation; /* indices into the category names, 0 blank */

    int32_t has_casa, has_time_deposit, has_auto_loan, has_home_loan, has_unit_trust;
    enum card_state card;
    int32_t products;
    int32_t accounts, time_deposits; /* accounts counts both kinds; 0 when there is none */

    int64_t casa, casa_largest, casa_smallest;
    int64_t debit_credit; /* billionths: ratios need more digits than cents */
    int64_t time_deposit, largest_deposit;
    int64_t assets;
    int64_t car_price; /* whole units */
    int64_t funds, trust_year, trust_largest;
    int64_t balance_year; /* sum of twelve month ends */
    int64_t largest_month, smallest_month, year_spend, transactions;
    int64_t card_limit; /* whole units */
    int32_t affluent;

    /* Hidden: standard scores of age, of wealth, and of the time deposits (zero without any). */
    double age_score, wealth, deposit_score;
};

#endif
