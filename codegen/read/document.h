/* From a parsed document to the IR: what model_read does after reading the file, for callers that have the bytes in memory. */
#ifndef ESPALIER_CODEGEN_READ_DOCUMENT_H
#define ESPALIER_CODEGEN_READ_DOCUMENT_H

#include "bundle/base/json.h"
#include "codegen/read/model.h"

/* NULL on failure. The model does not refer to the document; its sha256 is empty. Release with ir_free. */
struct ir_model *model_from_document(const struct json_document *document, struct model_rounds rounds, struct error *error);

#endif
