#include "trainer/decision.h"

#include "trainer/number_text.h"

#include <math.h>
#include <stdio.h>

static bool better(const struct decision *candidate, const struct decision *best)
{
    if (candidate->floor_reached != best->floor_reached) return candidate->floor_reached;
    const double first = candidate->floor_reached ? candidate->recall : candidate->precision;
    const double first_best = candidate->floor_reached ? best->recall : best->precision;
    if (first != first_best) return first > first_best;
    return candidate->floor_reached ? candidate->precision > best->precision : candidate->recall > best->recall;
}

struct decision decision_choose(const struct score_curve *curve, double floor)
{
    struct decision best = {0};
    double positives = 0.0, called = 0.0;
    for (size_t i = 0; i < curve->count; i++) {
        positives += curve->levels[i].positives;
        called += curve->levels[i].positives + curve->levels[i].negatives;
        /* TP >= floor * called rather than a rounded quotient: a floor of 0.6 is met by 3 of 5. */
        const struct decision candidate = {curve->levels[i].margin, positives / curve->positives, positives / called,
                                           positives >= floor * called || positives / called >= floor};
        if (i == 0 || better(&candidate, &best)) best = candidate;
    }
    return best;
}

int decision_compare(const struct decision *a, const struct decision *b)
{
    if (better(a, b)) return -1;
    return better(b, a) ? 1 : 0;
}

void decision_explain(const struct decision *decision, double floor, char *text, size_t size)
{
    char recall[NUMBER_TEXT_SIZE], precision[NUMBER_TEXT_SIZE], wanted[NUMBER_TEXT_SIZE];
    number_text(decision->recall, 4, recall);
    number_text(decision->precision, 4, precision);
    number_text(floor, 6, wanted);
    if (decision->floor_reached)
        snprintf(text, size, "Highest recall on out-of-fold scores (%s) whose precision (%s) is at least the floor of %s.", recall,
                 precision, wanted);
    else
        snprintf(
            text, size,
            "No threshold reaches the precision floor of %s on out-of-fold scores; this one has the best precision there is (%s), at a "
            "recall of %s.",
            wanted, precision, recall);
}

double decision_probability(float margin)
{
    return 1.0 / (1.0 + exp(-(double)margin));
}
