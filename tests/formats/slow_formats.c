/* Every committed model of every release, JSON and UBJSON, generated and compiled: test_formats.c does it for two releases. */
#include "tests/support/xgboost_formats.h"

#include <check.h>
#include <stdlib.h>

START_TEST(every_compiled_model_scores_as_xgboost_did)
{
    ck_assert_uint_gt(formats_check(formats_releases[_i], FORMATS_COMPILED), 15);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formats, compiled");
    TCase *compiled = tcase_create("compiled");
    tcase_set_timeout(compiled, 300);
    tcase_add_loop_test(compiled, every_compiled_model_scores_as_xgboost_did, 0, FORMATS_RELEASES);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
