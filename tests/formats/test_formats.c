/* Every committed model of every release reads into the same margins, bit for bit, as XGBoost gave: by the tests' own interpreter for all
 * of them and, for the oldest and the newest release, by the generated and compiled C. slow_formats.c compiles the rest. */
#include "tests/support/xgboost_formats.h"

#include <check.h>
#include <stdlib.h>

START_TEST(every_model_scores_as_xgboost_did)
{
    ck_assert_uint_gt(formats_check(formats_releases[_i], FORMATS_INTERPRETED), 15);
}
END_TEST

START_TEST(both_formats_hold_one_model)
{
    formats_check_pairs(formats_releases[_i]);
}
END_TEST

START_TEST(compiled_models_of_the_ends_score_as_xgboost_did)
{
    ck_assert_uint_gt(formats_check(formats_releases[_i == 0 ? 0 : FORMATS_RELEASES - 1], FORMATS_COMPILED), 15);
}
END_TEST

START_TEST(later_releases_differ_only_where_they_are_known_to)
{
    formats_check_later(formats_releases[_i]);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("formats");
    TCase *reading = tcase_create("reading");
    tcase_set_timeout(reading, 60);
    tcase_add_loop_test(reading, every_model_scores_as_xgboost_did, 0, FORMATS_RELEASES);
    tcase_add_loop_test(reading, both_formats_hold_one_model, 0, FORMATS_RELEASES);
    tcase_add_loop_test(reading, later_releases_differ_only_where_they_are_known_to, 0, FORMATS_RELEASES);
    suite_add_tcase(suite, reading);
    TCase *compiled = tcase_create("compiled");
    tcase_set_timeout(compiled, 200);
    tcase_add_loop_test(compiled, compiled_models_of_the_ends_score_as_xgboost_did, 0, 2);
    suite_add_tcase(suite, compiled);
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
