/* Deposits, unit trusts and what they add up to. */
#include "generator.h"
#include "numeric.h"

enum { CENTS = 100 };

/* Published extremes of MTHTD, MAXUT and MTHCASA. */
#define LARGEST_DEPOSIT_TOTAL INT64_C(790950000)
#define LARGEST_TRUST INT64_C(133836484)
#define LARGEST_OVERDRAFT INT64_C(20940507)

/* Rows with a yearly debit-to-credit value by deposit cell. The total, 29,708, is exact; the split is assumed. */
static const int32_t debit_credit_rows[2][2] = {{0, 500}, {18208, 11000}};
static const int32_t deposit_cell_rows[2][2] = {{25092, 1946}, {26891, 12154}};

/* count of `of` published rows, scaled to the rows at hand. */
static int64_t share(int64_t count, int64_t of, int64_t rows)
{
    return (count * rows + of / 2) / of;
}

void balances_start(struct generator *generator)
{
    int64_t with_ratio = 0;
    for (int casa = 0; casa < 2; casa++)
        for (int deposit = 0; deposit < 2; deposit++) {
            int64_t rows = generator->accounts[casa][deposit].all_left;
            int64_t marked = share(debit_credit_rows[casa][deposit], deposit_cell_rows[casa][deposit], rows);
            generator->debit_credit[casa][deposit] = quota_of(marked, rows);
            with_ratio += marked;
        }
    generator->debit_credit_zero = quota_of(share(1653, 29708, with_ratio), with_ratio);
    /* Empty current accounts go with no time deposit: of the 232, 225 are NORMAL. */
    int64_t casa_only = generator->accounts[1][0].all_left;
    generator->casa_zero = quota_of(share(232, 26891, casa_only), casa_only);
}

static double wealth_among(const struct customer *customer, int group)
{
    return (customer->wealth - wealth_moments[group][0]) / wealth_moments[group][1];
}

static int64_t in_cents(double amount)
{
    return nearest(amount * CENTS);
}

/* Total, largest and smallest account. One account has all three alike; with more, the largest holds 50 to 100%. */
static void split_casa(struct customer *customer, struct random *random)
{
    int32_t accounts = customer->accounts - customer->time_deposits;
    customer->casa_largest = customer->casa_smallest = customer->casa;
    if (accounts < 2 || customer->casa <= 1) return;
    double largest_share = 0.5 + 0.5 * random_uniform(random);
    customer->casa_largest = nearest((double)customer->casa * largest_share);
    int64_t others = customer->casa - customer->casa_largest;
    customer->casa_smallest = others;
    if (accounts > 2) customer->casa_smallest = nearest((double)others * random_uniform(random) / (accounts - 1));
    if (random_chance(random, 0.012)) /* 286 zeros against 232 in the total */
        customer->casa_smallest = 0;
}

static void draw_casa(struct generator *generator, struct random *random, struct customer *customer)
{
    customer->casa = customer->casa_largest = customer->casa_smallest = BLANK;
    if (!customer->has_casa) return;
    double score = 0.545 * wealth_among(customer, WEALTH_OF_CASA) + 0.828 * random_normal(random);
    /* About 12% have several accounts, and more in them: the smallest account holds 0.82 of the total on average. */
    score += customer->accounts - customer->time_deposits > 1 ? 0.36 : -0.04;
    customer->casa = in_cents(curve_value(&casa_balance_curve, score));
    if (random_chance(random, 4.0 / 39045)) /* four overdrawn customers */
        customer->casa = customer->casa < LARGEST_OVERDRAFT ? -customer->casa : -LARGEST_OVERDRAFT;
    if (!customer->has_time_deposit && quota_draw(&generator->casa_zero, random)) customer->casa = 0;
    split_casa(customer, random);
}

/* A deposit on the curve: a shared round amount, or about half the time some other whole thousand. */
static int64_t deposit_amount(double score, struct random *random)
{
    const int64_t thousand = 1000 * CENTS;
    int64_t cents = in_cents(curve_value(&largest_deposit_curve, score));
    int plain = cents % (5 * thousand) == 0 || cents < thousand;
    if (plain || random_chance(random, 0.43)) return cents;
    int64_t rounded = (cents + thousand / 2) / thousand * thousand;
    return rounded < LARGEST_DEPOSIT_TOTAL ? rounded : LARGEST_DEPOSIT_TOTAL;
}

/* The largest deposit comes from its curve; the others are drawn below it, often at the same round amount. */
static void draw_time_deposits(struct random *random, struct customer *customer)
{
    customer->time_deposit = customer->largest_deposit = BLANK;
    if (!customer->has_time_deposit) return;
    /* Holders of several deposits have larger ones. 0.415 and 0.56: mean and spread of the logarithm of their number. */
    double number = (natural_log(customer->time_deposits) - 0.415) / 0.56;
    double score = 0.50 * wealth_among(customer, WEALTH_OF_TIME_DEPOSIT) + 0.15 * number + 0.8529 * random_normal(random);
    customer->deposit_score = score;
    customer->largest_deposit = customer->time_deposit = deposit_amount(score, random);
    for (int32_t other = 1; other < customer->time_deposits; other++) {
        double drop = random_chance(random, 0.2) ? 0 : random_normal(random);
        int64_t amount = deposit_amount(score - 1.3 * (drop < 0 ? -drop : drop), random);
        if (customer->time_deposit + amount <= LARGEST_DEPOSIT_TOTAL)
            customer->time_deposit += amount < customer->largest_deposit ? amount : customer->largest_deposit;
    }
}

/* Twelve month ends: the average is a twelfth of a sum of cents, and the largest lies a little above it. */
static void draw_unit_trust(struct random *random, struct customer *customer)
{
    customer->trust_year = customer->trust_largest = BLANK;
    if (!customer->has_unit_trust) return;
    /* 0.255 and 0.429: mean and spread of the logarithm of the number of funds. */
    double number = (natural_log((double)customer->funds) - 0.255) / 0.429;
    double score = 0.29 * wealth_among(customer, WEALTH_OF_UNIT_TRUST) + 0.32 * number + 0.9 * random_normal(random);
    customer->trust_year = nearest(12 * CENTS * curve_value(&unit_trust_curve, score));
    double above = 1 - 0.14 * natural_log(random_uniform(random)); /* ratio of means 1.14 */
    int64_t largest = nearest((double)customer->trust_year / 12 * (above < 2 ? above : 2)) + 1;
    customer->trust_largest = largest < LARGEST_TRUST ? largest : LARGEST_TRUST;
}

/* Three significant digits below 1, cents above, in billionths. */
static int64_t ratio_or_amount(double value)
{
    const int64_t billion = 1000000000;
    if (value >= 1) return in_cents(value) * (billion / CENTS);
    int64_t billionths = nearest(value * (double)billion), unit = 1;
    while (billionths / unit >= 1000)
        unit *= 10;
    return (billionths + unit / 2) / unit * unit;
}

/* Follows wealth and, where there is one, the time deposit (correlation 0.48 with its total). */
static void draw_debit_credit(struct generator *generator, struct random *random, struct customer *customer)
{
    struct quota *quota = &generator->debit_credit[customer->has_casa][customer->has_time_deposit];
    customer->debit_credit = BLANK;
    if (customer->accounts == 0 || !quota_draw(quota, random)) return;
    /* Mean 0 and standard deviation 0.672 over the rows present, 39% of which hold a time deposit. */
    double deposit = customer->has_time_deposit ? 0.75 + 0.5 * customer->deposit_score : -0.4735;
    double score = 0.20 * wealth_among(customer, WEALTH_OF_ANY_DEPOSIT) + 0.35 * deposit / 0.672 + 0.8875 * random_normal(random);
    score -= 0.015 * (score * score - 1); /* two groups make the score lean to the right, skewness 0.09 */
    int zero = quota_draw(&generator->debit_credit_zero, random);
    customer->debit_credit = zero ? 0 : ratio_or_amount(curve_value(&debit_credit_curve, score));
}

/* Assets that no other column explains: tiny rests (5, 10 and 0.02 are the most frequent) ... */
static int64_t tiny_rest(struct random *random)
{
    static const struct {
        double up_to;
        int64_t cents;
    } shared[] = {{0.151, 500}, {0.206, 1000}, {0.254, 2}, {0.291, 1}, {0.311, 3}};
    double point = random_uniform(random);
    for (unsigned i = 0; i < sizeof shared / sizeof shared[0]; i++)
        if (point < shared[i].up_to) return shared[i].cents;
    return 1 + nearest(natural_exp(9 * random_uniform(random))); /* up to about 80 */
}

/* ... and round sums. */
static int64_t round_sum(struct random *random)
{
    static const int64_t shared[] = {20000, 50000, 100000};
    if (random_chance(random, 0.15)) return shared[random_below(random, 3)] * CENTS;
    return (5 + random_below(random, 196)) * 1000 * CENTS;
}

static int64_t present(int64_t cents)
{
    return cents == BLANK ? 0 : cents;
}

/* Of the unit-trust columns it is the largest that goes into assets: theirs is the higher correlation (0.41). */
static void add_up_assets(struct random *random, struct customer *customer)
{
    customer->assets = present(customer->casa) + present(customer->time_deposit) + present(customer->trust_largest);
    if (customer->assets < 0) customer->assets = 0;
    /* 4.5% of those without an account have assets (23,900 zeros on 25,092 such rows); 1.6% of the others have more. */
    if (customer->accounts == 0 && random_chance(random, 0.045))
        customer->assets += random_chance(random, 0.65) ? tiny_rest(random) : round_sum(random);
    else if (customer->assets > 0 && random_chance(random, 0.016))
        customer->assets += round_sum(random);
}

void draw_balances(struct generator *generator, struct random *random, struct customer *customer)
{
    draw_casa(generator, random, customer);
    draw_time_deposits(random, customer);
    draw_unit_trust(random, customer);
    draw_debit_credit(generator, random, customer);
    add_up_assets(random, customer);
}
