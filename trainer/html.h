/* Text in HTML and SVG. */
#ifndef ESPALIER_TRAINER_HTML_H
#define ESPALIER_TRAINER_HTML_H

#include "bundle/base/buffer.h"

/* Appends text with &, <, > and quotes escaped and control characters replaced: safe as content and inside a quoted attribute. */
void html_text(struct buffer *out, const char *text);

/* A table's cells: <td>...</td>, escaped; numbers are aligned by the class "n". */
void html_cell(struct buffer *out, const char *text);
void html_number_cell(struct buffer *out, const char *text);

/* Opens and closes a section with a heading. `id` is a plain word. */
void html_section(struct buffer *out, const char *id, const char *title);
void html_section_end(struct buffer *out);

#endif
