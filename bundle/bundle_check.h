/* Parts of bundle_check. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_BUNDLE_CHECK_H
#define ESPALIER_BUNDLE_BUNDLE_CHECK_H

#include "bundle/bundle.h"

/* No bundle needs more; they keep the work on a hostile file in proportion to its size. */
#define BUNDLE_COLUMN_LIMIT 10000
#define BUNDLE_DERIVED_LIMIT 10000
#define BUNDLE_FEATURE_LIMIT 100000
#define BUNDLE_CATEGORY_LIMIT 1000000

/* A text that must be there: not NULL, not empty, UTF-8. `path` starts the message. */
bool bundle_check_text(const char *text, const char *path, struct error *error);

/* Everything that one column can say for itself; makes `sorted`. */
bool bundle_check_column(struct bundle *bundle, int32_t position, struct error *error);
/* Everything of one feature but its name's uniqueness. */
bool bundle_check_feature(const struct bundle *bundle, int32_t position, struct error *error);
bool bundle_check_decision(const struct bundle *bundle, struct error *error);
bool bundle_check_provenance(const struct bundle *bundle, struct error *error);

#endif
