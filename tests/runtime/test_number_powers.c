/* Every row of the table of powers of five, computed anew with whole numbers of any size. */
#include "runtime/number.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { LIMBS = 64 }; /* 2048 bits, least limb first: 5^342 has 795 */

struct whole {
    uint32_t limbs[LIMBS];
};

static int bit_length(const struct whole *number)
{
    for (int i = LIMBS - 1; i >= 0; i--)
        for (int bit = 31; bit >= 0; bit--)
            if (number->limbs[i] >> bit & 1) return 32 * i + bit + 1;
    return 0;
}

static int bit_at(const struct whole *number, int position)
{
    return position < 0 ? 0 : (int)(number->limbs[position / 32] >> position % 32 & 1);
}

static void multiply(struct whole *number, uint32_t factor)
{
    uint64_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        carry += (uint64_t)number->limbs[i] * factor;
        number->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
}

static void double_and_add(struct whole *number, int bit)
{
    multiply(number, 2);
    number->limbs[0] |= (uint32_t)bit;
}

static int less(const struct whole *a, const struct whole *b)
{
    for (int i = LIMBS - 1; i >= 0; i--)
        if (a->limbs[i] != b->limbs[i]) return a->limbs[i] < b->limbs[i];
    return 0;
}

static void subtract(struct whole *a, const struct whole *b)
{
    int64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        const int64_t difference = (int64_t)a->limbs[i] - (int64_t)b->limbs[i] + borrow;
        a->limbs[i] = (uint32_t)difference;
        borrow = difference < 0 ? -1 : 0;
    }
}

static struct whole power_of_five(int exponent)
{
    struct whole power = {{1}};
    for (; exponent > 0; exponent--)
        multiply(&power, 5);
    return power;
}

static struct espalier_wide push(struct espalier_wide wide, int bit)
{
    wide.high = wide.high << 1 | wide.low >> 63;
    wide.low = wide.low << 1 | (uint64_t)bit;
    return wide;
}

/* The top 128 bits. */
static struct espalier_wide top_of(const struct whole *number)
{
    const int length = bit_length(number);
    struct espalier_wide top = {0, 0};
    for (int i = 1; i <= 128; i++)
        top = push(top, bit_at(number, length - i));
    return top;
}

/* The first 128 bits of 1 / number, from its leading one on: long division of 1000... in binary. */
static struct espalier_wide reciprocal(const struct whole *number)
{
    struct whole rest = {{1}};
    struct espalier_wide quotient = {0, 0};
    while (!(quotient.high >> 63)) {
        double_and_add(&rest, 0);
        const int bit = !less(&rest, number);
        if (bit) subtract(&rest, number);
        quotient = push(quotient, bit);
    }
    return quotient;
}

static void expect_row(int q)
{
    const struct whole power = power_of_five(q < 0 ? -q : q);
    const struct espalier_wide wanted = q < 0 ? reciprocal(&power) : top_of(&power);
    const struct espalier_wide row = espalier_powers[q - ESPALIER_POWER_MIN];
    ck_assert_msg(row.high == wanted.high && row.low == wanted.low, "5^%d", q);
}

START_TEST(every_row)
{
    for (int q = ESPALIER_POWER_MIN; q <= ESPALIER_POWER_MAX; q++)
        expect_row(q);
}
END_TEST

/* floor(log2(10^q)) from the bits of 5^|q|: 10^q = 5^q x 2^q, and a power of five is no power of two. */
START_TEST(logarithms)
{
    for (int q = -400; q <= 400; q++) {
        const struct whole power = power_of_five(q < 0 ? -q : q);
        const int length = bit_length(&power);
        const int wanted = q < 0 ? q - length : q + length - 1;
        ck_assert_int_eq(espalier_log2_of_power(q), wanted);
    }
}
END_TEST

START_TEST(products)
{
    static const uint64_t factors[] = {0, 1, UINT32_MAX, UINT64_C(1) << 32, UINT64_C(0x123456789abcdef0), UINT64_MAX};
    for (size_t i = 0; i < 6; i++)
        for (size_t j = 0; j < 6; j++) {
            struct whole product = {{(uint32_t)factors[i], (uint32_t)(factors[i] >> 32)}}, high = product;
            multiply(&product, (uint32_t)factors[j]);
            multiply(&high, (uint32_t)(factors[j] >> 32));
            memmove(high.limbs + 1, high.limbs, (LIMBS - 1) * sizeof *high.limbs);
            high.limbs[0] = 0;
            uint64_t carry = 0;
            for (int k = 0; k < 4; k++) {
                carry += (uint64_t)product.limbs[k] + high.limbs[k];
                product.limbs[k] = (uint32_t)carry;
                carry >>= 32;
            }
            const struct espalier_wide wide = espalier_multiply_wide(factors[i], factors[j]);
            ck_assert_uint_eq(wide.low, (uint64_t)product.limbs[1] << 32 | product.limbs[0]);
            ck_assert_uint_eq(wide.high, (uint64_t)product.limbs[3] << 32 | product.limbs[2]);
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("number_powers");
    TCase *table = tcase_create("table");
    tcase_set_timeout(table, 100);
    tcase_add_test(table, every_row);
    tcase_add_test(table, logarithms);
    tcase_add_test(table, products);
    suite_add_tcase(suite, table);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
