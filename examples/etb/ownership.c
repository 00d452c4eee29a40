/* Which products a customer owns, the age and the hidden wealth that go with them, and how many accounts. */
#include "generator.h"
#include "numeric.h"

/* Counts of CASATD_CNT = 1, 2, ... by deposit cell. Their sums over cells are the published counts. How a count
 * splits over cells is assumed: deposits alone halve from count to count, 7% of the others with current accounts
 * alone have two or more, and holders of both, who have at least two, take the rest. */
enum { MOST_ACCOUNTS = 39 };
static const int32_t casa_only_accounts[MOST_ACCOUNTS] = {25044, 1500, 260, 60, 18, 6, 3};
static const int32_t deposit_only_accounts[MOST_ACCOUNTS] = {973, 487, 243, 122, 61, 30, 15, 8, 4, 2, 1};
static const int32_t both_accounts[MOST_ACCOUNTS] = {[1] = 6162, 2922, 1419, 691, 400, 201, 121, 75, 59, 28,       18,
                                                     13,         11,   9,    3,   7,   2,   6,   2,  2,  [24] = 2, [38] = 1};

/* N_FUNDS = 1, 2, ...: exact. */
enum { MOST_FUNDS = 14 };
static const int32_t fund_rows[MOST_FUNDS] = {1897, 528, 164, 60, 15, 5, 1, 3, 1, 0, 3, 0, 0, 1};

enum { PATTERNS_OF_A_CELL = PATTERN_COUNT / 4 };

int64_t pattern_rows(const struct generator *generator, int32_t first, int32_t last)
{
    int64_t before = first ? pattern_rows_up_to[first - 1] : 0;
    return scaled_up_to(pattern_rows_up_to[last], PUBLISHED_ROWS, generator->rows) - scaled_up_to(before, PUBLISHED_ROWS, generator->rows);
}

static int64_t cell_rows(const struct generator *generator, int casa, int time_deposit)
{
    int32_t first = (2 * casa + time_deposit) * PATTERNS_OF_A_CELL;
    return pattern_rows(generator, first, first + PATTERNS_OF_A_CELL - 1);
}

static int has_unit_trust(int32_t pattern)
{
    return pattern / CARD_STATES % 2;
}

void ownership_start(struct generator *generator)
{
    int64_t trusts = 0;
    for (int32_t pattern = 0; pattern < PATTERN_COUNT; pattern++)
        if (has_unit_trust(pattern)) trusts += pattern_rows(generator, pattern, pattern);
    generator->pattern_order = permutation_of((uint64_t)generator->rows, generator->seed ^ UINT64_C(0x5041545445524E));
    deck_fill(&generator->accounts[1][0], casa_only_accounts, MOST_ACCOUNTS, cell_rows(generator, 1, 0));
    deck_fill(&generator->accounts[0][1], deposit_only_accounts, MOST_ACCOUNTS, cell_rows(generator, 0, 1));
    deck_fill(&generator->accounts[1][1], both_accounts, MOST_ACCOUNTS, cell_rows(generator, 1, 1));
    deck_fill(&generator->funds, fund_rows, MOST_FUNDS, trusts);
}

/* The pattern on the card that the shuffled deck deals to this row. */
static int32_t pattern_of_row(const struct generator *generator)
{
    int64_t position = (int64_t)permuted(&generator->pattern_order, (uint64_t)generator->next);
    int64_t card = position * PUBLISHED_ROWS / generator->rows;
    int32_t low = -1, high = PATTERN_COUNT - 1;
    while (high - low > 1) {
        int32_t middle = (low + high) / 2;
        if (card < pattern_rows_up_to[middle])
            high = middle;
        else
            low = middle;
    }
    return high;
}

static void read_pattern(int32_t pattern, struct customer *customer)
{
    customer->card = (enum card_state)(pattern % CARD_STATES);
    customer->has_unit_trust = has_unit_trust(pattern);
    customer->has_home_loan = pattern / (CARD_STATES * 2) % 2;
    customer->has_auto_loan = pattern / (CARD_STATES * 4) % 2;
    customer->has_time_deposit = pattern / (CARD_STATES * 8) % 2;
    customer->has_casa = pattern / (CARD_STATES * 16);
}

static int32_t age_of_score(double score)
{
    int32_t low = -1, high = OLDEST_AGE;
    while (high - low > 1) {
        int32_t middle = (low + high) / 2;
        if (score <= age_threshold[middle])
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* Shares and shifts as calibrate.py assumes them (WEALTH_...); wealth_moments depends on them. */
static double draw_wealth(const struct customer *customer, struct random *random)
{
    return 0.35 * customer->age_score + 0.30 * customer->has_time_deposit + 0.90 * customer->has_unit_trust + 0.90 * random_normal(random);
}

/* About 1.1 current accounts a holder: of those with three or more accounts in all, some have a second or third. */
static int32_t draw_casa_accounts(const struct customer *customer, struct random *random)
{
    if (!customer->has_time_deposit) return customer->accounts;
    int32_t casa = 1, spare = customer->accounts - 2;
    if (spare > 0 && random_chance(random, 0.34)) {
        casa++;
        if (spare > 1 && random_chance(random, 0.20)) casa++;
    }
    return casa;
}

static void draw_accounts(struct generator *generator, struct random *random, struct customer *customer)
{
    if (!customer->has_casa && !customer->has_time_deposit) return;
    struct deck *deck = &generator->accounts[customer->has_casa][customer->has_time_deposit];
    customer->accounts = 1 + deck_deal(deck, random);
    int32_t casa = customer->has_casa ? draw_casa_accounts(customer, random) : 0;
    customer->time_deposits = customer->accounts - casa;
}

void draw_ownership(struct generator *generator, struct random *random, struct customer *customer)
{
    int32_t pattern = pattern_of_row(generator);
    read_pattern(pattern, customer);
    customer->age_score = age_shift[pattern] + age_spread * random_normal(random);
    customer->age = age_of_score(customer->age_score);
    customer->wealth = draw_wealth(customer, random);
    draw_accounts(generator, random, customer);
    customer->funds = customer->has_unit_trust ? 1 + deck_deal(&generator->funds, random) : BLANK;
}
