/* Customer number and postal code: neither says much about the customer, and both are imitated with their faults. */
#include "generator.h"

/* Blank and zero postal codes by label, NORMAL first. 486 blanks, 473 of them AFFLUENT; 2,082 zeros, of which the
 * rate of the lowest bin (0.09) leaves about 14 AFFLUENT. */
static const int64_t postal_blanks[2] = {13, 473}, postal_zeros[2] = {2068, 14};
static const int64_t label_rows[2] = {PUBLISHED_ROWS - PUBLISHED_AFFLUENT, PUBLISHED_AFFLUENT};

#define LARGEST_ID INT64_C(99996)
#define LARGEST_POSTAL_CODE 99953

static void number_start(struct identity *identity, uint64_t seed, int64_t rows)
{
    int64_t repeated = 0;
    for (int times = MOST_ROWS_OF_AN_ID; times >= 1; times--) {
        int64_t numbers = times > 1 ? id_multiplicity_rows[times - 1] * rows / PUBLISHED_ROWS : rows - repeated;
        identity->numbers[times - 1] = numbers;
        identity->distinct += numbers;
        repeated += numbers * times;
    }
    identity->key = hash_64(seed ^ UINT64_C(0x4E554D424552));
    identity->largest = LARGEST_ID * rows / PUBLISHED_ROWS;
    identity->row_order = permutation_of((uint64_t)rows, identity->key + 1);
    identity->number_order = permutation_of((uint64_t)identity->distinct, identity->key + 2);
}

void identity_start(struct generator *generator)
{
    number_start(&generator->identity, generator->seed, generator->rows);
    for (int label = 0; label < 2; label++) {
        int64_t rows = label ? generator->affluent.left : generator->rows - generator->affluent.left;
        int64_t blanks = (postal_blanks[label] * rows + label_rows[label] / 2) / label_rows[label];
        int64_t zeros = (postal_zeros[label] * rows + label_rows[label] / 2) / label_rows[label];
        generator->postal_blank[label] = quota_of(blanks, rows);
        generator->postal_zero[label] = quota_of(zeros, rows - blanks);
    }
}

/* The part of the range below which a share of the rows lies. */
static double position_of_share(const struct position_curve *curve, double share)
{
    int32_t high = 1;
    while (high < curve->count - 1 && share >= curve->knots[high].share)
        high++;
    const struct position *from = &curve->knots[high - 1], *to = &curve->knots[high];
    return from->part + (share - from->share) / (to->share - from->share) * (to->part - from->part);
}

/* Numbers in rising order: each takes one value of a stretch of its own, so they are distinct. There are
 * fewer numbers than values everywhere (calibrate.py sees to it: at most 0.95 of them), so a stretch is never empty. */
static int64_t customer_number(const struct identity *identity, int64_t rank)
{
    double values = (double)(identity->largest + 1), distinct = (double)identity->distinct;
    int64_t from = (int64_t)(values * position_of_share(&id_positions, (double)rank / distinct));
    int64_t to = (int64_t)(values * position_of_share(&id_positions, (double)(rank + 1) / distinct));
    if (rank + 1 == identity->distinct) return identity->largest;
    if (rank == 0 || to - from < 2) return from;
    return from + (int64_t)(hash_64(identity->key ^ (uint64_t)rank) % (uint64_t)(to - from));
}

static int64_t draw_number(const struct identity *identity, int64_t row)
{
    int64_t position = (int64_t)permuted(&identity->row_order, (uint64_t)row), first = 0;
    for (int times = 1; times <= MOST_ROWS_OF_AN_ID; times++) {
        int64_t numbers = identity->numbers[times - 1];
        if (position < numbers * times) {
            uint64_t slot = (uint64_t)(first + position / times);
            return customer_number(identity, (int64_t)permuted(&identity->number_order, slot));
        }
        position -= numbers * times;
        first += numbers;
    }
    return 0; /* not reached: the positions are used up */
}

/* About 16,900 codes are in use (16,046 of them seen). */
static int64_t draw_postal_code(struct random *random)
{
    const int64_t codes = 16900;
    double share = ((double)random_below(random, codes) + 0.5) / (double)codes;
    int64_t code = (int64_t)(position_of_share(&postal_positions, share) * (LARGEST_POSTAL_CODE + 1));
    return code > 0 ? code : 1;
}

void draw_identity(struct generator *generator, struct random *random, struct customer *customer)
{
    customer->id = draw_number(&generator->identity, generator->next);
    if (quota_draw(&generator->postal_blank[customer->affluent], random))
        customer->postal_code = BLANK;
    else if (quota_draw(&generator->postal_zero[customer->affluent], random))
        customer->postal_code = 0;
    else
        customer->postal_code = draw_postal_code(random);
}
