#include "bundle/bundle_check.h"
#include "bundle/text.h"

#include <math.h>
#include <string.h>

/* Room for how a probability was rounded or computed, none for another threshold. */
#define PROBABILITY_TOLERANCE 1e-6

static bool check_objective(const struct bundle *bundle, struct error *error)
{
    if (!bundle_check_text(bundle->objective, "decision.objective", error)) return false;
    if (strcmp(bundle->objective, "binary:logistic") != 0)
        return error_set(error, EXIT_BAD_INPUT, "decision.objective: '%s' is none that a bundle knows: binary:logistic", bundle->objective);
    return true;
}

static bool check_threshold(const struct bundle_decision *decision, struct error *error)
{
    if (!isfinite(decision->threshold)) return error_set(error, EXIT_BAD_INPUT, "decision.threshold: must be a finite number");
    const double probability = 1.0 / (1.0 + exp(-(double)decision->threshold));
    if (!(fabs(decision->probability - probability) <= PROBABILITY_TOLERANCE))
        return error_set(error, EXIT_BAD_INPUT, "decision.probability: is not the probability of the threshold, 1 / (1 + exp(-threshold))");
    return true;
}

static bool check_floor(const struct bundle_decision *decision, struct error *error)
{
    const double lowest = decision->precision_floor;
    if (isnan(lowest) ? strcmp(decision->policy, "recall_at_precision") == 0 : !(lowest > 0.0 && lowest <= 1.0))
        return error_set(error, EXIT_BAD_INPUT, "decision.precision_floor: must be more than 0 and at most 1");
    return true;
}

bool bundle_check_decision(const struct bundle *bundle, struct error *error)
{
    const struct bundle_decision *decision = &bundle->decision;
    return check_objective(bundle, error) && check_threshold(decision, error) &&
           bundle_check_text(decision->policy, "decision.policy", error) && check_floor(decision, error) &&
           bundle_check_text(decision->reason, "decision.reason", error);
}

static bool check_hash(const char *digest, const char *path, struct error *error)
{
    return text_is_sha256(digest) || error_set(error, EXIT_BAD_INPUT, "%s: must be 64 lowercase hexadecimal digits", path);
}

bool bundle_check_provenance(const struct bundle *bundle, struct error *error)
{
    const struct bundle_provenance *provenance = &bundle->provenance;
    return check_hash(provenance->table_sha256, "provenance.table_sha256", error) &&
           check_hash(provenance->config_sha256, "provenance.config_sha256", error) &&
           check_hash(provenance->model_sha256, "provenance.model_sha256", error) &&
           bundle_check_text(provenance->espalier_version, "provenance.espalier_version", error) &&
           bundle_check_text(provenance->xgboost_version, "provenance.xgboost_version", error);
}
