/* JSON documents built without a text, as the UBJSON reader does, and JSON text written. */
#include "bundle/base/buffer.h"
#include "bundle/base/json.h"
#include "bundle/base/json_write.h"

#include <check.h>
#include <float.h>
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

static void build_key(struct json_builder *builder, const char *key)
{
    struct error error = ERROR_NONE;
    ck_assert_msg(json_build_key(builder, key, strlen(key), &error), "%s", error.message);
}

static void build_begin(struct json_builder *builder, enum json_type type)
{
    struct error error = ERROR_NONE;
    ck_assert_msg(json_build_begin(builder, type, &error), "%s", error.message);
}

static void build_end(struct json_builder *builder)
{
    struct error error = ERROR_NONE;
    ck_assert_msg(json_build_end(builder, &error), "%s", error.message);
}

static struct json_document *build_finish(struct json_builder *builder)
{
    struct error error = ERROR_NONE;
    struct json_document *document = json_build_finish(builder, &error);
    ck_assert_msg(document != NULL, "%s", error.message);
    return document;
}

START_TEST(builds_every_type)
{
    struct json_builder *builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    build_key(builder, "values");
    build_begin(builder, JSON_ARRAY);
    json_build_null(builder);
    json_build_bool(builder, true);
    json_build_integer(builder, INT64_MIN);
    json_build_float(builder, 0.1f);
    json_build_double(builder, 0.1);
    json_build_string(builder, "te\0xt", 5);
    build_end(builder);
    build_key(builder, "empty");
    build_begin(builder, JSON_OBJECT);
    build_end(builder);
    build_end(builder);
    struct json_document *document = build_finish(builder);
    struct json root = json_root(document), values = json_find(root, "values");
    struct error error = ERROR_NONE;
    ck_assert_uint_eq(json_count(root), 2);
    ck_assert_uint_eq(json_count(values), 6);
    ck_assert_int_eq(json_type(json_at(values, 0)), JSON_NULL);
    bool boolean = false;
    ck_assert(json_bool(json_at(values, 1), &boolean, &error) && boolean);
    int64_t integer;
    double wide;
    float narrow;
    ck_assert(json_integer(json_at(values, 2), INT64_MIN, 0, &integer, &error));
    ck_assert_int_eq(integer, INT64_MIN);
    ck_assert(json_float(json_at(values, 3), &narrow, &error) && json_double(json_at(values, 3), &wide, &error));
    ck_assert(narrow == 0.1f && wide == (double)0.1f);
    ck_assert(json_double(json_at(values, 4), &wide, &error) && json_float(json_at(values, 4), &narrow, &error));
    ck_assert(narrow == 0.1f && wide == 0.1);
    const char *data;
    size_t length;
    ck_assert(json_text(json_at(values, 5), &data, &length, &error));
    ck_assert_uint_eq(length, 5);
    ck_assert_mem_eq(data, "te\0xt", 6);
    ck_assert(!json_number_text(json_at(values, 2), &data, &length));
    json_error(json_at(values, 3), &error, "wrong");
    ck_assert_str_eq(error.message, "m.ubj: values[3]: wrong");
    ck_assert_uint_eq(json_line(json_at(values, 3)), 0);
    json_free(document);
}
END_TEST

/* Big-endian elements of each type: lowest, minus two, highest, and what the same bytes mean as floats. */
static const struct {
    enum json_element element;
    size_t size, count;
    unsigned char bytes[32];
    double values[4];
} typed_arrays[] = {
    {JSON_INT8, 1, 4, {0x80, 0xfe, 0x00, 0x7f}, {-128, -2, 0, 127}},
    {JSON_UINT8, 1, 4, {0x80, 0xfe, 0x00, 0xff}, {128, 254, 0, 255}},
    {JSON_INT16, 2, 3, {0x80, 0x00, 0xff, 0xfe, 0x7f, 0xff}, {-32768, -2, 32767}},
    {JSON_INT32, 4, 3, {0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xfe, 0x01, 0x02, 0x03, 0x04}, {-2147483648.0, -2, 0x01020304}},
    {JSON_INT64, 8, 2, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0, 0, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}, {-2, 0x010203040506}},
    {JSON_FLOAT32, 4, 3, {0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0, 0, 0, 0, 1}, {1, -2.5, 0x1p-149}},
    {JSON_FLOAT64, 8, 2, {0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0x04, 0, 0, 0, 0, 0, 0}, {1, -2.5}},
};

START_TEST(typed_arrays_are_read_on_demand)
{
    struct json_builder *builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    build_key(builder, "before");
    json_build_typed_array(builder, JSON_UINT8, (const unsigned char *)"x", 1);
    build_key(builder, "list");
    build_begin(builder, JSON_ARRAY);
    json_build_typed_array(builder, typed_arrays[_i].element, typed_arrays[_i].bytes, typed_arrays[_i].count);
    json_build_typed_array(builder, typed_arrays[_i].element, NULL, 0);
    json_build_typed_array(builder, JSON_INT8, (const unsigned char *)"\x07", 1);
    build_end(builder);
    build_end(builder);
    struct json_document *document = build_finish(builder);
    struct json list = json_find(json_root(document), "list"), array = json_at(list, 0);
    struct error error = ERROR_NONE;
    ck_assert_int_eq(json_type(array), JSON_ARRAY);
    ck_assert_uint_eq(json_count(array), typed_arrays[_i].count);
    for (size_t i = 0; i < typed_arrays[_i].count; i++) {
        double wide = 0;
        float narrow = 0;
        ck_assert_int_eq(json_type(json_at(array, i)), JSON_NUMBER);
        ck_assert(json_double(json_at(array, i), &wide, &error));
        ck_assert(json_float(json_at(array, i), &narrow, &error));
        ck_assert(wide == typed_arrays[_i].values[i] && narrow == (float)wide);
        ck_assert_uint_eq(json_count(json_at(array, i)), 0);
    }
    ck_assert(!json_exists(json_at(array, typed_arrays[_i].count)));
    ck_assert_uint_eq(json_count(json_at(list, 1)), 0);
    int64_t seven;
    ck_assert(json_integer(json_at(json_at(list, 2), 0), 7, 7, &seven, &error));
    json_error(json_at(array, 1), &error, "wrong");
    ck_assert_str_eq(error.message, "m.ubj: list[0][1]: wrong");
    json_free(document);
}
END_TEST

/* Many arrays whose ends fall everywhere in the chunks by which an element finds its array. */
START_TEST(elements_find_their_arrays)
{
    enum { ARRAYS = 300 };
    struct json_builder *builder = json_build("m.ubj");
    unsigned char bytes[ARRAYS];
    build_begin(builder, JSON_ARRAY);
    for (size_t i = 0; i < ARRAYS; i++) {
        memset(bytes, (int)(i & 255), i);
        json_build_typed_array(builder, JSON_UINT8, bytes, i);
    }
    build_end(builder);
    struct json_document *document = build_finish(builder);
    struct error error = ERROR_NONE;
    for (size_t i = 0; i < ARRAYS; i++) {
        struct json array = json_at(json_root(document), i);
        ck_assert_uint_eq(json_count(array), i);
        for (size_t j = 0; j < i; j++) {
            int64_t value;
            ck_assert(json_integer(json_at(array, j), (int64_t)(i & 255), (int64_t)(i & 255), &value, &error));
        }
        if (i < 2) continue;
        struct buffer path = {0};
        char expected[32];
        json_path(json_at(array, i - 1), &path);
        snprintf(expected, sizeof expected, "[%zu][%zu]", i, i - 1);
        ck_assert_str_eq(path.data, expected);
        buffer_free(&path);
    }
    json_free(document);
}
END_TEST

START_TEST(built_numbers_keep_their_ranges)
{
    struct json_builder *builder = json_build("m.ubj");
    build_begin(builder, JSON_ARRAY);
    json_build_double(builder, 1e300);
    json_build_double(builder, 3.0);
    json_build_float(builder, 2.5f);
    json_build_double(builder, (double)NAN);
    json_build_double(builder, 9223372036854775808.0);
    json_build_integer(builder, 16777217);
    json_build_double(builder, -(double)INFINITY);
    build_end(builder);
    struct json_document *document = build_finish(builder);
    struct json root = json_root(document);
    struct error error = ERROR_NONE;
    float narrow;
    double wide;
    int64_t integer;
    expect_failure(json_float(json_at(root, 0), &narrow, &error), &error, "m.ubj: [0]: 1e+300 is too large for a float");
    ck_assert(json_integer(json_at(root, 1), 3, 3, &integer, &error));
    expect_failure(json_integer(json_at(root, 2), 0, 9, &integer, &error), &error,
                   "m.ubj: [2]: expected an integer from 0 to 9, found 2.5");
    expect_failure(json_integer(json_at(root, 3), 0, 9, &integer, &error), &error,
                   "m.ubj: [3]: expected an integer from 0 to 9, found nan");
    expect_failure(json_integer(json_at(root, 4), 0, INT64_MAX, &integer, &error), &error,
                   "m.ubj: [4]: expected an integer from 0 to 9223372036854775807, found 9.223372036854776e+18");
    ck_assert(json_float(json_at(root, 5), &narrow, &error) && narrow == 16777216.0f);
    expect_failure(json_integer(json_at(root, 5), 0, 9, &integer, &error), &error,
                   "m.ubj: [5]: expected an integer from 0 to 9, found 16777217");
    ck_assert(json_double(json_at(root, 3), &wide, &error) && isnan(wide));
    ck_assert(json_float(json_at(root, 6), &narrow, &error) && isinf(narrow) && narrow < 0);
    json_free(document);
}
END_TEST

START_TEST(builder_refuses_duplicate_keys)
{
    struct json_builder *builder = json_build("m.ubj");
    struct error error = ERROR_NONE;
    build_begin(builder, JSON_OBJECT);
    build_key(builder, "learner");
    build_begin(builder, JSON_OBJECT);
    build_key(builder, "k");
    json_build_null(builder);
    build_key(builder, "k");
    json_build_null(builder);
    expect_failure(json_build_end(builder, &error), &error, "m.ubj: learner: duplicate key \"k\"");
    json_build_abandon(builder);
    json_build_abandon(NULL);
}
END_TEST

START_TEST(builder_refuses_bad_keys_and_depth)
{
    struct error error = ERROR_NONE;
    struct json_builder *builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    expect_failure(json_build_key(builder, "a\0b", 3, &error), &error, "m.ubj: a key with a NUL character in it");
    json_build_abandon(builder);
    builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    expect_failure(json_build_key(builder, "\xff", 1, &error), &error, "m.ubj: a key that is not UTF-8");
    json_build_abandon(builder);
    builder = json_build("m.ubj");
    for (int i = 0; i < JSON_DEPTH_LIMIT; i++)
        build_begin(builder, JSON_ARRAY);
    expect_failure(json_build_begin(builder, JSON_ARRAY, &error), &error, "m.ubj: more than 128 arrays and objects inside one another");
    json_build_abandon(builder);
}
END_TEST

/* What the functions without an error find is said at the end, at the latest. */
static void no_value(struct json_builder *builder)
{
    (void)builder;
}

static void open_array(struct json_builder *builder)
{
    build_begin(builder, JSON_ARRAY);
}

static void two_values(struct json_builder *builder)
{
    json_build_null(builder);
    json_build_null(builder);
}

static void value_without_key(struct json_builder *builder)
{
    build_begin(builder, JSON_OBJECT);
    json_build_null(builder);
}

static void bad_string(struct json_builder *builder)
{
    json_build_string(builder, "\xed\xa0\x80", 3);
}

static void huge_array(struct json_builder *builder)
{
    json_build_typed_array(builder, JSON_FLOAT64, (const unsigned char *)"", ((size_t)1 << 28) + 1);
}

static const struct {
    void (*build)(struct json_builder *builder);
    const char *message;
} unfinished[] = {
    {no_value, "m.ubj: no value"},
    {open_array, "m.ubj: an array or object that does not end"},
    {two_values, "m.ubj: more than one value"},
    {value_without_key, "m.ubj: a value without a key in an object"},
    {bad_string, "m.ubj: a string that is not UTF-8"},
    {huge_array, "m.ubj: too large"},
};

START_TEST(builder_finishes_whole_documents_only)
{
    struct json_builder *builder = json_build("m.ubj");
    struct error error = ERROR_NONE;
    unfinished[_i].build(builder);
    expect_failure(json_build_finish(builder, &error) != NULL, &error, unfinished[_i].message);
}
END_TEST

START_TEST(builder_wants_keys_and_values_in_turn)
{
    struct error error = ERROR_NONE;
    struct json_builder *builder = json_build("m.ubj");
    expect_failure(json_build_end(builder, &error), &error, "m.ubj: an end of nothing");
    json_build_abandon(builder);
    builder = json_build("m.ubj");
    build_begin(builder, JSON_ARRAY);
    expect_failure(json_build_key(builder, "a", 1, &error), &error, "m.ubj: a key where a value belongs");
    json_build_abandon(builder);
    builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    expect_failure(json_build_begin(builder, JSON_ARRAY, &error), &error, "m.ubj: a value without a key in an object");
    json_build_abandon(builder);
    builder = json_build("m.ubj");
    build_begin(builder, JSON_OBJECT);
    build_key(builder, "a");
    expect_failure(json_build_end(builder, &error), &error, "m.ubj: a key without a value");
    json_build_abandon(builder);
}
END_TEST

static TCase *building_case(void)
{
    TCase *test_case = tcase_create("building");
    tcase_set_timeout(test_case, 60);
    tcase_add_test(test_case, builds_every_type);
    tcase_add_loop_test(test_case, typed_arrays_are_read_on_demand, 0, (int)(sizeof typed_arrays / sizeof *typed_arrays));
    tcase_add_test(test_case, elements_find_their_arrays);
    tcase_add_test(test_case, built_numbers_keep_their_ranges);
    tcase_add_test(test_case, builder_refuses_duplicate_keys);
    tcase_add_test(test_case, builder_refuses_bad_keys_and_depth);
    tcase_add_loop_test(test_case, builder_finishes_whole_documents_only, 0, (int)(sizeof unfinished / sizeof *unfinished));
    tcase_add_test(test_case, builder_wants_keys_and_values_in_turn);
    return test_case;
}

START_TEST(prints_numbers_exactly)
{
    cJSON *root = cJSON_CreateObject();
    json_add_double(root, "tenth", 0.1);
    json_add_double(root, "third", 1.0 / 3.0);
    json_add_float(root, "float tenth", 0.1f);
    json_add_double(root, "nan", (double)NAN);
    json_add_float(root, "infinity", -INFINITY);
    json_add_double(root, "zero", -0.0);
    json_add_integer(root, "integer", INT64_MIN);
    json_add_text(root, "text", "a \"b\"\n\xc3\xa4");
    json_add_text(root, "none", NULL);
    json_add_bool(root, "yes", 7);
    json_add_bool(root, "no", 0);
    cJSON *list = json_add_array(json_add_object(root, "inner"), "list");
    json_add_integer(list, NULL, 1);
    json_add_double(list, NULL, 2.5);
    json_add_object(list, NULL);
    struct buffer out = {0};
    buffer_text(&out, "before\n");
    json_print(root, &out);
    cJSON_Delete(root);
    ck_assert_str_eq(out.data,
                     "before\n{\n\t\"tenth\":\t0.1,\n\t\"third\":\t0.3333333333333333,\n\t\"float tenth\":\t0.1,\n\t\"nan\":\tnull,\n"
                     "\t\"infinity\":\tnull,\n\t\"zero\":\t-0,\n\t\"integer\":\t-9223372036854775808,\n"
                     "\t\"text\":\t\"a \\\"b\\\"\\n\xc3\xa4\",\n\t\"none\":\tnull,\n\t\"yes\":\ttrue,\n\t\"no\":\tfalse,\n"
                     "\t\"inner\":\t{\n\t\t\"list\":\t[1, 2.5, {\n\t\t\t}]\n\t}\n}\n");
    buffer_free(&out);
}
END_TEST

/* What is printed reads back as the same bits. */
START_TEST(printed_numbers_come_back)
{
    static const double values[] = {0.1,  1.0 / 3, DBL_MAX, DBL_MIN,           0x1p-1074, 1e21, 123456789012345680.0,
                                    -0.0, 1e-5,    5e-324,  9007199254740993.0};
    enum { COUNT = sizeof values / sizeof *values };
    cJSON *root = cJSON_CreateArray();
    for (size_t i = 0; i < COUNT; i++)
        json_add_double(root, NULL, values[i]);
    for (size_t i = 0; i < COUNT; i++)
        json_add_float(root, NULL, 0.1f * (float)i);
    struct buffer out = {0};
    json_print(root, &out);
    cJSON_Delete(root);
    struct json_document *document = parse(out.data);
    struct error error = ERROR_NONE;
    for (size_t i = 0; i < COUNT; i++) {
        double wide = 7;
        float narrow = 7;
        float expected = 0.1f * (float)i;
        ck_assert(json_double(json_at(json_root(document), i), &wide, &error));
        ck_assert_mem_eq(&wide, &values[i], sizeof wide);
        ck_assert(json_float(json_at(json_root(document), COUNT + i), &narrow, &error));
        ck_assert_mem_eq(&narrow, &expected, sizeof narrow);
    }
    json_free(document);
    buffer_free(&out);
}
END_TEST

static TCase *writing_case(void)
{
    TCase *test_case = tcase_create("writing");
    tcase_set_timeout(test_case, 60);
    tcase_add_test(test_case, prints_numbers_exactly);
    tcase_add_test(test_case, printed_numbers_come_back);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: JSON built and written");
    suite_add_tcase(suite, building_case());
    suite_add_tcase(suite, writing_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
