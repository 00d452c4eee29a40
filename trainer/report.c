#include "trainer/report.h"

#include "trainer/html.h"
#include "trainer/report_parts.h"

static void begin_page(const struct outcome *outcome, struct buffer *out)
{
    buffer_text(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
    html_text(out, outcome->experiment->config->name);
    buffer_text(out, ": training report</title>\n<style>\n");
    buffer_text(out, report_style);
    buffer_text(out, "</style>\n</head>\n<body>\n<main>\n");
}

static void build(const struct outcome *outcome, struct buffer *out)
{
    begin_page(outcome, out);
    report_headline(outcome, out);
    report_decision(outcome, out);
    report_holdout(outcome, out);
    report_curves(outcome, out);
    report_validation(outcome, out);
    report_importance(outcome, out);
    report_data(outcome, out);
    report_columns(outcome, out);
    report_lineage(outcome, out);
    buffer_text(out, "</main>\n</body>\n</html>\n");
}

bool report_write(const struct outcome *outcome, struct output_directory *directory, struct error *error)
{
    struct output *output = output_directory_file(directory, "report.html", error);
    struct buffer page = {0};
    if (!output) return false;
    build(outcome, &page);
    output_write(output, page.data, page.length);
    buffer_free(&page);
    return output_commit(output, error);
}
