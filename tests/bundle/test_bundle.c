/* bundle.json: what is written is read back, and every kind of nonsense is refused with its place. */
#include "bundle/bundle.h"
#include "bundle/bundle_read.h"
#include "bundle/transforms.h"
#include "tests/support/bundle_fixture.h"
#include "tests/support/scratch.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- round trip ---- */

static void write_bundle(struct bundle *bundle, const char *directory)
{
    struct error error = ERROR_NONE;
    struct output_directory *output = output_directory_open(directory, &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    ck_assert_msg(bundle_write(bundle, output, &error), "%s", error.message);
    ck_assert_msg(output_directory_commit(output, &error), "%s", error.message);
}

START_TEST(test_round_trip)
{
    struct error error = ERROR_NONE;
    struct buffer expected = fixture_text();
    struct bundle *bundle = fixture_bundle();
    scratch_text("model.json", FIXTURE_MODEL);
    ck_assert(!bundle_is_directory(scratch_directory()));
    write_bundle(bundle, scratch_directory());
    ck_assert(bundle_is_directory(scratch_directory()));
    scratch_expect(scratch_path("bundle.json"), expected.data);
    struct bundle *again = bundle_read(scratch_directory(), &error);
    ck_assert_msg(again != NULL, "%s", error.message);
    write_bundle(again, scratch_directory());
    scratch_expect(scratch_path("bundle.json"), expected.data);
    ck_assert_int_eq(scratch_count(scratch_directory()), 2);
    bundle_free(again);
    bundle_free(bundle);
    buffer_free(&expected);
}
END_TEST

START_TEST(test_values)
{
    struct bundle *bundle = fixture_bundle();
    const struct bundle_column *columns = bundle->columns;
    ck_assert_str_eq(bundle->name, "affluent");
    ck_assert_str_eq(bundle->id, "CIF");
    ck_assert_int_eq(bundle->column_count, 8);
    ck_assert(columns[0].lower == 0 && columns[0].upper == INFINITY && columns[0].out_of_range == BUNDLE_RANGE_CLIP);
    ck_assert(columns[0].missing == BUNDLE_MISSING_IMPUTE && columns[0].impute_value == 0);
    ck_assert(columns[1].lower == -10.5 && columns[1].upper == 1000000 && columns[1].missing == BUNDLE_MISSING_KEEP);
    ck_assert(columns[2].type == BUNDLE_FLAG && columns[2].lower == 0 && columns[2].upper == 1);
    ck_assert(columns[4].clean == (ESPALIER_CLEAN_TRIM | ESPALIER_CLEAN_CASE) && columns[4].impute_category == 2);
    ck_assert(columns[4].sorted[0] == 2 && columns[4].sorted[1] == 1 && columns[4].sorted[2] == 3);
    ck_assert(bundle->features[2].table[0] == 0.165 && bundle->features[2].table[1] == 0.25 && bundle->features[2].table[4] == 0.165);
    ck_assert(isnan(bundle->features[3].table[0]) && bundle->features[3].table[4] == -1);
    ck_assert(bundle->features[8].is_derived && bundle->features[8].source == 1);
    ck_assert(bundle->decision.threshold == -0.5f && bundle->decision.precision_floor == 0.5);
    ck_assert_int_eq(bundle->provenance.seed, 42);
    bundle_free(bundle);
}
END_TEST

/* The sign and all digits of extreme numbers survive. */
START_TEST(test_extreme_numbers)
{
    struct error error = ERROR_NONE;
    struct bundle *bundle = fixture_bundle();
    bundle->columns[1].lower = -0x1.fffffep127;
    bundle->columns[1].upper = 0.1;
    bundle->features[2].table[1] = 4.9e-324;
    bundle->features[2].table[2] = -0.0;
    bundle->provenance.seed = INT64_MIN;
    bundle->decision.threshold = 0x1.fffffep-127f;
    bundle->decision.probability = 0.5;
    scratch_text("model.json", FIXTURE_MODEL);
    write_bundle(bundle, scratch_directory());
    struct bundle *again = bundle_read(scratch_directory(), &error);
    ck_assert_msg(again != NULL, "%s", error.message);
    ck_assert(again->columns[1].lower == -0x1.fffffep127 && again->columns[1].upper == 0.1);
    ck_assert(again->features[2].table[1] == 4.9e-324 && signbit(again->features[2].table[2]));
    ck_assert(again->provenance.seed == INT64_MIN && again->decision.threshold == 0x1.fffffep-127f);
    bundle_free(again);
    bundle_free(bundle);
}
END_TEST

/* ---- refusals on reading ---- */

struct edit {
    const char *from, *to;
    const char *message; /* after the file's name: the line, the path, what is wrong */
};

#define HASH "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"
static const struct edit edits[] = {
    /* the document */
    {"\"format_version\":\t1", "\"format_version\":\t2", "2: format_version: is 2, and this program knows 1 only"},
    {"\"format_version\":\t1,", "", "1: the key \"format_version\" is missing"},
    {"\"name\":\t\"affluent\",", "", "1: the key \"name\" is missing"},
    {"\"name\":\t\"affluent\"", "\"name\":\t7", "3: name: expected a string, found a number"},
    {"\"name\":\t\"affluent\"", "\"name\":\t\"a-b\"", "3: name: 'a-b' must be a C identifier of at most 40 characters"},
    {"\"name\":\t\"affluent\"", "\"name\":\t\"\"", "3: name: is empty"},
    {"\"name\":\t\"affluent\"", "\"name\":\t\"x2345678901234567890123456789012345678901\"",
     "3: name: 'x2345678901234567890123456789012345678901' must be a C identifier of at most 40 characters"},
    {"\"name\":\t\"affluent\"", "\"name\":\t\"espalier\"", "3: name: 'espalier' is reserved for the runtime library"},
    {"\"name\":\t\"affluent\"", "\"name\":\t\"a\\u0000b\"", "3: name: holds a NUL character"},
    {"\"schema\":", "\"scheme\":", "4: scheme: unknown key"},
    /* schema */
    {"\"AFFLUENT\"", "\"\"", "6: schema.positive: is empty"},
    {"\"NORMAL\"", "\"AFFLUENT\"", "7: schema.negative: is the same as schema.positive"},
    {"\"id\":\t\"CIF\"", "\"id\":\t\"Affluent\"", "8: schema.id: is the target column"},
    {"\"id\":\t\"CIF\"", "\"id\":\t\"joined\"", "19: schema.columns[3].name: 'joined' is the id column"},
    {"\"target\":\t\"Affluent\"", "\"target\":\t\"ratio\"", "34: schema.columns[7].name: 'ratio' is the target"},
    {"\"name\":\t\"joined\",\n\t\t\t\t\"type\"", "\"name\":\t\"HL_tag\",\n\t\t\t\t\"type\"",
     "64: preprocessing.columns.joined: stands where 'HL_tag' is expected: columns are in the order of schema.columns"},
    {"\"type\":\t\"date\"", "\"type\":\t\"time\"", "20: schema.columns[3].type: 'time' must be number, flag, date or category"},
    {"\"type\":\t\"date\"", "\"type\":\t\"category\"", "18: schema.columns[3]: the key \"categories\" is missing"},
    {"\"type\":\t\"date\"", "\"type\":\t\"date\", \"categories\": []", "20: schema.columns[3].categories: unknown key"},
    {"[\"x\", \"X\", \"é\"]", "[]", "132: preprocessing.features[3].values.x: is no category of column 'a.b'"},
    {"[\"x\", \"X\", \"é\"]", "[\"x\", 3, \"é\"]", "28: schema.columns[5].categories[1]: expected a string, found a number"},
    {"[\"Masters\", \"Degree\", \"O/A-Level\"]", "[\"Masters\", \"Degree\", \"MASTERS\"]",
     "123: preprocessing.features[2].values.\"O/A-Level\": stands where 'MASTERS' is expected: values are in the order of the column's "
     "categories"},
    {"[\"RETIREE\", \"HOUSEWIFE\"]", "[\"RETIREE \", \"HOUSEWIFE\"]",
     "143: preprocessing.features[4].values.RETIREE: stands where 'RETIREE ' is expected: values are in the order of the column's "
     "categories"},
    /* preprocessing.columns */
    {"\"MTHCASA\":\t{\n\t\t\t\t\"lower\":\t0", "\"MTHCASA\":\t{\n\t\t\t\t\"lower\":\t\"0\"",
     "41: preprocessing.columns.MTHCASA.lower: expected a number, found a string"},
    {"\"lower\":\t-10.5", "\"lower\":\t2e6", "51: preprocessing.columns.Asset value.lower: is greater than upper"},
    {"\"upper\":\t1000000", "\"upper\":\t1e39",
     "52: preprocessing.columns.Asset value.upper: must be a number that float can hold, or null for no bound"},
    {"\"clip\"", "\"cut\"", "43: preprocessing.columns.MTHCASA.out_of_range: 'cut' must be refuse, missing or clip"},
    {"\"method\":\t\"zero\",\n\t\t\t\t\t\"value\":\t0", "\"method\":\t\"zero\",\n\t\t\t\t\t\"value\":\t1",
     "47: preprocessing.columns.MTHCASA.impute.value: must be 0 when the method is zero"},
    {"\"method\":\t\"zero\",\n\t\t\t\t\t\"value\":\t0", "\"method\":\t\"guess\",\n\t\t\t\t\t\"value\":\t0",
     "46: preprocessing.columns.MTHCASA.impute.method: must be constant, zero, mode, mean or median"},
    {"\"method\":\t\"zero\",\n\t\t\t\t\t\"value\":\t0", "\"method\":\t\"zero\",\n\t\t\t\t\t\"value\":\tnull",
     "47: preprocessing.columns.MTHCASA.impute.value: expected a number, found null"},
    {"\"method\":\t\"constant\",\n\t\t\t\t\t\"value\":\t0", "\"method\":\t\"constant\",\n\t\t\t\t\t\"value\":\t1e39",
     "61: preprocessing.columns.HL_tag.impute.value: must be a number that float can hold"},
    {"\"method\":\t\"mode\",\n\t\t\t\t\t\"value\":\t\"Degree\"", "\"method\":\t\"mode\",\n\t\t\t\t\t\"value\":\t\"PhD\"",
     "76: preprocessing.columns.C_EDU.impute.value: 'PhD' is no category of this column"},
    {"\"method\":\t\"mode\",\n\t\t\t\t\t\"value\":\t\"Degree\"", "\"method\":\t\"median\",\n\t\t\t\t\t\"value\":\t\"Degree\"",
     "75: preprocessing.columns.C_EDU.impute.method: 'median' is none for categories: constant or mode"},
    {"[\"trim\", \"case\"]", "[\"trim\", \"trim\"]", "71: preprocessing.columns.C_EDU.clean[1]: 'trim' stands twice"},
    {"[\"trim\", \"case\"]", "[\"strip\"]", "71: preprocessing.columns.C_EDU.clean[0]: 'strip' must be trim or case"},
    {"\"unseen\":\t\"own\"", "\"unseen\":\t\"other\"", "81: preprocessing.columns.\"a.b\".unseen: 'other' must be own, missing or refuse"},
    {"\"unseen\":\t\"own\",\n\t\t\t\t\"missing\":\t\"keep\"", "\"unseen\":\t\"own\",\n\t\t\t\t\"missing\":\t\"impute\"",
     "79: preprocessing.columns.\"a.b\": the key \"impute\" is missing"},
    {"\"unseen\":\t\"own\",\n\t\t\t\t\"missing\":\t\"keep\"", "\"unseen\":\t\"own\",\n\t\t\t\t\"missing\":\t\"keep\", \"impute\": {}",
     "82: preprocessing.columns.\"a.b\".impute: is only for \"missing\": \"impute\""},
    {"\"ratio\":\t{", "\"ratios\":\t{",
     "89: preprocessing.columns.ratios: stands where 'ratio' is expected: columns are in the order of schema.columns"},
    {"\"ratio\":\t{", "\"joined\":\t{", "89: preprocessing.columns: duplicate key \"joined\", first on line 64"},
    /* preprocessing.derived */
    {"\"not is_missing(MTHCASA)\"", "\"not is_missing(CASA)\"",
     "98: preprocessing.derived[0].expression: character 16: unknown column 'CASA'"},
    {"\"not is_missing(MTHCASA)\"", "\"HAS_CASA\"", "98: preprocessing.derived[0].expression: character 1: unknown column 'HAS_CASA'"},
    {"\"name\":\t\"graduate\",\n\t\t\t\t\"expression\"", "\"name\":\t\"ratio\",\n\t\t\t\t\"expression\"",
     "164: preprocessing.features[9].derived: 'graduate' is no derived value"},
    {"\"name\":\t\"graduate\",\n\t\t\t\t\"expression\"", "\"name\":\t\"HAS_CASA\",\n\t\t\t\t\"expression\"",
     "164: preprocessing.features[9].derived: 'graduate' is no derived value"},
    /* preprocessing.features */
    {"\"derived\":\t\"graduate\"", "\"derived\":\t\"graduates\"",
     "164: preprocessing.features[9].derived: 'graduates' is no derived value"},
    {"\"column\":\t\"joined\"", "\"column\":\t\"Joined\"",
     "148: preprocessing.features[5].column: 'Joined' is no column of schema.columns"},
    {"\"column\":\t\"joined\"", "\"column\":\t\"joined\", \"derived\": \"graduate\"",
     "146: preprocessing.features[5]: needs either 'column' or 'derived'"},
    {"\"name\":\t\"casa_share\",\n\t\t\t\t\"derived\"", "\"name\":\t\"a<b\",\n\t\t\t\t\"derived\"",
     "159: preprocessing.features[8].name: holds '[', ']' or '<', which XGBoost forbids"},
    {"\"name\":\t\"casa_share\",\n\t\t\t\t\"derived\"", "\"name\":\t\"HL_tag\",\n\t\t\t\t\"derived\"",
     "159: preprocessing.features[8].name: 'HL_tag' is also the name of preprocessing.features[7]"},
    {"\"column\":\t\"joined\",\n\t\t\t\t\"encoding\":\t\"number\"", "\"column\":\t\"joined\",\n\t\t\t\t\"encoding\":\t\"target\"",
     "149: preprocessing.features[5].encoding: must be number, since the source holds numbers"},
    {"\"encoding\":\t\"target\",\n\t\t\t\t\"missing\":\t0.165,\n\t\t\t\t\"unseen\":\t0.165,\n\t\t\t\t\"values\":\t{\n"
     "\t\t\t\t\t\"Masters\":\t0.25,\n\t\t\t\t\t\"Degree\":\t0.2,\n\t\t\t\t\t\"O/A-Level\":\t0.1\n\t\t\t\t}",
     "\"encoding\":\t\"number\"",
     "117: preprocessing.features[2].encoding: must be target, ordinal or native, since the column holds categories"},
    {"\"Masters\":\t0.25", "\"Masters\":\tnull", "121: preprocessing.features[2].values.Masters: expected a number, found null"},
    {"\"Masters\":\t0.25", "\"Masters\":\t1e39", "121: preprocessing.features[2].values.Masters: must be a number that float can hold"},
    {"\"Masters\":\t0.25,", "", "120: preprocessing.features[2].values: category 'O/A-Level' is missing"},
    {"\"Masters\":\t0.25", "\"Master\":\t0.25",
     "121: preprocessing.features[2].values.Master: stands where 'Masters' is expected: values are in the order of the column's "
     "categories"},
    {"\"O/A-Level\":\t0.1", "\"O/A-Level\":\t0.1, \"PhD\": 0.5",
     "123: preprocessing.features[2].values.PhD: is no category of column 'C_EDU'"},
    {"\"unseen\":\t-1", "\"unseen\":\t-1.5",
     "130: preprocessing.features[3].unseen: must be a category's number for XGBoost: a whole number from -1"},
    {"\"unseen\":\t-1", "\"unseen\":\t16777216",
     "130: preprocessing.features[3].unseen: must be a category's number for XGBoost: a whole number from -1"},
    {"\"unseen\":\t-1,", "", "125: preprocessing.features[3]: the key \"unseen\" is missing"},
    /* decision */
    {"\"binary:logistic\"", "\"reg:squarederror\"",
     "173: decision.objective: 'reg:squarederror' is none that a bundle knows: binary:logistic"},
    {"\"threshold\":\t-0.5", "\"threshold\":\t1e39", "174: decision.threshold: 1e39 is too large for a float"},
    {"\"threshold\":\t-0.5", "\"threshold\":\tnull", "174: decision.threshold: expected a number, found null"},
    {"\"threshold\":\t-0.5", "\"threshold\":\t0.5",
     "175: decision.probability: is not the probability of the threshold, 1 / (1 + exp(-threshold))"},
    {"\"precision_floor\":\t0.5", "\"precision_floor\":\tnull", "177: decision.precision_floor: must be more than 0 and at most 1"},
    {"\"precision_floor\":\t0.5", "\"precision_floor\":\t1.5", "177: decision.precision_floor: must be more than 0 and at most 1"},
    {"\"the highest recall at a precision of at least 0.5\"", "\"\"", "178: decision.reason: is empty"},
    /* provenance */
    {HASH, "ca3d", "183: provenance.model_sha256: must be 64 lowercase hexadecimal digits"},
    {HASH, "CA3D163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356",
     "183: provenance.model_sha256: must be 64 lowercase hexadecimal digits"},
    {"\"seed\":\t42", "\"seed\":\t4.5",
     "186: provenance.seed: expected an integer from -9223372036854775808 to 9223372036854775807, found 4.5"},
    {"\"seed\":\t42", "\"seed\":\t42, \"date\": \"today\"", "186: provenance.date: unknown key"},
};

START_TEST(test_edit)
{
    const struct edit *edit = &edits[_i];
    struct error error = ERROR_NONE;
    struct buffer text = fixture_text();
    fixture_replace(&text, edit->from, edit->to);
    ck_assert_ptr_null(bundle_parse("bundle.json", text.data, text.length, &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_str_eq(strncmp(error.message, "bundle.json:", 12) == 0 ? error.message + 12 : error.message, edit->message);
    buffer_free(&text);
}
END_TEST

/* ---- the directory ---- */

static void check_read_fails(const char *message)
{
    struct error error = ERROR_NONE;
    ck_assert_ptr_null(bundle_read(scratch_directory(), &error));
    ck_assert_int_eq(error.exit_code, EXIT_BAD_INPUT);
    ck_assert_msg(strstr(error.message, message) != NULL, "%s", error.message);
}

START_TEST(test_directory)
{
    struct buffer text = fixture_text();
    check_read_fails("/bundle.json: ");
    scratch_text("bundle.json", "");
    check_read_fails("bundle.json");
    scratch_text("bundle.json", "[]");
    check_read_fails("bundle.json:1: expected an object, found an array");
    scratch_text("bundle.json", text.data);
    check_read_fails("/model.json: ");
    scratch_text("model.json", "{ }\n");
    check_read_fails("/bundle.json:183: provenance.model_sha256: is not the hash of ");
    buffer_free(&text);
}
END_TEST

/* A directory whose model is another one is never written. */
START_TEST(test_write_beside_another_model)
{
    struct error error = ERROR_NONE;
    struct bundle *bundle = fixture_bundle();
    struct output_directory *output = output_directory_open(scratch_path("out"), &error);
    ck_assert_msg(output != NULL, "%s", error.message);
    struct output *model = output_directory_file(output, "model.json", &error);
    output_text(model, "another");
    ck_assert(output_commit(model, &error));
    ck_assert(!bundle_write(bundle, output, &error));
    ck_assert_str_eq(error.message, "provenance.model_sha256: is not the hash of model.json");
    output_directory_abandon(output);
    bundle_free(bundle);
}
END_TEST

/* ---- refusals of what a program built ---- */

static void repeat_column(struct bundle *bundle)
{
    bundle->columns[6].name = bundle->columns[1].name;
}
static void repeat_first_column(struct bundle *bundle)
{
    bundle->columns[3].name = bundle->columns[2].name = bundle->columns[0].name;
}
static void no_columns(struct bundle *bundle)
{
    bundle->column_count = 0;
}
static void no_features(struct bundle *bundle)
{
    bundle->feature_count = 0;
}
static void latin1_column(struct bundle *bundle)
{
    bundle->columns[0].name = "gr\xf6\xdf"
                              "e";
}
static void surrogate_category(struct bundle *bundle)
{
    bundle->columns[4].categories[1] = "\xed\xa0\x80";
}
static void overlong_category(struct bundle *bundle)
{
    bundle->columns[4].categories[1] = "\xc0\xaf";
}
static void empty_category(struct bundle *bundle)
{
    bundle->columns[4].categories[2] = "";
}
static void spaced_category(struct bundle *bundle)
{
    bundle->columns[4].categories[2] = "Degree ";
}
static void same_category(struct bundle *bundle)
{
    bundle->columns[4].categories[2] = "DEGREE";
}
static void no_categories(struct bundle *bundle)
{
    bundle->columns[4].category_count = 0;
}
static void bad_type(struct bundle *bundle)
{
    bundle->columns[4].type = (enum bundle_type)5;
}
static void bad_clean(struct bundle *bundle)
{
    bundle->columns[4].clean = 4;
}
static void bad_flag(struct bundle *bundle)
{
    bundle->columns[2].upper = 2;
}
static void nan_bound(struct bundle *bundle)
{
    bundle->columns[1].lower = NAN;
}
static void infinite_bound(struct bundle *bundle)
{
    bundle->columns[1].lower = INFINITY;
}
static void bad_impute_category(struct bundle *bundle)
{
    bundle->columns[4].impute_category = 4;
}
static void no_impute_method(struct bundle *bundle)
{
    bundle->columns[4].impute_method = NULL;
}
static void stray_impute_method(struct bundle *bundle)
{
    bundle->columns[1].impute_method = "zero";
}
static void nan_impute(struct bundle *bundle)
{
    bundle->columns[0].impute_value = NAN;
}
static void bad_source(struct bundle *bundle)
{
    bundle->features[0].source = 8;
}
static void bad_derived_source(struct bundle *bundle)
{
    bundle->features[1].source = -1;
}
static void no_table(struct bundle *bundle)
{
    bundle->features[2].table = NULL;
}
static void stray_table(struct bundle *bundle)
{
    bundle->features[0].table = bundle->features[2].table;
}
static void infinite_table(struct bundle *bundle)
{
    bundle->features[2].table[0] = INFINITY;
}
static void nan_table(struct bundle *bundle)
{
    bundle->features[2].table[1] = NAN;
}
static void no_name(struct bundle *bundle)
{
    bundle->features[2].name = NULL;
}
static void nan_threshold(struct bundle *bundle)
{
    bundle->decision.threshold = NAN;
}
static void infinite_threshold(struct bundle *bundle)
{
    bundle->decision.threshold = INFINITY;
}
static void no_hash(struct bundle *bundle)
{
    bundle->provenance.table_sha256[0] = 0;
}

static const struct {
    void (*change)(struct bundle *bundle);
    const char *message;
} changes[] = {
    {repeat_column, "schema.columns[6].name: 'Asset value' is also the name of schema.columns[1]"},
    {repeat_first_column, "schema.columns[2].name: 'MTHCASA' is also the name of schema.columns[0]"},
    {no_columns, "schema.columns: has 0 entries, which must be 1 to 10000"},
    {no_features, "preprocessing.features: has 0 entries, which must be 1 to 100000"},
    {latin1_column, "schema.columns[0].name: is not UTF-8"},
    {surrogate_category, "schema.columns[4].categories[1]: is not UTF-8"},
    {overlong_category, "schema.columns[4].categories[1]: is not UTF-8"},
    {empty_category, "schema.columns[4].categories[2]: is empty, which means missing"},
    {spaced_category, "schema.columns[4].categories[2]: has spaces around it, which cleaning takes away from every value"},
    {same_category, "schema.columns[4].categories[2]: 'DEGREE' is the same category as 'Degree'"},
    {no_categories, "schema.columns[4].categories: has 0 entries, which must be 1 to 1000000"},
    {bad_type, "schema.columns[4].type: must be number, flag, date or category"},
    {bad_clean, "preprocessing.columns.C_EDU.clean: holds an unknown cleaning"},
    {bad_flag, "preprocessing.columns.HL_tag.lower: the range of a flag must be 0 to 1"},
    {nan_bound, "preprocessing.columns.Asset value.lower: must be a number that float can hold, or null for no bound"},
    {infinite_bound, "preprocessing.columns.Asset value.lower: must be a number that float can hold, or null for no bound"},
    {bad_impute_category, "preprocessing.columns.C_EDU.impute.value: must be one of the column's categories"},
    {no_impute_method, "preprocessing.columns.C_EDU.impute.method: must be constant, zero, mode, mean or median"},
    {stray_impute_method, "preprocessing.columns.Asset value.impute: is only for the policy impute"},
    {nan_impute, "preprocessing.columns.MTHCASA.impute.value: must be a number that float can hold"},
    {bad_source, "preprocessing.features[0].column: names nothing in this bundle"},
    {bad_derived_source, "preprocessing.features[1].derived: names nothing in this bundle"},
    {no_table, "preprocessing.features[2].values: is needed by this encoding"},
    {stray_table, "preprocessing.features[0].values: is only for categories"},
    {infinite_table, "preprocessing.features[2].missing: must be a number that float can hold"},
    {nan_table, "preprocessing.features[2].values.Masters: must be a number"},
    {no_name, "preprocessing.features[2].name: is empty"},
    {nan_threshold, "decision.threshold: must be a finite number"},
    {infinite_threshold, "decision.threshold: must be a finite number"},
    {no_hash, "provenance.table_sha256: must be 64 lowercase hexadecimal digits"},
};

START_TEST(test_change)
{
    struct error error = ERROR_NONE;
    struct bundle *bundle = fixture_bundle();
    changes[_i].change(bundle);
    ck_assert(!bundle_check(bundle, &error));
    ck_assert_str_eq(error.message, changes[_i].message);
    bundle_free(bundle);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("bundle");
    TCase *trip = tcase_create("round trip");
    scratch_add(trip);
    tcase_add_test(trip, test_round_trip);
    tcase_add_test(trip, test_values);
    tcase_add_test(trip, test_extreme_numbers);
    suite_add_tcase(suite, trip);
    TCase *refusals = tcase_create("refusals");
    tcase_add_loop_test(refusals, test_edit, 0, sizeof edits / sizeof *edits);
    tcase_add_loop_test(refusals, test_change, 0, sizeof changes / sizeof *changes);
    suite_add_tcase(suite, refusals);
    TCase *directory = tcase_create("directory");
    scratch_add(directory);
    tcase_add_test(directory, test_directory);
    tcase_add_test(directory, test_write_beside_another_model);
    suite_add_tcase(suite, directory);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
