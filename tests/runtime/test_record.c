/* Names, and setting a record's members from text and numbers. */
#include "runtime/espalier.h"
#include "support/scorer_small.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct small_record record;

static void begin(void)
{
    espalier_record_init(small_model(), &record);
}

static int set_text(int32_t column, const char *text)
{
    return espalier_set_text(small_model(), &record, column, text, strlen(text));
}

static int set_number(int32_t column, double value)
{
    return espalier_set_number(small_model(), &record, column, value);
}

static void expect_numbers_missing(void)
{
    ck_assert_double_nan(record.age);
    ck_assert_double_nan(record.balance);
    ck_assert_double_nan(record.active);
    ck_assert_double_nan(record.since);
}

START_TEST(every_member_starts_missing)
{
    expect_numbers_missing();
    ck_assert_int_eq(record.segment, 0);
}
END_TEST

START_TEST(names_are_exact)
{
    const struct espalier_model *model = small_model();
    ck_assert_int_eq(espalier_column_index(model, "age", 3), SMALL_AGE);
    ck_assert_int_eq(espalier_column_index(model, "segment and more", 7), SMALL_SEGMENT);
    ck_assert_int_eq(espalier_column_index(model, "ag", 2), ESPALIER_E_ARGUMENT);
    ck_assert_int_eq(espalier_column_index(model, "ages", 4), ESPALIER_E_ARGUMENT);
    ck_assert_int_eq(espalier_column_index(model, "Age", 3), ESPALIER_E_ARGUMENT);
    ck_assert_int_eq(espalier_column_index(model, "age\0", 4), ESPALIER_E_ARGUMENT);
    ck_assert_int_eq(espalier_column_index(model, "", 0), ESPALIER_E_ARGUMENT);
    ck_assert_int_eq(espalier_output_index(model, "1", 1), 0);
    ck_assert_int_eq(espalier_output_index(model, "0", 1), ESPALIER_E_ARGUMENT);
}
END_TEST

START_TEST(text_of_numbers)
{
    ck_assert_int_eq(set_text(SMALL_BALANCE, "-12.5e1"), ESPALIER_OK);
    ck_assert(record.balance == -125.0);
    ck_assert_int_eq(set_text(SMALL_BALANCE, " 7 "), ESPALIER_OK);
    ck_assert(record.balance == 7.0);
    ck_assert_int_eq(set_text(SMALL_BALANCE, "seven"), ESPALIER_E_NUMBER);
    ck_assert_int_eq(set_text(SMALL_BALANCE, "true"), ESPALIER_E_NUMBER);
    ck_assert_int_eq(set_text(SMALL_BALANCE, "2020-01-01"), ESPALIER_E_NUMBER);
    ck_assert_int_eq(set_text(SMALL_BALANCE, "nan"), ESPALIER_E_NUMBER);
    ck_assert_int_eq(set_text(SMALL_BALANCE, "1e999"), ESPALIER_E_RANGE);
    ck_assert(record.balance == 7.0);
    ck_assert_int_eq(set_text(SMALL_AGE, "130"), ESPALIER_OK); /* its range is checked on encoding */
}
END_TEST

START_TEST(text_of_flags)
{
    static const char *const no[] = {"0", "0.0", "false", "FALSE", "no", "No", "n", "N", "f", "F", " 0 ", "\tno", "-0", "0e5"};
    static const char *const yes[] = {"1", "1.0", "true", "True", "yes", "YES", "y", "Y", "t", "T", "yes ", "+1", "1.00"};
    static const char *const neither[] = {"2", "0.5", "-1", "on", "off", "ye", "yess", "tru", "ja", "1x", "nan", ".", "y n", "1e999"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        ck_assert_int_eq(set_text(SMALL_ACTIVE, no[i]), ESPALIER_OK);
        ck_assert_msg(record.active == 0.0 && !signbit(record.active), "'%s'", no[i]);
    }
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        ck_assert_int_eq(set_text(SMALL_ACTIVE, yes[i]), ESPALIER_OK);
        ck_assert_msg(record.active == 1.0, "'%s'", yes[i]);
    }
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
        ck_assert_msg(set_text(SMALL_ACTIVE, neither[i]) == ESPALIER_E_NUMBER, "'%s'", neither[i]);
        ck_assert(record.active == 1.0);
    }
}
END_TEST

START_TEST(text_of_dates)
{
    ck_assert_int_eq(set_text(SMALL_SINCE, "2000-02-29"), ESPALIER_OK);
    ck_assert(record.since == 11016.0);
    ck_assert_int_eq(set_text(SMALL_SINCE, "20454"), ESPALIER_OK);
    ck_assert(record.since == 20454.0);
    ck_assert_int_eq(set_text(SMALL_SINCE, "29.02.2000"), ESPALIER_E_NUMBER);
    ck_assert_int_eq(set_text(SMALL_SINCE, "2001-02-29"), ESPALIER_E_NUMBER);
    ck_assert(record.since == 20454.0);
}
END_TEST

START_TEST(text_of_categories)
{
    ck_assert_int_eq(set_text(SMALL_SEGMENT, "silver"), ESPALIER_OK);
    ck_assert_int_eq(record.segment, 2);
    ck_assert_int_eq(set_text(SMALL_SEGMENT, " New, Young "), ESPALIER_OK);
    ck_assert_int_eq(record.segment, 3);
    ck_assert_int_eq(set_text(SMALL_SEGMENT, "platinum"), ESPALIER_OK);
    ck_assert_int_eq(record.segment, -1);
}
END_TEST

START_TEST(text_that_is_missing)
{
    static const char *const texts[] = {"", " ", "\t "};
    for (size_t i = 0; i < 3; i++) {
        record = (struct small_record){1.0, 1.0, 1.0, 1.0, 1};
        for (int32_t column = 0; column < SMALL_SEGMENT; column++)
            ck_assert_int_eq(set_text(column, texts[i]), ESPALIER_OK);
        expect_numbers_missing();
        ck_assert_int_eq(set_text(SMALL_SEGMENT, i == 0 ? "" : " "), ESPALIER_OK);
        ck_assert_int_eq(record.segment, 0);
    }
}
END_TEST

START_TEST(missing_is_one_bit_pattern)
{
    const uint64_t wanted = UINT64_C(0x7ff8000000000000);
    ck_assert_int_eq(set_number(SMALL_AGE, -NAN), ESPALIER_OK);
    ck_assert_mem_eq(&record.age, &wanted, sizeof wanted);
    ck_assert_int_eq(set_text(SMALL_AGE, ""), ESPALIER_OK);
    ck_assert_mem_eq(&record.age, &wanted, sizeof wanted);
    record.segment = 2;
    ck_assert_int_eq(set_number(SMALL_SEGMENT, NAN), ESPALIER_OK);
    ck_assert_int_eq(record.segment, 0);
    record.segment = 2;
    ck_assert_int_eq(espalier_set_missing(small_model(), &record, SMALL_SEGMENT), ESPALIER_OK);
    ck_assert_int_eq(record.segment, 0);
    ck_assert_int_eq(set_number(SMALL_SINCE, 1.0), ESPALIER_OK);
    ck_assert_int_eq(espalier_set_missing(small_model(), &record, SMALL_SINCE), ESPALIER_OK);
    ck_assert_mem_eq(&record.since, &wanted, sizeof wanted);
}
END_TEST

START_TEST(numbers)
{
    ck_assert_int_eq(set_number(SMALL_BALANCE, INFINITY), ESPALIER_OK); /* refused on encoding */
    ck_assert_int_eq(set_number(SMALL_BALANCE, -3.25), ESPALIER_OK);
    ck_assert(record.balance == -3.25);
    ck_assert_int_eq(set_number(SMALL_ACTIVE, 1.0), ESPALIER_OK);
    ck_assert_int_eq(set_number(SMALL_ACTIVE, 0.5), ESPALIER_E_RANGE);
    ck_assert_int_eq(set_number(SMALL_ACTIVE, INFINITY), ESPALIER_E_RANGE);
    ck_assert(record.active == 1.0);
    ck_assert_int_eq(set_number(SMALL_SEGMENT, 3.0), ESPALIER_OK);
    ck_assert_int_eq(record.segment, 3);
    ck_assert_int_eq(set_number(SMALL_SEGMENT, -1.0), ESPALIER_OK);
    ck_assert_int_eq(record.segment, -1);
    static const double no_categories[] = {4.0, -2.0, 1.5, -0.5, INFINITY, -INFINITY, 1e300};
    for (size_t i = 0; i < sizeof no_categories / sizeof *no_categories; i++)
        ck_assert_int_eq(set_number(SMALL_SEGMENT, no_categories[i]), ESPALIER_E_CATEGORY);
    ck_assert_int_eq(record.segment, -1);
}
END_TEST

START_TEST(columns_that_do_not_exist)
{
    static const int32_t none[] = {-1, SMALL_COLUMN_COUNT, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        ck_assert_int_eq(set_text(none[i], "1"), ESPALIER_E_ARGUMENT);
        ck_assert_int_eq(set_number(none[i], 1.0), ESPALIER_E_ARGUMENT);
        ck_assert_int_eq(espalier_set_missing(small_model(), &record, none[i]), ESPALIER_E_ARGUMENT);
    }
}
END_TEST

/* A host may keep records at any address. */
START_TEST(records_that_are_not_aligned)
{
    char memory[sizeof record + 1];
    memcpy(memory + 1, &record, sizeof record);
    ck_assert_int_eq(espalier_set_text(small_model(), memory + 1, SMALL_AGE, "44", 2), ESPALIER_OK);
    ck_assert_int_eq(espalier_set_text(small_model(), memory + 1, SMALL_SEGMENT, "gold", 4), ESPALIER_OK);
    memcpy(&record, memory + 1, sizeof record);
    ck_assert(record.age == 44.0);
    ck_assert_int_eq(record.segment, 1);
}
END_TEST

/* ---- scoring ---- */

START_TEST(scores_a_record)
{
    struct espalier_score score = {9, 9, 9};
    float features[4], margin = -9.0f, output = -9.0f;
    set_text(SMALL_AGE, "44");
    set_text(SMALL_BALANCE, "1024");
    ck_assert_int_eq(espalier_score_record(small_model(), &record, NAN, features, &margin, &output, &score), ESPALIER_OK);
    ck_assert(margin == 1.5f && output == 0.8f);
    ck_assert(score.status == ESPALIER_OK && score.column == -1 && score.decision == 1);
    espalier_score_record(small_model(), &record, 1.5f, features, &margin, &output, &score);
    ck_assert_int_eq(score.decision, 1);
    espalier_score_record(small_model(), &record, 1.5000001f, features, &margin, &output, &score);
    ck_assert_int_eq(score.decision, 0);
}
END_TEST

static void expect_refusal(int32_t column, const char *text, int code)
{
    struct espalier_score score = {9, 9, 9};
    float features[4], margin = -9.0f, output = -9.0f;
    begin();
    set_text(SMALL_AGE, "44");
    ck_assert_int_eq(set_text(column, text), ESPALIER_OK);
    ck_assert_int_eq(espalier_score_record(small_model(), &record, NAN, features, &margin, &output, &score), code);
    ck_assert(score.status == code && score.column == column && score.decision == -1);
    ck_assert(margin == -9.0f && output == -9.0f);
}

START_TEST(refused_records_name_their_column)
{
    expect_refusal(SMALL_AGE, "", ESPALIER_E_MISSING);
    expect_refusal(SMALL_AGE, "130", ESPALIER_E_RANGE);
    expect_refusal(SMALL_BALANCE, "1e39", ESPALIER_E_RANGE);
    expect_refusal(SMALL_SINCE, "1989-12-31", ESPALIER_E_RANGE);
    expect_refusal(SMALL_SEGMENT, "platinum", ESPALIER_E_CATEGORY);
}
END_TEST

START_TEST(every_code_has_its_sentence)
{
    for (int code = ESPALIER_E_SPACE; code <= ESPALIER_OK; code++) {
        ck_assert_str_ne(espalier_error_text(code), espalier_error_text(12345));
        for (int other = code + 1; other <= ESPALIER_OK; other++)
            ck_assert_str_ne(espalier_error_text(code), espalier_error_text(other));
    }
    ck_assert_str_eq(espalier_error_text(ESPALIER_E_SPACE - 1), "an unknown error code");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("record");
    TCase *members = tcase_create("members");
    tcase_add_checked_fixture(members, begin, NULL);
    tcase_add_test(members, every_member_starts_missing);
    tcase_add_test(members, names_are_exact);
    tcase_add_test(members, text_of_numbers);
    tcase_add_test(members, text_of_flags);
    tcase_add_test(members, text_of_dates);
    tcase_add_test(members, text_of_categories);
    tcase_add_test(members, text_that_is_missing);
    tcase_add_test(members, missing_is_one_bit_pattern);
    tcase_add_test(members, numbers);
    tcase_add_test(members, columns_that_do_not_exist);
    tcase_add_test(members, records_that_are_not_aligned);
    suite_add_tcase(suite, members);
    TCase *scoring = tcase_create("scoring");
    tcase_add_checked_fixture(scoring, begin, NULL);
    tcase_add_test(scoring, scores_a_record);
    tcase_add_test(scoring, refused_records_name_their_column);
    tcase_add_test(scoring, every_code_has_its_sentence);
    suite_add_tcase(suite, scoring);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
