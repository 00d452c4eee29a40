#include "trainer/html.h"

static const char *escape(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return " ";
    default:
        return (unsigned char)c < 0x20 || c == 0x7f ? "&#xfffd;" : NULL;
    }
}

void html_text(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        const char *escaped = escape(*text);
        if (escaped)
            buffer_text(out, escaped);
        else
            buffer_append(out, text, 1);
    }
}

static void cell(struct buffer *out, const char *open, const char *text)
{
    buffer_text(out, open);
    html_text(out, text);
    buffer_text(out, "</td>");
}

void html_cell(struct buffer *out, const char *text)
{
    cell(out, "<td>", text);
}

void html_number_cell(struct buffer *out, const char *text)
{
    cell(out, "<td class=\"n\">", text);
}

void html_section(struct buffer *out, const char *id, const char *title)
{
    buffer_print(out, "<section id=\"%s\">\n<h2>", id);
    html_text(out, title);
    buffer_text(out, "</h2>\n");
}

void html_section_end(struct buffer *out)
{
    buffer_text(out, "</section>\n");
}
