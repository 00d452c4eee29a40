/* Credit-card limit, balance and spending, and the price of a financed car. */
#include "generator.h"
#include "numeric.h"

enum { CENTS = 100, MONTHS = 12, LARGEST_PRICE = 1414900 };

static int64_t rows_with_card_state(const struct generator *generator, enum card_state least)
{
    int64_t rows = 0;
    for (int32_t pattern = 0; pattern < PATTERN_COUNT; pattern++)
        if (pattern % CARD_STATES >= (int32_t)least) rows += pattern_rows(generator, pattern, pattern);
    return rows;
}

static int64_t rows_with_auto_loan(const struct generator *generator)
{
    int64_t rows = 0;
    for (int32_t pattern = 0; pattern < PATTERN_COUNT; pattern++)
        if (pattern / (CARD_STATES * 4) % 2) rows += pattern_rows(generator, pattern, pattern);
    return rows;
}

void cards_start(struct generator *generator)
{
    int64_t balances = rows_with_card_state(generator, CARD_BALANCE), loans = rows_with_auto_loan(generator);
    generator->balance_zero = quota_of((2727 * balances + 17073 / 2) / 17073, balances); /* exact zeros and rows */
    generator->car_price_blank = quota_of((2 * loans + 5587 / 2) / 5587, loans);         /* 5,585 of 5,587 present */
}

/* Limits follow the income band (correlation ratio 0.46). The direction is unknown; here a higher code means more.
 * Codes in the order of the solved chances: blank, 2, 6, 5, 4, 3, 1, 7, 8. 0.275 a code, variance 0.22. */
static const double income_effect[INCOMES] = {0.0, -0.49, 0.61, 0.33, 0.06, -0.22, -0.77, 0.88, 1.16};

/* Limits are multiples of 100. */
static int64_t draw_limit(double card_use, struct random *random, const struct customer *customer)
{
    if (customer->card == CARD_NONE) return BLANK;
    if (customer->card == CARD_LIMIT_ZERO) return 0;
    double score = 0.65 * card_use + income_effect[customer->income] + 0.595 * random_normal(random);
    return nearest(curve_value(&card_limit_curve, score) / 100) * 100;
}

static int64_t draw_balance_year(double card_use, struct generator *generator, struct random *random, const struct customer *customer)
{
    if (customer->card < CARD_BALANCE) return BLANK;
    if (quota_draw(&generator->balance_zero, random)) return 0;
    double score = 0.75 * card_use + 0.6614 * random_normal(random);
    return nearest(MONTHS * CENTS * curve_value(&card_balance_curve, score));
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Months with spending: at most one a transaction, and nearly always all twelve for frequent use. */
static int64_t active_months(int64_t transactions, struct random *random)
{
    if (transactions >= 3 * MONTHS) return MONTHS;
    int64_t most = smaller(transactions, MONTHS);
    return most - random_below(random, (most + 1) / 2);
}

/* The months must be able to add up: smallest <= what the largest leaves for each other <= largest <= year. */
static void split_year(double spend_score, struct random *random, struct customer *customer)
{
    int64_t year = customer->year_spend, months = active_months(customer->transactions, random);
    double largest_score = 0.96 * spend_score + 0.28 * random_normal(random);
    double smallest_score = 0.85 * spend_score + 0.5268 * random_normal(random) - 0.06;
    int64_t largest = nearest(CENTS * curve_value(&largest_month_curve, largest_score));
    int64_t smallest = nearest(CENTS * curve_value(&smallest_month_curve, smallest_score));
    int64_t fewest = (year + months - 1) / months;
    if (largest < fewest) largest = fewest;
    if (largest >= year && customer->transactions > MONTHS) /* so many purchases do not fall into one month */
        largest = fewest + nearest((double)(year - fewest) * 0.8 * random_uniform(random));
    if (months == 1 || largest >= year) {
        customer->largest_month = customer->smallest_month = year;
        return;
    }
    smallest = smaller(smallest, (year - largest) / (months - 1));
    customer->largest_month = largest;
    customer->smallest_month = smallest > 0 ? smallest : 1;
}

static void draw_spending(double card_use, struct random *random, struct customer *customer)
{
    customer->largest_month = customer->smallest_month = customer->year_spend = customer->transactions = BLANK;
    if (customer->card != CARD_SPENDING) return;
    double score = 0.70 * card_use + 0.7141 * random_normal(random);
    customer->year_spend = nearest(MONTHS * CENTS * curve_value(&monthly_spend_curve, score));
    /* Spenders are a little younger than others; -0.035 keeps the counts centered. */
    double frequency = 0.70 * score - 0.12 * customer->age_score + 0.70 * random_normal(random) - 0.035;
    double transactions = curve_value(&transactions_curve, frequency);
    customer->transactions = (int64_t)(transactions + (1 - 1e-9)); /* the curve passes through P(count <= k) at k */
    split_year(score, random, customer);
}

/* List prices: whole thousands, often less one, or hundreds (77,999 and 78,999 are among the most frequent). */
static int64_t draw_car_price(struct generator *generator, struct random *random, const struct customer *customer)
{
    if (!customer->has_auto_loan || quota_draw(&generator->car_price_blank, random)) return BLANK;
    double price = curve_value(&car_price_curve, random_normal(random)), style = random_uniform(random);
    if (price > LARGEST_PRICE - 1000) return LARGEST_PRICE;
    if (style < 0.30) return nearest(price / 1000) * 1000;
    if (style < 0.50) return nearest(price / 1000) * 1000 - 1;
    return style < 0.75 ? nearest(price / 100) * 100 : nearest(price);
}

void draw_cards(struct generator *generator, struct random *random, struct customer *customer)
{
    double card_use = random_normal(random);
    customer->card_limit = draw_limit(card_use, random, customer);
    customer->balance_year = draw_balance_year(card_use, generator, random, customer);
    draw_spending(card_use, random, customer);
    customer->car_price = draw_car_price(generator, random, customer);
}
