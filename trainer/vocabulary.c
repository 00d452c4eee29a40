#include "trainer/vocabulary.h"

#include "bundle/transforms.h"

#include <stdlib.h>
#include <string.h>

struct spelling {
    const char *text;
    size_t length;
    int64_t rows;
    unsigned clean;
};

/* By category, then the most frequent spelling first. */
static int compare_spellings(const void *a, const void *b)
{
    const struct spelling *left = a, *right = b;
    const int order = espalier_compare_text(left->text, left->length, right->text, left->clean);
    if (order != 0) return order;
    if (left->rows != right->rows) return left->rows > right->rows ? -1 : 1;
    return strcmp(left->text, right->text);
}

static void count_rows(const struct table_column *source, const size_t *rows, size_t row_count, struct spelling *spellings)
{
    for (size_t i = 0; i < row_count; i++) {
        const int32_t code = source->codes[rows[i]];
        if (code >= 0) spellings[code].rows++;
    }
}

static bool same(const struct spelling *spelling, const char *text)
{
    return espalier_compare_text(spelling->text, spelling->length, text, spelling->clean) == 0;
}

static void append(struct arena *arena, struct bundle_column *column, const char *text, size_t length)
{
    column->categories[column->category_count++] = arena_text(arena, text, length);
}

/* `spellings` are sorted: those of one category stand together. */
static void take_categories(const struct config_column *config, const struct spelling *spellings, size_t count, struct arena *arena,
                            struct bundle_column *column)
{
    size_t next;
    for (size_t i = 0; i < count; i = next) {
        int64_t rows = 0;
        for (next = i; next < count && same(&spellings[next], spellings[i].text); next++)
            rows += spellings[next].rows;
        const bool constant = config->missing_text && same(&spellings[i], config->missing_text);
        if (constant || (rows > 0 && rows >= config->rare_below)) append(arena, column, spellings[i].text, spellings[i].length);
    }
}

static void learn(const struct table *table, const struct table_column *source, const size_t *rows, size_t row_count, struct arena *arena,
                  struct bundle_column *column)
{
    const struct config_column *config = source->config;
    const size_t count = (size_t)source->texts.count;
    struct spelling *spellings = memory_zeroed(count, sizeof *spellings);
    for (size_t i = 0; i < count; i++)
        spellings[i] = (struct spelling){source->texts.texts[i], source->texts.lengths[i], 0, config->clean};
    count_rows(source, rows, row_count, spellings);
    if (config->unseen == BUNDLE_UNSEEN_REFUSE)
        for (size_t row = 0; row < table->row_count; row++)
            if (source->codes[row] >= 0) spellings[source->codes[row]].rows++;
    qsort(spellings, count, sizeof *spellings, compare_spellings);
    column->categories = arena_zeroed(arena, count + 1, sizeof *column->categories);
    take_categories(config, spellings, count, arena, column);
    free(spellings);
}

static void list(const struct config_column *config, struct arena *arena, struct bundle_column *column)
{
    column->categories = arena_zeroed(arena, (size_t)config->category_count + 1, sizeof *column->categories);
    for (int32_t i = 0; i < config->category_count; i++)
        append(arena, column, config->categories[i], strlen(config->categories[i]));
}

static bool has_category(const struct bundle_column *column, const char *text, size_t length)
{
    for (int32_t i = 0; i < column->category_count; i++)
        if (espalier_compare_text(text, length, column->categories[i], column->clean) == 0) return true;
    return false;
}

bool vocabulary_fill(const struct table *table, const struct table_column *source, const size_t *rows, size_t row_count,
                     struct arena *arena, struct bundle_column *column, struct error *error)
{
    const struct config_column *config = source->config;
    if (config->categories)
        list(config, arena, column);
    else
        learn(table, source, rows, row_count, arena, column);
    if (config->missing_text && !has_category(column, config->missing_text, strlen(config->missing_text)))
        append(arena, column, config->missing_text, strlen(config->missing_text));
    if (column->category_count > 0) return true;
    return error_set(error, EXIT_BAD_INPUT, "%s: %s: no training row has a category%s; set its role to \"ignore\"", table->path,
                     config->name, config->rare_below > 1 ? " that is not rare (rare_below)" : "");
}
