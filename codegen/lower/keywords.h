/* Words that cannot name a member of a record. */
#ifndef ESPALIER_CODEGEN_LOWER_KEYWORDS_H
#define ESPALIER_CODEGEN_LOWER_KEYWORDS_H

#include <stdbool.h>

/* A keyword of any C or C++ from C99 and C++98 to C23 and C++23, a macro of <stddef.h> or <stdint.h> or one that compilers define in
 * their default modes ("linux"), errno, and int32_t, which the record itself needs. */
bool keywords_hold(const char *word);

#endif
