/* Deep, large and many-membered JSON, and JSON in files. */
#include "bundle/base/buffer.h"
#include "bundle/base/json.h"
#include "support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect_refused(const char *text, size_t length, const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(json_parse("config.json", text, length, JSON_STRICT, &error));
    ck_assert_str_eq(error.message, message);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}

static void append_repeated(struct buffer *text, const char *piece, int times)
{
    for (int i = 0; i < times; i++)
        buffer_text(text, piece);
}

START_TEST(nests_up_to_the_limit)
{
    for (int depth = JSON_DEPTH_LIMIT; depth <= JSON_DEPTH_LIMIT + 1; depth++) {
        struct buffer text = {0};
        append_repeated(&text, "\n[{\"k\":", depth / 2);
        append_repeated(&text, "[", depth % 2);
        buffer_text(&text, "1");
        append_repeated(&text, "]", depth % 2);
        append_repeated(&text, "}]", depth / 2);
        struct error error = ERROR_NONE;
        struct json_document *document = json_parse("deep.json", text.data, text.length, JSON_STRICT, &error);
        if (depth == JSON_DEPTH_LIMIT) {
            struct json value = json_root(document);
            while (json_count(value))
                value = json_at(value, 0);
            ck_assert_int_eq(json_type(value), JSON_NUMBER);
            json_error(value, &error, "deep");
            ck_assert_int_eq(strncmp(error.message, "deep.json:65: [0].k[0].k[0].k", 29), 0);
        } else {
            ck_assert_ptr_null(document);
            ck_assert_str_eq(error.message, "deep.json:65: more than 128 arrays and objects inside one another");
        }
        json_free(document);
        buffer_free(&text);
    }
}
END_TEST

START_TEST(endless_nesting_is_refused_at_once)
{
    struct buffer text = {0};
    append_repeated(&text, "[", 1000000);
    expect_refused(text.data, text.length, "config.json:1: more than 128 arrays and objects inside one another");
    buffer_free(&text);
}
END_TEST

/* Objects of every size around the switch from comparing pairs to sorting, with the duplicate in every place. */
START_TEST(finds_duplicates_in_objects_of_any_size)
{
    for (int count = 2; count <= 20; count++) {
        for (int second = 1; second < count; second++) {
            struct buffer text = {0};
            buffer_text(&text, "{");
            for (int i = 0; i < count; i++)
                buffer_print(&text, "%s\n\"key %d\":%d", i ? "," : "", i == second ? second / 2 : i, i);
            buffer_text(&text, "}");
            char message[100];
            snprintf(message, sizeof message, "config.json:%d: duplicate key \"key %d\", first on line %d", second + 2, second / 2,
                     second / 2 + 2);
            expect_refused(text.data, text.length, message);
            buffer_free(&text);
        }
    }
}
END_TEST

/* The first repetition in the file is reported, whatever the order of sorting; and a million keys are no trouble. */
START_TEST(duplicates_in_big_objects_take_no_quadratic_time)
{
    struct buffer text = {0};
    buffer_text(&text, "{\"zz\":0");
    for (int i = 0; i < 1000000; i++)
        buffer_print(&text, ",\n\"%s %d\":%d", "a long common prefix of every key", i, i % 10);
    struct buffer broken = {0};
    buffer_append(&broken, text.data, text.length);
    buffer_text(&broken, ",\n\"zz\":1,\n\"a long common prefix of every key 77\":1}");
    buffer_text(&text, "}");
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("big.json", text.data, text.length, JSON_STRICT, &error);
    ck_assert_uint_eq(json_count(json_root(document)), 1000001);
    ck_assert_str_eq(json_key(json_root(document), 1000000), "a long common prefix of every key 999999");
    json_free(document);
    expect_refused(broken.data, broken.length, "config.json:1000002: duplicate key \"zz\", first on line 1");
    buffer_free(&text);
    buffer_free(&broken);
}
END_TEST

START_TEST(big_arrays_are_read_and_indexed)
{
    enum { COUNT = 3000000 };
    struct buffer text = {0};
    buffer_text(&text, "[[");
    for (int i = 0; i < COUNT; i++)
        buffer_print(&text, "%s%d", i ? "," : "", i);
    buffer_text(&text, "]]");
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("big.json", text.data, text.length, JSON_STRICT, &error);
    struct json array = json_at(json_root(document), 0);
    ck_assert_uint_eq(json_count(array), COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        int64_t value = -1;
        if (!json_integer(json_at(array, i), 0, COUNT, &value, &error) || value != (int64_t)i) ck_abort_msg("element %zu", i);
    }
    json_free(document);
    buffer_free(&text);
}
END_TEST

START_TEST(reads_files)
{
    struct error error = ERROR_NONE;
    const char *path = scratch_text("config.json", "{\n // with a comment\n \"a\": [1,]\n}\n");
    struct json_document *document = json_read(path, JSON_COMMENTS, &error);
    ck_assert_ptr_nonnull(document);
    ck_assert_uint_eq(json_count(json_find(json_root(document), "a")), 1);
    json_error(json_find(json_root(document), "a"), &error, "wrong");
    ck_assert_str_eq(error.message + strlen(path), ":3: a: wrong");
    json_free(document);
    error = (struct error)ERROR_NONE;
    ck_assert_ptr_null(json_read(path, JSON_STRICT, &error));
    ck_assert_str_eq(error.message + strlen(path), ":2: expected a key in double quotes, found \"/\"");
    error = (struct error)ERROR_NONE;
    path = scratch_text("empty.json", "");
    ck_assert_ptr_null(json_read(path, JSON_STRICT, &error));
    ck_assert_str_eq(error.message + strlen(path), ":1: expected a value, found the end of the file");
    error = (struct error)ERROR_NONE;
    ck_assert_ptr_null(json_read("no/such.json", JSON_STRICT, &error));
    ck_assert_str_eq(error.message, "no/such.json: cannot open: No such file or directory");
    error = (struct error)ERROR_NONE;
    ck_assert_ptr_null(json_read("tests", JSON_STRICT, &error));
    ck_assert_str_eq(error.message, "tests: cannot read: Is a directory");
}
END_TEST

static TCase *sizes_case(void)
{
    TCase *test_case = tcase_create("sizes and files");
    scratch_add(test_case);
    tcase_set_timeout(test_case, 120);
    tcase_add_test(test_case, nests_up_to_the_limit);
    tcase_add_test(test_case, endless_nesting_is_refused_at_once);
    tcase_add_test(test_case, finds_duplicates_in_objects_of_any_size);
    tcase_add_test(test_case, duplicates_in_big_objects_take_no_quadratic_time);
    tcase_add_test(test_case, big_arrays_are_read_and_indexed);
    tcase_add_test(test_case, reads_files);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: JSON sizes");
    suite_add_tcase(suite, sizes_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
