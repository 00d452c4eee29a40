/* vectors.csv: raw rows made up by us, with the encoded features and the margin that XGBoost itself gave them.
 *
 * They let anybody who holds a bundle check a scorer from the cell's text to the margin, without XGBoost and without any
 * customer's row: values come from the seed, the schema and the model's own thresholds, never from the table. The trainer calls
 * vectors_synthesize, fills `margins` by XGBoost from `features`, then vectors_write; `espalier verify` calls vectors_read. */
#ifndef ESPALIER_BUNDLE_VECTORS_H
#define ESPALIER_BUNDLE_VECTORS_H

#include "bundle/base/error.h"
#include "bundle/base/file.h"
#include "bundle/base/memory.h"
#include "bundle/bundle.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VECTORS_FILE "vectors.csv"

/* Values of one model feature at which the model changes its mind: ascending, distinct, finite. */
struct vectors_points {
    float *values; /* NULL when count is 0 */
    size_t count;
};

/* The thresholds of each feature's numeric splits, read from a JSON model file as XGBoost writes it: `feature_count` entries, to be
 * released with vectors_points_free. NULL on failure; a file that is no such model is an error that names the key. */
struct vectors_points *vectors_points_read(const char *model_path, int32_t feature_count, struct error *error);
void vectors_points_free(struct vectors_points *points, int32_t feature_count); /* NULL is allowed */

/* Rows of one bundle. */
struct vectors {
    struct arena arena; /* owns the cells' texts */
    size_t row_count;
    int32_t column_count, feature_count; /* the bundle's */
    char **cells;                        /* row_count x column_count: the raw cell's text, "" where missing */
    union bundle_value *records;         /* row_count x column_count: what bundle_value_of_text makes of the cells */
    float *features;                     /* row_count x feature_count */
    float *margins;                      /* row_count; zero until somebody fills them */
};

/* Makes rows that every policy of the bundle accepts. First come rows that take each column through its corners: the missing value,
 * zeros, both bounds and values outside them (where they are not refused), some of its points with their float neighbors, extreme
 * magnitudes, other spellings of a number, flag or category, each category, an unseen category; in such a row every other column
 * is at a corner and the rest are random. Then `random_rows` rows that are random throughout. Cells, records and features are filled.
 * `bundle` has passed bundle_check; `points` has an entry for each feature, or is NULL. The same arguments give the same rows on every
 * machine. NULL on failure. Release with vectors_free. */
struct vectors *vectors_synthesize(const struct bundle *bundle, const struct vectors_points *points, int64_t seed, size_t random_rows,
                                   struct error *error);

/* Writes VECTORS_FILE into an open bundle: the raw columns, `feature:NAME` for each feature (empty where missing), `margin`. */
bool vectors_write(const struct vectors *vectors, const struct bundle *bundle, struct output_directory *directory, struct error *error);

/* Reads a file that vectors_write wrote for this bundle (which has passed bundle_check). Refuses other columns, cells that do not fit
 * their column's type, and files of over VECTORS_ROW_LIMIT rows. NULL on failure. */
#define VECTORS_ROW_LIMIT ((size_t)1000000)
struct vectors *vectors_read(const char *path, const struct bundle *bundle, struct error *error);

void vectors_free(struct vectors *vectors); /* NULL is allowed */

#endif
