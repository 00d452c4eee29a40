/* The bundle: everything that a training hands over, written as one directory. */
#ifndef ESPALIER_TRAINER_DELIVER_H
#define ESPALIER_TRAINER_DELIVER_H

#include "bundle/base/file.h"
#include "trainer/outcome.h"

#include <stdbool.h>

/* Writes all files of the bundle into an open directory, which the caller commits. Before it returns true, the saved model has been
 * loaded again and has given the hold-out the same margins, bit for bit. The schema's bundle receives what is final: learned tables,
 * decision, hash of the model. */
bool deliver(const struct outcome *outcome, struct output_directory *directory, struct error *error);

#endif
