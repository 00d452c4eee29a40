/* What the model reads, before anything is learned from labels: the bundle's columns, categories, derived features and features,
 * and the table's rows as raw records of that bundle. */
#ifndef ESPALIER_TRAINER_SCHEMA_H
#define ESPALIER_TRAINER_SCHEMA_H

#include "bundle/bundle.h"
#include "trainer/table.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct schema {
    const struct config *config;
    const struct table *table;
    struct bundle *bundle; /* owned; tables of target encodings, imputed values, decision and model hash are still provisional */
    int32_t **categories;  /* by column: the bundle's category of each distinct text of the table; NULL for numbers */
};

/* Categories are those of `rows`, the training rows. Every check of the bundle's format that can be made now is made. Config and table
 * must outlive the schema. NULL on failure. Release with schema_free. */
struct schema *schema_new(const struct config *config, const struct table *table, const size_t *rows, size_t row_count,
                          struct error *error);
void schema_free(struct schema *schema); /* NULL is allowed */

/* A row of the table as a raw record: column_count values. */
void schema_record(const struct schema *schema, size_t row, union bundle_value *record);

/* One cell after the unseen and range policies, as encoding sees it before imputation. The schema's columns are what decides. */
int32_t schema_category(const struct schema *schema, int32_t column, size_t row);
double schema_number(const struct schema *schema, int32_t column, size_t row);

#endif
