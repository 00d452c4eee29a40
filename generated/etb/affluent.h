/* affluent.h: made by espalier 0.1.0. Do not edit it; generate it again.
 *
 *   model    SHA-256 1ea1be7521fcda44ac28fad6174335f2db2d10c8cd634dbf325da2bf155a6d69
 *            binary:logistic, 100 trees, 2732 nodes, written by XGBoost 1.7.4
 *   config   SHA-256 b7a04ea6b8610be1dcc05255db930452866979fb40cd25f3fa9060bd2f03767d
 *   record   27 columns, of which 31 features are made
 *   tables   22256 bytes
 *   stack    at most 3108 bytes, in any function and all that it calls */
#ifndef affluent_GENERATED_H
#define affluent_GENERATED_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

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

/* The sources check that they belong to this header. */
#define affluent_FINGERPRINT 0xd5594486

#define affluent_COLUMN_COUNT 27
#define affluent_FEATURE_COUNT 31
#define affluent_OUTPUT_COUNT 1

/* The margin at or above which the decision is 1: -1.5012977, probability 0.18223205437695086.
 * Highest recall on out-of-fold scores (0.768) whose precision (0.5002) is at least the floor of 0.5. */
#define affluent_THRESHOLD (-0x1.80550cp+0f)

/* A raw record: a member for each column that the scorer reads, in table order. Start with affluent_record_init. A number, flag or date
 * (days since 1970-01-01) is NaN when missing; a category is 0 when missing, -1 when unseen, else one of the constants below. */
typedef struct affluent_record {
    double C_AGE; /* number from 0 to 130, outside: refused */
    int32_t C_EDU; /* category, missing: Not Provided */
    int32_t C_HSE; /* category, missing: Not Provided */
    int32_t INCM_TYP; /* category, missing: 2.0 */
    int32_t gn_occ; /* category, missing: Not Provided */
    double NUM_PRD; /* number from 0 to inf, outside: refused */
    double CASATD_CNT; /* number from 0 to inf, outside: refused, missing: 0 */
    double MTHCASA; /* number, infinite: refused, missing: 0 */
    double MAXCASA; /* number, infinite: refused, missing: 0 */
    double MINCASA; /* number, infinite: refused, missing: 0 */
    double DRvCR; /* number from 0 to inf, outside: refused, missing: 0 */
    double MTHTD; /* number from 0 to inf, outside: refused, missing: 0 */
    double MAXTD; /* number from 0 to inf, outside: refused, missing: 0 */
    double Asset_value; /* "Asset value": number, infinite: refused */
    double HL_tag; /* flag from 0 to 1, outside: refused, missing: 0 */
    double AL_tag; /* flag from 0 to 1, outside: refused, missing: 0 */
    double pur_price_avg; /* number from 0 to inf, outside: refused, missing: 0 */
    double UT_AVE; /* number from 0 to inf, outside: refused, missing: 0 */
    double MAXUT; /* number from 0 to inf, outside: refused, missing: 0 */
    double N_FUNDS; /* number from 0 to inf, outside: refused, missing: 0 */
    double CC_AVE; /* number from 0 to inf, outside: refused, missing: 0 */
    double MAX_MTH_TRN_AMT; /* number from 0 to inf, outside: refused, missing: 0 */
    double MIN_MTH_TRN_AMT; /* number from 0 to inf, outside: refused, missing: 0 */
    double AVG_TRN_AMT; /* number from 0 to inf, outside: refused, missing: 0 */
    double ANN_TRN_AMT; /* number from 0 to inf, outside: refused, missing: 0 */
    double ANN_N_TRX; /* number from 0 to inf, outside: refused, missing: 0 */
    double CC_LMT; /* number from 0 to inf, outside: refused, missing: 0 */
} affluent_record;

/* Positions of the columns, for the functions and results that speak of one. */
enum {
    affluent_COLUMN_C_AGE = 0,
    affluent_COLUMN_C_EDU = 1,
    affluent_COLUMN_C_HSE = 2,
    affluent_COLUMN_INCM_TYP = 3,
    affluent_COLUMN_gn_occ = 4,
    affluent_COLUMN_NUM_PRD = 5,
    affluent_COLUMN_CASATD_CNT = 6,
    affluent_COLUMN_MTHCASA = 7,
    affluent_COLUMN_MAXCASA = 8,
    affluent_COLUMN_MINCASA = 9,
    affluent_COLUMN_DRvCR = 10,
    affluent_COLUMN_MTHTD = 11,
    affluent_COLUMN_MAXTD = 12,
    affluent_COLUMN_Asset_value = 13,
    affluent_COLUMN_HL_tag = 14,
    affluent_COLUMN_AL_tag = 15,
    affluent_COLUMN_pur_price_avg = 16,
    affluent_COLUMN_UT_AVE = 17,
    affluent_COLUMN_MAXUT = 18,
    affluent_COLUMN_N_FUNDS = 19,
    affluent_COLUMN_CC_AVE = 20,
    affluent_COLUMN_MAX_MTH_TRN_AMT = 21,
    affluent_COLUMN_MIN_MTH_TRN_AMT = 22,
    affluent_COLUMN_AVG_TRN_AMT = 23,
    affluent_COLUMN_ANN_TRN_AMT = 24,
    affluent_COLUMN_ANN_N_TRX = 25,
    affluent_COLUMN_CC_LMT = 26
};

/* Categories of C_EDU. */
enum {
    affluent_C_EDU_A_Levels = 1, /* "A-Levels" */
    affluent_C_EDU_Below_O_Levels = 2, /* "Below O-Levels" */
    affluent_C_EDU_Degree = 3, /* "Degree" */
    affluent_C_EDU_Diploma = 4, /* "Diploma" */
    affluent_C_EDU_Masters = 5, /* "Masters" */
    affluent_C_EDU_O_Levels = 6, /* "O-Levels" */
    affluent_C_EDU_Others = 7, /* "Others" */
    affluent_C_EDU_PHD_Doctorate = 8, /* "PHD/Doctorate" */
    affluent_C_EDU_Professional_Qualifications = 9, /* "Professional Qualifications" */
    affluent_C_EDU_Technical_Vocational_Qualifications = 10, /* "Technical/Vocational Qualifications" */
    affluent_C_EDU_Not_Provided = 11 /* "Not Provided" */
};

/* Categories of C_HSE. */
enum {
    affluent_C_HSE_BUNGALOW = 1, /* "BUNGALOW" */
    affluent_C_HSE_COMMERICAL_BUILDING = 2, /* "COMMERICAL BUILDING" */
    affluent_C_HSE_EXECUTIVE_CONDOMINIUM = 3, /* "EXECUTIVE CONDOMINIUM" */
    affluent_C_HSE_HDB_1_3_ROOM = 4, /* "HDB 1-3 ROOM" */
    affluent_C_HSE_HDB_4_5_ROOM = 5, /* "HDB 4-5 ROOM" */
    affluent_C_HSE_HDB_EXECUTIVE_APARTMENT__MANSIONETTE = 6, /* "HDB EXECUTIVE APARTMENT/ MANSIONETTE" */
    affluent_C_HSE_HOTEL__SERVICE_APARTMENT = 7, /* "HOTEL/ SERVICE APARTMENT" */
    affluent_C_HSE_OFFICE = 8, /* "OFFICE" */
    affluent_C_HSE_PRIVATE_APARTMENT = 9, /* "PRIVATE APARTMENT" */
    affluent_C_HSE_PRIVATE_CONDOMINIUM = 10, /* "PRIVATE CONDOMINIUM" */
    affluent_C_HSE_SEMI_DETACHED = 11, /* "SEMI-DETACHED" */
    affluent_C_HSE_SHOPHOUSE = 12, /* "SHOPHOUSE" */
    affluent_C_HSE_TERRACE = 13, /* "TERRACE" */
    affluent_C_HSE_Not_Provided = 14 /* "Not Provided" */
};

/* Categories of INCM_TYP. */
enum {
    affluent_INCM_TYP_1_0 = 1, /* "1.0" */
    affluent_INCM_TYP_2_0 = 2, /* "2.0" */
    affluent_INCM_TYP_3_0 = 3, /* "3.0" */
    affluent_INCM_TYP_4_0 = 4, /* "4.0" */
    affluent_INCM_TYP_5_0 = 5, /* "5.0" */
    affluent_INCM_TYP_6_0 = 6, /* "6.0" */
    affluent_INCM_TYP_7_0 = 7, /* "7.0" */
    affluent_INCM_TYP_8_0 = 8 /* "8.0" */
};

/* Categories of gn_occ. */
enum {
    affluent_gn_occ_BLUE_COLLAR = 1, /* "BLUE COLLAR" */
    affluent_gn_occ_HOUSEWIFE = 2, /* "HOUSEWIFE" */
    affluent_gn_occ_OTHERS = 3, /* "OTHERS" */
    affluent_gn_occ_PMEB = 4, /* "PMEB" */
    affluent_gn_occ_RETIREE = 5, /* "RETIREE" */
    affluent_gn_occ_STUDENT = 6, /* "STUDENT" */
    affluent_gn_occ_WHITE_COLLAR = 7, /* "WHITE COLLAR" */
    affluent_gn_occ_Not_Provided = 8 /* "Not Provided" */
};

/* What becomes of a record. When status is not 0, the decision is -1 and every number NaN. */
typedef struct affluent_result {
    int32_t status;   /* 0, or a negative ESPALIER_E... */
    int32_t decision; /* as affluent_decide gives it */
    int32_t column;   /* affluent_COLUMN_... at fault, or -1 */
    float margins[affluent_OUTPUT_COUNT];
    float outputs[affluent_OUTPUT_COUNT];
} affluent_result;

/* Every function is pure: any thread may call it at any time. None accepts NULL. Arrays of results must not overlap the arguments,
 * but for affluent_outputs, whose outputs may take the place of its margins. */

/* Every member missing. */
void affluent_record_init(affluent_record *record);

/* The value of a category's text (`length` bytes, cleaned as in training): 1 and up, 0 for an empty text, -1 for an unseen one or a
 * column that has no categories. `column` is one of affluent_COLUMN_... */
int32_t affluent_category(int32_t column, const char *text, size_t length);

/* Preprocesses a record into the model's features, NaN where missing. 0, or a negative ESPALIER_E...; `features` is then unspecified. */
int affluent_encode(const affluent_record *record, float features[affluent_FEATURE_COUNT]);

/* The margins of one row: for each output its base margin plus a leaf of each of its trees, in order, with the bits that XGBoost's
 * own prediction has. Features are finite or NaN. */
void affluent_margins(const float features[affluent_FEATURE_COUNT], float margins[affluent_OUTPUT_COUNT]);

/* The same of many rows, row-major: rows x affluent_FEATURE_COUNT features, rows x affluent_OUTPUT_COUNT margins. Any number of rows. */
void affluent_margins_batch(const float *features, size_t rows, float *margins);

/* From margins to probabilities: 1 / (1 + exp(-margin)). They too have the same bits on every target. */
void affluent_outputs(const float margins[affluent_OUTPUT_COUNT], float outputs[affluent_OUTPUT_COUNT]);

/* 1 when the margin is at or above the threshold, a margin too; else 0. */
int32_t affluent_decide(const float margins[affluent_OUTPUT_COUNT], float threshold);

/* The whole decision, from the raw record at affluent_THRESHOLD. Returns result->status. */
int affluent_score(const affluent_record *record, affluent_result *result);

/* The descriptor, by which a program that knows no NAME drives any scorer. Read-only, valid forever. */
const struct espalier_model *affluent_model(void);

#ifdef __cplusplus
}
#endif

#endif
