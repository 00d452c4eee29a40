#if NAME_WITH_PREPROCESSING
double income;
double age;
int32_t education;
#else
double income;
double age;
double education;
#endif
