/* Dates: every day of the calendar, and what is none. */
#include "runtime/espalier.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double days_of(const char *text)
{
    double days = -7e9;
    if (espalier_parse_date(text, strlen(text), &days) != ESPALIER_OK) ck_abort_msg("%s", text);
    return days;
}

START_TEST(known_days)
{
    ck_assert(days_of("1970-01-01") == 0.0);
    ck_assert(days_of("1969-12-31") == -1.0);
    ck_assert(days_of("2000-02-29") == 11016.0);
    ck_assert(days_of("2026-01-01") == 20454.0);
    ck_assert(days_of("0001-01-01") == -719162.0);
    ck_assert(days_of("9999-12-31") == 2932896.0);
    ck_assert(days_of(" 1970-01-02\t") == 1.0);
}
END_TEST

START_TEST(every_day_follows_the_one_before)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    double expected = -719162.0;
    char text[40];
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++) {
            const int leap = month == 2 && (year % 400 == 0 || (year % 4 == 0 && year % 100 != 0));
            for (int day = 1; day <= lengths[month - 1] + leap; day++) {
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (days_of(text) != expected) ck_abort_msg("%s", text);
                expected += 1.0;
            }
        }
    ck_assert(expected == 2932897.0);
}
END_TEST

START_TEST(refuses_what_is_no_date)
{
    static const char *const texts[] = {"",           "2024",       "2024-1-1",   "2024-01-1",        "2024/01/01", "01-01-2024",
                                        "2023-02-29", "1900-02-29", "2024-00-10", "2024-13-10",       "2024-01-00", "2024-01-32",
                                        "2024-04-31", "0000-01-01", "-001-01-01", "2024-01-01T00:00", "20240101",   "2024-01-0x",
                                        "2024-01--1", "+024-01-01", "2024 01 01"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        double days = 3.0;
        ck_assert_msg(espalier_parse_date(texts[i], strlen(texts[i]), &days) == ESPALIER_E_NUMBER, "'%s'", texts[i]);
        ck_assert(days == 3.0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("date");
    TCase *dates = tcase_create("dates");
    tcase_set_timeout(dates, 100);
    tcase_add_test(dates, known_days);
    tcase_add_test(dates, every_day_follows_the_one_before);
    tcase_add_test(dates, refuses_what_is_no_date);
    suite_add_tcase(suite, dates);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
