/* The contract between trainer and codegen: everything of a trained decision but the trees, which are model.json's.
 * Read, write and check are the same for both sides: bundle_check runs after every read and before every write. The file's
 * format is docs/bundle.md. */
#ifndef ESPALIER_BUNDLE_BUNDLE_H
#define ESPALIER_BUNDLE_BUNDLE_H

#include "bundle/base/error.h"
#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "bundle/base/sha256.h"
#include "bundle/expression.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BUNDLE_FORMAT_VERSION 1
#define BUNDLE_FILE "bundle.json"
#define BUNDLE_MODEL_FILE "model.json"

/* Values as in enum espalier_type of runtime/espalier.h. */
enum bundle_type { BUNDLE_NUMBER = 1, BUNDLE_FLAG = 2, BUNDLE_DATE = 3, BUNDLE_CATEGORY = 4 };

/* What happens to a value outside [lower, upper], an infinite one, or one too large for float. */
enum bundle_out_of_range { BUNDLE_RANGE_REFUSE, BUNDLE_RANGE_MISSING, BUNDLE_RANGE_CLIP };

/* What happens to a missing value. */
enum bundle_missing { BUNDLE_MISSING_KEEP, BUNDLE_MISSING_REFUSE, BUNDLE_MISSING_IMPUTE };

/* What happens to a category that training did not see. OWN lets the feature's table decide (its `unseen` value). */
enum bundle_unseen { BUNDLE_UNSEEN_OWN, BUNDLE_UNSEEN_MISSING, BUNDLE_UNSEEN_REFUSE };

/* A raw column that the scorer reads, in table order. The steps of a value: text -> number or category -> unseen policy,
 * range policy -> (derived features look here) -> missing policy -> feature. */
struct bundle_column {
    char *name;
    enum bundle_type type;
    enum bundle_out_of_range out_of_range; /* not for categories */
    double lower, upper;                   /* inclusive, -inf and inf where unbounded; 0 and 1 for a flag; not for categories */
    enum bundle_missing missing;
    int32_t impute_category; /* categories: 1..category_count */
    double impute_value;     /* numbers, flags, dates */
    char *impute_method;     /* "constant", "zero", "mode", "mean", "median": how that value was chosen; NULL unless imputed */
    char **categories;       /* category_count names, distinct after cleaning, in the order of their values 1.. */
    int32_t *sorted;         /* those values in the order of espalier_compare_text; made by bundle_check */
    int32_t category_count;
    unsigned clean; /* ESPALIER_CLEAN_... */
    enum bundle_unseen unseen;
};

struct bundle_derived {
    char *name; /* distinct from every column's */
    char *text;
    struct expression *expression; /* parsed from text by bundle_check */
};

/* How a feature's value comes from its source. NUMBER takes the number itself; the others look a category up in `table`. */
enum bundle_encoding { BUNDLE_ENCODE_NUMBER, BUNDLE_ENCODE_TARGET, BUNDLE_ENCODE_ORDINAL, BUNDLE_ENCODE_NATIVE };

/* A model feature, in model order. */
struct bundle_feature {
    char *name; /* also the feature's name inside model.json; XGBoost forbids '[', ']' and '<' in it */
    bool is_derived;
    int32_t source; /* position in columns or in derived */
    enum bundle_encoding encoding;
    double *table; /* source's category_count + 2 values as espalier_lookup reads them; NULL for NUMBER */
};

struct bundle_decision {
    float threshold;        /* margin at or above which the decision is 1; finite */
    double probability;     /* the same threshold as the model's probability, for people */
    char *policy;           /* "recall_at_precision": how it was chosen */
    double precision_floor; /* what the bank asked for, in (0, 1]; NaN when the policy has none */
    char *reason;           /* one sentence for people */
};

struct bundle_provenance {
    char table_sha256[SHA256_TEXT_SIZE];
    char config_sha256[SHA256_TEXT_SIZE];
    char model_sha256[SHA256_TEXT_SIZE];
    char *espalier_version;
    char *xgboost_version;
    int64_t seed;
};

struct bundle {
    struct arena arena; /* owns every pointer below except expressions */
    char *name;         /* a C identifier of at most 40 characters: the NAME of the generated code */
    char *target;       /* column that training predicted, and its value that counts as 1 */
    char *positive;
    char *negative; /* what the other class is called */
    char *id;       /* id column, or NULL */
    struct bundle_column *columns;
    int32_t column_count;
    struct bundle_derived *derived;
    int32_t derived_count;
    struct bundle_feature *features;
    int32_t feature_count;
    char *objective; /* XGBoost's name; "binary:logistic" is what this trainer makes */
    struct bundle_decision decision;
    struct bundle_provenance provenance;
};

/* Reads and checks DIRECTORY/bundle.json, and that model.json's hash is the provenance's. NULL on failure. */
struct bundle *bundle_read(const char *directory, struct error *error);
/* Checks and writes bundle.json into an open directory. */
bool bundle_write(struct bundle *bundle, struct output_directory *directory, struct error *error);
/* Every invariant of the format; also parses the expressions and sorts the categories. Messages start with the key's path. */
bool bundle_check(struct bundle *bundle, struct error *error);
struct bundle *bundle_new(void);
void bundle_free(struct bundle *bundle); /* NULL is allowed */
/* True when the path is a directory that holds a bundle.json. */
bool bundle_is_directory(const char *path);

/* A raw record: an entry for each column, `category` for category columns, else `number`. */
union bundle_value {
    double number;
    int32_t category;
};

/* A cell's text to its value, as runtime's espalier_set_text does it: false when the text does not fit the column's type. */
bool bundle_value_of_text(const struct bundle_column *column, const char *text, size_t length, union bundle_value *value);

/* The bounds that the range step works with: the column's own, an unbounded side replaced by the largest finite double (policies
 * refuse and missing) or by the largest finite float (clip). So an infinite value is outside every range, and clipping always
 * gives a finite one. Not for categories. */
void bundle_range(const struct bundle_column *column, double *lower, double *upper);

/* Encodes one record by the bundle's parameters, calling the primitives of transforms.h in the order in which generated code
 * does. 0, or a negative ESPALIER_E... with *column set to the column at fault (else -1). `features` has feature_count
 * floats. A feature's own table may be replaced: `tables` is NULL or holds for each feature NULL or the table to use instead
 * (cross-fitting).
 *
 * The order decides which of several faults is reported, so it is part of the contract:
 *  1. For each column in table order: a category outside -1..category_count is ESPALIER_E_CATEGORY; so is an unseen one (-1) under
 *     UNSEEN_REFUSE, and UNSEEN_MISSING makes it 0. Any other value goes through bundle_range's bounds: REFUSE is ESPALIER_E_RANGE when
 *     espalier_in_range fails, MISSING is espalier_range_or_missing, CLIP is espalier_clip.
 *  2. Derived features look at these values. They cannot fail.
 *  3. For each column in table order: a missing value (category 0) under MISSING_REFUSE is ESPALIER_E_MISSING, whether or not a feature
 *     uses the column; under MISSING_IMPUTE it is replaced.
 *  4. For each feature in model order: the number itself, or espalier_lookup of the category in the feature's table, then
 *     espalier_to_float. A number that is too large for float follows its column's range policy: REFUSE is ESPALIER_E_RANGE with
 *     that column, MISSING the missing feature, CLIP the largest float with its sign. A derived value that is too large becomes
 *     missing. Tables hold nothing too large (bundle_check). A missing feature is the NaN of espalier_to_float, 0x7fc00000.
 * On failure `features` may have been written in part. */
int bundle_encode(const struct bundle *bundle, const union bundle_value *record, const double *const *tables, float *features,
                  int32_t *column);

#endif
