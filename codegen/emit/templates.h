/* The fixed C of the generated sources, carried as text; made by codegen/template/embed.awk from codegen/template/, the transforms
 * and the runtime's descriptor. */
#ifndef ESPALIER_CODEGEN_EMIT_TEMPLATES_H
#define ESPALIER_CODEGEN_EMIT_TEMPLATES_H

struct template
{
    const char *name;         /* the file's base name */
    const char *const *lines; /* without line ends; NULL after the last */
};

/* After the last stands one without a name. */
extern const struct template templates[];

#endif
