/* Numbers for people: rounded, and the same on every machine and in every locale. */
#ifndef ESPALIER_TRAINER_NUMBER_TEXT_H
#define ESPALIER_TRAINER_NUMBER_TEXT_H

#define NUMBER_TEXT_SIZE 40

/* The value rounded to `places` decimals (0 to 9), trailing zeros cut: "0.5", "12.25". Returns `text`. */
const char *number_text(double value, int places, char text[NUMBER_TEXT_SIZE]);
/* Always `places` decimals: "0.500". Returns `text`. */
const char *number_text_fixed(double value, int places, char text[NUMBER_TEXT_SIZE]);
/* A count with thin groups of three: "66 083" with `separator` ' ' or "66,083" with ','. Returns `text`. */
const char *number_text_count(double count, char separator, char text[NUMBER_TEXT_SIZE]);

#endif
