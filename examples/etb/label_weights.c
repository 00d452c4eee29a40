/* Solved by calibrate.py label from the rates in published.py and calibrate_label.py; change those.
 * 400,000 customers of seed 98; ridge 3.0. Best possible ROC AUC there: 0.8934. */

#include "tables.h"

/* clang-format off */

#define INTERVALS(edges, weights) sizeof (edges) / sizeof (edges)[0], edges, weights

static const double products_weights[] = {-1.7957, -1.3628, -0.4095, 0.1474, 0.5397, 0.9970, 1.8839};
static const double products_edges[] = {2, 3, 4, 5, 6, 7};

static const double accounts_weights[] = {-0.1921, -0.5457, -0.2015, -0.0503, 0.0817, 0.2190, 0.6839, 0.0050};
static const double accounts_edges[] = {1, 3, 4, 5, 7, 8, 9};

static const double funds_weights[] = {-0.1841, 0.2243, 0.5072, 0.7656, -0.7466};
static const double funds_edges[] = {2, 3, 4, 5};

static const double assets_weights[] = {-0.1115, -0.0055, 0.1170};
static const double assets_edges[] = {264687, 529374};

static const double casa_weights[] = {-0.6785, 0.7240, 0.1276};
static const double casa_edges[] = {15403, 240211};

static const double casa_smallest_weights[] = {0.7082, -0.4666, -0.0685};
static const double casa_smallest_edges[] = {15403, 240211};

static const double time_deposit_weights[] = {0.0059, -0.0790};
static const double time_deposit_edges[] = {264421};

static const double largest_deposit_weights[] = {0.0428, -0.1159};
static const double largest_deposit_edges[] = {264421};

static const double debit_credit_weights[] = {0.0485, 0.0916};
static const double debit_credit_edges[] = {386667};

static const double unit_trust_weights[] = {-0.0529, 0.6194};
static const double unit_trust_edges[] = {40200};

static const double car_price_weights[] = {-1.6236, -0.0683, 0.1565, 0.4273, 0.6263};
static const double car_price_edges[] = {60310, 107020, 153730, 200440};

static const double card_balance_weights[] = {0.7064, -0.8344, -1.1555};
static const double card_balance_edges[] = {6713, 13427};

static const double card_limit_weights[] = {-0.1077, -0.1415, -0.2087, -0.2057};
static const double card_limit_edges[] = {12667, 25333, 38000};

static const double spend_weights[] = {0.4066};

static const double age_weights[] = {-1.4393, -1.1199, -0.8711, -0.1589, 0.1181, 0.3255, 0.7324, 1.0214, 1.2902, 1.1343, 0.8239, 1.0686, 1.0032, 1.1415, 0.5705, 0.0562, -0.1541, -0.9158, -1.6411, -2.9857};
static const double age_edges[] = {22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62, 66, 70, 74, 78, 82, 86, 90, 94};

static const double home_loan_weights[] = {-0.0629, 0.0629};
static const double home_loan_edges[] = {1};

static const double occupation_weights[] = {-1.1936, 0.0374, -0.3114, 0.1052, -0.1423, 0.2344, 0.2519, 1.0182};
static const double occupation_edges[] = {1, 2, 3, 4, 5, 6, 7};

static const double education_weights[] = {-0.8581, 0.3432, -0.0852, 0.3528, 0.5152, 0.7961, 0.5123, 0.5009, -0.8019, -0.3549, -0.9203};
static const double education_edges[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static const double dwelling_weights[] = {0.0262, -0.3327, 0.2791, 0.2064, 0.3741, -1.1106, 0.5104, 0.1296, 0.5832, -0.4340, 0.6918, -0.0513, -0.5009, -0.1452, -0.2261};
static const double dwelling_edges[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

static const double income_weights[] = {0.4211, -0.4447, 0.1371, 0.1296, -0.1922, -0.1167, 0.3785, -0.4702, 0.1575};
static const double income_edges[] = {1, 2, 3, 4, 5, 6, 7, 8};

const struct label_term label_terms[LABEL_TERMS] = {
    [TERM_PRODUCTS] = {0.0000, INTERVALS(products_edges, products_weights)},
    [TERM_ACCOUNTS] = {0.0000, INTERVALS(accounts_edges, accounts_weights)},
    [TERM_FUNDS] = {-0.5665, INTERVALS(funds_edges, funds_weights)},
    [TERM_ASSETS] = {0.0000, INTERVALS(assets_edges, assets_weights)},
    [TERM_CASA] = {-0.1731, INTERVALS(casa_edges, casa_weights)},
    [TERM_CASA_SMALLEST] = {-0.1731, INTERVALS(casa_smallest_edges, casa_smallest_weights)},
    [TERM_TIME_DEPOSIT] = {0.0731, INTERVALS(time_deposit_edges, time_deposit_weights)},
    [TERM_LARGEST_DEPOSIT] = {0.0731, INTERVALS(largest_deposit_edges, largest_deposit_weights)},
    [TERM_DEBIT_CREDIT] = {-0.1401, INTERVALS(debit_credit_edges, debit_credit_weights)},
    [TERM_UNIT_TRUST] = {-0.5665, INTERVALS(unit_trust_edges, unit_trust_weights)},
    [TERM_CAR_PRICE] = {0.4816, INTERVALS(car_price_edges, car_price_weights)},
    [TERM_CARD_BALANCE] = {1.2835, INTERVALS(card_balance_edges, card_balance_weights)},
    [TERM_CARD_LIMIT] = {0.6636, INTERVALS(card_limit_edges, card_limit_weights)},
    [TERM_SPEND] = {-0.4066, 0, 0, spend_weights},
    [TERM_AGE] = {0.0000, INTERVALS(age_edges, age_weights)},
    [TERM_HOME_LOAN] = {0.0000, INTERVALS(home_loan_edges, home_loan_weights)},
    [TERM_OCCUPATION] = {0.0000, INTERVALS(occupation_edges, occupation_weights)},
    [TERM_EDUCATION] = {0.0000, INTERVALS(education_edges, education_weights)},
    [TERM_DWELLING] = {0.0000, INTERVALS(dwelling_edges, dwelling_weights)},
    [TERM_INCOME] = {0.0000, INTERVALS(income_edges, income_weights)}
};

const double label_cell[2][2] = {{-0.3224, 0.1429}, {0.3989, -0.2194}};
const double label_intercept = -2.0960;
const double label_step = 2.55;
const double label_step_at = 45000.0;
