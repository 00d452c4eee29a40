/* What is written at the insertion points of the templates. Private to codegen/emit. */
#ifndef ESPALIER_CODEGEN_EMIT_INSERTIONS_H
#define ESPALIER_CODEGEN_EMIT_INSERTIONS_H

#include "bundle/base/buffer.h"
#include "codegen/lower/program.h"

/* A file being written. */
struct emission {
    const struct program *program;
    const char *file; /* its name */
    size_t part;      /* of a trees file */
};

/* Each writes whole lines. */
typedef void insertion(const struct emission *emission, struct buffer *out);

insertion insert_header_introduction, insert_constants, insert_members, insert_enumerations, insert_outputs_comment, insert_decide_comment;
insertion insert_source_introduction, insert_tables, insert_part_tables;
insertion insert_encode_tables, insert_record_init, insert_category, insert_derived, insert_encode;
insertion insert_descriptor_tables, insert_descriptor_fields;

/* A pointer to a text: a literal, or the name of its array. */
void emit_text(const struct program *program, const char *text, struct buffer *out);

#endif
