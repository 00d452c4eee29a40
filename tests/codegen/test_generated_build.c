/* What generated files promise to whoever compiles them: the same bytes every time, nothing undefined, nothing writable, no name but
 * their own, no dangerous flags, no mixing of generations. */
#include "tests/support/random_bundle.h"
#include "tests/support/random_model.h"
#include "tests/support/scorer_build.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct layout_limits parts = {.single_words = 10, .part_words = 300};

/* Every feature of the layout, in several files. */
static void generate_rich(const char *directory, const char *name, uint64_t seed)
{
    struct random_shape shape = random_shape_default();
    shape.outputs = 3;
    shape.vector_leaves = true;
    shape.categorical_percent = 20;
    shape.transform = IR_SOFTMAX;
    shape.task = ESPALIER_MULTICLASS;
    shape.seed = seed;
    struct ir_model *model = random_model(&shape);
    scorer_generate(scratch_path(directory), name, model, NULL, &parts);
    ir_free(model);
}

/* Every step of preprocessing. */
static void generate_bundle(const char *directory, const char *name)
{
    struct bundle *bundle = random_bundle();
    struct ir_model *model = random_bundle_model(bundle);
    scorer_generate(scratch_path(directory), name, model, bundle, &layout_limits_default);
    ir_free(model);
    bundle_free(bundle);
}

START_TEST(test_the_same_bytes_every_time)
{
    generate_rich("one", "probe", 1);
    generate_bundle("one", "other");
    (void)setlocale(LC_ALL, "de_DE.UTF-8");
    ck_assert_int_eq(setenv("TZ", "Asia/Hong_Kong", 1), 0);
    generate_rich("two", "probe", 1);
    generate_bundle("two", "other");
    scorer_must("cd %s && diff -r one two", scratch_directory());
}
END_TEST

START_TEST(test_introductions_tell_no_date_and_no_path)
{
    generate_rich("one", "probe", 1);
    scorer_must("cd %s/one && for f in *; do head -1 $f | grep -q 'made by espalier 0'; done", scratch_directory());
    scorer_must("cd %s/one && ! grep -n -i \"$(date +%%Y-%%m)\\|__DATE__\\|/tmp\\|%s\" *", scratch_directory(), scratch_directory());
    scorer_must("cd %s/one && grep -q 'SHA-256 aaaaaaaa' probe.h && grep -q 'model aaaaaaaa' probe_trees_2.c", scratch_directory());
}
END_TEST

/* Objects that need nothing but memcpy and memset, hold nothing writable, and define no name that is not the scorer's. */
static void check_objects(const char *compiler)
{
    struct buffer undefined = {0}, writable = {0}, foreign = {0};
    scorer_must("cd %s && rm -f *.o && %s -c scorer/*.c", scratch_directory(), compiler);
    scorer_run(&undefined, "cd %s && nm -u *.o | awk '$1 == \"U\" && $2 !~ /^(memcpy|memset|probe_|other_)/'", scratch_directory());
    ck_assert_msg(!undefined.data, "%s needs %s", compiler, undefined.data);
    scorer_run(&writable, "cd %s && nm *.o | awk 'NF > 1 && $(NF-1) ~ /^[bBCdDgGsS]$/'", scratch_directory());
    ck_assert_msg(!writable.data, "%s: writable %s", compiler, writable.data);
    scorer_run(&foreign, "cd %s && nm -g --defined-only *.o | awk 'NF == 3 && $3 !~ /^(probe|other)_/'", scratch_directory());
    ck_assert_msg(!foreign.data, "%s defines %s", compiler, foreign.data);
}

START_TEST(test_freestanding)
{
    static const char *const flags[] = {"-O0", "-O2", "-O3 -march=native", "-Os"};
    generate_rich("scorer", "probe", 1);
    generate_bundle("scorer", "other");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        char compiler[256];
        snprintf(compiler, sizeof compiler, "gcc -std=c99 -ffreestanding -nostdlib -fno-pic -fno-pie %s %s", flags[i], SCORER_WARNINGS);
        check_objects(compiler);
        snprintf(compiler, sizeof compiler, "clang -std=c99 -ffreestanding -nostdlib -fno-pic -fno-pie %s %s", flags[i], SCORER_WARNINGS);
        if (scorer_has("clang")) check_objects(compiler);
    }
}
END_TEST

START_TEST(test_32_bit_x86)
{
    generate_rich("scorer", "probe", 1);
    generate_bundle("scorer", "other");
    if (scorer_run(NULL, "echo 'int x;' | gcc -m32 -ffreestanding -x c - -c -o %s/x.o", scratch_directory()) != 0) return;
    scorer_must("cd %s/scorer && gcc -m32 -msse2 -mfpmath=sse -std=c99 -O2 -ffreestanding %s -c *.c", scratch_directory(), SCORER_WARNINGS);
    scorer_must("cd %s/scorer && ! gcc -m32 -mfpmath=387 -std=c99 -ffreestanding -c probe.c 2>message && grep -q mfpmath=sse message",
                scratch_directory());
}
END_TEST

START_TEST(test_no_tables_are_exported)
{
    struct buffer symbols = {0};
    generate_rich("scorer", "probe", 1);
    scorer_must("cd %s && cc -shared -fPIC scorer/*.c -o probe.so", scratch_directory());
    scorer_run(&symbols, "cd %s && nm -D --defined-only probe.so | awk '$2 != \"T\"'", scratch_directory());
    ck_assert_msg(!symbols.data, "%s", symbols.data);
}
END_TEST

START_TEST(test_flags_that_change_arithmetic_are_refused)
{
    static const char *const flags[] = {"gcc -ffast-math", "gcc -Ofast", "gcc -ffinite-math-only", "clang -ffast-math",
                                        "clang -ffinite-math-only"};
    generate_bundle("scorer", "other");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (i >= 3 && !scorer_has("clang")) continue;
        scorer_must("cd %s/scorer && ! %s -c other.c 2>message && grep -q 'error.*compile this file without' message", scratch_directory(),
                    flags[i]);
    }
}
END_TEST

START_TEST(test_generations_do_not_mix)
{
    generate_rich("one", "probe", 1);
    generate_rich("two", "probe", 2);
    scorer_must(
        "cd %s && cp two/probe.h one && ! cc -c one/probe.c 2>message && grep -q 'probe.c and probe.h were not generated together' message",
        scratch_directory());
    scorer_must("cd %s && ! cc -c one/probe_trees_1.c 2>message && grep -q 'probe_trees_1.c and probe.h' message", scratch_directory());
}
END_TEST

START_TEST(test_two_scorers_in_one_program)
{
    static const char program[] = "#include \"probe.h\"\n"
                                  "#include \"espalier.h\"\n"
                                  "#include \"other.h\"\n"
                                  "int main(void)\n"
                                  "{\n"
                                  "    probe_record a;\n"
                                  "    other_record b;\n"
                                  "    probe_result first;\n"
                                  "    other_result second;\n"
                                  "    probe_record_init(&a);\n"
                                  "    other_record_init(&b);\n"
                                  "    if (probe_score(&a, &first) != 0 || other_score(&b, &second) != ESPALIER_E_MISSING) return 1;\n"
                                  "    return probe_model()->output_count == 3 && other_model()->output_count == 1 ? 0 : 2;\n"
                                  "}\n";
    generate_rich("scorer", "probe", 1);
    generate_bundle("scorer", "other");
    scratch_text("main.c", program);
    scorer_must("cc -std=c99 %s -Iruntime -I%s/scorer %s/main.c %s/scorer/*.c -o %s/main && %s/main", SCORER_WARNINGS, scratch_directory(),
                scratch_directory(), scratch_directory(), scratch_directory(), scratch_directory());
}
END_TEST

/* The frames of all functions that can be on the stack together, as the compiler counts them. */
static unsigned long stack_of(const char *compiler)
{
    struct buffer sum = {0};
    scorer_must("cd %s/scorer && rm -f *.su && %s -fstack-usage -c other.c -o other.o", scratch_directory(), compiler);
    scorer_run(&sum,
               "cd %s/scorer && awk -F'\\t' '"
               "{ n = split($1, part, \":\"); name = part[n]; sub(/\\..*/, \"\", name); if ($2 > frame[name]) frame[name] = $2 } "
               "function largest(pattern,  name, most) { for (name in frame) if (name ~ pattern && frame[name] > most) most = frame[name]; "
               "return most } "
               "END { "
               "encode = frame[\"other_encode_or_refuse\"] + largest(\"^other_derived_\") + 4 * largest(\"^espalier_\") + "
               "largest(\"^other_float_or\"); "
               "sums = frame[\"other_sum_row\"] + frame[\"other_add_trees\"] + frame[\"other_descend\"] + frame[\"other_step\"] + "
               "frame[\"other_add_leaf\"] + frame[\"other_float_of_bits\"]; "
               "print frame[\"other_score_of\"] + frame[\"other_score_record\"] + (encode > sums ? encode : sums) }' *.su",
               scratch_directory());
    const unsigned long bytes = strtoul(sum.data, NULL, 10);
    buffer_free(&sum);
    return bytes;
}

START_TEST(test_stack_is_bounded_as_stated)
{
    static const char *const compilers[] = {"gcc -O0", "gcc -O1",   "gcc -O2",   "gcc -O3 -march=native",
                                            "gcc -Os", "clang -O0", "clang -O2", "clang -O3 -march=native"};
    struct espalier_library library;
    generate_bundle("scorer", "other");
    scorer_load(&library, scratch_path("scorer"), "other", "cc");
    for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
        if (i >= 5 && !scorer_has("clang")) continue;
        const unsigned long bytes = stack_of(compilers[i]);
        ck_assert_uint_gt(bytes, 52 * sizeof(float)); /* a row of features is there for sure */
        ck_assert_msg(bytes + 8 * 12 <= library.model->stack_bytes, "%s: %lu bytes, but %lu are stated", compilers[i], bytes,
                      (unsigned long)library.model->stack_bytes);
    }
    espalier_unload(&library);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("generated build");
    TCase *compiled = tcase_create("compiled");
    scratch_add(compiled);
    tcase_set_timeout(compiled, 180);
    tcase_add_test(compiled, test_the_same_bytes_every_time);
    tcase_add_test(compiled, test_introductions_tell_no_date_and_no_path);
    tcase_add_test(compiled, test_freestanding);
    tcase_add_test(compiled, test_32_bit_x86);
    tcase_add_test(compiled, test_no_tables_are_exported);
    tcase_add_test(compiled, test_flags_that_change_arithmetic_are_refused);
    tcase_add_test(compiled, test_generations_do_not_mix);
    tcase_add_test(compiled, test_two_scorers_in_one_program);
    tcase_add_test(compiled, test_stack_is_bounded_as_stated);
    suite_add_tcase(suite, compiled);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
