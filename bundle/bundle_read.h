/* Parts of bundle_read. Private to bundle/. */
#ifndef ESPALIER_BUNDLE_BUNDLE_READ_H
#define ESPALIER_BUNDLE_BUNDLE_READ_H

#include "bundle/base/json.h"
#include "bundle/bundle.h"

/* Reads and checks the text of a bundle.json, which `name` calls in messages; the model is not looked at. NULL on failure. */
struct bundle *bundle_parse(const char *name, const char *data, size_t length, struct error *error);

/* The columns: their names and types in `schema`, their policies in `preprocessing`. */
bool bundle_read_columns(struct bundle *bundle, struct json schema, struct error *error);
bool bundle_read_policies(struct bundle *bundle, struct json preprocessing, struct error *error);
bool bundle_read_derived(struct bundle *bundle, struct json preprocessing, struct error *error);
bool bundle_read_features(struct bundle *bundle, struct json preprocessing, struct error *error);

#endif
