/* Bundles made up for tests of the encoder: a column for every combination of policies, derived features with every operator. */
#ifndef ESPALIER_TESTS_SUPPORT_RANDOM_BUNDLE_H
#define ESPALIER_TESTS_SUPPORT_RANDOM_BUNDLE_H

#include "bundle/bundle.h"
#include "codegen/ir.h"

/* Checked by bundle_check; release with bundle_free. */
struct bundle *random_bundle(void);
/* A column more, and a feature of the same name that it becomes; `categories` ends with NULL and is NULL for a number. The bundle is
 * not checked. */
struct bundle_column *random_bundle_add(struct bundle *bundle, const char *name, const char *const *categories);
/* A bundle with nothing in it but what every bundle has. */
struct bundle *random_bundle_empty(void);
/* A random model whose features are the bundle's; release with ir_free. */
struct ir_model *random_bundle_model(const struct bundle *bundle);
/* A record: values inside and outside of every range, missing, infinite, too large for float; known, unseen and impossible categories. */
void random_bundle_record(const struct bundle *bundle, uint64_t *state, union bundle_value *record);

#endif
