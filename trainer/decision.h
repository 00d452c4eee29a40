/* Where to draw the line between the classes. */
#ifndef ESPALIER_TRAINER_DECISION_H
#define ESPALIER_TRAINER_DECISION_H

#include "trainer/metrics.h"

#include <stdbool.h>
#include <stddef.h>

struct decision {
    float threshold;          /* a margin that occurs in the scores: rows at or above it are called positive */
    double recall, precision; /* at the threshold, of the scores it was chosen on */
    bool floor_reached;
};

/* The highest recall among thresholds whose precision is at least `floor`; of equal recalls, the highest precision. Where no threshold
 * reaches the floor: the highest precision there is, and of equal ones the highest recall. The curve has at least one positive. */
struct decision decision_choose(const struct score_curve *curve, double floor);

/* Which of two models decides better: negative when `a` does, 0 when they are equal. A reached floor beats one that was not, then recall,
 * then precision. */
int decision_compare(const struct decision *a, const struct decision *b);

/* The reason in one sentence; cut at `size`. */
void decision_explain(const struct decision *decision, double floor, char *text, size_t size);

/* 1 / (1 + exp(-margin)). */
double decision_probability(float margin);

#endif
