/* income_share = income / age */
static double NAME_derived_income_share(const NAME_record *v)
{
    return espalier_divide(v->income, v->age);
}
