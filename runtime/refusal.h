/* Why a descriptor is refused, in words; not for hosts. */
#ifndef ESPALIER_REFUSAL_H
#define ESPALIER_REFUSAL_H

#include "espalier.h"
#include "number.h"

/* NULL when this library can drive the scorer, else half a sentence that fits after "its descriptor: ". */
ESPALIER_INTERNAL const char *espalier_refusal(const struct espalier_model *model);

#endif
