/* One run of verify, as its checks see it. Private to codegen/verify. */
#ifndef ESPALIER_CODEGEN_VERIFY_VERIFICATION_H
#define ESPALIER_CODEGEN_VERIFY_VERIFICATION_H

#include "bundle/bundle.h"
#include "codegen/ir.h"
#include "codegen/verify/verify.h"
#include "runtime/espalier.h"

struct verification {
    const struct verify_options *options;
    struct verify_report *report;
    const struct ir_model *model;
    const struct bundle *bundle;         /* NULL for a bare model */
    const struct espalier_model *scorer; /* the compiled folder's descriptor */
    struct error *error;
};

/* The checks. Each counts what it compares and records differences in the report; false only when it could not be carried out. */
bool check_identity(struct verification *verification); /* a difference here is an error at once: the rest would make no sense */
bool check_vectors(struct verification *verification);
bool check_encoding(struct verification *verification);
bool check_margins(struct verification *verification);

#endif
