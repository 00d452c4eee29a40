/* CONFIG.json from anybody: refused with a message that names it, or a config whose values keep their promises. */
#include "trainer/config.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool promise)
{
    if (!promise) abort();
}

static void check_column(const struct config *config, const struct config_column *column)
{
    expect(config_column(config, column->name) == column && strcmp(column->name, config->target) != 0);
    if (column->role != CONFIG_FEATURE && column->role != CONFIG_INPUT) return;
    expect(column->type >= BUNDLE_NUMBER && column->type <= BUNDLE_CATEGORY);
    expect(column->lower <= column->upper && column->rare_below >= 0);
    expect((column->type == BUNDLE_CATEGORY) == (column->encoding != BUNDLE_ENCODE_NUMBER));
    expect(column->category_count == 0 || column->categories[column->category_count - 1][0] != 0);
    expect(column->missing != CONFIG_MISSING_CONSTANT || (column->type == BUNDLE_CATEGORY) == (column->missing_text != NULL));
}

static void check_parameters(const struct parameters *parameters)
{
    expect(parameters->count <= PARAMETERS_LIMIT && parameters->n_estimators >= 1);
    for (size_t i = 0; i < parameters->count; i++)
        expect(parameters->names[i] && parameters->values[i][0] && strlen(parameters->values[i]) < PARAMETERS_TEXT_SIZE);
}

static void check_config(const struct config *config)
{
    expect(config->name[0] && config->target[0] && config->positive[0] && strlen(config->sha256) == 64);
    expect(config->seed >= 0 && config->folds >= 2 && config->encoding_folds >= 2 && config->encoding_folds <= 100);
    expect(config->holdout > 0.0 && config->holdout < 1.0 && config->precision_floor > 0.0 && config->precision_floor <= 1.0);
    expect(isnan(config->encoding_smoothing) || config->encoding_smoothing >= 0.0);
    expect(config->forest_wanted || config->selection == CONFIG_SELECT_XGBOOST);
    for (size_t i = 0; i < config->column_count; i++)
        check_column(config, &config->columns[i]);
    for (size_t i = 0; i < config->derived_count; i++)
        expect(config->derived[i].name[0] && config->derived[i].text[0] && config->derived[i].where[0]);
    check_parameters(&config->model);
    check_parameters(&config->forest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = ERROR_NONE;
    struct config *config = config_parse("config.json", (const char *)data, size, &error);
    if (config)
        check_config(config);
    else
        expect(error.exit_code == EXIT_BAD_INPUT && strncmp(error.message, "config.json:", 12) == 0);
    config_free(config);
    return 0;
}
