/* The base score in every form that a release wrote it: "5E-1", "0.500000" (1.0), "[5E-1]" and "[1E0,2E0]" (3.1 on), or plain numbers. */
#ifndef ESPALIER_CODEGEN_READ_BASE_SCORE_H
#define ESPALIER_CODEGEN_READ_BASE_SCORE_H

#include "bundle/base/json.h"

/* Reads one score, given to each of the `count` outputs, or `count` scores. Finite, still in output space. */
bool base_score_read(struct json value, float *scores, size_t count, struct error *error);

#endif
