#include "hosts/cli/score_report.h"

#include "hosts/cli/commands.h"

#include <inttypes.h>

static uint64_t bad_count(const struct score_report *report)
{
    return report->left_out_count + report->blank_count;
}

void score_report_bad(struct score_report *report, const struct error *error, bool blank)
{
    if (!report->quiet && bad_count(report) < SCORE_REPORTED_MAX) command_say("%s", error->message);
    ++*(blank ? &report->blank_count : &report->left_out_count);
}

static const char *records(uint64_t count)
{
    return count == 1 ? "record" : "records";
}

void score_report_end(const struct score_report *report, uint64_t scorer_ns)
{
    const uint64_t bad = bad_count(report);
    if (!report->quiet && bad > SCORE_REPORTED_MAX)
        command_say("%s: %" PRIu64 " more bad %s", report->table, bad - SCORE_REPORTED_MAX, records(bad - SCORE_REPORTED_MAX));
    if (!report->quiet)
        command_say("scored %" PRIu64 " %s, %" PRIu64 " bad, %" PRIu64 " ns per record in the scorer", report->scored_count,
                    records(report->scored_count), bad, report->scored_count > 0 ? scorer_ns / report->scored_count : 0);
    if (report->left_out_count > 0)
        command_say("%s: %" PRIu64 " bad %s left out", report->table, report->left_out_count, records(report->left_out_count));
    if (report->blank_count > 0)
        command_say("%s: %" PRIu64 " bad %s kept without scores", report->table, report->blank_count, records(report->blank_count));
}
