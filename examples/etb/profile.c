/* Who the customer is, given age and products: occupation, education, dwelling, income; and the product count. */
#include "generator.h"
#include "numeric.h"

void profile_start(struct generator *generator)
{
    deck_fill(&generator->occupation, occupation_rows, OCCUPATIONS, generator->rows);
    deck_fill(&generator->education, education_rows, EDUCATIONS, generator->rows);
    deck_fill(&generator->dwelling, dwelling_rows, DWELLINGS, generator->rows);
    deck_fill(&generator->income, income_rows, INCOMES, generator->rows);
    deck_fill(&generator->products, product_rows, MOST_PRODUCTS, generator->rows);
}

static int32_t age_band(int32_t age)
{
    int32_t band = age < 15 ? 0 : (age - 15) / 5;
    return band < AGE_BANDS ? band : AGE_BANDS - 1;
}

/* Owned products that count for certain, a time deposit that counts in 85% of cases, and Poisson further ones. */
static int32_t draw_products(struct generator *generator, struct random *random, const struct customer *customer)
{
    int32_t held = customer->has_casa + customer->has_auto_loan + customer->has_home_loan + customer->has_unit_trust +
                   (customer->card != CARD_NONE) + (customer->has_time_deposit && random_chance(random, 0.85));
    double rate = (customer->has_casa ? 0.40 : 0.20) * natural_exp(0.10 * customer->wealth) * (customer->card >= CARD_BALANCE ? 1.8 : 1.0);
    double weights[MOST_PRODUCTS] = {0}, poisson = 1;
    int32_t fewest = held > 0 ? held : 1;
    for (int32_t products = fewest; products <= MOST_PRODUCTS; products++) {
        weights[products - 1] = poisson * product_factor[products - 1];
        poisson *= rate / (products - fewest + 1);
    }
    return 1 + deck_deal_leaning(&generator->products, weights, random);
}

void draw_profile(struct generator *generator, struct random *random, struct customer *customer)
{
    int32_t band = age_band(customer->age), balance = customer->card >= CARD_BALANCE;
    int32_t asked_for_income = customer->has_auto_loan || customer->has_home_loan || balance;
    int32_t products = 4 * customer->has_auto_loan + 2 * customer->has_time_deposit + balance;
    customer->occupation = deck_deal_leaning(&generator->occupation, occupation_chance[products * AGE_BANDS + band], random);
    customer->education = deck_deal_leaning(&generator->education, education_chance[balance * AGE_BANDS + band], random);
    customer->dwelling = deck_deal_leaning(&generator->dwelling, dwelling_chance[balance * 2 + (customer->education > 0)], random);
    int32_t told = asked_for_income ? 2 : customer->education > 0;
    customer->income = deck_deal_leaning(&generator->income, income_chance[told * OCCUPATIONS + customer->occupation], random);
    customer->products = draw_products(generator, random, customer);
}
