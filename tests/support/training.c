#include "support/training.h"

#include "support/scratch.h"
#include "trainer/random.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

const char training_columns[] = "\"id\": {\"role\": \"id\"}, \"age\": {\"type\": \"number\"}, \"balance\": {\"type\": \"number\"}, "
                                "\"segment\": {\"type\": \"category\"}, \"opened\": {\"type\": \"date\"}, "
                                "\"vip\": {\"type\": \"flag\", \"missing\": \"zero\"}";

static void expect_none(const struct error *error)
{
    ck_assert_msg(error->exit_code == EXIT_DONE, "%s", error->message);
}

void training_prepare(struct training *training, const char *config, const char *table, int32_t threads)
{
    struct error error = ERROR_NONE;
    *training = (struct training){.progress = progress_new(true)};
    const char *table_path = scratch_text("table.csv", table);
    training->config = config_read(scratch_text("config.json", config), &error);
    expect_none(&error);
    training->table = table_read(training->config, table_path, training->progress, &error);
    expect_none(&error);
    training->experiment = experiment_new(training->config, training->table, training->progress, threads, &error);
    expect_none(&error);
}

void training_learn(struct training *training)
{
    struct error error = ERROR_NONE;
    cross_validate(training->experiment, training->models, &training->final, &error);
    expect_none(&error);
    evaluate(training->experiment, &training->final, training->models[training->final.model].decision.threshold, &training->holdout,
             &error);
    expect_none(&error);
}

void training_free(struct training *training)
{
    evaluation_free(&training->holdout);
    final_model_free(&training->final);
    for (int model = 0; model < FIT_MODEL_COUNT; model++)
        cross_validation_free(&training->models[model]);
    experiment_free(training->experiment);
    table_free(training->table);
    config_free(training->config);
    progress_free(training->progress);
}

void training_config(struct buffer *out, const char *columns, const char *rest)
{
    buffer_print(out,
                 "{\"name\": \"customers\", \"table\": \"table.csv\", \"target\": {\"column\": \"label\", \"positive\": \"yes\"}, "
                 "\"columns\": {%s}%s}",
                 columns, rest);
}

/* ---- customers ---- */

struct customer {
    int age, balance, segment, day;
    bool has_balance, has_segment, vip, label;
};

static double uniform(struct random *random)
{
    return (double)random_below(random, 1u << 30) / (1u << 30);
}

static struct customer draw(struct random *random)
{
    struct customer customer;
    customer.age = 18 + (int)random_below(random, 70);
    customer.has_balance = random_below(random, 3) != 0;
    customer.balance = (int)(1000.0 * exp(3.0 * uniform(random)));
    customer.has_segment = random_below(random, 10) != 0;
    customer.segment = (int)random_below(random, 5);
    customer.vip = random_below(random, 20) == 0;
    customer.day = 1 + (int)random_below(random, 28);
    const double merit = 0.04 * (customer.age - 50) + (customer.has_balance ? 0.00015 * customer.balance : -0.8) +
                         (customer.has_segment ? 0.5 * (customer.segment - 2) : 0.0) + (customer.vip ? 1.5 : 0.0) - 1.7;
    customer.label = uniform(random) < 1.0 / (1.0 + exp(-merit));
    return customer;
}

static void append(struct buffer *out, const struct customer *customer, int id, int code, bool shuffled)
{
    buffer_print(out, "K%d,%d,", id, customer->age);
    if (customer->has_balance) buffer_print(out, "%d", customer->balance);
    buffer_text(out, ",");
    if (customer->has_segment) buffer_print(out, "%c", 'a' + customer->segment);
    buffer_print(out, ",2019-%02d-%02d,%s,c%d,%s,%s\n", 1 + customer->day % 12, customer->day, customer->vip ? "1" : "", code,
                 shuffled ? "yes" : "no", customer->label ? "yes" : "no");
}

void training_customers(struct buffer *out, int rows, unsigned seed)
{
    struct random random = random_stream(seed, RANDOM_HOLDOUT, 0);
    struct customer *customers = calloc((size_t)rows, sizeof *customers);
    size_t *order = calloc((size_t)rows, sizeof *order);
    int id = 1000;
    for (int i = 0; i < rows; i++) {
        const bool repeats = i > 0 && random_below(&random, 5) == 0;
        customers[i] = repeats ? customers[i - 1] : draw(&random);
        order[i] = (size_t)i;
    }
    random_shuffle(&random, order, (size_t)rows);
    buffer_text(out, "id,age,balance,segment,opened,vip,code,shuffled,label\n");
    for (int i = 0; i < rows; i++) {
        const bool repeats = i > 0 && customers[i].age == customers[i - 1].age && customers[i].balance == customers[i - 1].balance;
        if (!repeats) id++;
        append(out, &customers[i], id, (int)random_below(&random, (uint64_t)rows / 2), customers[order[i]].label);
    }
    free(customers);
    free(order);
}
