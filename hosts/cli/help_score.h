/* What `espalier score --help` prints. */
#ifndef ESPALIER_HOSTS_CLI_HELP_SCORE_H
#define ESPALIER_HOSTS_CLI_HELP_SCORE_H

extern const char help_of_score[];

#endif
