/* What is emitted, decided to the last name: lowering makes it, the emitter only writes it down.
 *
 * Identifiers stand without "NAME_", but for members of the record. Texts and numbers point into the bundle or the model that the
 * program was lowered from, which must outlive it. */
#ifndef ESPALIER_CODEGEN_LOWER_PROGRAM_H
#define ESPALIER_CODEGEN_LOWER_PROGRAM_H

#include "bundle/bundle.h"
#include "codegen/ir.h"
#include "codegen/lower/identifiers.h"
#include "codegen/lower/layout.h"

/* The first thing that happens to a raw value. */
enum program_admit {
    PROGRAM_ADMIT_ANY,            /* a bare model's feature: there is no preprocessing */
    PROGRAM_ADMIT_RANGE,          /* outside [admit_lower, admit_upper]: refused */
    PROGRAM_ADMIT_OR_MISSING,     /* outside: missing */
    PROGRAM_ADMIT_CLIPPED,        /* outside: the nearer bound */
    PROGRAM_ADMIT_CATEGORY,       /* any category, unseen too */
    PROGRAM_ADMIT_SEEN,           /* an unseen category: refused */
    PROGRAM_ADMIT_SEEN_OR_MISSING /* an unseen category: missing */
};

struct program_column {
    const char *name;
    const char *member;
    const char *position; /* constant: its place among the columns */
    int32_t type;         /* enum espalier_type */
    enum program_admit admit;
    double admit_lower, admit_upper; /* finite */
    bool refuses_missing;
    bool imputes;
    double impute_value;
    int32_t impute_category; /* 1 and up */
    double lower, upper;     /* as the descriptor states them: infinite where unbounded */
    int32_t category_count;
    char *const *categories;
    const char **constants; /* category_count constants, of values 1 and up */
    const int32_t *sorted;
    const char *names_table, *sorted_table; /* identifiers */
    unsigned clean;
};

enum program_source { PROGRAM_NUMBER, PROGRAM_LOOKUP, PROGRAM_DERIVED };

/* What becomes of a number that no float can hold. */
enum program_overflow { PROGRAM_OVERFLOW_REFUSED, PROGRAM_OVERFLOW_CLIPPED, PROGRAM_OVERFLOW_MISSING };

/* A derived feature that some model feature takes; a function of its own, so that its scratch is not everybody's. */
struct program_derived {
    const struct bundle_derived *source;
    const char *identifier;
    bool reads_record; /* some column occurs in the expression */
};

struct program_feature {
    const char *name;
    enum program_source source;
    int32_t column;      /* of NUMBER and LOOKUP */
    const double *table; /* LOOKUP: the column's category_count + 2 values */
    const char *table_identifier;
    int32_t derived; /* DERIVED: position in the program's */
    enum program_overflow overflow;
};

/* A text too long for one string literal; it gets an array of its own. */
struct program_text {
    const char *text;
    const char *identifier;
};
#define PROGRAM_LITERAL_LIMIT 1000 /* bytes: four times as many characters stay within C99's 4095 */

struct program {
    struct arena arena; /* owns what follows, but for what bundle and model own */
    const struct ir_model *model;
    const struct bundle *bundle; /* NULL for a bare model */
    const char *name;
    uint32_t fingerprint; /* the same in all files of one generation */
    struct program_column *columns;
    int32_t column_count;
    struct program_feature *features; /* model->feature_count */
    struct program_derived *derived;
    int32_t derived_count;
    struct program_text *texts; /* in the order of strcmp */
    size_t text_count;
    struct layout layout;
    const char **nodes_tables, **roots_tables, **groups_tables, **sets_tables, **vectors_tables; /* identifiers, for each part */
    bool has_threshold;
    float threshold; /* a margin */
    uint32_t block_rows;
    uint32_t stack_bytes;
};

/* The array of a long text, or NULL for a text that is written as a literal. */
const struct program_text *program_text_find(const struct program *program, const char *text);

#endif
