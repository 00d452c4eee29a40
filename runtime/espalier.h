/* Espalier runtime: score a customer's record with a generated scorer, linked in or loaded.
 *
 * The library allocates nothing, keeps no state and reads no locale; every function may be called from any thread.
 * A record and a result are plain memory of the caller's, of the sizes that the descriptor states. Unless a comment says
 * otherwise no pointer may be NULL, texts are UTF-8 with an explicit length, and an `int` result is 0 or a negative
 * ESPALIER_E... code. Host programs that link one scorer can also call its own functions directly (docs/generated-code.md). */
#ifndef ESPALIER_H
#define ESPALIER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- begin descriptor: generated headers carry these lines verbatim ---- */
#ifndef ESPALIER_DESCRIPTOR_VERSION
#define ESPALIER_DESCRIPTOR_VERSION 1

#define ESPALIER_ABI_VERSION 1

/* Results of generated code and of the runtime. */
enum espalier_error {
    ESPALIER_OK = 0,
    ESPALIER_E_ARGUMENT = -1,    /* a column, output or row that does not exist; a NULL or a size that cannot be */
    ESPALIER_E_NUMBER = -2,      /* text that is no number, flag or date where one belongs */
    ESPALIER_E_RANGE = -3,       /* a value outside the column's allowed range, infinite, or too large for a float feature */
    ESPALIER_E_CATEGORY = -4,    /* an unseen category where the column's policy refuses it, or an index out of range */
    ESPALIER_E_MISSING = -5,     /* a missing value where the column's policy refuses it */
    ESPALIER_E_ABI = -6,         /* another ABI version, or a descriptor that contradicts itself */
    ESPALIER_E_LOAD = -7,        /* a scorer that cannot be loaded */
    ESPALIER_E_UNSUPPORTED = -8, /* a function that this scorer was generated without */
    ESPALIER_E_SPACE = -9        /* a caller's buffer that is too small */
};

/* How a raw column is kept in a record. Numbers, flags and dates are a double, NaN when missing; a date is days since
 * 1970-01-01; a category is an int32_t: 0 missing, -1 unseen, 1..category_count. */
enum espalier_type {
    ESPALIER_NUMBER = 1,
    ESPALIER_FLAG = 2, /* 0 or 1 */
    ESPALIER_DATE = 3,
    ESPALIER_CATEGORY = 4
};

/* What the scorer's margins mean, and so what outputs and decision are. */
enum espalier_task {
    ESPALIER_BINARY = 1,     /* one margin; output: probability; decision: 0 or 1 */
    ESPALIER_MULTICLASS = 2, /* a margin for each class; outputs: probabilities; decision: class index */
    ESPALIER_REGRESSION = 3, /* a margin for each target or quantile; outputs: predicted values; decision: -1 */
    ESPALIER_RANKING = 4,    /* one margin; output: the margin; decision: -1 */
    ESPALIER_SURVIVAL = 5    /* one margin; output: predicted time or hazard ratio; decision: -1 */
};

/* Bits of espalier_model.flags. */
#define ESPALIER_HAS_CONTRIBUTIONS 1u
#define ESPALIER_HAS_REASONS 2u
#define ESPALIER_HAS_PREPROCESSING 4u /* from a bundle; otherwise columns are the bare model's features */

/* A raw column that the scorer reads. */
struct espalier_column {
    const char *name;   /* as in the table's header */
    const char *member; /* its member in NAME_record */
    int32_t type;       /* enum espalier_type */
    int32_t category_count;
    const char *const *categories; /* category_count names, of values 1..; NULL unless a category */
    uint32_t offset;               /* bytes from the start of the record */
    uint32_t required;             /* 1: a missing value is refused with ESPALIER_E_MISSING */
    double lower, upper;           /* allowed range, inclusive; infinite where unbounded */
};

/* One reason; filled by NAME_reasons in scorers that have it. */
struct espalier_reason;

/* The descriptor of a scorer: read-only, valid while the scorer is loaded. */
struct espalier_model {
    uint32_t abi_version;     /* ESPALIER_ABI_VERSION of the generator */
    uint32_t descriptor_size; /* bytes: sizeof(struct espalier_model) of the generator */
    uint32_t record_size;     /* bytes */
    uint32_t result_size;     /* bytes */
    uint32_t flags;           /* ESPALIER_HAS_... */
    int32_t task;             /* enum espalier_task */
    int32_t column_count, feature_count, output_count, tree_count;
    float threshold;                       /* the decision threshold as a margin; NaN where the task has none */
    uint32_t stack_bytes;                  /* upper bound of what any function below uses of the stack, batch scratch included */
    const char *name;                      /* NAME */
    const char *generator;                 /* "espalier 0.1.0" */
    const char *objective;                 /* XGBoost's name, as "binary:logistic" */
    const char *model_sha256;              /* of the model file, 64 hexadecimal digits */
    const char *config_sha256;             /* of the training config, or "" for a bare model */
    const struct espalier_column *columns; /* column_count, in table order */
    const char *const *features;           /* feature_count names, in model order */
    const char *const *outputs;            /* output_count names: class, target or quantile */
    void (*record_init)(void *record);
    int32_t (*category)(int32_t column, const char *text, size_t length);
    int (*encode)(const void *record, float *features, int32_t *column);
    void (*margins)(const float *features, float *margins);
    void (*margins_batch)(const float *features, size_t rows, float *margins);
    void (*outputs_of)(const float *margins, float *outputs);
    int32_t (*decide)(const float *margins, float threshold);
    int (*score)(const void *record, void *result);
    void (*contributions)(const float *features, float *phi);                              /* NULL without the flag */
    void (*contributions_batch)(const float *features, size_t rows, float *phi);           /* NULL without the flag */
    int (*reasons)(const void *record, struct espalier_reason *reasons, int32_t capacity); /* NULL without the flag */
};

#elif ESPALIER_DESCRIPTOR_VERSION != 1
#error "two generated scorers, or a scorer and espalier.h, come from incompatible versions of espalier; generate again"
#endif
/* ---- end descriptor ---- */

/* Version of this library, "0.1.0". */
const char *espalier_version(void);

/* One sentence for a code, never NULL; unknown codes say so. */
const char *espalier_error_text(int code);

/* 0 when this library can drive the scorer; ESPALIER_E_ABI when abi_version or sizes are unknown to it or a field contradicts
 * another. Every other function assumes a model that passed. */
int espalier_check(const struct espalier_model *model);

/* Position of a raw column or model output by exact name, or ESPALIER_E_ARGUMENT. */
int32_t espalier_column_index(const struct espalier_model *model, const char *name, size_t length);
int32_t espalier_output_index(const struct espalier_model *model, const char *name, size_t length);

/* Every member missing. */
void espalier_record_init(const struct espalier_model *model, void *record);

/* Set one member. Text: empty, or blanks alone, is missing; a number as espalier_parse_number reads it; a flag is a number equal to 0 or 1,
 * or true, false, yes, no, y, n, t or f in any case; a date is YYYY-MM-DD or a number of days; spaces and tabs around these do not count;
 * a category is cleaned and looked up (unseen is -1, not an error here). Numbers: NaN is missing; for a category the index,
 * ESPALIER_E_CATEGORY when there is no such one; for a flag 0 or 1, else ESPALIER_E_RANGE. ESPALIER_E_NUMBER for text that does not fit,
 * ESPALIER_E_RANGE for a number too large for a double; the member is then unchanged. Ranges and policies are checked when the record is
 * encoded. */
int espalier_set_text(const struct espalier_model *model, void *record, int32_t column, const char *text, size_t length);
int espalier_set_number(const struct espalier_model *model, void *record, int32_t column, double value);
int espalier_set_missing(const struct espalier_model *model, void *record, int32_t column);

/* Result of one record, in a form that does not depend on the scorer. */
struct espalier_score {
    int32_t status;   /* 0 or a negative ESPALIER_E... */
    int32_t column;   /* the column at fault, or -1 */
    int32_t decision; /* at the threshold asked for; -1 where the task decides nothing or status is not 0 */
};

/* Encodes, sums, transforms and decides. `threshold` NaN means the scorer's own. `features` has feature_count floats of scratch,
 * `margins` and `outputs` output_count floats each (both are left untouched on failure). Returns score->status. */
int espalier_score_record(const struct espalier_model *model, const void *record, float threshold, float *features, float *margins,
                          float *outputs, struct espalier_score *score);

/* Decimal text to numbers and back, exact and independent of the locale.
 *
 * Parse: optional sign, digits with an optional point, optional exponent, the whole of `length` bytes, spaces and tabs around it allowed;
 * "nan", "NaN", "inf", hexadecimal and digit grouping are not numbers. Correctly rounded (to nearest, ties to even); overflow is
 * ESPALIER_E_RANGE, underflow rounds to a subnormal or zero. parse_float rounds once, from the digits. On failure *value stays as it was.
 *
 * Format: the shortest text that parses back to the same value, at most ESPALIER_NUMBER_SIZE bytes with its NUL, returns its length;
 * "0.001" to "123456789012345680" plainly, others as "1e-05", "1.5e+20"; negative zero is "-0"; not finite: "nan", "inf", "-inf". */
#define ESPALIER_NUMBER_SIZE 32
int espalier_parse_number(const char *text, size_t length, double *value);
int espalier_parse_float(const char *text, size_t length, float *value);
/* YYYY-MM-DD (proleptic Gregorian, years 0001 to 9999) to days since 1970-01-01. */
int espalier_parse_date(const char *text, size_t length, double *days);
size_t espalier_format_number(double value, char text[ESPALIER_NUMBER_SIZE]);
size_t espalier_format_float(float value, char text[ESPALIER_NUMBER_SIZE]);

/* Loading a scorer that was compiled as a shared library, by its NAME: looks up NAME_model (with `name` NULL, the library's file name
 * up to its first '.', as it stands or without a leading "lib") and checks it. A `path` without a directory is a file in the working
 * directory. The library stays loaded until espalier_unload. Loading runs the library's code: load only what you trust.
 *
 * `message` (of `message_size` bytes, may be NULL) receives a sentence on failure, and `library` is then empty. */
struct espalier_library {
    void *handle; /* the operating system's */
    const struct espalier_model *model;
};
int espalier_load(struct espalier_library *library, const char *path, const char *name, char *message, size_t message_size);
void espalier_unload(struct espalier_library *library);

#ifdef __cplusplus
}
#endif

#endif
