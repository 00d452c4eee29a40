#include "format.h"

#include <string.h>

const char etb_header[] = "C_ID,C_AGE,C_EDU,C_HSE,PC,INCM_TYP,gn_occ,NUM_PRD,CASATD_CNT,MTHCASA,MAXCASA,MINCASA,DRvCR,MTHTD,MAXTD,"
                          "Asset value,HL_tag,AL_tag,pur_price_avg,UT_AVE,MAXUT,N_FUNDS,CC_AVE,MAX_MTH_TRN_AMT,MIN_MTH_TRN_AMT,"
                          "AVG_TRN_AMT,ANN_TRN_AMT,ANN_N_TRX,CC_LMT,C_seg\n";

/* Spelled as in the bank's table, misspellings included; the order is that of the solved chances. */
static const char *const education_names[] = {"",
                                              "Degree",
                                              "Diploma",
                                              "O-Levels",
                                              "Masters",
                                              "A-Levels",
                                              "Others",
                                              "Below O-Levels",
                                              "Professional Qualifications",
                                              "PHD/Doctorate",
                                              "Technical/Vocational Qualifications"};
static const char *const dwelling_names[] = {
    "",          "HDB 4-5 ROOM",          "PRIVATE CONDOMINIUM", "SEMI-DETACHED", "TERRACE",
    "SHOPHOUSE", "EXECUTIVE CONDOMINIUM", "PRIVATE APARTMENT",   "HDB 1-3 ROOM",  "HDB EXECUTIVE APARTMENT/ MANSIONETTE",
    "BUNGALOW",  "INDUSTRIAL BUILDING",   "COMMERICAL BUILDING", "OFFICE",        "HOTEL/ SERVICE APARTMENT"};
static const char *const income_codes[] = {"", "2.0", "6.0", "5.0", "4.0", "3.0", "1.0", "7.0", "8.0"};
static const char *const occupation_names[] = {"", "PMEB", "BLUE COLLAR", "HOUSEWIFE", "OTHERS", "WHITE COLLAR", "RETIREE", "STUDENT"};

/* All the writers below append a field to *end and move it. */

static void text(char **end, const char *characters)
{
    size_t length = strlen(characters);
    memcpy(*end, characters, length);
    *end += length;
}

static void digits(char **end, uint64_t value, int fewest)
{
    char reversed[20];
    int count = 0;
    do
        reversed[count++] = (char)('0' + value % 10);
    while ((value /= 10) != 0 || count < fewest);
    while (count > 0)
        *(*end)++ = reversed[--count];
}

static uint64_t magnitude(char **end, int64_t value)
{
    if (value >= 0) return (uint64_t)value;
    *(*end)++ = '-';
    return (uint64_t)-value;
}

static void whole(char **end, int64_t value)
{
    digits(end, magnitude(end, value), 1);
}

/* A whole number in a column with blanks, as such columns are stored: 2.0. */
static void whole_or_blank(char **end, int64_t value)
{
    if (value == BLANK) return;
    whole(end, value);
    text(end, ".0");
}

static void cents_or_blank(char **end, int64_t cents)
{
    if (cents == BLANK) return;
    uint64_t size = magnitude(end, cents);
    digits(end, size / 100, 1);
    *(*end)++ = '.';
    digits(end, size % 100, 2);
}

/* `fraction` has `places` digits; trailing zeros go, but `fewest` places stay. */
static void decimals(char **end, uint64_t fraction, int places, int fewest)
{
    *(*end)++ = '.';
    char *first = *end;
    digits(end, fraction, places);
    while (*end - first > fewest && (*end)[-1] == '0')
        (*end)--;
}

/* A twelfth of a sum of cents: at most nine decimals and ten significant digits. */
static void twelfth_or_blank(char **end, int64_t cents)
{
    if (cents == BLANK) return;
    uint64_t sum = (uint64_t)cents, unit = 1;
    int places = 9;
    for (uint64_t limit = 12000; sum >= limit && places > 1; limit *= 10, places--)
        unit *= 10;
    /* In units of the last place kept: sum / 1200 * 10^9 / unit, rounded. */
    uint64_t scaled = (sum * 2500000 / unit * 2 + 3) / 6;
    uint64_t scale = 1000000000 / unit;
    digits(end, scaled / scale, 1);
    decimals(end, scaled % scale, places, 1);
}

static void billionths_or_blank(char **end, int64_t billionths)
{
    if (billionths == BLANK) return;
    digits(end, (uint64_t)billionths / 1000000000, 1);
    decimals(end, (uint64_t)billionths % 1000000000, 9, 2);
}

static void comma(char **end)
{
    *(*end)++ = ',';
}

#define FIELD(writer, value) (writer(&end, value), comma(&end))

size_t format_customer(const struct customer *customer, char *line)
{
    char *end = line;
    FIELD(whole, customer->id);
    FIELD(whole, customer->age);
    FIELD(text, education_names[customer->education]);
    FIELD(text, dwelling_names[customer->dwelling]);
    FIELD(whole_or_blank, customer->postal_code);
    FIELD(text, income_codes[customer->income]);
    FIELD(text, occupation_names[customer->occupation]);
    FIELD(whole, customer->products);
    FIELD(whole_or_blank, customer->accounts ? customer->accounts : BLANK);
    FIELD(cents_or_blank, customer->casa);
    FIELD(cents_or_blank, customer->casa_largest);
    FIELD(cents_or_blank, customer->casa_smallest);
    FIELD(billionths_or_blank, customer->debit_credit);
    FIELD(cents_or_blank, customer->time_deposit);
    FIELD(cents_or_blank, customer->largest_deposit);
    FIELD(cents_or_blank, customer->assets);
    FIELD(whole_or_blank, customer->has_home_loan ? 1 : BLANK);
    FIELD(whole_or_blank, customer->has_auto_loan ? 1 : BLANK);
    FIELD(whole_or_blank, customer->car_price);
    FIELD(twelfth_or_blank, customer->trust_year);
    FIELD(cents_or_blank, customer->trust_largest);
    FIELD(whole_or_blank, customer->funds);
    FIELD(twelfth_or_blank, customer->balance_year);
    FIELD(cents_or_blank, customer->largest_month);
    FIELD(cents_or_blank, customer->smallest_month);
    FIELD(twelfth_or_blank, customer->year_spend);
    FIELD(cents_or_blank, customer->year_spend);
    FIELD(whole_or_blank, customer->transactions);
    FIELD(whole_or_blank, customer->card_limit);
    text(&end, customer->affluent ? "AFFLUENT\n" : "NORMAL\n");
    return (size_t)(end - line);
}
