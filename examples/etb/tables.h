/*
 * The solved tables that the generator draws from. population_tables.c and label_weights.c define them;
 * calibrate.py prints both files from the published figures.
 */
#ifndef ETB_TABLES_H
#define ETB_TABLES_H

#include <stdint.h>

enum {
    PUBLISHED_ROWS = 66083,
    PUBLISHED_AFFLUENT = 10926,
    CARD_STATES = 5,
    PATTERN_COUNT = 2 * 2 * 2 * 2 * 2 * CARD_STATES,
    OLDEST_AGE = 122,
    AGE_BANDS = 16, /* below 20, then five years each, 90 and older last */
    OCCUPATIONS = 8,
    EDUCATIONS = 11,
    DWELLINGS = 15,
    INCOMES = 9,
    MOST_PRODUCTS = 9,
    MOST_ROWS_OF_AN_ID = 6
};

/* A monotone curve from a normal score to the logarithm of an amount; flat where many customers share an amount. */
struct knot {
    double score, log_value;
};
struct curve {
    const struct knot *knots;
    int32_t count;
};

/* A rising curve from a share of the rows (0 to 1) to a part of the range of their values (0 to 1). */
struct position {
    double share, part;
};
struct position_curve {
    const struct position *knots;
    int32_t count;
};

extern const int32_t pattern_rows_up_to[PATTERN_COUNT];
extern const double age_shift[PATTERN_COUNT];
extern const double age_spread;
extern const double age_threshold[OLDEST_AGE];

enum { WEALTH_OF_CASA, WEALTH_OF_TIME_DEPOSIT, WEALTH_OF_UNIT_TRUST, WEALTH_OF_ANY_DEPOSIT };
extern const double wealth_moments[4][2]; /* mean, standard deviation */

extern const double occupation_chance[8 * AGE_BANDS][OCCUPATIONS];
extern const double education_chance[2 * AGE_BANDS][EDUCATIONS];
extern const double dwelling_chance[4][DWELLINGS];
extern const double income_chance[3 * OCCUPATIONS][INCOMES];
extern const int32_t occupation_rows[OCCUPATIONS];
extern const int32_t education_rows[EDUCATIONS];
extern const int32_t dwelling_rows[DWELLINGS];
extern const int32_t income_rows[INCOMES];
extern const int32_t product_rows[MOST_PRODUCTS];
extern const double product_factor[MOST_PRODUCTS];

extern const struct curve casa_balance_curve, largest_deposit_curve, debit_credit_curve, car_price_curve;
extern const struct curve unit_trust_curve, card_balance_curve, card_limit_curve;
extern const struct curve monthly_spend_curve, largest_month_curve, smallest_month_curve, transactions_curve;

extern const int32_t id_multiplicity_rows[MOST_ROWS_OF_AN_ID];
extern const struct position_curve id_positions, postal_positions;

/* One term of the label's log-odds: a weight for blank, and one for each interval between rising edges. */
struct label_term {
    double blank;
    int32_t edges;
    const double *edge;
    const double *weight; /* edges + 1 of them */
};
enum {
    TERM_PRODUCTS,
    TERM_ACCOUNTS,
    TERM_FUNDS,
    TERM_ASSETS,
    TERM_CASA,
    TERM_CASA_SMALLEST,
    TERM_TIME_DEPOSIT,
    TERM_LARGEST_DEPOSIT,
    TERM_DEBIT_CREDIT,
    TERM_UNIT_TRUST,
    TERM_CAR_PRICE,
    TERM_CARD_BALANCE,
    TERM_CARD_LIMIT,
    TERM_SPEND,
    TERM_AGE,
    TERM_HOME_LOAN,
    TERM_OCCUPATION,
    TERM_EDUCATION,
    TERM_DWELLING,
    TERM_INCOME,
    LABEL_TERMS
};
extern const struct label_term label_terms[LABEL_TERMS];
extern const double label_cell[2][2]; /* [CASA][time deposit] */
extern const double label_intercept;
extern const double label_step; /* log-odds that assets well above label_step_at add */
extern const double label_step_at;

#endif
