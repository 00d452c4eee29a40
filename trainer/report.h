/* report.html: the training on one page that works offline, without scripts, and prints. */
#ifndef ESPALIER_TRAINER_REPORT_H
#define ESPALIER_TRAINER_REPORT_H

#include "bundle/base/file.h"
#include "trainer/outcome.h"

#include <stdbool.h>

bool report_write(const struct outcome *outcome, struct output_directory *directory, struct error *error);

#endif
