/* What a host program does with an installed runtime: load a scorer, set a record's fields by name, score it.
 *
 *   host SCORER.so [COLUMN=TEXT]...
 */
#include <espalier.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int set_field(const struct espalier_model *model, void *record, const char *assignment)
{
    const char *equals = strchr(assignment, '=');
    if (equals == NULL) return ESPALIER_E_ARGUMENT;
    const int32_t column = espalier_column_index(model, assignment, (size_t)(equals - assignment));
    if (column < 0) return column;
    return espalier_set_text(model, record, column, equals + 1, strlen(equals + 1));
}

static int score(const struct espalier_model *model, int count, char **assignments)
{
    struct espalier_score outcome;
    char text[ESPALIER_NUMBER_SIZE];
    void *record = malloc(model->record_size);
    float *scratch = malloc(sizeof(float) * ((size_t)model->feature_count + 2 * (size_t)model->output_count));
    float *margins = scratch + model->feature_count, *outputs = margins + model->output_count;
    int status = record != NULL && scratch != NULL ? ESPALIER_OK : ESPALIER_E_SPACE;
    if (status == ESPALIER_OK) espalier_record_init(model, record);
    for (int i = 0; i < count && status == ESPALIER_OK; i++)
        status = set_field(model, record, assignments[i]);
    if (status == ESPALIER_OK) status = espalier_score_record(model, record, NAN, scratch, margins, outputs, &outcome);
    if (status == ESPALIER_OK) {
        espalier_format_float(margins[0], text);
        printf("margin %s decision %d\n", text, (int)outcome.decision);
    }
    free(record);
    free(scratch);
    return status;
}

int main(int argc, char **argv)
{
    struct espalier_library library;
    char message[256];
    if (argc < 2) return EXIT_FAILURE;
    if (espalier_load(&library, argv[1], NULL, message, sizeof message) != ESPALIER_OK) {
        fprintf(stderr, "host: %s\n", message);
        return EXIT_FAILURE;
    }
    const int status = score(library.model, argc - 2, argv + 2);
    espalier_unload(&library);
    if (status != ESPALIER_OK) fprintf(stderr, "host: %s\n", espalier_error_text(status));
    return status == ESPALIER_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
