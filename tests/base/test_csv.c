/* What the CSV reader makes of a text: every text is read from a file and, byte by byte, from standard input. */
#include "bundle/base/csv.h"
#include "bundle/base/memory.h"
#include "support/scratch.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A message without the path before it, which must be there. */
static void trace_message(const char *path, const struct error *error, struct buffer *trace)
{
    size_t length = strlen(path);
    ck_assert_int_eq(error->exit_code, EXIT_BAD_INPUT);
    ck_assert_int_eq(strncmp(error->message, path, length), 0);
    ck_assert_int_eq(error->message[length], ':');
    buffer_print(trace, "!%s", error->message + length + 1);
}

/* "LINE: a|{b}", a quoted field in braces. */
static void trace_record(const struct csv_record *record, struct buffer *trace)
{
    buffer_print(trace, "%llu: ", (unsigned long long)record->line);
    for (size_t i = 0; i < record->count; i++) {
        const struct csv_field *field = &record->fields[i];
        ck_assert_int_eq(field->data[field->length], '\0');
        ck_assert_uint_eq(strlen(field->data), field->length);
        buffer_print(trace, field->quoted ? "%s{%s}" : "%s%s", i ? "|" : "", field->data);
    }
}

/* Everything that the reader says about a table, an item a line. */
static struct buffer trace_table(const char *path, const char *shown)
{
    struct buffer trace = {0};
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(path, &error);
    if (!reader) {
        trace_message(shown, &error, &trace);
        return trace;
    }
    ck_assert_str_eq(csv_path(reader), shown);
    trace_record(csv_header(reader), &trace);
    for (;;) {
        struct csv_record record;
        enum csv_status status = csv_next(reader, &record, &error);
        if (status == CSV_END) break;
        buffer_text(&trace, "\n");
        if (status == CSV_RECORD) {
            trace_record(&record, &trace);
            continue;
        }
        ck_assert_int_eq(status, CSV_BAD_RECORD);
        buffer_print(&trace, "(%llu) ", (unsigned long long)record.line);
        trace_message(shown, &error, &trace);
        error = (struct error)ERROR_NONE;
    }
    ck_assert_int_eq(csv_next(reader, &(struct csv_record){0}, &error), CSV_END);
    csv_close(reader);
    return trace;
}

/* Standard input gets one byte a packet, so that every read ends after one byte. */
static void feed_standard_input(const char *data, size_t length)
{
    int ends[2];
    ck_assert_int_eq(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    ck_assert_int_ge(dup2(ends[0], STDIN_FILENO), 0);
    for (size_t i = 0; i < length; i++)
        ck_assert_int_eq(write(ends[1], data + i, 1), 1);
    close(ends[0]);
    close(ends[1]);
}

static void expect_trace(const char *data, size_t length, const char *expected)
{
    const char *path = scratch_write("table.csv", data, length);
    struct buffer whole = trace_table(path, path);
    ck_assert_str_eq(whole.data, expected);
    buffer_free(&whole);
    feed_standard_input(data, length);
    struct buffer bytewise = trace_table("-", "<stdin>");
    ck_assert_str_eq(bytewise.data, expected);
    buffer_free(&bytewise);
}

struct example {
    const char *text;
    const char *trace;
};

static const struct example good_tables[] = {
    /* Line ends, also where the last is missing, cut in half or doubled. */
    {"a,b\n1,2\n3,4\n", "1: a|b\n2: 1|2\n3: 3|4"},
    {"a,b\r\n1,2\r\n3,4\r\n", "1: a|b\n2: 1|2\n3: 3|4"},
    {"a,b\n1,2", "1: a|b\n2: 1|2"},
    {"a,b\r\n1,2\r", "1: a|b\n2: 1|2"},
    {"a,b", "1: a|b"},
    {"a,b\n", "1: a|b"},
    {"a,b\n1,", "1: a|b\n2: 1|"},
    {"a,b\n1,\"2\"", "1: a|b\n2: 1|{2}"},
    {"a,b\n1,\"2\"\r", "1: a|b\n2: 1|{2}"},
    {"a,b\r\n\"1\",\"2\"\r\n", "1: a|b\n2: {1}|{2}"},
    /* Empty fields and lines. */
    {"a,b,c\n,,\n\"\",,\"\"\n", "1: a|b|c\n2: ||\n3: {}||{}"},
    {"\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n", "3: a|b\n5: 1|2\n8: 3|4"},
    {"a\n\n1\n\r\n\"\"\n", "1: a\n2: \n3: 1\n4: \n5: {}"},
    {"a\n1\n\n", "1: a\n2: 1\n3: "},
    {"a,b\n , \n", "1: a|b\n2:  | "},
    /* Quotes. */
    {"\"a\",\"b\"\n\"1,5\",\"say \"\"hi\"\"\"\n", "1: {a}|{b}\n2: {1,5}|{say \"hi\"}"},
    {"a,b\n\"\"\"\",\"\"\"\"\"\"\n", "1: a|b\n2: {\"}|{\"\"}"},
    {"a,b\n\"one\ntwo\r\nthree\",2\n3,4\n", "1: a|b\n2: {one\ntwo\r\nthree}|2\n5: 3|4"},
    {"\"a\nb\",c\n1,2\n", "1: {a\nb}|c\n3: 1|2"},
    {"a,b\n\"\n\",\"\n\"\n1,2\n", "1: a|b\n2: {\n}|{\n}\n5: 1|2"},
    /* A byte-order mark, and characters that mean nothing here. */
    {"\xef\xbb\xbf"
     "a,b\n1,2\n",
     "1: a|b\n2: 1|2"},
    {"\xef\xbb\xbf\"a\",b\n1,2\n", "1: {a}|b\n2: 1|2"},
    {"a,b\n\xef\xbb\xbf"
     "1,2\n",
     "1: a|b\n2: \xef\xbb\xbf"
     "1|2"},
    {"Asset value,b;c\n1\r2,'3'\n\xc3\xa4,\xff\n", "1: Asset value|b;c\n2: 1\r2|'3'\n3: \xc3\xa4|\xff"},
};

START_TEST(reads_good_tables)
{
    const struct example *example = &good_tables[_i];
    expect_trace(example->text, strlen(example->text), example->trace);
}
END_TEST

static const struct example bad_tables[] = {
    {"", "! is empty; a header line is needed"},
    {"\n\r\n\n", "! is empty; a header line is needed"},
    {"\xef\xbb\xbf", "! is empty; a header line is needed"},
    {"a,,c\n1,2,3\n", "!1: column 2 of the header has no name"},
    {"\n\na,\"\"\n", "!3: column 2 of the header has no name"},
    {"a,b,c,b\n", "!1: columns 2 and 4 of the header have the same name \"b\""},
    {"a;b\n1;2\n", "!1: fields must be separated by commas, not by semicolons or tabs"},
    {"a\tb\n1\t2\n", "!1: fields must be separated by commas, not by semicolons or tabs"},
    {"a,\"b\n", "!1: a quote that does not close"},
    {"a,b\"\n", "!1: a quote inside an unquoted field"},
    {"\"a\nb\nc\"d\n", "!3: text after a closing quote"},
    {"\xff\xfe"
     "a,b\n",
     "! is UTF-16; save it as CSV in UTF-8"},
    {"\xfe\xff"
     "a,b\n",
     "! is UTF-16; save it as CSV in UTF-8"},
    /* Records: the rest goes on. */
    {"a,b\n1\n1,2\n1,2,3\n,\n", "1: a|b\n(2) !2: 1 fields where the header has 2\n3: 1|2\n(4) !4: 3 fields where the header has 2\n5: |"},
    {"a,b\n\"1\n2\"\n3,4\n", "1: a|b\n(2) !2: 1 fields where the header has 2\n4: 3|4"},
    {"a,b\n1,2\"\n3,4\n", "1: a|b\n(2) !2: a quote inside an unquoted field\n3: 3|4"},
    {"a,b\n1, \"2\"\n3,4\n", "1: a|b\n(2) !2: a quote inside an unquoted field\n3: 3|4"},
    {"a,b\n1,\"2\" \n3,4\n", "1: a|b\n(2) !2: text after a closing quote\n3: 3|4"},
    {"a,b\n1,\"2\"\rx\n3,4\n", "1: a|b\n(2) !2: text after a closing quote\n3: 3|4"},
    {"a,b\n1,\"2\"\r\r\n3,4\n", "1: a|b\n(2) !2: text after a closing quote\n3: 3|4"},
    /* A quote that is missing costs its line, wherever it is noticed. */
    {"a,b\n1,\"2\n3,4\n5,6\n", "1: a|b\n(2) !2: a quote that does not close\n3: 3|4\n4: 5|6"},
    {"a,b\n\"x\n\",\"2\n3,4", "1: a|b\n(2) !3: a quote that does not close\n(3) !3: text after a closing quote\n4: 3|4"},
    {"a,b\n1,\"2\n3,\"4\"\n5,6\n", "1: a|b\n(2) !3: text after a closing quote\n3: 3|{4}\n4: 5|6"},
    {"a,b\n1,\"", "1: a|b\n(2) !2: a quote that does not close"},
};

START_TEST(refuses_bad_tables)
{
    const struct example *example = &bad_tables[_i];
    expect_trace(example->text, strlen(example->text), example->trace);
}
END_TEST

START_TEST(refuses_nul_bytes)
{
    static const char table[] = "a,b\n1,2\0\n3,4\n\"x\ny\0z\",\"\n5,6\n\0";
    expect_trace(table, sizeof table - 1,
                 "1: a|b\n(2) !2: a NUL byte; is this a text file in UTF-8?\n3: 3|4\n(4) !5: a quote that does not close\n"
                 "(5) !5: a quote inside an unquoted field\n6: 5|6\n(7) !7: a NUL byte; is this a text file in UTF-8?");
    static const char quoted[] = "a,b\n\"x\ny\0z\",1\n5,6\n";
    expect_trace(quoted, sizeof quoted - 1,
                 "1: a|b\n(2) !3: a NUL byte; is this a text file in UTF-8?\n(3) !3: a quote inside an unquoted field\n4: 5|6");
    expect_trace("a\0b,c\n", 6, "!1: a NUL byte; is this a text file in UTF-8?");
}
END_TEST

/* The reader's block of 256 KiB ends at every byte of these records in turn: empty lines fill it up to there. */
START_TEST(records_go_across_blocks)
{
    static const char header[] = "a,b\n", body[] = "\"q\"\"q\r\n\",\"\"\r\nlast,1\r\n";
    const size_t block = (size_t)256 << 10, length = sizeof header - 1 + block + sizeof body;
    char *table = memory_zeroed(length, 1);
    for (size_t shift = 0; shift < sizeof body; shift++) {
        size_t lines = block - (sizeof header - 1) - shift;
        memset(table, '\n', length);
        memcpy(table, header, sizeof header - 1);
        memcpy(table + sizeof header - 1 + lines, body, sizeof body - 1);
        const char *path = scratch_write("table.csv", table, sizeof header - 1 + lines + sizeof body - 1);
        struct buffer expected = {0};
        buffer_print(&expected, "1: a|b\n%zu: {q\"q\r\n}|{}\n%zu: last|1", lines + 2, lines + 4);
        struct buffer trace = trace_table(path, path);
        ck_assert_str_eq(trace.data, expected.data);
        buffer_free(&trace);
        buffer_free(&expected);
    }
    free(table);
}
END_TEST

/* Random fields of the bytes that matter, written, read and compared, with records of up to several blocks. */
static uint32_t random_below(uint32_t *state, uint32_t limit)
{
    *state = *state * 1664525 + 1013904223;
    return (*state >> 8) % limit;
}

static void append_random_record(struct buffer *table, struct buffer *plain, uint32_t *state)
{
    for (int column = 0; column < 3; column++) {
        struct buffer field = {0};
        uint32_t length = random_below(state, 100) ? random_below(state, 20) : random_below(state, 400000);
        buffer_append(&field, "", 0);
        for (uint32_t i = 0; i < length; i++)
            buffer_append(&field, &"ab,\"\n\r \xc3"[random_below(state, 8)], 1);
        if (column) buffer_text(table, ",");
        csv_append_field(table, field.data, field.length);
        buffer_append(plain, field.data, field.length);
        buffer_append(plain, "", 1);
        buffer_free(&field);
    }
    buffer_text(table, random_below(state, 2) ? "\r\n" : "\n");
}

/* `raw` is what stands in the table right before the line end that was read last. */
static void check_raw(const struct csv_reader *reader, const struct csv_record *record, const struct buffer *table)
{
    const char *end = table->data + csv_bytes_read(reader) - 1;
    if (end[-1] == '\r') end--;
    ck_assert_mem_eq(record->raw, end - record->raw_length, record->raw_length);
}

/* Returns the text behind the record's fields. */
static const char *check_fields(const struct csv_record *record, const char *expected)
{
    for (size_t i = 0; i < record->count; i++) {
        ck_assert_uint_eq(record->fields[i].length, strlen(expected));
        ck_assert_mem_eq(record->fields[i].data, expected, record->fields[i].length + 1);
        expected += record->fields[i].length + 1;
    }
    return expected;
}

static void compare_records(const char *path, const struct buffer *table, const struct buffer *plain)
{
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(path, &error);
    ck_assert_ptr_nonnull(reader);
    ck_assert_uint_eq(csv_bytes_total(reader), table->length);
    const char *at = plain->data;
    struct csv_record record;
    enum csv_status status;
    while ((status = csv_next(reader, &record, &error)) == CSV_RECORD) {
        check_raw(reader, &record, table);
        at = check_fields(&record, at);
    }
    ck_assert_msg(status == CSV_END, "%s", error.message);
    ck_assert_ptr_eq(at, plain->data + plain->length);
    ck_assert_uint_eq(csv_bytes_read(reader), table->length);
    csv_close(reader);
}

START_TEST(random_fields_come_back)
{
    uint32_t state = 20240229;
    struct buffer table = {0}, plain = {0};
    buffer_text(&table, "a,b,c\n");
    for (int i = 0; i < 2000; i++)
        append_random_record(&table, &plain, &state);
    compare_records(scratch_write("table.csv", table.data, table.length), &table, &plain);
    buffer_free(&table);
    buffer_free(&plain);
}
END_TEST

START_TEST(quotes_only_what_needs_quotes)
{
    static const struct example examples[] = {
        {"", ""},           {"plain", "plain"},           {"a b", "a b"},       {"it's;", "it's;"}, {"\t", "\t"},     {"a,b", "\"a,b\""},
        {"\"", "\"\"\"\""}, {"a\"b\"", "\"a\"\"b\"\"\""}, {"a\nb", "\"a\nb\""}, {"\r", "\"\r\""},   {" a", "\" a\""}, {"a ", "\"a \""},
        {" ", "\" \""},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct buffer field = {0};
        csv_append_field(&field, examples[i].text, strlen(examples[i].text));
        ck_assert_str_eq(field.data, examples[i].trace);
        buffer_free(&field);
    }
}
END_TEST

START_TEST(finds_columns_by_exact_name)
{
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(scratch_text("table.csv", "zeta,Asset value,a,ab,B,\"q\"\"q\"\n"), &error);
    ck_assert_ptr_nonnull(reader);
    ck_assert_int_eq(csv_column(reader, "zeta"), 0);
    ck_assert_int_eq(csv_column(reader, "Asset value"), 1);
    ck_assert_int_eq(csv_column(reader, "a"), 2);
    ck_assert_int_eq(csv_column(reader, "ab"), 3);
    ck_assert_int_eq(csv_column(reader, "B"), 4);
    ck_assert_int_eq(csv_column(reader, "q\"q"), 5);
    ck_assert_int_eq(csv_column(reader, "b"), -1);
    ck_assert_int_eq(csv_column(reader, ""), -1);
    ck_assert_int_eq(csv_column(reader, "abc"), -1);
    csv_close(reader);
    csv_close(NULL);
}
END_TEST

/* The header stays readable while records come and go. */
START_TEST(header_outlives_records)
{
    struct buffer table = {0};
    buffer_text(&table, "\xef\xbb\xbf\"first\",second\n");
    for (int i = 0; i < 100000; i++)
        buffer_print(&table, "%d,xxxxxxxxxx\n", i);
    struct error error = ERROR_NONE;
    struct csv_reader *reader = csv_open(scratch_write("table.csv", table.data, table.length), &error);
    ck_assert_ptr_nonnull(reader);
    struct csv_record record;
    for (int i = 0; i < 100000; i++) {
        ck_assert_int_eq(csv_next(reader, &record, &error), CSV_RECORD);
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        ck_assert_str_eq(record.fields[0].data, number);
        ck_assert_uint_eq(record.line, (uint64_t)i + 2);
    }
    ck_assert_str_eq(csv_header(reader)->fields[0].data, "first");
    ck_assert_str_eq(csv_header(reader)->fields[1].data, "second");
    ck_assert_uint_eq(csv_header(reader)->raw_length, 14);
    ck_assert_mem_eq(csv_header(reader)->raw, "\"first\",second", 14);
    csv_close(reader);
    buffer_free(&table);
}
END_TEST

static TCase *tables_case(void)
{
    TCase *test_case = tcase_create("tables");
    scratch_add(test_case);
    tcase_set_timeout(test_case, 120);
    tcase_add_loop_test(test_case, reads_good_tables, 0, (int)(sizeof good_tables / sizeof *good_tables));
    tcase_add_loop_test(test_case, refuses_bad_tables, 0, (int)(sizeof bad_tables / sizeof *bad_tables));
    tcase_add_test(test_case, refuses_nul_bytes);
    tcase_add_test(test_case, records_go_across_blocks);
    tcase_add_test(test_case, random_fields_come_back);
    tcase_add_test(test_case, quotes_only_what_needs_quotes);
    tcase_add_test(test_case, finds_columns_by_exact_name);
    tcase_add_test(test_case, header_outlives_records);
    return test_case;
}

int main(void)
{
    Suite *suite = suite_create("base: CSV");
    suite_add_tcase(suite, tables_case());
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
