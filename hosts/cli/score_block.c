#include "hosts/cli/score_block.h"

#include "bundle/base/memory.h"

#include <stdlib.h>
#include <time.h>

#define RECORDS_MAX ((size_t)512)
#define ROWS_BYTES_MAX ((size_t)8 << 20) /* for the members, features and results of a block */
#define RAW_BYTES_MAX ((size_t)1 << 20)

void score_block_init(struct score_block *block, const struct espalier_model *model)
{
    const size_t features = (size_t)model->feature_count, outputs = (size_t)model->output_count;
    const size_t row_bytes = model->record_size + sizeof(float) * (features + 2 * outputs) + 1;
    block->model = model;
    block->capacity = ROWS_BYTES_MAX / row_bytes;
    if (block->capacity > RECORDS_MAX) block->capacity = RECORDS_MAX;
    if (block->capacity == 0) block->capacity = 1;
    block->items = memory_zeroed(block->capacity, sizeof *block->items);
    block->records = memory_zeroed(block->capacity, (size_t)model->record_size + 1);
    block->features = memory_zeroed(block->capacity * features, sizeof *block->features);
    block->margins = memory_zeroed(block->capacity * outputs, sizeof *block->margins);
    block->outputs = memory_zeroed(block->capacity * outputs, sizeof *block->outputs);
    block->decisions = memory_zeroed(block->capacity, sizeof *block->decisions);
}

void score_block_free(struct score_block *block)
{
    free(block->items);
    free(block->records);
    free(block->features);
    free(block->margins);
    free(block->outputs);
    free(block->decisions);
    buffer_free(&block->raw);
}

static unsigned char *record_at(const struct score_block *block, size_t item)
{
    return block->records + item * block->model->record_size;
}

const unsigned char *score_block_record(const struct score_block *block, size_t item)
{
    return record_at(block, item);
}

bool score_block_add(struct score_block *block, const struct score_columns *columns, const struct csv_record *record)
{
    struct score_item *item = &block->items[block->count];
    unsigned char *members = record_at(block, block->count++);
    *item = (struct score_item){.raw_offset = block->raw.length, .raw_length = record->raw_length, .line = record->line, .column = -1};
    buffer_append(&block->raw, record->raw, record->raw_length);
    espalier_record_init(block->model, members);
    for (int32_t i = 0; i < block->model->column_count; i++) {
        const struct csv_field *field = &record->fields[columns->positions[i]];
        item->status = espalier_set_text(block->model, members, i, field->data, field->length);
        if (item->status == ESPALIER_OK) continue;
        item->column = i;
        return false;
    }
    return true;
}

bool score_block_full(const struct score_block *block)
{
    return block->count == block->capacity || block->raw.length >= RAW_BYTES_MAX;
}

static void encode(struct score_block *block)
{
    const struct espalier_model *model = block->model;
    block->row_count = 0;
    for (size_t i = 0; i < block->count; i++) {
        struct score_item *item = &block->items[i];
        if (item->status != ESPALIER_OK) continue;
        float *features = block->features + block->row_count * (size_t)model->feature_count;
        item->stage = SCORE_ENCODING;
        item->status = model->encode(record_at(block, i), features, &item->column);
        if (item->status == ESPALIER_OK) item->row = block->row_count++;
    }
}

/* This thread's own time on a processor: what else the machine does is not the scorer's cost. */
static uint64_t processor_ns(void)
{
    struct timespec spent;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return (uint64_t)spent.tv_sec * UINT64_C(1000000000) + (uint64_t)spent.tv_nsec;
}

void score_block_score(struct score_block *block, float threshold)
{
    const struct espalier_model *model = block->model;
    const uint64_t start_ns = processor_ns();
    encode(block);
    model->margins_batch(block->features, block->row_count, block->margins);
    for (size_t row = 0; row < block->row_count; row++) {
        const float *margins = block->margins + row * (size_t)model->output_count;
        model->outputs_of(margins, block->outputs + row * (size_t)model->output_count);
        block->decisions[row] = model->decide(margins, threshold);
    }
    block->scorer_ns += processor_ns() - start_ns;
}

void score_block_clear(struct score_block *block)
{
    block->count = 0;
    block->row_count = 0;
    buffer_clear(&block->raw);
}
