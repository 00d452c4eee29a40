/* Verifying a generated folder: compiles it with the host's compiler, loads it, and compares it bit for bit with the model that it
 * was generated from.
 *
 * Two judges: XGBoost's own margins, for the made-up rows in a bundle's vectors.csv, from the cell's text to the margin; and an
 * interpreter of the model that shares no code with the generator, on rows that drive every leaf and threshold, and on records that
 * try every policy. */
#ifndef ESPALIER_CODEGEN_VERIFY_VERIFY_H
#define ESPALIER_CODEGEN_VERIFY_VERIFY_H

#include "bundle/base/buffer.h"
#include "bundle/base/error.h"
#include "codegen/read/model.h"

#include <stdbool.h>
#include <stdint.h>

struct verify_options {
    const char *source;    /* bundle directory or model file */
    const char *directory; /* the generated folder */
    const char *name;      /* NAME of the scorer in it; NULL: the only one */
    const char *compiler;  /* command and arguments parted by spaces; NULL: $CC, or cc */
    const char *flags;     /* parted by spaces; NULL: VERIFY_FLAGS */
    struct model_rounds rounds;
};
#define VERIFY_FLAGS "-std=c99 -O2"

/* What was done, also up to a failure. Zero-initialise; release with verify_report_free. */
struct verify_report {
    struct buffer command;         /* how the folder was compiled */
    struct buffer compiler_output; /* what the compiler said, warnings too */
    uint64_t vector_rows;          /* of vectors.csv */
    uint64_t record_rows;          /* made-up records whose encoding was compared, refused ones too */
    uint64_t feature_rows;         /* rows of features whose margins were compared */
    uint64_t leaves;               /* of the model */
    uint64_t leaves_driven;        /* those that a row was made for, which reached them */
    uint64_t leaves_unreachable;   /* those whose path no row was found to satisfy; the rest were left out of a large model */
    uint64_t comparisons;          /* of bits, statuses and decisions */
    uint64_t margins;              /* those of them that are margins */
    uint64_t difference_count;
    struct buffer differences; /* the first VERIFY_DIFFERENCES_SHOWN, a line each */
};
#define VERIFY_DIFFERENCES_SHOWN 10

/* True when everything is equal. Otherwise `error` says why not: EXIT_DIFFERENCE when something differs (report->differences has
 * the places) or the folder was generated from another model, EXIT_BAD_INPUT when the input is wrong or the folder does not compile,
 * EXIT_MACHINE when there is no compiler, EXIT_INTERRUPTED. */
bool verify(const struct verify_options *options, struct verify_report *report, struct error *error);
void verify_report_free(struct verify_report *report);

#endif
