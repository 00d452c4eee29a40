#include "tests/support/random_bundle.h"

#include "bundle/transforms.h"
#include "tests/support/random_model.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ROOM = 4096 }; /* columns, features */

static char *text(struct bundle *bundle, const char *data)
{
    return arena_text(&bundle->arena, data, strlen(data));
}

struct bundle *random_bundle_empty(void)
{
    struct bundle *bundle = bundle_new();
    bundle->name = text(bundle, "probe");
    bundle->target = text(bundle, "target column");
    bundle->positive = text(bundle, "yes");
    bundle->negative = text(bundle, "no");
    bundle->objective = text(bundle, "binary:logistic");
    bundle->columns = arena_zeroed(&bundle->arena, ROOM, sizeof *bundle->columns);
    bundle->features = arena_zeroed(&bundle->arena, ROOM, sizeof *bundle->features);
    bundle->derived = arena_zeroed(&bundle->arena, ROOM, sizeof *bundle->derived);
    bundle->decision = (struct bundle_decision){.threshold = 0.25f,
                                                .probability = 1.0 / (1.0 + exp(-0.25)),
                                                .policy = text(bundle, "constant"),
                                                .precision_floor = (double)NAN,
                                                .reason = text(bundle, "made up")};
    memset(bundle->provenance.table_sha256, '1', SHA256_TEXT_SIZE - 1);
    memset(bundle->provenance.config_sha256, '2', SHA256_TEXT_SIZE - 1);
    memset(bundle->provenance.model_sha256, 'a', SHA256_TEXT_SIZE - 1);
    bundle->provenance.espalier_version = text(bundle, "0");
    bundle->provenance.xgboost_version = text(bundle, "0");
    return bundle;
}

static struct bundle_feature *add_feature(struct bundle *bundle, const char *name, int32_t source)
{
    struct bundle_feature *feature = &bundle->features[bundle->feature_count++];
    feature->name = text(bundle, name);
    feature->source = source;
    return feature;
}

static void add_table(struct bundle *bundle, struct bundle_feature *feature, int32_t count)
{
    feature->encoding = BUNDLE_ENCODE_TARGET;
    feature->table = arena_zeroed(&bundle->arena, (size_t)count + 2, sizeof *feature->table);
    for (int32_t i = 0; i < count + 2; i++)
        feature->table[i] = 0.1 * (i + 1);
}

struct bundle_column *random_bundle_add(struct bundle *bundle, const char *name, const char *const *categories)
{
    struct bundle_column *column = &bundle->columns[bundle->column_count];
    struct bundle_feature *feature = add_feature(bundle, name, bundle->column_count++);
    column->name = text(bundle, name);
    column->type = categories ? BUNDLE_CATEGORY : BUNDLE_NUMBER;
    column->lower = -INFINITY;
    column->upper = INFINITY;
    if (!categories) return column;
    int32_t count = 0;
    while (categories[count])
        count++;
    column->category_count = count;
    column->categories = arena_zeroed(&bundle->arena, (size_t)count, sizeof *column->categories);
    for (int32_t i = 0; i < count; i++)
        column->categories[i] = text(bundle, categories[i]);
    add_table(bundle, feature, count);
    return column;
}

static void set_missing(struct bundle *bundle, struct bundle_column *column, enum bundle_missing missing)
{
    column->missing = missing;
    if (missing != BUNDLE_MISSING_IMPUTE) return;
    column->impute_method = text(bundle, "constant");
    column->impute_value = 0.3;
    column->impute_category = 2;
}

static void add_numbers(struct bundle *bundle)
{
    static const double lower[] = {-1.5, -(double)INFINITY, -(double)FLT_MAX};
    static const double upper[] = {2.25, (double)INFINITY, (double)FLT_MAX};
    for (int range = 0; range < 27; range++) {
        char name[64];
        snprintf(name, sizeof name, "number %d", range);
        struct bundle_column *column = random_bundle_add(bundle, name, NULL);
        column->out_of_range = (enum bundle_out_of_range)(range % 3);
        column->lower = lower[range / 9];
        column->upper = upper[range / 9];
        set_missing(bundle, column, (enum bundle_missing)(range / 3 % 3));
    }
    struct bundle_column *flag = random_bundle_add(bundle, "flag", NULL);
    flag->type = BUNDLE_FLAG;
    flag->lower = 0.0;
    flag->upper = 1.0;
    flag->out_of_range = BUNDLE_RANGE_MISSING;
    random_bundle_add(bundle, "date", NULL)->type = BUNDLE_DATE;
}

static void add_categories(struct bundle *bundle)
{
    static const char *const few[] = {"Masters", "degree", "O/A-Level", NULL}, *const one[] = {"only", NULL};
    for (int policy = 0; policy < 9; policy++) {
        char name[64];
        snprintf(name, sizeof name, "category %d", policy);
        struct bundle_column *column = random_bundle_add(bundle, name, few);
        column->unseen = (enum bundle_unseen)(policy % 3);
        column->clean = policy % 2 ? ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE : policy % 4 ? ESPALIER_CLEAN_TRIM : 0;
        set_missing(bundle, column, (enum bundle_missing)(policy / 3));
        bundle->features[bundle->feature_count - 1].table[0] = policy % 2 ? 0.7 : (double)NAN;
        bundle->features[bundle->feature_count - 1].table[4] = policy % 3 ? 0.9 : (double)NAN;
    }
    random_bundle_add(bundle, "one category", one);
}

static void add_derived(struct bundle *bundle)
{
    static const char *const expressions[] = {
        "`number 0` + `number 2` - `number 1` * -`number 13`",
        "`number 9` / `number 11`",
        "`number 10` * `number 11` * `number 10` + `number 9`",
        "not is_missing(`number 5`) and not is_missing(`category 0`)",
        "`category 1` == \"Masters\" or `category 2` == \"degree\" and `number 3` > 0.5",
        "`category 3` != \"O/A-Level\"",
        "if(`number 4` < 0.25, min(`number 6`, `number 7`), max(abs(`number 8`), 1))",
        "if(`number 4` <= `number 5`, `number 10`, 1e300)",
        "`number 12` == `number 14` or `number 15` >= 1",
        "not(`number 16`)",
        "1 / 3",
        "((((((((((`number 20` + 1) * 2) - 3) + 4) * 5) - 6) + 7) * 8) - 9) * 0.1)",
    };
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        char name[32];
        snprintf(name, sizeof name, "derived %zu", i);
        bundle->derived[i].name = text(bundle, name);
        bundle->derived[i].text = text(bundle, expressions[i]);
        add_feature(bundle, name, bundle->derived_count++)->is_derived = true;
    }
}

struct bundle *random_bundle(void)
{
    struct error error = ERROR_NONE;
    struct bundle *bundle = random_bundle_empty();
    add_numbers(bundle);
    add_categories(bundle);
    add_derived(bundle);
    /* A column may give several features. */
    add_table(bundle, add_feature(bundle, "again", 29), 3);
    ck_assert_msg(bundle_check(bundle, &error), "%s", error.message);
    return bundle;
}

struct ir_model *random_bundle_model(const struct bundle *bundle)
{
    struct random_shape shape = random_shape_default();
    shape.features = bundle->feature_count;
    struct ir_model *model = random_model(&shape);
    for (int32_t i = 0; i < model->feature_count; i++)
        model->feature_names[i] = arena_text(&model->arena, bundle->features[i].name, strlen(bundle->features[i].name));
    return model;
}

static double random_number(uint64_t *state)
{
    static const double odd[] = {0.0,
                                 -0.0,
                                 1.0,
                                 -1.5,
                                 2.25,
                                 -1.5000000000000002,
                                 2.2500000000000004,
                                 1e39,
                                 -1e39,
                                 1e308,
                                 -1e308,
                                 0x1p-1074,
                                 (double)FLT_MAX,
                                 -(double)FLT_MAX,
                                 (double)INFINITY,
                                 -(double)INFINITY,
                                 DBL_MAX,
                                 1e-50,
                                 18262.0};
    const uint64_t choice = draw_below(state, 12);
    if (choice == 0) return (double)NAN;
    if (choice == 1) return odd[draw_below(state, sizeof odd / sizeof *odd)];
    return (double)draw_below(state, 1u << 30) / (double)(1u << 29) - 0.5;
}

void random_bundle_record(const struct bundle *bundle, uint64_t *state, union bundle_value *record)
{
    /* A record in which much is odd is refused at its first column; so a good part of the records is tame. */
    const bool tame = draw_below(state, 2) == 0;
    for (int32_t i = 0; i < bundle->column_count; i++) {
        const int32_t count = bundle->columns[i].category_count;
        if (bundle->columns[i].type != BUNDLE_CATEGORY)
            record[i].number =
                tame && draw_below(state, 20) ? (double)draw_below(state, 1u << 20) / (double)(1u << 20) : random_number(state);
        else if (tame && draw_below(state, 20))
            record[i].category = 1 + (int32_t)draw_below(state, (uint64_t)count);
        else
            record[i].category = (int32_t)draw_below(state, (uint64_t)count + 5) - 2;
    }
}
