/* The tables that trees become, read back by the test's own walker. */
#include "codegen/lower/category_sets.h"
#include "codegen/lower/layout.h"
#include "tests/support/random_model.h"
#include "tests/support/reference.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static float float_of(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* By search through all words, run after run. */
static bool set_holds(const uint32_t *set, float value)
{
    if (!(value >= 0.0f && value < 16777216.0f)) return false;
    const uint32_t category = (uint32_t)value;
    for (; *set != UINT32_MAX; set += 2 + set[1]) {
        for (uint32_t word = 0; word < set[1]; word++) {
            if (set[0] + word == category / 32) return set[2 + word] >> category % 32 & 1u;
        }
    }
    return false;
}

static bool goes_left(const struct layout_part *part, const uint32_t *node, float value)
{
    if (isnan(value)) return node[1] & LAYOUT_DEFAULT_LEFT;
    if (node[1] & LAYOUT_CATEGORICAL) return !set_holds(part->sets.data + node[0], value);
    return value < float_of(node[0]);
}

static uint32_t feature_of(const struct layout *layout, const uint32_t *node)
{
    const uint32_t bits = layout->is_wide ? 32 - LAYOUT_FEATURE_SHIFT : layout->feature_bits;
    return node[1] >> LAYOUT_FEATURE_SHIFT & ((UINT32_C(1) << bits) - 1);
}

static void walk(const struct layout *layout, const struct layout_part *part, int32_t tree, const float *features, int32_t outputs,
                 float *margins)
{
    const size_t words = layout->is_wide ? LAYOUT_WIDE_NODE_WORDS : LAYOUT_NODE_WORDS;
    const uint32_t *node = part->nodes + part->roots[tree] * words;
    while (node[1] & LAYOUT_INNER) {
        const uint32_t left_size = layout->is_wide ? node[2] : node[1] >> (LAYOUT_FEATURE_SHIFT + layout->feature_bits);
        node += words * (goes_left(part, node, features[feature_of(layout, node)]) ? 1 : 1 + (size_t)left_size);
    }
    ck_assert_uint_eq(node[1], 0);
    if (part->groups[tree] < (uint32_t)outputs) {
        margins[part->groups[tree]] += float_of(node[0]);
        return;
    }
    for (int32_t i = 0; i < outputs; i++)
        margins[i] += float_of(part->vectors.data[node[0] * (uint32_t)outputs + (uint32_t)i]);
}

static void expect_equal(const struct ir_model *model, const struct layout *layout, uint64_t seed)
{
    float features[40], expected[8], margins[8];
    for (int row = 0; row < 300; row++) {
        random_row(model, &seed, features);
        reference_margins(model, features, expected);
        memcpy(margins, model->base_margins, (size_t)model->output_count * sizeof *margins);
        for (size_t p = 0; p < layout->part_count; p++) {
            for (int32_t t = 0; t < layout->parts[p].tree_count; t++)
                walk(layout, &layout->parts[p], t, features, model->output_count, margins);
        }
        ck_assert_mem_eq(margins, expected, (size_t)model->output_count * sizeof *margins);
    }
}

static void check_shape(const struct random_shape *shape, const struct layout_limits *limits)
{
    struct layout layout;
    struct ir_model *model = random_model(shape);
    layout_make(&layout, model, limits);
    expect_equal(model, &layout, shape->seed);
    layout_free(&layout);
    ir_free(model);
}

START_TEST(test_numbers_only)
{
    struct random_shape shape = random_shape_default();
    for (shape.depth = 0; shape.depth <= 9; shape.depth++)
        check_shape(&shape, &layout_limits_default);
}
END_TEST

START_TEST(test_categories)
{
    struct random_shape shape = random_shape_default();
    shape.categorical_percent = 50;
    check_shape(&shape, &layout_limits_default);
    shape.category_limit = 1;
    check_shape(&shape, &layout_limits_default);
    shape.category_limit = 300;
    check_shape(&shape, &layout_limits_default);
}
END_TEST

START_TEST(test_groups_and_vectors)
{
    struct random_shape shape = random_shape_default();
    shape.outputs = 4;
    check_shape(&shape, &layout_limits_default);
    shape.vector_leaves = true;
    shape.categorical_percent = 20;
    check_shape(&shape, &layout_limits_default);
}
END_TEST

START_TEST(test_parts)
{
    const struct layout_limits limits = {.single_words = 10, .part_words = 300};
    struct layout layout;
    struct random_shape shape = random_shape_default();
    shape.outputs = 3;
    shape.vector_leaves = true;
    shape.categorical_percent = 30;
    check_shape(&shape, &limits);
    struct ir_model *model = random_model(&shape);
    layout_make(&layout, model, &limits);
    ck_assert(layout.in_own_files);
    ck_assert_uint_gt(layout.part_count, 2);
    int32_t trees = 0;
    for (size_t i = 0; i < layout.part_count; i++) {
        ck_assert_int_eq(layout.parts[i].first_tree, trees);
        trees += layout.parts[i].tree_count;
    }
    ck_assert_int_eq(trees, shape.trees);
    layout_free(&layout);
    ir_free(model);
}
END_TEST

START_TEST(test_wide_nodes)
{
    struct random_shape shape = random_shape_default();
    struct layout layout;
    struct ir_model *model = random_model(&shape);
    model->feature_count = 1 << 28; /* leaves one bit for the left subtree's size; the nodes' features stay small */
    layout_make(&layout, model, &layout_limits_default);
    ck_assert(layout.is_wide);
    model->feature_count = shape.features;
    expect_equal(model, &layout, 5);
    layout_free(&layout);
    layout_make(&layout, model, &layout_limits_default);
    ck_assert(!layout.is_wide);
    layout_free(&layout);
    ir_free(model);
}
END_TEST

START_TEST(test_one_bit_more_makes_wide)
{
    struct random_shape shape = random_shape_default();
    struct layout layout;
    shape.depth = 4;
    shape.trees = 1;
    shape.leaf_percent = 0; /* the left subtree of the root has 15 nodes: 4 bits */
    struct ir_model *model = random_model(&shape);
    model->feature_count = 1 << 25;
    layout_make(&layout, model, &layout_limits_default);
    ck_assert(!layout.is_wide);
    layout_free(&layout);
    model->feature_count = (1 << 25) + 1;
    layout_make(&layout, model, &layout_limits_default);
    ck_assert(layout.is_wide);
    layout_free(&layout);
    ir_free(model);
}
END_TEST

START_TEST(test_no_trees)
{
    struct random_shape shape = random_shape_default();
    struct layout layout;
    float margin;
    shape.trees = 0;
    struct ir_model *model = random_model(&shape);
    layout_make(&layout, model, &layout_limits_default);
    ck_assert_uint_eq(layout.part_count, 1);
    static const uint32_t odd[] = {0, 0x80000000u, 1, 0x80000001u, 0x7f7fffffu, 0x3f800000u};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const float features[7] = {0};
        margin = float_of(odd[i]);
        walk(&layout, &layout.parts[0], 0, features, 1, &margin);
        ck_assert_mem_eq(&margin, &odd[i], sizeof margin);
    }
    layout_free(&layout);
    ir_free(model);
}
END_TEST

/* ---- category sets ---- */

START_TEST(test_sets_hold_what_was_put_in)
{
    struct category_sets sets = {0};
    struct layout_words words = {0};
    static const int32_t far[] = {0, 31, 32, 95, 5000, 5001, 16777215};
    const uint32_t offset = category_sets_add(&sets, &words, far, 7);
    for (size_t i = 0; i < 7; i++) {
        ck_assert(set_holds(words.data + offset, (float)far[i]));
        ck_assert(!set_holds(words.data + offset, (float)far[i] + 2.0f) || far[i] == 5000);
    }
    ck_assert_uint_le(words.count, 3 * 7 + 1);
    free(words.data);
    category_sets_free(&sets);
}
END_TEST

START_TEST(test_equal_sets_are_kept_once)
{
    struct category_sets sets = {0};
    struct layout_words words = {0};
    for (int round = 0; round < 2; round++) {
        uint32_t expected = 0;
        for (int32_t c = 0; c < 500; c++) {
            const int32_t pair[2] = {c, c + 1};
            const uint32_t offset = category_sets_add(&sets, &words, pair, 2);
            ck_assert_uint_ge(offset, expected);
            expected = offset;
        }
        ck_assert_uint_eq(sets.count, 500);
    }
    ck_assert_uint_eq(category_sets_add(&sets, &words, NULL, 0), words.count - 1);
    free(words.data);
    category_sets_free(&sets);
}
END_TEST

START_TEST(test_sparse_sets_stay_small)
{
    struct category_sets sets = {0};
    struct layout_words words = {0};
    for (int32_t c = 0; c < 1000; c++) {
        const int32_t pair[2] = {c, 16777215 - c};
        (void)category_sets_add(&sets, &words, pair, 2);
    }
    ck_assert_uint_le(words.count, 1000 * 7);
    free(words.data);
    category_sets_free(&sets);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout");
    TCase *trees = tcase_create("trees"), *sets = tcase_create("category sets");
    tcase_set_timeout(trees, 60);
    tcase_add_test(trees, test_numbers_only);
    tcase_add_test(trees, test_categories);
    tcase_add_test(trees, test_groups_and_vectors);
    tcase_add_test(trees, test_parts);
    tcase_add_test(trees, test_wide_nodes);
    tcase_add_test(trees, test_one_bit_more_makes_wide);
    tcase_add_test(trees, test_no_trees);
    suite_add_tcase(suite, trees);
    tcase_add_test(sets, test_sets_hold_what_was_put_in);
    tcase_add_test(sets, test_equal_sets_are_kept_once);
    tcase_add_test(sets, test_sparse_sets_stay_small);
    suite_add_tcase(suite, sets);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
