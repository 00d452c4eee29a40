/* Errors, buffers, memory and hashes. */
#include "bundle/base/buffer.h"
#include "bundle/base/error.h"
#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "bundle/base/sha256.h"
#include "support/scratch.h"

#include <check.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(error_first_failure_wins)
{
    struct error error = ERROR_NONE;
    ck_assert(!error_set(&error, EXIT_BAD_INPUT, "table.csv:%d: %s", 17, "first"));
    ck_assert(!error_set(&error, EXIT_MACHINE, "second"));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_str_eq(error.message, "table.csv:17: first");
}
END_TEST

START_TEST(error_escapes_control_characters)
{
    struct error error = ERROR_NONE;
    error_set(&error, EXIT_BAD_INPUT, "a\033[31m%s\x7f\xc3\xa4", "\n\t");
    ck_assert_str_eq(error.message, "a\\x1b[31m\\x0a\\x09\\x7f\xc3\xa4");
}
END_TEST

START_TEST(error_marks_a_cut_message)
{
    struct error error = ERROR_NONE;
    char text[5000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    error_set(&error, EXIT_BAD_INPUT, "%s", text);
    ck_assert_uint_eq(strlen(error.message), sizeof error.message - 1);
    ck_assert_str_eq(error.message + sizeof error.message - 6, "aa...");
}
END_TEST

/* A message of three-byte characters, shifted by 0 to 2 bytes, is never cut inside one. */
START_TEST(error_cuts_between_characters)
{
    char text[4001];
    for (size_t i = 0; i < 4000; i++)
        text[i] = "\xe2\x82\xac"[i % 3];
    text[4000] = '\0';
    struct error error = ERROR_NONE;
    error_set(&error, EXIT_BAD_INPUT, "%s%s", &"xx"[2 - _i], text);
    size_t length = strlen(error.message);
    ck_assert_uint_gt(length, 2000);
    ck_assert_str_eq(error.message + length - 6, "\xe2\x82\xac...");
}
END_TEST

START_TEST(error_keeps_a_message_that_just_fits)
{
    struct error error = ERROR_NONE;
    char text[sizeof error.message - 3];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    error_set(&error, EXIT_BAD_INPUT, "%s", text);
    ck_assert_str_eq(error.message, text);
}
END_TEST

START_TEST(errno_decides_who_is_to_blame)
{
    static const struct {
        int number;
        enum exit_code exit_code;
    } cases[] = {{ENOENT, EXIT_BAD_INPUT},       {EISDIR, EXIT_BAD_INPUT}, {ENOTDIR, EXIT_BAD_INPUT}, {EINVAL, EXIT_BAD_INPUT},
                 {ENAMETOOLONG, EXIT_BAD_INPUT}, {ENOSPC, EXIT_MACHINE},   {EACCES, EXIT_MACHINE},    {EIO, EXIT_MACHINE}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = ERROR_NONE;
        errno = cases[i].number;
        ck_assert(!error_set_errno(&error, "out.csv", "cannot write"));
        ck_assert_int_eq(error.exit_code, cases[i].exit_code);
        ck_assert_int_eq(strncmp(error.message, "out.csv: cannot write: ", 23), 0);
        ck_assert_str_eq(error.message + 23, strerror(cases[i].number));
    }
}
END_TEST

START_TEST(buffer_grows_and_stays_terminated)
{
    struct buffer buffer = {0};
    for (int i = 0; i < 1000; i++) {
        buffer_print(&buffer, "%d,", i % 10);
        buffer_text(&buffer, "ab");
        buffer_append(&buffer, "cdx", 2);
        ck_assert_uint_eq(buffer.length, 6 * (size_t)(i + 1));
        ck_assert_int_eq(buffer.data[buffer.length], '\0');
    }
    ck_assert_int_eq(strncmp(buffer.data + 6 * 777, "7,abcd", 6), 0);
    size_t capacity = buffer.capacity;
    buffer_clear(&buffer);
    ck_assert_uint_eq(buffer.length, 0);
    ck_assert_uint_eq(buffer.capacity, capacity);
    ck_assert_str_eq(buffer.data, "");
    buffer_free(&buffer);
    ck_assert_ptr_null(buffer.data);
    ck_assert_uint_eq(buffer.capacity, 0);
}
END_TEST

/* Texts of every length around what fits at the first try. */
START_TEST(buffer_prints_texts_of_any_length)
{
    char digits[301], text[301];
    for (size_t i = 0; i < 300; i++)
        digits[i] = (char)('0' + i % 10);
    for (int length = 0; length < 300; length++) {
        struct buffer buffer = {0};
        buffer_print(&buffer, "%.*s", length, digits);
        buffer_print(&buffer, "%.*s", length, digits);
        ck_assert_uint_eq(buffer.length, 2 * (size_t)length);
        memcpy(text, digits, (size_t)length);
        text[length] = '\0';
        ck_assert_str_eq(buffer.data + length, text);
        ck_assert_mem_eq(buffer.data, text, (size_t)length);
        buffer_free(&buffer);
    }
}
END_TEST

START_TEST(buffer_keeps_bytes_as_they_are)
{
    struct buffer buffer = {0};
    buffer_clear(&buffer);
    ck_assert_ptr_null(buffer.data);
    buffer_append(&buffer, NULL, 0);
    ck_assert_str_eq(buffer.data, "");
    buffer_append(&buffer, "a\0b", 3);
    ck_assert_uint_eq(buffer.length, 3);
    ck_assert_mem_eq(buffer.data, "a\0b", 4);
    buffer_free(&buffer);
}
END_TEST

START_TEST(memory_of_nothing_is_valid)
{
    void *nothing = memory_zeroed(0, 8), *empty = memory_resize(NULL, 0, 8);
    ck_assert_ptr_nonnull(nothing);
    ck_assert_ptr_nonnull(empty);
    free(nothing);
    free(empty);
    char *text = memory_text("abc", 2);
    ck_assert_str_eq(text, "ab");
    free(text);
}
END_TEST

START_TEST(memory_grows_by_half)
{
    size_t capacity = 0;
    uint32_t *numbers = NULL;
    for (uint32_t i = 0; i < 100000; i++) {
        size_t before = capacity;
        numbers = memory_grow(numbers, &capacity, i + 1, sizeof *numbers);
        ck_assert_uint_ge(capacity, i + 1);
        if (before >= 16 && capacity != before) ck_assert_uint_eq(capacity, before + before / 2);
        numbers[i] = i;
    }
    for (uint32_t i = 0; i < 100000; i++)
        ck_assert_uint_eq(numbers[i], i);
    free(numbers);
}
END_TEST

START_TEST(arena_pieces_are_zeroed_aligned_and_apart)
{
    struct arena arena = {0};
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = arena_zeroed(&arena, i, i % 7 + 1);
        ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < i * (i % 7 + 1); j++)
            ck_assert_uint_eq(pieces[i][j], 0);
        memset(pieces[i], (int)i, i * (i % 7 + 1));
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < i * (i % 7 + 1); j++)
            ck_assert_uint_eq(pieces[i][j], i & 255);
    memset(arena_zeroed(&arena, 3, (size_t)1 << 20), 1, (size_t)3 << 20);
    ck_assert_str_eq(arena_text(&arena, "pear tree", 4), "pear");
    /* A text as long as the alignment leaves its NUL no room by accident. */
    const char *full = arena_text(&arena, "0123456789abcdef", 16);
    memset(arena_zeroed(&arena, 16, 1), 'x', 16);
    ck_assert_str_eq(full, "0123456789abcdef");
    arena_free(&arena);
    ck_assert_ptr_null(arena.blocks);
    arena_free(&arena);
}
END_TEST

/* The tests below end in a message that would look like a failure of theirs. */
static void silence_messages(void)
{
    ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

START_TEST(memory_refuses_a_product_that_wraps)
{
    silence_messages();
    free(memory_zeroed(SIZE_MAX / 2, 3));
}
END_TEST

START_TEST(memory_refuses_a_resize_that_wraps)
{
    silence_messages();
    free(memory_resize(NULL, SIZE_MAX / 2, 3));
}
END_TEST

START_TEST(arena_refuses_a_product_that_wraps)
{
    silence_messages();
    struct arena arena = {0};
    arena_zeroed(&arena, SIZE_MAX / 2, 3);
}
END_TEST

/* What the dying program says and leaves behind. */
START_TEST(out_of_memory_removes_unfinished_outputs)
{
    int channel[2];
    ck_assert_int_eq(pipe(channel), 0);
    pid_t child = fork();
    if (child == 0) {
        struct error error = ERROR_NONE;
        dup2(channel[1], STDERR_FILENO);
        output_text(output_open(scratch_path("out"), &error), "half");
        memory_resize(NULL, SIZE_MAX / 2, 3);
        _exit(EXIT_DONE);
    }
    close(channel[1]);
    char said[256] = {0};
    ck_assert_int_gt(read(channel[0], said, sizeof said - 1), 0);
    close(channel[0]);
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), EXIT_MACHINE);
    ck_assert_int_eq(strncmp(said, "espalier: out of memory: cannot get ", 36), 0);
    ck_assert_int_eq(scratch_count(scratch_directory()), 0);
}
END_TEST

/* Digests of FIPS 180-2, appendix B. */
START_TEST(sha256_of_published_vectors)
{
    char digest[SHA256_TEXT_SIZE];
    sha256_bytes("", 0, digest);
    ck_assert_str_eq(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sha256_bytes("abc", 3, digest);
    ck_assert_str_eq(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    char *million = memory_zeroed(1000000, 1);
    memset(million, 'a', 1000000);
    sha256_bytes(million, 1000000, digest);
    ck_assert_str_eq(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    char of_file[SHA256_TEXT_SIZE];
    struct error error = ERROR_NONE;
    ck_assert(sha256_file(scratch_write("million", million, 1000000), of_file, &error));
    ck_assert_str_eq(of_file, digest);
    free(million);
}
END_TEST

START_TEST(sha256_names_a_file_that_cannot_be_read)
{
    char digest[SHA256_TEXT_SIZE];
    struct error error = ERROR_NONE;
    ck_assert(!sha256_file("no/such/file", digest, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_str_eq(error.message, "no/such/file: cannot open: No such file or directory");
    error = (struct error)ERROR_NONE;
    ck_assert(!sha256_file("tests", digest, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_str_eq(error.message, "tests: cannot read: Is a directory");
}
END_TEST

static TCase *errors_case(void)
{
    TCase *test_case = tcase_create("errors");
    tcase_set_timeout(test_case, 60);
    tcase_add_test(test_case, error_first_failure_wins);
    tcase_add_test(test_case, error_escapes_control_characters);
    tcase_add_test(test_case, error_marks_a_cut_message);
    tcase_add_loop_test(test_case, error_cuts_between_characters, 0, 3);
    tcase_add_test(test_case, error_keeps_a_message_that_just_fits);
    tcase_add_test(test_case, errno_decides_who_is_to_blame);
    return test_case;
}

static TCase *memory_case(void)
{
    TCase *test_case = tcase_create("memory");
    scratch_add(test_case);
    tcase_add_test(test_case, buffer_grows_and_stays_terminated);
    tcase_add_test(test_case, buffer_prints_texts_of_any_length);
    tcase_add_test(test_case, buffer_keeps_bytes_as_they_are);
    tcase_add_test(test_case, memory_of_nothing_is_valid);
    tcase_add_test(test_case, memory_grows_by_half);
    tcase_add_test(test_case, arena_pieces_are_zeroed_aligned_and_apart);
    tcase_add_exit_test(test_case, memory_refuses_a_product_that_wraps, EXIT_MACHINE);
    tcase_add_exit_test(test_case, memory_refuses_a_resize_that_wraps, EXIT_MACHINE);
    tcase_add_exit_test(test_case, arena_refuses_a_product_that_wraps, EXIT_MACHINE);
    tcase_add_test(test_case, out_of_memory_removes_unfinished_outputs);
    return test_case;
}

static TCase *hash_case(void)
{
    TCase *test_case = tcase_create("sha256");
    scratch_add(test_case);
    tcase_add_test(test_case, sha256_of_published_vectors);
    tcase_add_test(test_case, sha256_names_a_file_that_cannot_be_read);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: errors, memory, hashes");
    suite_add_tcase(suite, errors_case());
    suite_add_tcase(suite, memory_case());
    suite_add_tcase(suite, hash_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
