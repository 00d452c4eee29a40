/* Small readers of config values. Private to config*.c. */
#ifndef ESPALIER_TRAINER_CONFIG_READ_H
#define ESPALIER_TRAINER_CONFIG_READ_H

#include "bundle/base/json.h"
#include "trainer/config.h"

/* A text copied into the arena; texts that hold a NUL are refused, empty ones too. */
bool config_text(struct json value, struct arena *arena, char **text, struct error *error);
/* One of the NULL-terminated `choices`, by position. */
bool config_choice(struct json value, const char *const *choices, int *position, struct error *error);
/* Refuses members that the NULL-terminated list does not hold, and says which it holds. */
bool config_only_keys(struct json object, const char *const *keys, struct error *error);
/* Reads `columns` into the config. */
bool config_read_columns(struct json object, struct config *config, struct error *error);

#endif
