/* The version of espalier: of the tools, of the runtime and of what is generated. */
#ifndef ESPALIER_VERSION_H
#define ESPALIER_VERSION_H

#define ESPALIER_VERSION "0.1.0"

#endif
