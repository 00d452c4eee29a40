#include "bundle/bundle_names.h"

#include <stdio.h>
#include <string.h>

static const char *const types[] = {"number", "flag", "date", "category", NULL};
static const char *const out_of_range[] = {"refuse", "missing", "clip", NULL};
static const char *const missing[] = {"keep", "refuse", "impute", NULL};
static const char *const unseen[] = {"own", "missing", "refuse", NULL};
static const char *const encodings[] = {"number", "target", "ordinal", "native", NULL};
static const char *const clean[] = {"trim", "case", NULL};

const struct bundle_names bundle_type_names = {1, types};
const struct bundle_names bundle_out_of_range_names = {0, out_of_range};
const struct bundle_names bundle_missing_names = {0, missing};
const struct bundle_names bundle_unseen_names = {0, unseen};
const struct bundle_names bundle_encoding_names = {0, encodings};
const struct bundle_names bundle_clean_names = {0, clean};

const char *bundle_name_of(const struct bundle_names *names, int value)
{
    for (int i = 0; names->words[i]; i++) {
        if (names->first + i == value) return names->words[i];
    }
    return NULL;
}

int bundle_value_of_name(const struct bundle_names *names, const char *word)
{
    for (int i = 0; names->words[i]; i++) {
        if (strcmp(names->words[i], word) == 0) return names->first + i;
    }
    return -1;
}

void bundle_names_list(const struct bundle_names *names, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; names->words[i] && used < size; i++) {
        const char *separator = i == 0 ? "" : names->words[i + 1] ? ", " : " or ";
        const int length = snprintf(out + used, size - used, "%s%s", separator, names->words[i]);
        used += length > 0 ? (size_t)length : 0;
    }
}
