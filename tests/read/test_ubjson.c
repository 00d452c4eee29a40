/* The UBJSON reader on bytes written by hand: every marker, every container form, every lie. */
#include "bundle/base/buffer.h"
#include "codegen/read/ubjson.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BYTES(text) (text), sizeof(text) - 1

static struct json_document *parse(const char *bytes, size_t length)
{
    struct error error = ERROR_NONE;
    struct json_document *document = ubjson_parse("model.ubj", bytes, length, &error);
    ck_assert_msg(document != NULL, "%s", error.message);
    return document;
}

static void expect_refusal(const char *bytes, size_t length, const char *message)
{
    struct error error = ERROR_NONE;
    struct json_document *document = ubjson_parse("model.ubj", bytes, length, &error);
    ck_assert_ptr_null(document);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_msg(strstr(error.message, message) != NULL, "\"%s\" does not say \"%s\"", error.message, message);
    ck_assert_ptr_eq(strstr(error.message, "model.ubj: "), error.message);
}

static int64_t integer_under(struct json object, const char *key)
{
    struct error error = ERROR_NONE;
    int64_t value = 0;
    ck_assert_msg(json_integer(json_find(object, key), INT64_MIN, INT64_MAX, &value, &error), "%s", error.message);
    return value;
}

START_TEST(every_integer_marker_is_big_endian_and_signed_as_it_says)
{
    struct json_document *document = parse(BYTES("{i\1ai\xffi\1bU\xffi\1cI\x80\1i\1dl\x80\0\0\2i\1eL\x80\0\0\0\0\0\0\3i\1fl\0\1\2\3}"));
    struct json root = json_root(document);
    ck_assert_int_eq(integer_under(root, "a"), -1);
    ck_assert_int_eq(integer_under(root, "b"), 255);
    ck_assert_int_eq(integer_under(root, "c"), -32767);
    ck_assert_int_eq(integer_under(root, "d"), (int64_t)INT32_MIN + 2);
    ck_assert(integer_under(root, "e") == INT64_MIN + 3);
    ck_assert_int_eq(integer_under(root, "f"), 0x010203);
    json_free(document);
}
END_TEST

START_TEST(floats_keep_their_bits)
{
    struct error error = ERROR_NONE;
    struct json_document *document = parse(BYTES("[d\x3d\xcc\xcc\xcd"
                                                 "D\x3f\xb9\x99\x99\x99\x99\x99\x9a"
                                                 "d\x7f\x80\0\0d\x7f\xc0\0\0]"));
    float narrow;
    double wide;
    ck_assert(json_float(json_at(json_root(document), 0), &narrow, &error) && narrow == 0.1f);
    ck_assert(json_double(json_at(json_root(document), 1), &wide, &error) && wide == 0.1);
    ck_assert(json_float(json_at(json_root(document), 2), &narrow, &error) && isinf(narrow));
    ck_assert(json_float(json_at(json_root(document), 3), &narrow, &error) && isnan(narrow));
    json_free(document);
}
END_TEST

START_TEST(null_booleans_texts_and_characters)
{
    struct error error = ERROR_NONE;
    struct json_document *document = parse(BYTES("[ZTFSU\3abcCq]"));
    struct json root = json_root(document);
    const char *text;
    size_t length;
    bool flag;
    ck_assert_int_eq(json_type(json_at(root, 0)), JSON_NULL);
    ck_assert(json_bool(json_at(root, 1), &flag, &error) && flag);
    ck_assert(json_bool(json_at(root, 2), &flag, &error) && !flag);
    ck_assert(json_text(json_at(root, 3), &text, &length, &error) && length == 3 && strcmp(text, "abc") == 0);
    ck_assert(json_text(json_at(root, 4), &text, &length, &error) && strcmp(text, "q") == 0);
    json_free(document);
}
END_TEST

/* Counted, typed, typed inside typed, with no-ops between: each form of [[1, 2], [3]] and {"x": 1}. */
static const struct {
    const char *bytes;
    size_t length;
} nested_forms[] = {
    {BYTES("{U\1a[[U\1U\2][U\3]]U\1b{U\1xU\1}}")},
    {BYTES("{U\1a[#U\2[#U\2U\1U\2[#U\1U\3U\1b{#U\1U\1xU\1}")},
    {BYTES("{U\1a[#i\2[$U#i\2\1\2[$U#i\1\3U\1b{$U#i\1U\1x\1}")},
    {BYTES("{U\1a[$[#L\0\0\0\0\0\0\0\2$U#U\2\1\2#U\1U\3U\1b{$i#I\0\1U\1x\1}")},
    {BYTES("{NNU\1aN[N[NU\1NU\2N]N[U\3]N]NU\1bN{NU\1xNU\1N}N}N")},
};

START_TEST(every_container_form_gives_the_same_document)
{
    struct json_document *document = parse(nested_forms[_i].bytes, nested_forms[_i].length);
    struct json a = json_find(json_root(document), "a");
    int64_t value;
    struct error error = ERROR_NONE;
    ck_assert_uint_eq(json_count(a), 2);
    ck_assert_uint_eq(json_count(json_at(a, 0)), 2);
    ck_assert_uint_eq(json_count(json_at(a, 1)), 1);
    ck_assert(json_integer(json_at(json_at(a, 0), 1), 2, 2, &value, &error));
    ck_assert(json_integer(json_at(json_at(a, 1), 0), 3, 3, &value, &error));
    ck_assert_int_eq(integer_under(json_find(json_root(document), "b"), "x"), 1);
    json_free(document);
}
END_TEST

START_TEST(typed_texts_and_objects)
{
    struct json_document *document = parse(BYTES("{U\1a[$S#U\2U\1xU\2yzU\1b[${#U\2}#U\1U\1kZ}"));
    struct json texts = json_find(json_root(document), "a"), objects = json_find(json_root(document), "b");
    ck_assert_uint_eq(json_count(texts), 2);
    ck_assert_int_eq(json_type(json_at(texts, 1)), JSON_STRING);
    ck_assert_uint_eq(json_count(objects), 2);
    ck_assert_uint_eq(json_count(json_at(objects, 0)), 0);
    ck_assert_str_eq(json_key(json_at(objects, 1), 0), "k");
    json_free(document);
}
END_TEST

static const struct {
    const char *bytes;
    size_t length;
    const char *message;
} refusals[] = {
    {BYTES(""), "byte 0: the file ends in the middle of a value"},
    {BYTES("{"), "the file ends"},
    {BYTES("{U\1a"), "the file ends"},
    {BYTES("{U\1aZ"), "the file ends"},
    {BYTES("[l\0\0\0"), "byte 2: the file ends in the middle of a number"},
    {BYTES("[d\0\0\0"), "in the middle of a number"},
    {BYTES("[SU\5abc"), "larger than the rest of the file"},
    {BYTES("[SL\x7f\xff\xff\xff\xff\xff\xff\xff"), "larger than the rest of the file"},
    {BYTES("[SL\xff\xff\xff\xff\xff\xff\xff\xff"), "a length or count is negative"},
    {BYTES("[Si\xfe"), "a length or count is negative"},
    {BYTES("{i\xff"), "a length or count is negative"},
    {BYTES("[#i\xff"), "a length or count is negative"},
    {BYTES("[#L\x0f\0\0\0\0\0\0\0Z"), "larger than the rest of the file"},
    {BYTES("[$d#U\2\0\0\0\0"), "a typed array is longer than the rest of the file"},
    {BYTES("[$D#L\x20\0\0\0\0\0\0\1"), "larger than the rest of the file"},
    {BYTES("[$Z#L\x7f\xff\xff\xff\xff\xff\xff\xff"), "values that take no bytes"},
    {BYTES("[$N#U\1]"), "values that take no bytes"},
    {BYTES("[$x#U\1]"), "values that take no bytes"},
    {BYTES("[$d]"), "a typed container has no count"},
    {BYTES("[$dU\1\0\0\0\0]"), "a typed container has no count"},
    {BYTES("[#d\0\0\0\0]"), "0x64 is not a UBJSON marker that belongs here"},
    {BYTES("[x]"), "0x78 is not a UBJSON marker"},
    {BYTES("[}"), "0x7d is not a UBJSON marker"},
    {BYTES("{Sa}"), "0x53 is not a UBJSON marker"},
    {BYTES("[HU\0031.5]"), "high-precision numbers are not accepted"},
    {BYTES("[C\x80]"), "a character is not ASCII"},
    {BYTES("[SU\2\xc3(]"), "UTF-8"},
    {BYTES("{U\1\xffZ}"), "UTF-8"},
    {BYTES("{U\1aZU\1aZ}"), "duplicate key \"a\""},
    {BYTES("{U\2a\0Z}"), "NUL"},
    {BYTES("[]]"), "bytes after the end of the document"},
    {BYTES("{}Z"), "bytes after the end of the document"},
};

START_TEST(a_lie_is_refused)
{
    expect_refusal(refusals[_i].bytes, refusals[_i].length, refusals[_i].message);
}
END_TEST

START_TEST(nesting_is_bounded)
{
    char bytes[4 * JSON_DEPTH_LIMIT];
    memset(bytes, '[', sizeof bytes);
    expect_refusal(bytes, sizeof bytes, "nested too deeply");
    memset(bytes + JSON_DEPTH_LIMIT, ']', JSON_DEPTH_LIMIT);
    json_free(parse(bytes, (size_t)2 * JSON_DEPTH_LIMIT));
}
END_TEST

START_TEST(nesting_of_counted_containers_is_bounded)
{
    char bytes[4 * (JSON_DEPTH_LIMIT + 2)];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = "[#i\1"[i % 4];
    expect_refusal(bytes, sizeof bytes, "nested too deeply");
}
END_TEST

START_TEST(the_format_is_told_by_its_first_bytes)
{
    ck_assert(ubjson_recognize(BYTES("{L\0\0\0\0\0\0\0\7learner")));
    ck_assert(ubjson_recognize(BYTES("{i\7learner")));
    ck_assert(!ubjson_recognize(BYTES("{\"learner\": {}}")));
    ck_assert(!ubjson_recognize(BYTES("{\n")));
    ck_assert(!ubjson_recognize(BYTES("{}")));
    ck_assert(!ubjson_recognize(BYTES("{\0")));
    ck_assert(!ubjson_recognize(BYTES("{")));
}
END_TEST

/* Every file cut short anywhere is refused, never read past its end (the sanitizers look on). */
START_TEST(every_truncation_is_refused)
{
    for (size_t form = 0; form < sizeof nested_forms / sizeof nested_forms[0]; form++) {
        for (size_t length = 0; length + 1 < nested_forms[form].length; length++) {
            struct error error = ERROR_NONE;
            char *copy = malloc(length + 1);
            memcpy(copy, nested_forms[form].bytes, length);
            ck_assert_ptr_null(ubjson_parse("cut", copy, length, &error));
            ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
            free(copy);
        }
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("ubjson");
    TCase *values = tcase_create("values");
    tcase_add_test(values, every_integer_marker_is_big_endian_and_signed_as_it_says);
    tcase_add_test(values, floats_keep_their_bits);
    tcase_add_test(values, null_booleans_texts_and_characters);
    tcase_add_loop_test(values, every_container_form_gives_the_same_document, 0, sizeof nested_forms / sizeof nested_forms[0]);
    tcase_add_test(values, typed_texts_and_objects);
    tcase_add_test(values, the_format_is_told_by_its_first_bytes);
    suite_add_tcase(suite, values);
    TCase *lies = tcase_create("lies");
    tcase_add_loop_test(lies, a_lie_is_refused, 0, sizeof refusals / sizeof refusals[0]);
    tcase_add_test(lies, nesting_is_bounded);
    tcase_add_test(lies, nesting_of_counted_containers_is_bounded);
    tcase_add_test(lies, every_truncation_is_refused);
    suite_add_tcase(suite, lies);
    return suite;
}

int main(void)
{
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
