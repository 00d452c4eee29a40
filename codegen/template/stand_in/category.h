#if NAME_WITH_PREPROCESSING
switch (column) {
case NAME_COLUMN_education:
    return espalier_find_category(text, length, NAME_education_names, NAME_education_sorted, 2, ESPALIER_CLEAN_TRIM);
default:
    return -1;
}
#else
(void)column;
(void)text;
(void)length;
return -1;
#endif
