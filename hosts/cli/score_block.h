/* A few hundred records on their way through the scorer: a scorer is fastest on many rows at once. */
#ifndef ESPALIER_HOSTS_CLI_SCORE_BLOCK_H
#define ESPALIER_HOSTS_CLI_SCORE_BLOCK_H

#include "bundle/base/buffer.h"
#include "bundle/base/csv.h"
#include "hosts/cli/score_columns.h"
#include "runtime/espalier.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a record turned out bad. */
enum score_stage { SCORE_READING, SCORE_ENCODING };

struct score_item {
    size_t raw_offset, raw_length; /* the record's own bytes in `raw` */
    uint64_t line;
    int status;     /* 0 or a negative ESPALIER_E... */
    int32_t column; /* the model's column at fault, or -1 */
    enum score_stage stage;
    size_t row; /* in margins, outputs and decisions; of a good record */
};

struct score_block {
    const struct espalier_model *model;
    struct score_item *items;
    size_t count, capacity;
    struct buffer raw;
    unsigned char *records; /* of record_size bytes each, in the items' order */
    float *features, *margins, *outputs;
    int32_t *decisions;
    size_t row_count;
    uint64_t scorer_ns; /* of processor time spent in the scorer so far, over all blocks */
};

void score_block_init(struct score_block *block, const struct espalier_model *model);
void score_block_free(struct score_block *block);

/* Takes a record in: keeps its bytes, sets the members. False when a cell does not fit, which the item then says. */
bool score_block_add(struct score_block *block, const struct score_columns *columns, const struct csv_record *record);
/* True when it is time to score. */
bool score_block_full(const struct score_block *block);
/* Encodes, scores and decides; items that cannot be encoded turn bad. */
void score_block_score(struct score_block *block, float threshold);
void score_block_clear(struct score_block *block);

/* A record's members, as the scorer sees them. */
const unsigned char *score_block_record(const struct score_block *block, size_t item);

#endif
