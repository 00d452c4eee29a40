/* The command line of `espalier train`. */
#include "trainer/jobs.h"
#include "trainer/options.h"

#include <check.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 12

/* Splits at spaces. */
static int split(char *line, char *arguments[LIMIT])
{
    int count = 0;
    for (char *at = strtok(line, " "); at && count < LIMIT; at = strtok(NULL, " "))
        arguments[count++] = at;
    return count;
}

static bool read_line(const char *line, struct options *options, struct error *error)
{
    static char copy[256];
    char *arguments[LIMIT];
    snprintf(copy, sizeof copy, "%s", line);
    return options_read(split(copy, arguments), arguments, options, error);
}

struct usage {
    const char *line, *message;
};

#define HINT "; see 'espalier train --help'"

static const struct usage refusals[] = {
    {"", "no CONFIG.json was given" HINT},
    {"-o b", "no CONFIG.json was given" HINT},
    {"c.json", "no bundle was given: -o BUNDLE" HINT},
    {"c.json -o", "no value for -o" HINT},
    {"c.json d.json -o b", "one config at a time, and a second was given: d.json" HINT},
    {"c.json -o b --trials 5", "unknown option --trials" HINT},
    {"c.json -o b --resume", "unknown option --resume" HINT},
    {"c.json -o b -x", "unknown option -x" HINT},
    {"c.json -o b --seed", "no value for --seed" HINT},
    {"c.json -o b --seed -1", "--seed: '-1' must be a whole number from 0 to 2147483647" HINT},
    {"c.json -o b --seed 1.5", "--seed: '1.5' must be a whole number from 0 to 2147483647" HINT},
    {"c.json -o b --seed abc", "--seed: 'abc' must be a whole number from 0 to 2147483647" HINT},
    {"c.json -o b --threads 0", "--threads: '0' must be a whole number from 1 to 256" HINT},
    {"c.json -o b --threads=999", "--threads: '999' must be a whole number from 1 to 256" HINT},
    {"c.json -o b --data=", "an empty value for --data" HINT},
};

START_TEST(refused)
{
    struct options options;
    struct error error = ERROR_NONE;
    ck_assert(!read_line(refusals[_i].line, &options, &error));
    ck_assert_str_eq(error.message, refusals[_i].message);
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}
END_TEST

START_TEST(accepted)
{
    struct options options;
    struct error error = ERROR_NONE;
    ck_assert(read_line("--quiet c.json --seed 7 -o b --threads=3 --data t.csv", &options, &error));
    ck_assert_str_eq(options.config, "c.json");
    ck_assert_str_eq(options.bundle, "b");
    ck_assert_str_eq(options.table, "t.csv");
    ck_assert_int_eq(options.seed, 7);
    ck_assert_int_eq(options.threads, 3);
    ck_assert(options.quiet && !options.help);
    ck_assert(read_line("--output=x -- -c.json", &options, &error));
    ck_assert_str_eq(options.config, "-c.json");
    ck_assert_str_eq(options.bundle, "x");
    ck_assert_ptr_null(options.table);
    ck_assert_int_eq(options.seed, -1);
    ck_assert_int_ge(options.threads, 1);
    ck_assert(read_line("c.json -ox -q", &options, &error));
    ck_assert_str_eq(options.bundle, "x");
    ck_assert(options.quiet);
    ck_assert(read_line("-h", &options, &error) && options.help);
}
END_TEST

/* Every option that the help shows is read, and the other way round. */
START_TEST(help_is_complete)
{
    static const char *const names[] = {"-o, --output", "--data", "--seed", "--threads", "-q, --quiet", "-h, --help"};
    ck_assert_int_eq(strncmp(options_help, "usage: espalier train CONFIG.json -o BUNDLE", 43), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ck_assert_ptr_nonnull(strstr(options_help, names[i]));
    ck_assert_ptr_null(strstr(options_help, "--trials"));
}
END_TEST

/* ---- jobs ---- */

struct work {
    atomic_int runs[40];
    size_t failing; /* this job and every later one fails */
};

static bool run(void *context, size_t job, struct error *error)
{
    struct work *work = context;
    atomic_fetch_add(&work->runs[job], 1);
    return job < work->failing || error_set(error, EXIT_BAD_INPUT, "job %zu", job);
}

START_TEST(each_job_runs_once)
{
    struct work work = {.failing = 40};
    struct error error = ERROR_NONE;
    const struct jobs jobs = {40, _i, run, &work};
    ck_assert(jobs_run(&jobs, &error));
    for (int i = 0; i < 40; i++)
        ck_assert_int_eq(atomic_load(&work.runs[i]), 1);
}
END_TEST

START_TEST(first_failure_is_told)
{
    struct work work = {.failing = 11};
    struct error error = ERROR_NONE;
    const struct jobs jobs = {40, _i, run, &work};
    ck_assert(!jobs_run(&jobs, &error));
    ck_assert_str_eq(error.message, "job 11");
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("options");
    TCase *options = tcase_create("options"), *jobs = tcase_create("jobs");
    tcase_add_loop_test(options, refused, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(options, accepted);
    tcase_add_test(options, help_is_complete);
    suite_add_tcase(suite, options);
    tcase_add_loop_test(jobs, each_job_runs_once, 1, 6);
    tcase_add_loop_test(jobs, first_failure_is_told, 1, 6);
    suite_add_tcase(suite, jobs);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
