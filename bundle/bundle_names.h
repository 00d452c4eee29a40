/* The words by which bundle.json and configs name types, policies and encodings. */
#ifndef ESPALIER_BUNDLE_BUNDLE_NAMES_H
#define ESPALIER_BUNDLE_BUNDLE_NAMES_H

#include <stddef.h>

/* NULL-terminated; a word's position is its enum's value, less `first`. */
struct bundle_names {
    int first;
    const char *const *words;
};

extern const struct bundle_names bundle_type_names;         /* enum bundle_type */
extern const struct bundle_names bundle_out_of_range_names; /* enum bundle_out_of_range */
extern const struct bundle_names bundle_missing_names;      /* enum bundle_missing */
extern const struct bundle_names bundle_unseen_names;       /* enum bundle_unseen */
extern const struct bundle_names bundle_encoding_names;     /* enum bundle_encoding */
extern const struct bundle_names bundle_clean_names;        /* bit position of ESPALIER_CLEAN_... */

/* The word of a value; NULL when the value has none. */
const char *bundle_name_of(const struct bundle_names *names, int value);
/* The value of a word, or -1. */
int bundle_value_of_name(const struct bundle_names *names, const char *word);
/* "refuse, missing or clip", cut at `size`. */
void bundle_names_list(const struct bundle_names *names, char *out, size_t size);

#endif
