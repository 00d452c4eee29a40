/* metrics.json. */
#ifndef ESPALIER_TRAINER_METRICS_FILE_H
#define ESPALIER_TRAINER_METRICS_FILE_H

#include "bundle/base/file.h"
#include "trainer/outcome.h"

#include <stdbool.h>

bool metrics_file_write(const struct outcome *outcome, struct output_directory *directory, struct error *error);

#endif
