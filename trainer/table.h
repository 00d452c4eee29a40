/* The training table in memory, column by column: only what the config reads. Every cell has been checked against its column's
 * type and against the policies that refuse. */
#ifndef ESPALIER_TRAINER_TABLE_H
#define ESPALIER_TRAINER_TABLE_H

#include "trainer/config.h"
#include "trainer/dictionary.h"
#include "trainer/progress.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A feature or input column. */
struct table_column {
    const struct config_column *config;
    double *numbers;         /* row_count values, NaN missing; NULL for a category */
    int32_t *codes;          /* row_count positions in `texts`, -1 missing; NULL unless a category */
    struct dictionary texts; /* the cells' distinct texts, trimmed where the column's cleaning trims */
};

/* A column of which only equality matters: the customer's id, a group. */
struct table_key {
    const char *name; /* the config's; NULL: there is no such column */
    int32_t *codes;   /* row_count positions in `texts` */
    struct dictionary texts;
};

struct table {
    char *path;
    char sha256[SHA256_TEXT_SIZE]; /* of the file */
    size_t row_count;
    size_t positive_count;
    uint64_t *lines; /* row_count: the line on which the row starts */
    uint8_t *labels; /* row_count: 1 positive, 0 negative */
    char *negative;  /* the value of the target that is not the positive one */
    struct table_column *columns;
    int32_t column_count; /* in the table's order */
    struct table_key id, group;
};

/* Reads `path`. The config must outlive the table. NULL on failure: `path:line: column: what is wrong`. Release with table_free. */
struct table *table_read(const struct config *config, const char *path, struct progress *progress, struct error *error);
void table_free(struct table *table); /* NULL is allowed */

#endif
