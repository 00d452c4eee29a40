/* A CSV table in memory. No field of this table holds a quote or a comma, so splitting at commas reads it. */
#ifndef ETB_TEST_TABLE_H
#define ETB_TEST_TABLE_H

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_COLUMNS = 30 };

struct table {
    char *text; /* the whole file, separators overwritten by terminators */
    size_t rows;
    const char *name[TABLE_COLUMNS];
    const char **field; /* rows x TABLE_COLUMNS, "" where blank */
    double *number;     /* the same as numbers, NaN where blank or not a number */
};

/* Path of the program under test: $ETB_TABLE, or that of the build. */
static inline const char *table_program(void)
{
    static char built[4096];
    const char *program = getenv("ETB_TABLE"), *build = getenv("ESPALIER_BUILD");
    if (program) return program;
    snprintf(built, sizeof built, "%s/bin/etb-table", build ? build : "build");
    return built;
}

static inline void *must_have(void *memory)
{
    if (!memory) {
        perror("test table");
        exit(99);
    }
    return memory;
}

static inline char *read_all(FILE *stream)
{
    size_t size = 0, room = 1 << 20;
    char *text = must_have(malloc(room));
    for (size_t got; (got = fread(text + size, 1, room - size - 1, stream)) > 0;) {
        size += got;
        if (room - size < 2) text = must_have(realloc(text, room *= 2));
    }
    text[size] = '\0';
    return text;
}

/* Splits one line in place; returns the start of the next, or NULL when it has not exactly TABLE_COLUMNS fields. */
static inline char *split_line(char *line, const char **fields)
{
    for (int column = 0; column < TABLE_COLUMNS; column++) {
        fields[column] = line;
        line += strcspn(line, ",\n");
        if (*line != (column == TABLE_COLUMNS - 1 ? '\n' : ',')) return NULL;
        *line++ = '\0';
    }
    return line;
}

static inline double to_number(const char *text)
{
    char *end;
    double value = strtod(text, &end);
    return *text && !*end ? value : NAN;
}

static inline size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++)
        lines++;
    return lines;
}

static inline int split_table(struct table *table)
{
    size_t lines = count_lines(table->text);
    char *next = lines ? split_line(table->text, table->name) : NULL;
    if (!next) return -1;
    table->rows = lines - 1;
    table->field = must_have(malloc((lines * TABLE_COLUMNS) * sizeof *table->field));
    table->number = must_have(malloc((lines * TABLE_COLUMNS) * sizeof *table->number));
    for (size_t row = 0; row < table->rows; row++)
        if (!(next = split_line(next, table->field + row * TABLE_COLUMNS))) return -1;
    for (size_t i = 0; i < table->rows * TABLE_COLUMNS; i++)
        table->number[i] = to_number(table->field[i]);
    return 0;
}

static inline void table_free(struct table *table)
{
    free(table->text);
    free(table->field);
    free(table->number);
    memset(table, 0, sizeof *table);
}

/* Runs a shell command and reads the table that it prints. 0, or -1 after a message. */
static inline int table_read(struct table *table, const char *command)
{
    memset(table, 0, sizeof *table);
    FILE *stream = popen(command, "r");
    if (!stream) {
        perror(command);
        return -1;
    }
    table->text = read_all(stream);
    if (pclose(stream) == 0 && split_table(table) == 0) return 0;
    fprintf(stderr, "%s: failed, or did not print a table of %d columns\n", command, TABLE_COLUMNS);
    table_free(table);
    return -1;
}

/* Position of a column; ends the program when there is none. */
static inline size_t table_column(const struct table *table, const char *name)
{
    for (size_t column = 0; column < TABLE_COLUMNS; column++)
        if (strcmp(table->name[column], name) == 0) return column;
    fprintf(stderr, "no column %s\n", name);
    exit(99);
}

static inline const char *table_text(const struct table *table, size_t row, size_t column)
{
    return table->field[row * TABLE_COLUMNS + column];
}

static inline double table_number(const struct table *table, size_t row, size_t column)
{
    return table->number[row * TABLE_COLUMNS + column];
}

static inline int table_blank(const struct table *table, size_t row, size_t column)
{
    return *table_text(table, row, column) == '\0';
}

static inline int table_affluent(const struct table *table, size_t row)
{
    return strcmp(table_text(table, row, TABLE_COLUMNS - 1), "AFFLUENT") == 0;
}

#endif
