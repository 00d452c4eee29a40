/* Template of NAME_trees_1.c and on: a part of the trees of a large model. */
#include "codegen/template/scorer.h"
/* ---- begin trees file ---- */
/* clang-format off */
#include "codegen/template/stand_in/source_introduction.h"

#include "codegen/template/hidden.h"

#include "codegen/template/stand_in/part_tables.h"
/* ---- end trees file ---- */
