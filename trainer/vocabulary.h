/* The categories of a column: listed by the config, or learned from rows. */
#ifndef ESPALIER_TRAINER_VOCABULARY_H
#define ESPALIER_TRAINER_VOCABULARY_H

#include "bundle/bundle.h"
#include "trainer/table.h"

#include <stdbool.h>
#include <stddef.h>

/* Fills categories and category_count of a category column; texts go into `arena`. Learned: the texts of `rows` (of the whole table where
 * unseen categories are refused, or the table's own rows would be), those equal after cleaning under their most frequent spelling,
 * in the order of espalier_compare_text, without those that fewer than rare_below rows have. A constant for missing values is always one
 * of them. False, with the column named, when there would be none. */
bool vocabulary_fill(const struct table *table, const struct table_column *source, const size_t *rows, size_t row_count,
                     struct arena *arena, struct bundle_column *column, struct error *error);

#endif
