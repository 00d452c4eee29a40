#include "hosts/cli/score_run.h"

#include "bundle/base/csv.h"
#include "bundle/base/file.h"
#include "hosts/cli/progress.h"
#include "hosts/cli/score_block.h"
#include "hosts/cli/score_columns.h"
#include "hosts/cli/score_problem.h"
#include "hosts/cli/score_report.h"

/* Everything that a run holds; released together. */
struct run {
    const struct espalier_model *model;
    const struct score_options *options;
    struct csv_reader *table;
    struct score_columns columns;
    struct score_block block;
    struct buffer text; /* the result's lines of one block */
    struct output *output;
    struct score_report report;
    struct progress progress;
};

/* ---- writing ---- */

static void append_floats(struct buffer *text, const float *values, int32_t count)
{
    char number[ESPALIER_NUMBER_SIZE + 1] = ",";
    for (int32_t i = 0; i < count; i++)
        buffer_append(text, number, 1 + espalier_format_float(values[i], number + 1));
}

static void append_scores(struct run *run, size_t row)
{
    const int32_t count = run->model->output_count;
    const size_t first = row * (size_t)count;
    char decision[ESPALIER_NUMBER_SIZE + 1] = ",";
    append_floats(&run->text, run->block.margins + first, count);
    append_floats(&run->text, run->block.outputs + first, count);
    if (!score_decides(run->model)) return;
    const size_t length = espalier_format_number((double)run->block.decisions[row], decision + 1);
    buffer_append(&run->text, decision, 1 + length);
}

static void append_blanks(struct run *run)
{
    for (size_t i = 0; i < run->columns.added_count; i++)
        buffer_append(&run->text, ",", 1);
}

/* A record of the block: its own bytes, then its scores. False when it is bad and the run stops at bad records. */
static bool write_item(struct run *run, size_t position, struct error *error)
{
    const struct score_item *item = &run->block.items[position];
    const bool bad = item->status != ESPALIER_OK, blank = run->options->policy == SCORE_BLANK;
    if (bad) {
        struct error problem = ERROR_NONE;
        struct error *to = run->options->policy == SCORE_STOP ? error : &problem;
        score_problem(csv_path(run->table), &run->block, &run->columns, position, to);
        if (to == error) return false;
        score_report_bad(&run->report, &problem, blank);
        if (!blank) return true;
    }
    buffer_append(&run->text, run->block.raw.data + item->raw_offset, item->raw_length);
    if (bad)
        append_blanks(run);
    else
        append_scores(run, item->row);
    buffer_append(&run->text, "\n", 1);
    run->report.scored_count += !bad;
    return true;
}

/* Scores and writes what the block holds, and empties it. */
static bool flush_block(struct run *run, struct error *error)
{
    score_block_score(&run->block, run->options->threshold);
    buffer_clear(&run->text);
    for (size_t i = 0; i < run->block.count; i++)
        if (!write_item(run, i, error)) return false;
    output_write(run->output, run->text.data, run->text.length);
    score_block_clear(&run->block);
    progress_update(&run->progress, run->report.scored_count, csv_bytes_read(run->table), csv_bytes_total(run->table));
    return !interrupt_check(error) && !output_failed(run->output);
}

/* ---- reading ---- */

/* A record that is no CSV: told in its turn, after those before it. */
static bool bad_record(struct run *run, const struct error *problem, struct error *error)
{
    if (!flush_block(run, error)) return false;
    if (run->options->policy == SCORE_STOP) {
        *error = *problem;
        return false;
    }
    score_report_bad(&run->report, problem, false);
    return true;
}

static bool score_records(struct run *run, struct error *error)
{
    for (;;) {
        struct csv_record record;
        struct error problem = ERROR_NONE;
        switch (csv_next(run->table, &record, &problem)) {
        case CSV_END:
            return flush_block(run, error);
        case CSV_RECORD: {
            const bool good = score_block_add(&run->block, &run->columns, &record);
            const bool stop = !good && run->options->policy == SCORE_STOP;
            if ((stop || score_block_full(&run->block)) && !flush_block(run, error)) return false;
            break;
        }
        case CSV_BAD_RECORD:
            if (!bad_record(run, &problem, error)) return false;
            break;
        case CSV_FAILED:
            *error = problem;
            return false;
        }
    }
}

/* ---- the run ---- */

static bool open_run(struct run *run, struct error *error)
{
    run->table = csv_open(run->options->table, error);
    if (run->table == NULL) return false;
    if (!score_columns_bind(&run->columns, run->model, run->table, error)) return false;
    run->output = output_open(run->options->output, error);
    if (run->output == NULL) return false;
    score_block_init(&run->block, run->model);
    buffer_text(&run->text, "");
    run->report.table = csv_path(run->table);
    run->report.quiet = run->options->quiet;
    progress_start(&run->progress, "records", run->options->quiet);
    output_write(run->output, run->columns.header.data, run->columns.header.length);
    return true;
}

static bool commit(struct run *run, struct error *error)
{
    struct output *output = run->output;
    run->output = NULL;
    return output_commit(output, error);
}

static void close_run(struct run *run)
{
    progress_end(&run->progress);
    output_abandon(run->output);
    score_block_free(&run->block);
    score_columns_free(&run->columns);
    buffer_free(&run->text);
    csv_close(run->table);
}

bool score_run(const struct espalier_model *model, const struct score_options *options, struct error *error)
{
    struct run run = {.model = model, .options = options};
    bool done = open_run(&run, error) && score_records(&run, error);
    /* A failed write ends the records early; committing tells its reason. */
    if (run.output != NULL && error->exit_code == EXIT_DONE) done = commit(&run, error) && done;
    if (done) {
        progress_clear();
        score_report_end(&run.report, run.block.scorer_ns);
    }
    close_run(&run);
    return done;
}
