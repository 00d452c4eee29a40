#include "generator.h"

#include <string.h>

void generator_start(struct generator *generator, uint64_t seed, int64_t rows)
{
    memset(generator, 0, sizeof *generator);
    generator->seed = seed;
    generator->rows = rows;
    ownership_start(generator);
    profile_start(generator);
    balances_start(generator);
    cards_start(generator);
    label_start(generator);
    identity_start(generator);
}

int generator_next(struct generator *generator, struct customer *customer)
{
    if (generator->next == generator->rows) return 0;
    struct random random = random_of_row(generator->seed, (uint64_t)generator->next);
    memset(customer, 0, sizeof *customer);
    draw_ownership(generator, &random, customer);
    draw_profile(generator, &random, customer);
    draw_balances(generator, &random, customer);
    draw_cards(generator, &random, customer);
    draw_label(generator, &random, customer);
    draw_identity(generator, &random, customer);
    generator->next++;
    return 1;
}
