/* Texts and numbers from the data as C source. */
#include "codegen/emit/text.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct buffer out;

static void begin(void)
{
    out = (struct buffer){0};
}

static void end(void)
{
    buffer_free(&out);
}

static void expect(const char *text)
{
    ck_assert_str_eq(out.data, text);
    buffer_clear(&out);
}

START_TEST(test_literals)
{
    text_literal(&out, "plain");
    expect("\"plain\"");
    text_literal(&out, "");
    expect("\"\"");
    text_literal(&out, "\"\\\n?\?/\x01"
                       "9\xc3\xa9");
    expect("\"\\042\\134\\012\\077\\077/\\0019\\303\\251\"");
}
END_TEST

START_TEST(test_comments)
{
    text_comment(&out, "100 % of a*b, a/b?", 99);
    expect("100 % of a*b, a/b?");
    text_comment(&out, "*/ int x; /*", 99);
    expect("\\x2a\\x2f int x; \\x2f\\x2a");
    text_comment(&out, "a//*/b", 99);
    expect("a/\\x2f\\x2a\\x2fb");
    text_comment(&out, "?\?/\n\\", 99);
    expect("\\x3f\\x3f/\\x0a\\x5c");
    static const char right_to_left[] = {'\xe2', '\x80', '\xae', 0};
    text_comment(&out, right_to_left, 99);
    expect("\\xe2\\x80\\xae");
    text_comment(&out, "0123456789", 4);
    expect("0123...");
}
END_TEST

START_TEST(test_numbers)
{
    text_double(&out, 0.0);
    expect("0.0");
    text_double(&out, -0.0);
    expect("-0.0");
    text_double(&out, -12345.0);
    expect("-12345.0");
    text_double(&out, 0.1);
    expect("0x1.999999999999ap-4");
    text_double(&out, DBL_MAX);
    expect("0x1.fffffffffffffp+1023");
    text_double(&out, 0x1p-1074);
    expect("0x0.0000000000001p-1022");
    text_double(&out, (double)INFINITY);
    expect("(1.0 / 0.0)");
    text_double(&out, -(double)INFINITY);
    expect("(-1.0 / 0.0)");
    text_double(&out, (double)NAN);
    expect("(0.0 / 0.0)");
    text_float(&out, 0.1f);
    expect("0x1.99999ap-4f");
    text_float(&out, -0.0f);
    expect("-0.0f");
    text_float(&out, 0x1p-149f);
    expect("0x1.0p-149f");
    text_hex(&out, 0);
    expect("0x0");
    text_hex(&out, UINT64_MAX);
    expect("0xffffffffffffffff");
}
END_TEST

START_TEST(test_number_text_reads_back)
{
    uint64_t state = 1;
    for (int i = 0; i < 100000; i++) {
        double value;
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        const uint64_t bits = state ^ state >> 33;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) continue;
        text_double(&out, value);
        const double back = strtod(out.data, NULL);
        ck_assert_mem_eq(&back, &value, sizeof value);
        buffer_clear(&out);
    }
}
END_TEST

START_TEST(test_arrays)
{
    text_array(&out, "a'\\?\xff");
    expect("\n    'a', '\\047', '\\134', '\\077', '\\377',\n    0,\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("emitted text");
    TCase *texts = tcase_create("texts");
    tcase_add_checked_fixture(texts, begin, end);
    tcase_add_test(texts, test_literals);
    tcase_add_test(texts, test_comments);
    tcase_add_test(texts, test_numbers);
    tcase_add_test(texts, test_number_text_reads_back);
    tcase_add_test(texts, test_arrays);
    suite_add_tcase(suite, texts);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
