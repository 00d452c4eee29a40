/* The segment: a logistic model of the visible columns, held to the exact number of AFFLUENT customers. */
#include "generator.h"
#include "numeric.h"

void label_start(struct generator *generator)
{
    int64_t affluent = (PUBLISHED_AFFLUENT * generator->rows + PUBLISHED_ROWS / 2) / PUBLISHED_ROWS;
    generator->affluent = quota_of(affluent, generator->rows);
    generator->affluent_odds = (double)PUBLISHED_AFFLUENT / (PUBLISHED_ROWS - PUBLISHED_AFFLUENT);
}

static double weight_of(const struct label_term *term, double value)
{
    int32_t interval = 0;
    while (interval < term->edges && value >= term->edge[interval])
        interval++;
    return term->weight[interval];
}

static double term(int which, double value)
{
    return weight_of(&label_terms[which], value);
}

/* A number in hundredths, or blank. */
static double term_or_blank(int which, int64_t hundredths)
{
    return hundredths == BLANK ? label_terms[which].blank : term(which, (double)hundredths / 100);
}

/* Rises by label_step around label_step_at: sigmoid of 4 ln(assets / label_step_at), without the logarithm. */
static double assets_step(int64_t cents)
{
    double ratio = (double)cents / 100 / label_step_at;
    double power = ratio * ratio * ratio * ratio;
    return label_step * power / (1 + power);
}

static double category_log_odds(const struct customer *customer)
{
    return term(TERM_OCCUPATION, customer->occupation) + term(TERM_EDUCATION, customer->education) +
           term(TERM_DWELLING, customer->dwelling) + term(TERM_INCOME, customer->income) + term(TERM_AGE, customer->age) +
           term(TERM_PRODUCTS, customer->products) + term(TERM_ACCOUNTS, customer->accounts) +
           term(TERM_HOME_LOAN, customer->has_home_loan) + label_cell[customer->has_casa][customer->has_time_deposit];
}

static double amount_log_odds(const struct customer *customer)
{
    int64_t trust = customer->trust_year == BLANK ? BLANK : customer->trust_year / 12;
    int64_t balance = customer->balance_year == BLANK ? BLANK : customer->balance_year / 12;
    int64_t ratio = customer->debit_credit == BLANK ? BLANK : customer->debit_credit / 10000000;
    int64_t limit = customer->card_limit == BLANK ? BLANK : customer->card_limit * 100;
    int64_t price = customer->has_auto_loan ? (customer->car_price == BLANK ? 0 : customer->car_price * 100) : BLANK;
    int64_t funds = customer->funds == BLANK ? BLANK : customer->funds * 100;
    return term_or_blank(TERM_FUNDS, funds) + term_or_blank(TERM_ASSETS, customer->assets) + term_or_blank(TERM_CASA, customer->casa) +
           term_or_blank(TERM_CASA_SMALLEST, customer->casa_smallest) + term_or_blank(TERM_TIME_DEPOSIT, customer->time_deposit) +
           term_or_blank(TERM_LARGEST_DEPOSIT, customer->largest_deposit) + term_or_blank(TERM_DEBIT_CREDIT, ratio) +
           term_or_blank(TERM_UNIT_TRUST, trust) + term_or_blank(TERM_CAR_PRICE, price) + term_or_blank(TERM_CARD_BALANCE, balance) +
           term_or_blank(TERM_CARD_LIMIT, limit) + term_or_blank(TERM_SPEND, customer->year_spend) + assets_step(customer->assets);
}

/* What is left of the quota, against what should be, shifts the odds; squared, because most rows are nearly decided
 * and move little. At the last row nothing but the exact count is possible. */
static int draw_with_quota(struct quota *quota, double odds, double usual_odds, struct random *random)
{
    int64_t others_left = quota->rows_left - quota->left;
    int marked = others_left == 0;
    if (quota->left > 0 && others_left > 0) {
        double drift = (double)quota->left / (double)others_left / usual_odds;
        odds *= drift * drift;
        marked = random_uniform(random) * (1 + odds) < odds;
    }
    quota->left -= marked;
    quota->rows_left--;
    return marked;
}

void draw_label(struct generator *generator, struct random *random, struct customer *customer)
{
    double log_odds = label_intercept + category_log_odds(customer) + amount_log_odds(customer);
    customer->affluent = draw_with_quota(&generator->affluent, natural_exp(log_odds), generator->affluent_odds, random);
}
