/* Template of NAME.c. It compiles as it stands: where the generator writes something else, the stand-ins show an example of it. */
#include "codegen/template/scorer.h"
/* ---- begin source ---- */
/* clang-format off */
#include "codegen/template/stand_in/source_introduction.h"

#include "codegen/template/guards.h"

#include "bundle/transforms.h"

/* ---- tables ---- */

#if NAME_WITH_TREES_FILES
#include "codegen/template/hidden.h"
#endif
#include "codegen/template/trees.h"

#include "codegen/template/stand_in/tables.h"

/* ---- from the raw record to the model's features ---- */

#include "codegen/template/encode.c"

/* ---- from the features to the margins ---- */

#include "codegen/template/walk.c"

#include "codegen/template/margins.c"

/* ---- from the margins to outputs and decision ---- */

#include "codegen/template/outputs.c"

#include "codegen/template/score.c"

/* ---- the descriptor ---- */

#include "codegen/template/descriptor.c"

/* ---- what the header declares ---- */

#include "codegen/template/public.c"

#if defined(__GNUC__) && !defined(__clang__) && !defined(__INTEL_COMPILER)
#pragma GCC pop_options
#endif
/* ---- end source ---- */
