/* XGBoost's own margins as the judge: each row of vectors.csv from its cells' text to the margin. */
#include "bundle/vectors.h"
#include "codegen/verify/compare.h"
#include "codegen/verify/reference.h"

#include <stdlib.h>
#include <string.h>

struct check {
    struct verification *verification;
    const struct vectors *vectors;
    void *record;    /* of the scorer */
    void *result;    /* of the scorer */
    float *features; /* all rows, as the scorer encodes them */
    float *margins;  /* all rows, by the scorer's batch */
};

static struct compare_place place_of(size_t row, const char *what)
{
    return (struct compare_place){.rows = VECTORS_FILE, .row = row + 1, .what = what};
}

static void set_record(const struct check *check, size_t row)
{
    const struct espalier_model *scorer = check->verification->scorer;
    espalier_record_init(scorer, check->record);
    for (int32_t i = 0; i < scorer->column_count; i++) {
        const char *cell = check->vectors->cells[row * (size_t)scorer->column_count + (size_t)i];
        const struct compare_place place = {
            .rows = VECTORS_FILE, .row = row + 1, .what = "status of setting column", .name = scorer->columns[i].name};
        compare_integer(check->verification, &place, espalier_set_text(scorer, check->record, i, cell, strlen(cell)), ESPALIER_OK);
    }
}

static void check_features(const struct check *check, size_t row)
{
    const struct espalier_model *scorer = check->verification->scorer;
    const size_t count = (size_t)scorer->feature_count;
    const struct compare_place status = place_of(row, "status of encoding"), feature = place_of(row, "feature");
    int32_t column;
    compare_integer(check->verification, &status, scorer->encode(check->record, check->features + row * count, &column), ESPALIER_OK);
    compare_floats(check->verification, &feature, scorer->features, check->features + row * count, check->vectors->features + row * count,
                   scorer->feature_count);
}

/* NAME_result starts with status, decision, column and the margins. */
static void check_result(const struct check *check, size_t row)
{
    struct verification *verification = check->verification;
    const float expected = check->vectors->margins[row];
    const struct compare_place status = place_of(row, "status of the result"), decision = place_of(row, "decision"),
                               margin = place_of(row, "margin of the result");
    int32_t head[3];
    float found;
    compare_integer(verification, &status, verification->scorer->score(check->record, check->result), ESPALIER_OK);
    memcpy(head, check->result, sizeof head);
    memcpy(&found, (const char *)check->result + sizeof head, sizeof found);
    compare_integer(verification, &status, head[0], ESPALIER_OK);
    compare_integer(verification, &decision, head[1],
                    verify_reference_decision(verification->model, &expected, verification->bundle->decision.threshold));
    compare_float(verification, &margin, found, expected);
    verification->report->margins++;
}

static void check_row(const struct check *check, size_t row)
{
    struct verification *verification = check->verification;
    const struct compare_place one = place_of(row, "margin");
    float margin = 0.0f;
    set_record(check, row);
    check_features(check, row);
    check_result(check, row);
    verification->scorer->margins(check->features + row * (size_t)verification->scorer->feature_count, &margin);
    compare_float(verification, &one, margin, check->vectors->margins[row]);
    verification->report->margins++;
}

static void check_batch(const struct check *check)
{
    struct verification *verification = check->verification;
    const size_t rows = check->vectors->row_count;
    verification->scorer->margins_batch(check->features, rows, check->margins);
    for (size_t row = 0; row < rows; row++) {
        const struct compare_place place = place_of(row, "margin of the batch");
        compare_float(verification, &place, check->margins[row], check->vectors->margins[row]);
    }
    verification->report->margins += rows;
}

static bool check_rows(struct verification *verification, const struct vectors *vectors)
{
    const struct espalier_model *scorer = verification->scorer;
    struct check check = {.verification = verification, .vectors = vectors};
    bool good = true;
    check.record = memory_zeroed(1, scorer->record_size);
    check.result = memory_zeroed(1, scorer->result_size);
    check.features = memory_zeroed(vectors->row_count * (size_t)scorer->feature_count, sizeof(float));
    check.margins = memory_zeroed(vectors->row_count, sizeof(float));
    for (size_t row = 0; good && row < vectors->row_count; row++) {
        check_row(&check, row);
        good = !interrupt_check(verification->error);
    }
    if (good) check_batch(&check);
    verification->report->vector_rows += vectors->row_count;
    free(check.record);
    free(check.result);
    free(check.features);
    free(check.margins);
    return good;
}

/* The margins of vectors.csv are those of all rounds. */
static bool has_all_rounds(const struct verification *verification)
{
    return verification->options->rounds.begin == 0 && verification->options->rounds.end == 0;
}

bool check_vectors(struct verification *verification)
{
    struct buffer path = {0};
    if (!verification->bundle || !has_all_rounds(verification)) return true;
    buffer_print(&path, "%s/%s", verification->options->source, VECTORS_FILE);
    struct vectors *vectors = vectors_read(path.data, verification->bundle, verification->error);
    const bool good = vectors && check_rows(verification, vectors);
    vectors_free(vectors);
    buffer_free(&path);
    return good;
}
