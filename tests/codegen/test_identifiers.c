/* The data's names as C identifiers. */
#include "codegen/lower/identifiers.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct identifier_set *set;
static struct arena arena;

static void begin(void)
{
    set = identifier_set_new();
    arena = (struct arena){0};
}

static void end(void)
{
    identifier_set_free(set);
    arena_free(&arena);
}

static const char *member(const char *name)
{
    return identifier_member(set, &arena, "scorer", name);
}

START_TEST(test_plain_names_stay)
{
    ck_assert_str_eq(member("MTHCASA"), "MTHCASA");
    ck_assert_str_eq(member("_x9"), "_x9");
    ck_assert_str_eq(member("gn_occ"), "gn_occ");
}
END_TEST

START_TEST(test_other_characters_become_underscores)
{
    ck_assert_str_eq(member("Asset value"), "Asset_value");
    ck_assert_str_eq(member("a-b.c/d"), "a_b_c_d");
    ck_assert_str_eq(member("tab\tnew\nline"), "tab_new_line");
    ck_assert_str_eq(member("*/;#\"\\?"), "_______");
    ck_assert_str_eq(member(""), "_");
}
END_TEST

START_TEST(test_a_utf8_sequence_is_one_character)
{
    ck_assert_str_eq(member("\xc3\xa9t\xc3\xa9"), "_t_");
    ck_assert_str_eq(member("\xf0\x9f\x8c\xb3"), "_");
    ck_assert_str_eq(member("x\x80y"), "x_y"); /* no sequence: a stray byte counts */
}
END_TEST

START_TEST(test_leading_digit_is_prefixed)
{
    ck_assert_str_eq(member("1st"), "_1st");
    ck_assert_str_eq(member("2020-01"), "_2020_01");
}
END_TEST

START_TEST(test_kept_words_are_suffixed)
{
    static const char *const words[] = {"int",
                                        "class",
                                        "restrict",
                                        "_Bool",
                                        "co_await",
                                        "xor_eq",
                                        "typeof",
                                        "linux",
                                        "unix",
                                        "NULL",
                                        "errno",
                                        "int32_t",
                                        "SIZE_MAX",
                                        "UINT8_MAX",
                                        "_Static_assert",
                                        "__LINE__",
                                        "and",
                                        "template",
                                        "nullptr",
                                        "constexpr",
                                        "asm",
                                        "offsetof",
                                        "bool",
                                        "__x86_64",
                                        "ESPALIER_E_RANGE",
                                        "scorer_FEATURE_COUNT"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char expected[64];
        snprintf(expected, sizeof expected, "%s_", words[i]);
        ck_assert_str_eq(member(words[i]), expected);
    }
    ck_assert_str_eq(member("integer"), "integer");
    ck_assert_str_eq(member("Int"), "Int");
    ck_assert_str_eq(member("__"), "__");
}
END_TEST

START_TEST(test_collisions_are_numbered)
{
    ck_assert_str_eq(member("a b"), "a_b");
    ck_assert_str_eq(member("a-b"), "a_b_2");
    ck_assert_str_eq(member("a_b"), "a_b_3");
    ck_assert_str_eq(member("a_b_2"), "a_b_2_2");
    ck_assert_str_eq(member("int"), "int_");
    ck_assert_str_eq(member("int?"), "int__2");
    ck_assert_str_eq(member("?"), "_");
    ck_assert_str_eq(member("!"), "__2");
}
END_TEST

START_TEST(test_names_are_cut_and_stay_distinct)
{
    char *name = memory_zeroed(10001, 1);
    memset(name, 'x', 10000);
    for (int i = 1; i <= 1200; i++) {
        const char *made = member(name);
        ck_assert_uint_eq(strlen(made), IDENTIFIER_LIMIT);
        name[9999] = (char)('a' + i % 26); /* what makes them different is cut away */
        if (i == 1) ck_assert_ptr_null(strchr(made, '_'));
        if (i == 1200) ck_assert_str_eq(made + IDENTIFIER_LIMIT - 5, "_1200");
    }
    memset(name, '7', 10000);
    ck_assert_uint_eq(strlen(member(name)), IDENTIFIER_LIMIT);
    free(name);
}
END_TEST

START_TEST(test_many_equal_names_take_no_long_time)
{
    for (int i = 0; i < 200000; i++)
        (void)member(i % 2 ? "?" : "!");
    ck_assert_str_eq(member("#"), "__200001");
}
END_TEST

START_TEST(test_constants_have_their_column_before_them)
{
    identifier_reserve(set, "record_init");
    ck_assert_str_eq(identifier_after(set, &arena, "C_EDU", "Masters"), "C_EDU_Masters");
    ck_assert_str_eq(identifier_after(set, &arena, "C_EDU", "18-25"), "C_EDU_18_25");
    ck_assert_str_eq(identifier_after(set, &arena, "C_EDU", "18+25"), "C_EDU_18_25_2");
    ck_assert_str_eq(identifier_after(set, &arena, "C_EDU", "int"), "C_EDU_int");
    ck_assert_str_eq(identifier_after(set, &arena, "record", "init"), "record_init_2");
    ck_assert_str_eq(identifier_after(set, &arena, "a", "b_c"), "a_b_c");
    ck_assert_str_eq(identifier_after(set, &arena, "a_b", "c"), "a_b_c_2");
}
END_TEST

START_TEST(test_names_of_scorers)
{
    ck_assert_str_eq(identifier_of_path(&arena, "models/churn-2024.v2.json"), "churn_2024_v2");
    ck_assert_str_eq(identifier_of_path(&arena, "2024.ubj"), "_2024");
    ck_assert_str_eq(identifier_of_path(&arena, "dir/x/"), "x");
    ck_assert_str_eq(identifier_of_path(&arena, ".json"), "_json");
    ck_assert_str_eq(identifier_of_path(&arena, ""), "_");
    ck_assert_uint_eq(strlen(identifier_of_path(&arena, "a123456789b123456789c123456789d123456789e123456789.json")), IDENTIFIER_NAME_LIMIT);
    ck_assert(identifier_is_valid("_a1"));
    ck_assert(!identifier_is_valid(""));
    ck_assert(!identifier_is_valid("1a"));
    ck_assert(!identifier_is_valid("a-b"));
    ck_assert(!identifier_is_valid("a\xc3\xa9"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("identifiers");
    TCase *names = tcase_create("names");
    tcase_add_checked_fixture(names, begin, end);
    tcase_add_test(names, test_plain_names_stay);
    tcase_add_test(names, test_other_characters_become_underscores);
    tcase_add_test(names, test_a_utf8_sequence_is_one_character);
    tcase_add_test(names, test_leading_digit_is_prefixed);
    tcase_add_test(names, test_kept_words_are_suffixed);
    tcase_add_test(names, test_collisions_are_numbered);
    tcase_add_test(names, test_names_are_cut_and_stay_distinct);
    tcase_add_test(names, test_many_equal_names_take_no_long_time);
    tcase_add_test(names, test_constants_have_their_column_before_them);
    tcase_add_test(names, test_names_of_scorers);
    suite_add_tcase(suite, names);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
