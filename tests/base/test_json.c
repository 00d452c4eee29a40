/* JSON text: what is read, what is refused, and where messages say it stands. */
#include "bundle/base/buffer.h"
#include "bundle/base/json.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct json_document *parse_flags(const char *text, int flags)
{
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("config.json", text, strlen(text), flags, &error);
    ck_assert_msg(document != NULL, "%s: %s", text, error.message);
    return document;
}

static struct json_document *parse(const char *text)
{
    return parse_flags(text, JSON_STRICT);
}

static void expect_refused(const char *text, size_t length, int flags, const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(json_parse("config.json", text, length, flags, &error));
    ck_assert_str_eq(error.message, message);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}

START_TEST(reads_every_type)
{
    struct json_document *document =
        parse(" {\"n\":null,\"f\":false,\"t\":true,\"x\":-1.5e3,\"s\":\"text\",\"a\":[1,[],{}],\"o\":{\"k\":2}}\r\n\t");
    struct json root = json_root(document);
    static const enum json_type types[] = {JSON_NULL, JSON_BOOL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT};
    static const char *const keys[] = {"n", "f", "t", "x", "s", "a", "o"};
    ck_assert_int_eq(json_type(root), JSON_OBJECT);
    ck_assert_uint_eq(json_count(root), 7);
    for (size_t i = 0; i < 7; i++) {
        ck_assert_str_eq(json_key(root, i), keys[i]);
        ck_assert_int_eq(json_type(json_at(root, i)), types[i]);
        ck_assert_uint_eq(json_find(root, keys[i]).index, json_at(root, i).index);
    }
    struct json array = json_find(root, "a");
    ck_assert_uint_eq(json_count(array), 3);
    ck_assert_uint_eq(json_count(json_at(array, 1)), 0);
    ck_assert_int_eq(json_type(json_at(array, 2)), JSON_OBJECT);
    ck_assert_uint_eq(json_count(json_find(root, "x")), 0);
    json_free(document);
    json_free(NULL);
}
END_TEST

START_TEST(what_is_not_there_is_no_value)
{
    struct json_document *document = parse("{\"a\":[1],\"b\":\"s\"}");
    struct json root = json_root(document);
    struct json nothing = {NULL, 0};
    ck_assert(json_exists(root));
    ck_assert(!json_exists(nothing));
    ck_assert(!json_exists(json_find(root, "c")));
    ck_assert(!json_exists(json_find(root, "")));
    ck_assert(!json_exists(json_find(json_find(root, "a"), "a")));
    ck_assert(!json_exists(json_at(root, 2)));
    ck_assert(!json_exists(json_at(json_find(root, "a"), 1)));
    ck_assert(!json_exists(json_at(json_find(root, "b"), 0)));
    ck_assert_uint_eq(json_count(nothing), 0);
    ck_assert_ptr_null(json_key(root, 2));
    ck_assert_ptr_null(json_key(json_find(root, "a"), 0));
    json_free(document);
}
END_TEST

START_TEST(names_types)
{
    ck_assert_str_eq(json_type_name(JSON_NULL), "null");
    ck_assert_str_eq(json_type_name(JSON_BOOL), "boolean");
    ck_assert_str_eq(json_type_name(JSON_NUMBER), "number");
    ck_assert_str_eq(json_type_name(JSON_STRING), "string");
    ck_assert_str_eq(json_type_name(JSON_ARRAY), "array");
    ck_assert_str_eq(json_type_name(JSON_OBJECT), "object");
}
END_TEST

static const struct {
    const char *text, *value;
    size_t length;
} strings[] = {
    {"\"\"", "", 0},
    {"\"plain text\"", "plain text", 10},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8},
    {"\"a\\nb\\nc\"", "a\nb\nc", 5},
    {"\"\\u0041\\u00e4\\u20AC\\uFFFF\"", "A\xc3\xa4\xe2\x82\xac\xef\xbf\xbf", 9},
    {"\"\\uD83D\\uDE00 \\ud800\\udc00\\udbff\\udfff\"", "\xf0\x9f\x98\x80 \xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 13},
    {"\"a\\u0000b\"", "a\0b", 3},
    {"\"\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\"",
     "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 22},
};

START_TEST(reads_strings)
{
    struct json_document *document = parse(strings[_i].text);
    struct error error = ERROR_NONE;
    const char *data;
    size_t length;
    ck_assert(json_text(json_root(document), &data, &length, &error));
    ck_assert_uint_eq(length, strings[_i].length);
    ck_assert_mem_eq(data, strings[_i].value, length + 1);
    json_free(document);
}
END_TEST

static const struct {
    const char *text;
    size_t length; /* 0: that of the text */
    const char *message;
} malformed[] = {
    {"", 0, "config.json:1: expected a value, found the end of the file"},
    {" \n\n ", 0, "config.json:3: expected a value, found the end of the file"},
    {"[1,\n2", 0, "config.json:2: expected \",\" or \"]\", found the end of the file"},
    {"[1,", 0, "config.json:1: expected a value, found the end of the file"},
    {"{", 0, "config.json:1: expected a key in double quotes, found the end of the file"},
    {"{\"a\"", 0, "config.json:1: expected \":\", found the end of the file"},
    {"{\"a\":\n", 0, "config.json:2: expected a value, found the end of the file"},
    {"{\"a\":1", 0, "config.json:1: expected \",\" or \"}\", found the end of the file"},
    {"[1 2]", 0, "config.json:1: expected \",\" or \"]\", found \"2\""},
    {"[1}", 0, "config.json:1: expected \",\" or \"]\", found \"}\""},
    {"{\"a\":1]", 0, "config.json:1: expected \",\" or \"}\", found \"]\""},
    {"{\"a\" 1}", 0, "config.json:1: expected \":\", found \"1\""},
    {"{a:1}", 0, "config.json:1: expected a key in double quotes, found \"a\""},
    {"{'a':1}", 0, "config.json:1: expected a key in double quotes, found \"'\""},
    {"{1:1}", 0, "config.json:1: expected a key in double quotes, found \"1\""},
    {"{,}", 0, "config.json:1: expected a key in double quotes, found \",\""},
    {"]", 0, "config.json:1: expected a value, found \"]\""},
    {"[,1]", 0, "config.json:1: expected a value, found \",\""},
    {"[1,]", 0, "config.json:1: expected a value, found \"]\""},
    {"{\"a\":1,}", 0, "config.json:1: expected a key in double quotes, found \"}\""},
    {"1 2", 0, "config.json:1: expected nothing more, found \"2\""},
    {"{}\n{}", 0, "config.json:2: expected nothing more, found \"{\""},
    {"[]\0", 3, "config.json:1: expected nothing more, found the byte 0x00"},
    {"[\0]", 3, "config.json:1: expected a value, found the byte 0x00"},
    {"[\x01]", 0, "config.json:1: expected a value, found \"\\x01\""},
    {"[\xff]", 0, "config.json:1: expected a value, found the byte 0xff"},
    {"[\xc3\xa4]", 0, "config.json:1: expected a value, found \"\xc3\xa4\""},
    {"tru", 0, "config.json:1: expected a value, found \"tru\""},
    {"nullify", 0, "config.json:1: expected a value, found \"nullify\""},
    {"True", 0, "config.json:1: expected a value, found \"True\""},
    {"abcdefghijklmnopqrstuvwxyz", 0, "config.json:1: expected a value, found \"abcdefghijklmnopqrstuvwx\""},
    {"NaN", 0, "config.json:1: expected a value, found \"NaN\""},
    {"Infinity", 0, "config.json:1: expected a value, found \"Infinity\""},
    {"-Infinity", 0, "config.json:1: malformed number \"-Infinity\""},
    {"// no\n1", 0, "config.json:1: expected a value, found \"/\""},
    {"[1/**/]", 0, "config.json:1: expected \",\" or \"]\", found \"/\""},
    /* Numbers. */
    {"01", 0, "config.json:1: malformed number \"01\""},
    {"-", 0, "config.json:1: malformed number \"-\""},
    {"-01", 0, "config.json:1: malformed number \"-01\""},
    {"+1", 0, "config.json:1: expected a value, found \"+\""},
    {".5", 0, "config.json:1: expected a value, found \".\""},
    {"1.", 0, "config.json:1: malformed number \"1.\""},
    {"1.e5", 0, "config.json:1: malformed number \"1.e5\""},
    {"1e", 0, "config.json:1: malformed number \"1e\""},
    {"1e+", 0, "config.json:1: malformed number \"1e+\""},
    {"1E5.0", 0, "config.json:1: malformed number \"1E5.0\""},
    {"1.2.3", 0, "config.json:1: malformed number \"1.2.3\""},
    {"0x10", 0, "config.json:1: malformed number \"0x10\""},
    {"1f", 0, "config.json:1: malformed number \"1f\""},
    {"[1,\n00000000000000000000000000001]", 0, "config.json:2: malformed number \"000000000000000000000000\""},
    /* Strings. */
    {"\"abc", 0, "config.json:1: a string that does not end"},
    {"\"abc\\", 0, "config.json:1: a backslash before a character that it does not escape in a string"},
    {"\"a\\\"", 0, "config.json:1: a string that does not end"},
    {"[\n\"abc\n\"]", 0, "config.json:2: a string that does not end on its line (a line break inside is written \\n)"},
    {"\"a\\tb\n\"", 0, "config.json:1: a string that does not end on its line (a line break inside is written \\n)"},
    {"\"a\tb\"", 0, "config.json:1: the control character 0x09 in a string"},
    {"\"a\0b\"", 5, "config.json:1: the control character 0x00 in a string"},
    {"\"\\x41\"", 0, "config.json:1: a backslash before a character that it does not escape in a string"},
    {"\"\\'\"", 0, "config.json:1: a backslash before a character that it does not escape in a string"},
    {"\"\\u12g4\"", 0, "config.json:1: \\u without four hexadecimal digits in a string"},
    {"\"\\u12", 0, "config.json:1: \\u without four hexadecimal digits in a string"},
    {"\"\\ud800\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"\"\\ud800x\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"\"\\ud800\\n\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"\"\\ud800\\ud800\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"\"\\ud800\\u0041\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"\"\\udc00\"", 0, "config.json:1: half of a surrogate pair in a string"},
    {"{\"a\\u0000b\":1}", 0, "config.json:1: a key with a NUL character in it"},
    /* UTF-8: a stray continuation, overlong forms, surrogates, beyond U+10FFFF, cut short. */
    {"\"\x80\"", 0, "config.json:1: a string is not UTF-8 at the byte 0x80"},
    {"\"\xc0\x80\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xc0"},
    {"\"\xc1\xbf\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xc1"},
    {"\"\xe0\x9f\xbf\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xe0"},
    {"\"\xed\xa0\x80\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xed"},
    {"\"\xf0\x8f\xbf\xbf\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xf0"},
    {"\"\xf4\x90\x80\x80\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xf4"},
    {"\"\xf5\x80\x80\x80\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xf5"},
    {"\"\xc3\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xc3"},
    {"\"\xe2\x82\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xe2"},
    {"\"\xf0\x9f\x98", 0, "config.json:1: a string is not UTF-8 at the byte 0xf0"},
    {"\"\\n\xff\"", 0, "config.json:1: a string is not UTF-8 at the byte 0xff"},
    {"{\"\xff\":1}", 0, "config.json:1: a string is not UTF-8 at the byte 0xff"},
    /* Duplicate keys, also where they are written differently. */
    {"{\"a\":1,\n\"a\":2}", 0, "config.json:2: duplicate key \"a\", first on line 1"},
    {"{\"a\":1,\"\\u0061\":2}", 0, "config.json:1: duplicate key \"a\", first on line 1"},
    {"{\"\":1,\"\":2}", 0, "config.json:1: duplicate key \"\", first on line 1"},
    {"{\"columns\":{\n\"x\":[0,[{\"k\":1,\n\"j\":2,\n\"k\":3}]]}}", 0,
     "config.json:4: columns.x[1][0]: duplicate key \"k\", first on line 2"},
    {"[{},{\"a.b\":{\"c\":1,\"c\":1}}]", 0, "config.json:1: [1].\"a.b\": duplicate key \"c\", first on line 1"},
};

START_TEST(refuses_malformed_text)
{
    size_t length = malformed[_i].length ? malformed[_i].length : strlen(malformed[_i].text);
    expect_refused(malformed[_i].text, length, JSON_STRICT, malformed[_i].message);
}
END_TEST

/* Every prefix of a document is refused, and none is read past its end: the copy has exactly its size. */
START_TEST(refuses_every_prefix)
{
    static const char text[] = "{\"a\":[1.5e+3,true,null,\"x\\u00e4\\n\xc3\xa4\"],\"b\":{\"c\":false,\"d\":-0}}";
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char *prefix = malloc(length ? length : 1);
        memcpy(prefix, text, length);
        struct error error = ERROR_NONE;
        ck_assert_ptr_null(json_parse("config.json", prefix, length, JSON_STRICT, &error));
        ck_assert_int_eq(strncmp(error.message, "config.json:1: ", 15), 0);
        free(prefix);
    }
    json_free(parse(text));
}
END_TEST

START_TEST(comments_and_a_last_comma_are_for_config_files)
{
    static const char text[] = "// first\n{ /* a ** / * */ \"a\" /**/ : [1, 2, /* three */ ], // rest\n \"b\"//\n:{\"c\":3,},\n}// end";
    struct json_document *document = parse_flags(text, JSON_COMMENTS);
    struct json root = json_root(document);
    ck_assert_uint_eq(json_count(root), 2);
    ck_assert_uint_eq(json_count(json_find(root, "a")), 2);
    ck_assert_uint_eq(json_line(json_find(root, "b")), 4);
    json_free(document);
    static const struct {
        const char *text, *message;
    } refused[] = {
        {"[1,,]", "config.json:1: expected a value, found \",\""},
        {"[,]", "config.json:1: expected a value, found \",\""},
        {"{\"a\":1,,}", "config.json:1: expected a key in double quotes, found \",\""},
        {"[1]\n/* never", "config.json:2: a comment that does not end"},
        {"/*/", "config.json:1: a comment that does not end"},
        {"[1]\n/", "config.json:2: expected nothing more, found \"/\""},
        {"[1 # 2\n]", "config.json:1: expected \",\" or \"]\", found \"#\""},
        {"1,", "config.json:1: expected nothing more, found \",\""},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect_refused(refused[i].text, strlen(refused[i].text), JSON_COMMENTS, refused[i].message);
}
END_TEST

START_TEST(skips_a_byte_order_mark)
{
    struct json_document *document = parse("\xef\xbb\xbf[1]");
    ck_assert_uint_eq(json_count(json_root(document)), 1);
    json_free(document);
    expect_refused("[\xef\xbb\xbf]", 5, JSON_STRICT, "config.json:1: expected a value, found \"\xef\xbb\xbf\"");
}
END_TEST

/* One line a value: "LINE path". */
static void trace_places(struct json value, struct buffer *trace)
{
    json_path(value, trace);
    buffer_print(trace, " %u\n", json_line(value));
}

START_TEST(values_know_their_place)
{
    struct json_document *document =
        parse("{\n\"columns\": {\n  \"MTHCASA\": {\"impute\":\n 0}, \"Asset value\": 1,\n\"a.b\\\"\\\\\": [\"x\\n\\ny\",\n[true]],"
              "\"\": 5, \"\xc3\xa4\": null},\n\"last-1_\":6}");
    struct json root = json_root(document), columns = json_find(root, "columns");
    struct buffer trace = {0};
    trace_places(root, &trace);
    trace_places(columns, &trace);
    trace_places(json_find(json_find(columns, "MTHCASA"), "impute"), &trace);
    for (size_t i = 1; i < json_count(columns); i++)
        trace_places(json_at(columns, i), &trace);
    trace_places(json_at(json_at(columns, 2), 0), &trace);
    trace_places(json_at(json_at(json_at(columns, 2), 1), 0), &trace);
    trace_places(json_find(root, "last-1_"), &trace);
    ck_assert_str_eq(trace.data,
                     " 1\ncolumns 2\ncolumns.MTHCASA.impute 4\ncolumns.Asset value 4\ncolumns.\"a.b\\\"\\\\\" 5\ncolumns.\"\" 6\n"
                     "columns.\"\xc3\xa4\" 6\ncolumns.\"a.b\\\"\\\\\"[0] 5\ncolumns.\"a.b\\\"\\\\\"[1][0] 6\nlast-1_ 7\n");
    buffer_free(&trace);
    json_free(document);
}
END_TEST

START_TEST(errors_name_place_and_path)
{
    struct json_document *document = parse("{\"trees\":[\n{\"split_indices\":[1,\n2]}]}");
    struct json value = json_at(json_find(json_at(json_find(json_root(document), "trees"), 0), "split_indices"), 1);
    struct error error = ERROR_NONE;
    ck_assert(!json_error(value, &error, "expected %s", "something else"));
    ck_assert_str_eq(error.message, "config.json:3: trees[0].split_indices[1]: expected something else");
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    error = (struct error)ERROR_NONE;
    ck_assert(!json_error(json_root(document), &error, "no trees"));
    ck_assert_str_eq(error.message, "config.json:1: no trees");
    json_free(document);
}
END_TEST

/* A path of hostile length loses its middle, between characters; the message itself stays. */
START_TEST(errors_shorten_long_paths)
{
    struct buffer text = {0};
    buffer_text(&text, "{\"x");
    for (int i = 0; i < 3000; i++)
        buffer_text(&text, "\xe2\x82\xac");
    buffer_text(&text, "\":1}");
    struct error error = ERROR_NONE;
    struct json_document *document = json_parse("m.json", text.data, text.length, JSON_STRICT, &error);
    json_error(json_at(json_root(document), 0), &error, "unknown key");
    size_t length = strlen(error.message);
    ck_assert_uint_lt(length, 700);
    ck_assert_str_eq(error.message + length - 16, "\x82\xac\": unknown key");
    const char *gap = strstr(error.message, " ... ");
    ck_assert_ptr_nonnull(gap);
    ck_assert_int_eq(strncmp(gap - 3, "\xe2\x82\xac ... \xe2\x82\xac", 11), 0);
    json_free(document);
    buffer_free(&text);
}
END_TEST

static TCase *syntax_case(void)
{
    TCase *test_case = tcase_create("syntax");
    tcase_set_timeout(test_case, 60);
    tcase_add_test(test_case, reads_every_type);
    tcase_add_test(test_case, what_is_not_there_is_no_value);
    tcase_add_test(test_case, names_types);
    tcase_add_loop_test(test_case, reads_strings, 0, (int)(sizeof strings / sizeof *strings));
    tcase_add_loop_test(test_case, refuses_malformed_text, 0, (int)(sizeof malformed / sizeof *malformed));
    tcase_add_test(test_case, refuses_every_prefix);
    tcase_add_test(test_case, comments_and_a_last_comma_are_for_config_files);
    tcase_add_test(test_case, skips_a_byte_order_mark);
    tcase_add_test(test_case, values_know_their_place);
    tcase_add_test(test_case, errors_name_place_and_path);
    tcase_add_test(test_case, errors_shorten_long_paths);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: JSON text");
    suite_add_tcase(suite, syntax_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
