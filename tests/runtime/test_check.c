/* The handshake: a descriptor is driven or refused as a whole. */
#include "runtime/espalier.h"
#include "runtime/version.h"
#include "support/scorer_small.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct espalier_model model;
static struct espalier_column columns[SMALL_COLUMN_COUNT];

static void begin(void)
{
    model = *small_model();
    memcpy(columns, model.columns, sizeof columns);
    model.columns = columns;
}

START_TEST(a_good_descriptor)
{
    ck_assert_int_eq(espalier_check(small_model()), ESPALIER_OK);
    ck_assert_int_eq(espalier_check(&model), ESPALIER_OK);
}
END_TEST

/* A generator may append fields and flags within an ABI version. */
START_TEST(a_longer_descriptor)
{
    model.descriptor_size += 64;
    model.flags |= 1u << 20;
    ck_assert_int_eq(espalier_check(&model), ESPALIER_OK);
}
END_TEST

/* Nothing but the version may be looked at: the rest of such a descriptor means something else, so here no pointer can be followed. */
START_TEST(another_version)
{
    const uint32_t versions[] = {0, ESPALIER_ABI_VERSION + 1, UINT32_MAX};
    for (size_t i = 0; i < 3; i++) {
        memset(&model, 0xff, sizeof model);
        model.abi_version = versions[i];
        ck_assert_int_eq(espalier_check(&model), ESPALIER_E_ABI);
    }
}
END_TEST

#define REFUSED(change)                                                                                                                    \
    do {                                                                                                                                   \
        begin();                                                                                                                           \
        change;                                                                                                                            \
        ck_assert_msg(espalier_check(&model) == ESPALIER_E_ABI, "%s", #change);                                                            \
    } while (0)

START_TEST(contradictions_in_sizes)
{
    REFUSED(model.descriptor_size = sizeof model - 1);
    REFUSED(model.column_count = -1);
    REFUSED(model.feature_count = -1);
    REFUSED(model.tree_count = -1);
    REFUSED(model.output_count = 0);
    REFUSED(model.output_count = 2);
    REFUSED(model.task = 0);
    REFUSED(model.task = ESPALIER_SURVIVAL + 1);
    REFUSED(model.task = ESPALIER_MULTICLASS);
    REFUSED(model.result_size = 3 * sizeof(int32_t) + 2 * sizeof(float) - 1);
}
END_TEST

START_TEST(contradictions_in_texts)
{
    static const char *const nameless[] = {"age", NULL, "active", "segment"};
    REFUSED(model.name = NULL);
    REFUSED(model.generator = NULL);
    REFUSED(model.objective = NULL);
    REFUSED(model.model_sha256 = NULL);
    REFUSED(model.config_sha256 = NULL);
    REFUSED(model.features = NULL);
    REFUSED(model.features = nameless);
    REFUSED(model.outputs = NULL);
}
END_TEST

START_TEST(contradictions_in_functions)
{
    REFUSED(model.record_init = NULL);
    REFUSED(model.category = NULL);
    REFUSED(model.encode = NULL);
    REFUSED(model.margins = NULL);
    REFUSED(model.margins_batch = NULL);
    REFUSED(model.outputs_of = NULL);
    REFUSED(model.decide = NULL);
    REFUSED(model.score = NULL);
    REFUSED(model.flags |= ESPALIER_HAS_CONTRIBUTIONS);
    REFUSED(model.flags |= ESPALIER_HAS_REASONS);
    REFUSED(model.contributions = model.margins);
}
END_TEST

START_TEST(contradictions_in_columns)
{
    static const char *const nameless[] = {"gold", "silver", NULL};
    REFUSED(model.columns = NULL);
    REFUSED(columns[0].name = NULL);
    REFUSED(columns[0].member = NULL);
    REFUSED(columns[0].type = 0);
    REFUSED(columns[0].type = ESPALIER_CATEGORY + 1);
    REFUSED(columns[0].lower = 121.0);
    REFUSED(columns[0].upper = NAN);
    REFUSED(columns[1].offset = columns[0].offset);
    REFUSED(columns[1].offset = columns[0].offset + 4);
    REFUSED(columns[SMALL_SEGMENT].offset = model.record_size - 3);
    REFUSED(columns[SMALL_SEGMENT].offset = UINT32_MAX);
    REFUSED(columns[SMALL_SEGMENT].category_count = -1);
    REFUSED(columns[SMALL_SEGMENT].categories = NULL);
    REFUSED(columns[SMALL_SEGMENT].categories = nameless);
    REFUSED(model.record_size = sizeof(struct small_record) - 8);
}
END_TEST

START_TEST(versions)
{
    ck_assert_str_eq(espalier_version(), ESPALIER_VERSION);
    ck_assert_int_eq(ESPALIER_ABI_VERSION, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("check");
    TCase *handshake = tcase_create("handshake");
    tcase_add_checked_fixture(handshake, begin, NULL);
    tcase_add_test(handshake, a_good_descriptor);
    tcase_add_test(handshake, a_longer_descriptor);
    tcase_add_test(handshake, another_version);
    tcase_add_test(handshake, contradictions_in_sizes);
    tcase_add_test(handshake, contradictions_in_texts);
    tcase_add_test(handshake, contradictions_in_functions);
    tcase_add_test(handshake, contradictions_in_columns);
    tcase_add_test(handshake, versions);
    suite_add_tcase(suite, handshake);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
