/* A host whose locale writes 1,5 for one and a half gets the same numbers. The locale is made by localedef where that and its sources are
 * installed. */
#include "runtime/espalier.h"
#include "support/scratch.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True when the process now has a decimal comma. */
static int use_decimal_comma(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8"};
    char command[8192];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >/dev/null 2>&1", scratch_directory());
    if (system(command) == 0) setenv("LOCPATH", scratch_directory(), 1); /* NOLINT(cert-env33-c): a test's own fixed words */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_ALL, names[i]) != NULL && strcmp(localeconv()->decimal_point, ",") == 0) return 1;
    return 0;
}

START_TEST(numbers_do_not_follow_the_locale)
{
    char text[ESPALIER_NUMBER_SIZE];
    double number = 0.0;
    float single = 0.0f;
    if (!use_decimal_comma()) {
        puts("skip - numbers under a decimal comma: no such locale, nor localedef to make one");
        return;
    }
    snprintf(text, sizeof text, "%.1f", 1.5);
    ck_assert_str_eq(text, "1,5");
    ck_assert_int_eq(espalier_parse_number("1.5", 3, &number), ESPALIER_OK);
    ck_assert(number == 1.5);
    ck_assert_int_eq(espalier_parse_float("1234.5e-1", 9, &single), ESPALIER_OK);
    ck_assert(single == 123.45f);
    ck_assert_int_eq(espalier_parse_number("1,5", 3, &number), ESPALIER_E_NUMBER);
    espalier_format_number(1234567.25, text);
    ck_assert_str_eq(text, "1234567.25");
    espalier_format_float(0.1f, text);
    ck_assert_str_eq(text, "0.1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("locale");
    TCase *locale = tcase_create("decimal comma");
    scratch_add(locale);
    tcase_set_timeout(locale, 100);
    tcase_add_test(locale, numbers_do_not_follow_the_locale);
    suite_add_tcase(suite, locale);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
