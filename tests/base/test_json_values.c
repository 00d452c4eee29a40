/* Typed reading of JSON values. */
#include "bundle/base/buffer.h"
#include "bundle/base/json.h"

#include <check.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct json_document *parse(const char *text)
{
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("c.json", text, strlen(text), JSON_NONFINITE, &error);
    ck_assert_msg(document != NULL, "%s: %s", text, error.message);
    return document;
}

static void expect_failure(bool result, struct error *error, const char *message)
{
    ck_assert(!result);
    ck_assert_str_eq(error->message, message);
    ck_assert_int_eq(error->exit_code, EXIT_BAD_INPUT);
    *error = (struct error)ERROR_NONE;
}

static const struct {
    const char *text;
    int64_t value;
} integers[] = {
    {"0", 0},
    {"-0", 0},
    {"0.0", 0},
    {"0e99999999999999999999", 0},
    {"3", 3},
    {"3.0", 3},
    {"3e0", 3},
    {"-3.000", -3},
    {"0.3e1", 3},
    {"30e-1", 3},
    {"1.5E1", 15},
    {"0.000001e+6", 1},
    {"1200000e-5", 12},
    {"1e18", INT64_C(1000000000000000000)},
    {"9223372036854775807", INT64_MAX},
    {"-9223372036854775808", INT64_MIN},
    {"-9223372036854775808.0", INT64_MIN},
    {"922337203685477580.7e1", INT64_MAX},
    {"9223372036854775807000e-3", INT64_MAX},
    {"0.00000000000000000000000000000000000000005e41", 5},
};

START_TEST(reads_integers)
{
    struct json_document *document = parse(integers[_i].text);
    struct error error = ERROR_NONE;
    int64_t value = 77;
    ck_assert_msg(json_integer(json_root(document), INT64_MIN, INT64_MAX, &value, &error), "%s", error.message);
    ck_assert_int_eq(value, integers[_i].value);
    json_free(document);
}
END_TEST

static const struct {
    const char *text, *shown;
} not_integers[] = {
    {"0.5", "0.5"},
    {"3.0000001", "3.0000001"},
    {"1e-1", "1e-1"},
    {"15e-1", "15e-1"},
    {"1e19", "1e19"},
    {"1e400", "1e400"},
    {"1e99999999999999999999", "1e99999999999999999999"},
    {"1e-99999999999999999999", "1e-99999999999999999999"},
    {"9223372036854775808", "9223372036854775808"},
    {"-9223372036854775809", "-9223372036854775809"},
    {"922337203685477580.8e1", "922337203685477580.8e1"},
    {"18446744073709551616", "18446744073709551616"},
    {"99999999999999999999", "99999999999999999999"},
    {"NaN", "NaN"},
    {"Infinity", "Infinity"},
    {"-Infinity", "-Infinity"},
    {"1234567890123456789012345678901234567890123", "1234567890123456789012345678901234567890..."},
};

START_TEST(refuses_what_is_no_integer)
{
    struct json_document *document = parse(not_integers[_i].text);
    struct error error = ERROR_NONE;
    int64_t value;
    char message[200];
    snprintf(message, sizeof message, "c.json:1: expected an integer from %" PRId64 " to %" PRId64 ", found %s", INT64_MIN, INT64_MAX,
             not_integers[_i].shown);
    expect_failure(json_integer(json_root(document), INT64_MIN, INT64_MAX, &value, &error), &error, message);
    json_free(document);
}
END_TEST

START_TEST(integer_ranges_are_inclusive)
{
    struct json_document *document = parse("{\"depth\":\n6}");
    struct json depth = json_find(json_root(document), "depth");
    struct error error = ERROR_NONE;
    int64_t value;
    ck_assert(json_integer(depth, 6, 6, &value, &error));
    ck_assert_int_eq(value, 6);
    expect_failure(json_integer(depth, 7, 9, &value, &error), &error, "c.json:2: depth: expected an integer from 7 to 9, found 6");
    expect_failure(json_integer(depth, -1, 5, &value, &error), &error, "c.json:2: depth: expected an integer from -1 to 5, found 6");
    json_free(document);
}
END_TEST

START_TEST(a_million_zeros_are_an_integer_in_no_time)
{
    struct buffer text = {0};
    buffer_text(&text, "1");
    for (int i = 0; i < 1000000; i++)
        buffer_text(&text, "0");
    buffer_text(&text, "e-1000000");
    struct json_document *document = parse(text.data);
    struct error error = ERROR_NONE;
    int64_t value;
    /* The digits alone are too large for the way there; what counts is the value. */
    bool is_one = json_integer(json_root(document), 1, 1, &value, &error);
    ck_assert_msg(is_one, "%s", error.message);
    json_free(document);
    buffer_free(&text);
}
END_TEST

/* The last two lie around the middle of 1 and the next float: rounding to double first would tie and go to even. */
static const struct {
    const char *text;
    double wide;
    float narrow;
} numbers[] = {
    {"0", 0.0, 0.0f},
    {"-0", -0.0, -0.0f},
    {"0.1", 0.1, 0.1f},
    {"5E-1", 0.5, 0.5f},
    {"-1.5e3", -1500.0, -1500.0f},
    {"3.40282346638528859811704183484516925440e+38", FLT_MAX, FLT_MAX},
    {"1e-400", 0.0, 0.0f},
    {"1.00000005960464477539062500000001", 1.000000059604644775390625, 0x1.000002p0f},
    {"1.00000005960464477539062499999999", 1.000000059604644775390625, 1.0f},
};

START_TEST(reads_numbers)
{
    struct json_document *document = parse(numbers[_i].text);
    struct error error = ERROR_NONE;
    double wide = 7;
    float narrow = 7;
    ck_assert_msg(json_double(json_root(document), &wide, &error), "%s", error.message);
    ck_assert_msg(json_float(json_root(document), &narrow, &error), "%s", error.message);
    ck_assert_mem_eq(&wide, &numbers[_i].wide, sizeof wide);
    ck_assert_mem_eq(&narrow, &numbers[_i].narrow, sizeof narrow);
    const char *data;
    size_t length;
    ck_assert(json_number_text(json_root(document), &data, &length));
    ck_assert_uint_eq(length, strlen(numbers[_i].text));
    ck_assert_mem_eq(data, numbers[_i].text, length);
    json_free(document);
}
END_TEST

START_TEST(reads_nonfinite_words)
{
    struct json_document *document = parse("[NaN,Infinity,-Infinity]");
    struct json root = json_root(document);
    struct error error = ERROR_NONE;
    double wide;
    float narrow;
    ck_assert(json_double(json_at(root, 0), &wide, &error) && isnan(wide));
    ck_assert(json_float(json_at(root, 0), &narrow, &error) && isnan(narrow));
    ck_assert(json_double(json_at(root, 1), &wide, &error) && isinf(wide) && wide > 0);
    ck_assert(json_float(json_at(root, 1), &narrow, &error) && isinf(narrow) && narrow > 0);
    ck_assert(json_double(json_at(root, 2), &wide, &error) && isinf(wide) && wide < 0);
    ck_assert(json_float(json_at(root, 2), &narrow, &error) && isinf(narrow) && narrow < 0);
    json_free(document);
}
END_TEST

START_TEST(refuses_numbers_that_overflow)
{
    struct json_document *document = parse("{\"a\":1e400,\"b\":[-1e39]}");
    struct json a = json_find(json_root(document), "a"), b = json_at(json_find(json_root(document), "b"), 0);
    struct error error = ERROR_NONE;
    double wide;
    float narrow;
    expect_failure(json_double(a, &wide, &error), &error, "c.json:1: a: 1e400 is too large for a double");
    expect_failure(json_float(a, &narrow, &error), &error, "c.json:1: a: 1e400 is too large for a float");
    expect_failure(json_float(b, &narrow, &error), &error, "c.json:1: b[0]: -1e39 is too large for a float");
    ck_assert(json_double(b, &wide, &error));
    ck_assert_double_eq(wide, -1e39);
    json_free(document);
}
END_TEST

START_TEST(reads_booleans_and_text)
{
    struct json_document *document = parse("[true,false,\"a\\u0000b\"]");
    struct error error = ERROR_NONE;
    bool yes = false, no = true;
    const char *data;
    size_t length;
    ck_assert(json_bool(json_at(json_root(document), 0), &yes, &error) && yes);
    ck_assert(json_bool(json_at(json_root(document), 1), &no, &error) && !no);
    ck_assert(json_text(json_at(json_root(document), 2), &data, &length, &error));
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(data, "a\0b", 4);
    ck_assert(!json_number_text(json_at(json_root(document), 2), &data, &length));
    ck_assert(!json_number_text((struct json){NULL, 0}, &data, &length));
    json_free(document);
}
END_TEST

START_TEST(refuses_other_types)
{
    struct json_document *document = parse("{\"n\":null,\"b\":true,\"x\":1,\"s\":\"1\",\"a\":[],\"o\":{}}");
    struct json root = json_root(document);
    struct error error = ERROR_NONE;
    bool boolean;
    int64_t integer;
    double wide;
    float narrow;
    const char *data;
    size_t length;
    expect_failure(json_bool(json_find(root, "x"), &boolean, &error), &error, "c.json:1: x: expected a boolean, found a number");
    expect_failure(json_integer(json_find(root, "s"), 0, 9, &integer, &error), &error, "c.json:1: s: expected a number, found a string");
    expect_failure(json_double(json_find(root, "n"), &wide, &error), &error, "c.json:1: n: expected a number, found null");
    expect_failure(json_float(json_find(root, "a"), &narrow, &error), &error, "c.json:1: a: expected a number, found an array");
    expect_failure(json_text(json_find(root, "o"), &data, &length, &error), &error, "c.json:1: o: expected a string, found an object");
    expect_failure(json_text(json_find(root, "b"), &data, &length, &error), &error, "c.json:1: b: expected a string, found a boolean");
    expect_failure(json_bool(json_find(root, "none"), &boolean, &error), &error, "expected a boolean, found nothing");
    json_free(document);
}
END_TEST

START_TEST(gets_members)
{
    struct json_document *document = parse("{\"model\":\n{\"name\":\"affluent\"},\n\"list\":[0]}");
    struct json root = json_root(document), model = {NULL, 0}, name = {NULL, 0};
    struct error error = ERROR_NONE;
    ck_assert(json_get(root, "model", JSON_OBJECT, &model, &error));
    ck_assert(json_get(model, "name", JSON_STRING, &name, &error));
    expect_failure(json_get(model, "trees", JSON_ARRAY, &name, &error), &error, "c.json:2: model: the key \"trees\" is missing");
    expect_failure(json_get(root, "trees", JSON_ARRAY, &name, &error), &error, "c.json:1: the key \"trees\" is missing");
    expect_failure(json_get(model, "name", JSON_NUMBER, &name, &error), &error, "c.json:2: model.name: expected a number, found a string");
    expect_failure(json_get(json_find(root, "list"), "name", JSON_NUMBER, &name, &error), &error,
                   "c.json:3: list: expected an object, found an array");
    json_free(document);
}
END_TEST

START_TEST(refuses_unknown_keys)
{
    struct json_document *document = parse("{\"columns\":{\"a\":1,\n\"inpute\":2}}");
    struct json columns = json_find(json_root(document), "columns");
    struct error error = ERROR_NONE;
    static const char *const more[] = {"inpute", "a", "b", NULL}, *const fewer[] = {"a", "impute", NULL}, *const none[] = {NULL};
    ck_assert(json_only_keys(columns, more, &error));
    expect_failure(json_only_keys(columns, fewer, &error), &error, "c.json:2: columns.inpute: unknown key");
    expect_failure(json_only_keys(columns, none, &error), &error, "c.json:1: columns.a: unknown key");
    expect_failure(json_only_keys(json_at(columns, 0), none, &error), &error, "c.json:1: columns.a: expected an object, found a number");
    json_free(document);
}
END_TEST

static TCase *reading_case(void)
{
    TCase *test_case = tcase_create("reading");
    tcase_set_timeout(test_case, 60);
    tcase_add_loop_test(test_case, reads_integers, 0, (int)(sizeof integers / sizeof *integers));
    tcase_add_loop_test(test_case, refuses_what_is_no_integer, 0, (int)(sizeof not_integers / sizeof *not_integers));
    tcase_add_test(test_case, integer_ranges_are_inclusive);
    tcase_add_test(test_case, a_million_zeros_are_an_integer_in_no_time);
    tcase_add_loop_test(test_case, reads_numbers, 0, (int)(sizeof numbers / sizeof *numbers));
    tcase_add_test(test_case, reads_nonfinite_words);
    tcase_add_test(test_case, refuses_numbers_that_overflow);
    tcase_add_test(test_case, reads_booleans_and_text);
    tcase_add_test(test_case, refuses_other_types);
    tcase_add_test(test_case, gets_members);
    tcase_add_test(test_case, refuses_unknown_keys);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: JSON values");
    suite_add_tcase(suite, reading_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
