/* Sections of the report. Private to report*.c. */
#ifndef ESPALIER_TRAINER_REPORT_PARTS_H
#define ESPALIER_TRAINER_REPORT_PARTS_H

#include "bundle/base/buffer.h"
#include "trainer/outcome.h"

extern const char report_style[];

/* What came out. */
void report_headline(const struct outcome *outcome, struct buffer *out);
void report_decision(const struct outcome *outcome, struct buffer *out);
void report_holdout(const struct outcome *outcome, struct buffer *out);
void report_curves(const struct outcome *outcome, struct buffer *out);
void report_validation(const struct outcome *outcome, struct buffer *out);
void report_importance(const struct outcome *outcome, struct buffer *out);

/* What it was made from. */
void report_data(const struct outcome *outcome, struct buffer *out);
void report_columns(const struct outcome *outcome, struct buffer *out);
void report_lineage(const struct outcome *outcome, struct buffer *out);

#endif
