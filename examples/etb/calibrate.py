"""Solves the tables of the example generator from the published figures of the bank table.

    python3 -m venv build/etb-venv && build/etb-venv/bin/pip install numpy==2.4.6 scipy==1.17.1
    build/etb-venv/bin/python examples/etb/calibrate.py population > build/population_tables.c
    build/etb-venv/bin/python examples/etb/calibrate.py label build/bin/etb-table > build/label_weights.c

These are the committed files of the same names. The label is solved on customers that the program draws, so it comes
after a build with the new population; what the label was before does not matter.
"""

import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, lsq_linear, milp
from scipy.stats import norm

import published

ROWS = published.ROWS
RANDOM = np.random.default_rng(98)

# ---------------------------------------------------------------- product ownership
#
# A pattern is one combination of owned products. Card states: 0 no card record, 1 limit 0, 2 a limit but no
# balance, 3 a balance but no spending, 4 balance and spending.

PATTERN_SHAPE = (2, 2, 2, 2, 2, 5)
CASA, TIME_DEPOSIT, AUTO_LOAN, HOME_LOAN, UNIT_TRUST, CARD = range(6)
PATTERNS = np.array(list(np.ndindex(PATTERN_SHAPE)))
CARD_STATE_ROWS = (18339, 29742, 929, 5340, 11733)


def exact_ownership_margins():
    """(pattern mask, rows): counts that follow from the columns that are blank together."""
    casa, deposit = PATTERNS[:, CASA], PATTERNS[:, TIME_DEPOSIT]
    cells = {(1, 1): 12154, (0, 1): 1946, (1, 0): 26891, (0, 0): 25092}
    margins = [((casa == c) & (deposit == d), rows) for (c, d), rows in cells.items()]
    margins += [(PATTERNS[:, AUTO_LOAN] == 1, 5587), (PATTERNS[:, HOME_LOAN] == 1, 2368)]
    margins += [(PATTERNS[:, UNIT_TRUST] == 1, 2678)]
    margins += [(PATTERNS[:, CARD] == state, rows) for state, rows in enumerate(CARD_STATE_ROWS)]
    return margins


def pairwise_ownership_margins():
    """(pattern mask, rows): joint ownership solved from printed association coefficients, middles of intervals."""
    owns = {name: PATTERNS[:, name] == 1 for name in range(CARD)}
    record, balance = PATTERNS[:, CARD] >= 1, PATTERNS[:, CARD] >= 3
    return [
        (owns[CASA] & record, 32220),       # 32,062 of those whose balance is not zero, and most of the 232 others
        (owns[CASA] & balance, 6310),
        (owns[CASA] & owns[AUTO_LOAN], 1025),
        (owns[CASA] & owns[HOME_LOAN], 2150),
        (owns[TIME_DEPOSIT] & owns[AUTO_LOAN], 214),
        (owns[TIME_DEPOSIT] & record, 10187),
        (owns[TIME_DEPOSIT] & balance, 2500),
        (owns[TIME_DEPOSIT] & owns[HOME_LOAN], 256),
        (record & owns[AUTO_LOAN], 1533),
        (balance & owns[AUTO_LOAN], 802),
        (owns[UNIT_TRUST] & owns[CASA], 2341),
        (owns[UNIT_TRUST] & owns[TIME_DEPOSIT], 959),
    ]


def first_guess(pattern):
    """Ownership chances that an earlier imitation of the table found to fit the printed associations."""
    casa, deposit, auto, home, trust, card = pattern
    key = (casa, deposit)
    loan = {(0, 0): 0.184, (1, 0): 0.034, (0, 1): 0.05, (1, 1): 0.008}[key]
    house = {(0, 0): 0.0085, (1, 0): 0.069, (0, 1): 0.005, (1, 1): 0.021}[key]
    fund = 0.06 if casa else 0.0125
    record = {(1, 0): 0.885, (1, 1): 0.765, (0, 0): 0.665, (0, 1): 0.37}[key]
    if auto:
        record = 0.30 if casa else 0.27
    used = {(1, 0): 0.225, (1, 1): 0.135, (0, 0): 0.70, (0, 1): 0.45}[key]
    states = (1 - record, record * (1 - used) * 0.97, record * (1 - used) * 0.03, record * used * 0.313,
              record * used * 0.687)
    chance = (loan if auto else 1 - loan) * (house if home else 1 - house) * (fund if trust else 1 - fund)
    return chance * states[card]


def rake(cells, margins, rounds=400):
    """Iterative proportional fitting of cells (in rows) to margins."""
    for _ in range(rounds):
        for mask, rows in margins:
            inside, outside = cells[mask].sum(), cells[~mask].sum()
            cells[mask] *= rows / inside
            cells[~mask] *= (ROWS - rows) / outside
    return cells


def whole_rows(cells, exact):
    """The whole numbers nearest to cells that meet the exact margins: a small integer program."""
    size = len(cells)
    floor = np.floor(cells)
    reward = -(cells - floor)
    matrix = np.array([mask.astype(float) for mask, _ in exact])
    target = np.array([rows for _, rows in exact]) - matrix @ floor
    solution = milp(reward, constraints=LinearConstraint(matrix, target, target), integrality=np.ones(size),
                    bounds=Bounds(np.maximum(-1, -floor), 2))
    return np.rint(floor + solution.x).astype(int)


def solve_patterns():
    exact = exact_ownership_margins()
    guess = ROWS * np.array([first_guess(pattern) for pattern in PATTERNS])
    return whole_rows(rake(guess, exact + pairwise_ownership_margins()), exact)


# ---------------------------------------------------------------- age and wealth

def solve_age_counts():
    """Rows at each age 0..122: the listed counts, smooth in between, meeting the bins, quartiles and mean."""
    ages = np.arange(123)
    fixed = {age: published.AGE_COUNTS.get(age, 0) for age in ages if age <= 28 or age >= 99}
    fixed.update(published.AGE_COUNTS)
    free = [age for age in ages if age not in fixed]
    known = np.zeros(123)
    for age, rows in fixed.items():
        known[age] = rows
    lines, targets = [], []

    def want(weights, target, importance):
        lines.append(importance * weights[free])
        targets.append(importance * (target - weights @ known))

    want(np.ones(123), ROWS, 100)
    want(ages.astype(float), 52.34 * ROWS, 0.05)
    for index, share in enumerate(published.AGE_BIN_SHARES):
        want(((ages - 2) // 4 == index).astype(float), share * ROWS, 1)
    for age, below, upto in ((30, 0.047, 0.0525), (42, 0.236, 0.258), (52, 0.486, 0.512), (63, 0.738, 0.757), (76, 0.945, 0.953)):
        want((ages < age).astype(float), below * ROWS, 0.5)
        want((ages <= age).astype(float), upto * ROWS, 0.5)
    for age in range(29, 98):
        bend = np.zeros(123)
        bend[age - 1:age + 2] = (1, -2, 1)
        want(bend, 0, 0.6)
    upper = np.where(np.array(free) > 90, 60, 1536)
    counts = known.copy()
    counts[free] = lsq_linear(np.array(lines), np.array(targets), bounds=(4.5, upper)).x
    cumulative = np.rint(np.cumsum(counts) * ROWS / counts.sum()).astype(int)
    rounded = np.diff(cumulative, prepend=0)
    for age, rows in fixed.items():
        rounded[age] = rows
    rounded[66] += ROWS - rounded.sum()
    return rounded


# Mean ages of holders less others, in years. The signs for home loan and card record were not printed: home loans
# go with fewer time deposits, so younger; card records go with current accounts, so older.
AGE_GAPS = ((CASA, 3.5), (TIME_DEPOSIT, 9.5), (AUTO_LOAN, -5.6), (HOME_LOAN, -6.9))
AGE_GAP_CARD_RECORD, AGE_GAP_CARD_BALANCE, AGE_STANDARD_DEVIATION = 3.5, -2.3, 14.3178


def solve_age_shifts(rows):
    """Mean of the standardized age in each pattern, additive in the products, that meets the mean ages."""
    flags = [PATTERNS[:, product] for product, _ in AGE_GAPS]
    flags += [PATTERNS[:, CARD] >= 1, PATTERNS[:, CARD] >= 3]
    flags = np.array(flags, dtype=float)
    gaps = np.array([gap for _, gap in AGE_GAPS] + [AGE_GAP_CARD_RECORD, AGE_GAP_CARD_BALANCE]) / AGE_STANDARD_DEVIATION

    def difference(flag):
        return (flags @ (rows * flag)) / (rows @ flag) - (flags @ (rows * (1 - flag))) / (rows @ (1 - flag))

    effects = np.linalg.solve(np.array([difference(flag) for flag in flags]), gaps)
    shifts = effects @ flags
    return shifts - rows @ shifts / rows.sum()


def solve_age_thresholds(rows, shifts, age_counts):
    """Score up to which a customer has each age, so that the mixture over patterns gives the age counts."""
    spread = np.sqrt(1 - rows @ shifts**2 / rows.sum())
    grid = np.linspace(-6, 6, 24001)
    mixture = (rows[:, None] * norm.cdf((grid[None, :] - shifts[:, None]) / spread)).sum(axis=0) / rows.sum()
    share = np.cumsum(age_counts) / age_counts.sum()
    return spread, np.interp(share, mixture, grid)


# Wealth, the latent quantity behind balances: correlation with age and shifts in standard deviations for holders.
WEALTH_AGE, WEALTH_DEPOSIT, WEALTH_TRUST, WEALTH_NOISE = 0.35, 0.30, 0.90, 0.90


def simulate(rows, shifts, spread, thresholds, size=1_000_000):
    pattern = RANDOM.choice(len(rows), size, p=rows / rows.sum())
    score = shifts[pattern] + spread * RANDOM.standard_normal(size)
    owned = PATTERNS[pattern]
    wealth = (WEALTH_AGE * score + WEALTH_DEPOSIT * owned[:, TIME_DEPOSIT] + WEALTH_TRUST * owned[:, UNIT_TRUST]
              + WEALTH_NOISE * RANDOM.standard_normal(size))
    return {"owned": owned, "age": np.searchsorted(thresholds, score), "wealth": wealth}


def wealth_moments(people):
    owned, wealth = people["owned"], people["wealth"]
    groups = (owned[:, CASA] == 1, owned[:, TIME_DEPOSIT] == 1, owned[:, UNIT_TRUST] == 1,
              (owned[:, CASA] == 1) | (owned[:, TIME_DEPOSIT] == 1))
    return [(wealth[group].mean(), wealth[group].std()) for group in groups]


# ---------------------------------------------------------------- categories given circumstances

AGE_BANDS = 16          # below 20, then five years each, 90 and older last


def age_band(age):
    return np.clip((age - 15) // 5, 0, AGE_BANDS - 1)


def fit_conditional(prior, cell_shares, counts):
    """P(category | cell) proportional to prior, cell by cell, that gives the category counts overall."""
    target = np.asarray(counts, dtype=float) / sum(counts)
    factor = np.ones(len(target))
    for _ in range(3000):
        chance = prior * factor
        chance /= chance.sum(axis=1, keepdims=True)
        factor *= target / (cell_shares @ chance)
    return chance


def shares_of(cells, size):
    return np.bincount(cells, minlength=size) / len(cells)


def counts_of(table):
    return [rows for rows, _ in table.values()]


# Center and spread of each occupation over age, and multipliers where there is an auto loan, a time deposit, a card
# balance (assumed, near the printed correlation ratios with age, car price, deposits and limits: 0.53, 0.15, 0.16,
# 0.20). Order of published.OCCUPATION.
OCCUPATION_SHAPES = ((46, 16, 4, 0.6, 0.5), (48, 14, 1, 1, 1), (56, 14, 0.9, 0.6, 0.45), (61, 12, 0.35, 1.5, 0.25),
                     (52, 18, 2, 0.9, 0.5), (46, 15, 0.7, 1, 0.7), (72, 8, 0.3, 1.6, 0.3), (21, 4, 0.1, 0.6, 0.2))


def solve_occupation(people):
    middle = np.arange(AGE_BANDS) * 5 + 17.5
    middle[0] = 18
    prior = np.array([[rows * np.exp(-0.5 * ((age - center) / spread)**2) / spread
                       * loan_factor**loan * deposit_factor**deposit * balance_factor**balance
                       for rows, (center, spread, loan_factor, deposit_factor, balance_factor)
                       in zip(counts_of(published.OCCUPATION), OCCUPATION_SHAPES)]
                      for loan in (0, 1) for deposit in (0, 1) for balance in (0, 1) for age in middle])
    owned = people["owned"]
    products = 4 * owned[:, AUTO_LOAN] + 2 * owned[:, TIME_DEPOSIT] + (owned[:, CARD] >= 3)
    cells = products * AGE_BANDS + age_band(people["age"])
    return cells, fit_conditional(prior + 1e-12, shares_of(cells, 8 * AGE_BANDS), counts_of(published.OCCUPATION))


def with_blank_chance(blank, counts):
    """A prior row: blank with the given chance, else the categories as they occur."""
    known = np.array(counts[1:], dtype=float)
    return np.concatenate(([blank], (1 - blank) * known / known.sum()))


def solve_education(people):
    """Known for nearly every card with a balance, otherwise rather for the young (age correlation ratio 0.21)."""
    counts = counts_of(published.EDUCATION)
    prior = []
    for balance in (0, 1):
        for band in range(AGE_BANDS):
            odds = 0.32 * np.exp(-0.05 * (band * 5 + 17.5 - 52))
            prior.append(with_blank_chance(0.03 if balance else 1 / (1 + odds), counts))
    cells = (people["owned"][:, CARD] >= 3) * AGE_BANDS + age_band(people["age"])
    return cells, fit_conditional(np.array(prior), shares_of(cells, 2 * AGE_BANDS), counts)


def solve_dwelling(people, education):
    """Four cells: card balance x education known. Shares known meet the printed uncertainty coefficients."""
    counts = counts_of(published.DWELLING)
    prior = np.array([with_blank_chance(1 - known, counts) for known in (0.035, 0.555, 0.10, 0.885)])
    cells = (people["owned"][:, CARD] >= 3) * 2 + (education > 0)
    return cells, fit_conditional(prior, shares_of(cells, 4), counts)


# Odds of a known income and the leaning to high codes by occupation, where no loan or card balance asks for it.
# Who tells the education tells the income (uncertainty coefficient 0.16).
INCOME_KNOWN = (0.2, 0.7, 0.6, 0.09, 0.4, 0.7, 0.09, 0.09)
INCOME_KNOWN_WITH_EDUCATION, INCOME_KNOWN_WITHOUT = 6.0, 0.4
INCOME_LEAN = (0.0, 0.10, -0.16, -0.10, -0.02, -0.05, -0.12, -0.30)


def solve_income(people, occupation, education):
    counts = counts_of(published.INCOME)
    codes = np.array(list(published.INCOME)[1:], dtype=float)
    prior = []
    for factor in (INCOME_KNOWN_WITHOUT, INCOME_KNOWN_WITH_EDUCATION, None):
        for known, lean in zip(INCOME_KNOWN, INCOME_LEAN):
            row = with_blank_chance(1 / (1 + known * factor) if factor else 0.002, counts)
            row[1:] *= np.exp(lean * (codes - 4))
            prior.append(row)
    owned = people["owned"]
    asked = (owned[:, AUTO_LOAN] == 1) | (owned[:, HOME_LOAN] == 1) | (owned[:, CARD] >= 3)
    cells = np.where(asked, 2, education > 0) * 8 + occupation
    return cells, fit_conditional(np.array(prior), shares_of(cells, 24), counts)


def draw(cells, chance):
    edges = np.cumsum(chance, axis=1)
    return np.minimum((RANDOM.random(len(cells))[:, None] > edges[cells]).sum(axis=1), chance.shape[1] - 1)


# Further products are Poisson. Thinning and first rates as in the earlier imitation; the others are assumed, near
# the printed correlation ratios of NUM_PRD with balances and card use.
TIME_DEPOSIT_COUNTED, FURTHER_WITH_CASA, FURTHER_WITHOUT, FURTHER_WEALTH = 0.85, 0.40, 0.20, 0.10
FURTHER_WITH_BALANCE = 1.8


def solve_product_factors(people):
    """Factors on the Poisson weights of NUM_PRD = 1..9 that give the published counts."""
    owned, wealth = people["owned"][:200000], people["wealth"][:200000]
    counted = owned[:, TIME_DEPOSIT] * (RANDOM.random(len(owned)) < TIME_DEPOSIT_COUNTED)
    held = owned[:, CASA] + owned[:, AUTO_LOAN] + owned[:, HOME_LOAN] + owned[:, UNIT_TRUST] + (owned[:, CARD] >= 1) + counted
    rate = np.where(owned[:, CASA] == 1, FURTHER_WITH_CASA, FURTHER_WITHOUT) * np.exp(FURTHER_WEALTH * wealth)
    rate *= np.where(owned[:, CARD] >= 3, FURTHER_WITH_BALANCE, 1)
    numbers = np.arange(1, 10)
    further = numbers[None, :] - np.maximum(held, 1)[:, None]
    factorial = np.array([1, 1, 2, 6, 24, 120, 720, 5040, 40320], dtype=float)
    weights = np.where(further >= 0, rate[:, None] ** np.maximum(further, 0) / factorial[np.maximum(further, 0)], 0)
    target = np.array(counts_of(published.PRODUCTS)) / ROWS
    factor = np.ones(9)
    for _ in range(300):
        chance = weights * factor
        chance /= chance.sum(axis=1, keepdims=True)
        factor *= target / chance.mean(axis=0)
    return factor / factor[0]


# ---------------------------------------------------------------- amounts

ZERO_ROWS = {"MTHCASA": 232, "DRvCR": 1653, "CC_AVE": 2727, "CC_LMT": 29742}
PRESENT_ROWS = {"MTHCASA": 39045, "DRvCR": 29708, "CC_AVE": 17073, "CC_LMT": 47744, "MAXTD": 14100,
                "pur_price_avg": 5585, "UT_AVE": 2678}
CURVE_MINIMUM = {"MTHCASA": 0.01, "DRvCR": 3.45e-05, "MAXTD": 797.62, "pur_price_avg": 13600, "UT_AVE": 0.0675,
                 "CC_AVE": 0.000833, "MAX_MTH_TRN_AMT": 0.1, "MIN_MTH_TRN_AMT": 0.04, "AVG_TRN_AMT": 0.008333333,
                 "ANN_N_TRX": 0.5, "CC_LMT": 100}


def positive_curve(column):
    """(probability among positive values, value), from the smallest to the largest value."""
    present = PRESENT_ROWS.get(column, 11733)
    zeros = ZERO_ROWS.get(column, 0) / present
    pairs = [((p - zeros) / (1 - zeros), value) for p, value in published.CURVES[column] if p > zeros + 1e-5]
    end = 1 - 0.5 / (present * (1 - zeros))
    pairs = [(min(p, end), value) for p, value in pairs]
    return [(1e-7, CURVE_MINIMUM[column])] + [pair for pair in pairs if pair[1] > CURVE_MINIMUM[column]]


def with_atoms(column, curve):
    """The curve with a flat piece for each shared value; what lies between them takes up the rest."""
    present, listed = published.ATOMS[column]
    positive = present - ZERO_ROWS.get(column, 0)
    atoms = sorted((value, rows / positive) for value, rows in listed if value > 0)
    scores, logs = norm.ppf([p for p, _ in curve]), np.log([v for _, v in curve])
    smooth = lambda value: norm.cdf(np.interp(np.log(value), logs, scores))
    values, masses = np.array([v for v, _ in atoms]), np.array([m for _, m in atoms])
    # Unknown mass of each gap; the middle of every atom should sit where the smooth curve has it.
    count = len(atoms)
    before = np.tril(np.ones((count, count + 1)))
    middle = smooth(values) - (np.cumsum(masses) - masses / 2)
    gaps_guess = np.diff(np.concatenate(([0], smooth(values), [1])))
    lines = np.vstack((before, 1000 * np.ones(count + 1), 0.05 * np.eye(count + 1)))
    wanted = np.concatenate((middle, [1000 * (1 - masses.sum())], 0.05 * gaps_guess))
    gaps = lsq_linear(lines, wanted, bounds=(1e-6, 1)).x
    gaps *= (1 - masses.sum()) / gaps.sum()
    pieces, base, low = [curve[0]], 0.0, 0.0
    for gap, (value, mass) in zip(gaps, atoms + [(np.inf, 0)]):
        high = smooth(value) if np.isfinite(value) else 1.0
        floor_value = pieces[-1][1]
        inside = [(base + gap * (smooth(v) - low) / (high - low), v) for _, v in curve[1:]
                  if floor_value * 1.001 < v < value * 0.999]
        pieces += [piece for piece in inside if piece[0] > pieces[-1][0]]
        base += gap
        if np.isfinite(value):
            pieces += [(base, value), (base + mass, value)]
            base, low = base + mass, high
    end = 1 - 0.5 / positive
    return [(min(p, end), v) for p, v in pieces]


def score_curve(column):
    curve = positive_curve(column)
    if column in published.ATOMS:
        curve = with_atoms(column, curve)
    return [(norm.ppf(p), np.log(value)) for p, value in curve]


# ---------------------------------------------------------------- customer numbers and postal codes

POSITION_BINS = 30
DISTINCT_IDS, LARGEST_ID, LARGEST_POSTAL_CODE = 47857, 99996, 99953
POSTAL_ZEROS = 2082 / 65597         # rows that hold 0 are drawn apart


def solve_id_multiplicities():
    """How many customer numbers occur 1..6 times: random draws with the published density, then exact totals."""
    density = np.array(published.ID_BIN_SHARES) * ROWS / (LARGEST_ID / 30)
    chance = np.array([np.mean(np.exp(-density) * density**k / np.prod(np.arange(1, k + 1))) for k in range(1, 7)])
    rows = np.rint(chance / chance.sum() * DISTINCT_IDS)
    # Two exact totals are left to meet (numbers and rows): move between once and twice.
    times = np.arange(1, 7)
    rows[1] += ROWS - rows @ times - (DISTINCT_IDS - rows.sum())
    rows[0] = DISTINCT_IDS - rows[1:].sum()
    return rows.astype(int)


def position_knots(shares, quantiles, largest, zeros=0.0, most_dense=np.inf):
    """(share of rows, part of the range): the bin edges and the printed quantiles between them.

    A quantile that contradicts an edge, or would ask for more numbers than there are values, is left out.
    """
    knots = list(zip(np.concatenate(([0], np.cumsum(shares) / np.sum(shares))), np.arange(POSITION_BINS + 1) / POSITION_BINS))
    for probability, value in quantiles:
        knot = ((probability - zeros) / (1 - zeros), value / largest)
        place = sum(other[1] < knot[1] for other in knots)
        before, after = knots[place - 1], knots[place]
        slopes = [(b[0] - a[0]) / (b[1] - a[1]) for a, b in ((before, knot), (knot, after))]
        if min(slopes) > 0 and max(slopes) < most_dense:
            knots.insert(place, knot)
    return knots


def print_positions(name, knots):
    texts = ["{%.5f, %.5f}" % knot for knot in knots]
    body = ",\n".join("    " + ", ".join(texts[i:i + 6]) for i in range(0, len(texts), 6))
    print(f"static const struct position {name}_knots[] = {{\n{body}\n}};\n"
          f"const struct position_curve {name}_positions = {{{name}_knots, {len(knots)}}};\n")


# ---------------------------------------------------------------- C output

def numbers(values, form, per_line):
    texts = [form % value for value in values]
    return ",\n".join("    " + ", ".join(texts[i:i + per_line]) for i in range(0, len(texts), per_line))


def array(kind, name, sizes, values, form="%.6g", per_line=12):
    print(f"const {kind} {name}{sizes} = {{\n{numbers(values, form, per_line)}\n}};\n")


def matrix(name, sizes, values):
    rows = ",\n".join("    {" + ", ".join("%.4g" % v for v in row) + "}" for row in values)
    print(f"const double {name}{sizes} = {{\n{rows}\n}};\n")


def print_curve(name, column):
    knots = score_curve(column)
    body = ",\n".join("    " + ", ".join("{%.5f, %.10f}" % knot for knot in knots[i:i + 4]) for i in range(0, len(knots), 4))
    print(f"static const struct knot {name}_knots[] = {{\n{body}\n}};\n"
          f"const struct curve {name}_curve = {{{name}_knots, {len(knots)}}};\n")


def print_population():
    rows = solve_patterns()
    age_counts = solve_age_counts()
    shifts = solve_age_shifts(rows)
    spread, thresholds = solve_age_thresholds(rows, shifts, age_counts)
    people = simulate(rows, shifts, spread, thresholds)
    print("/* Solved by calibrate.py population from the figures in published.py; change those, not this file. */\n")
    print('#include "tables.h"\n\n/* clang-format off */\n')
    print("/* Rows of each ownership pattern, counted up: [CASA][time deposit][auto loan][home loan][unit trust][card]. */")
    array("int32_t", "pattern_rows_up_to", "[PATTERN_COUNT]", np.cumsum(rows), "%d")
    print("/* Mean of the age score in each pattern, its spread around that, and the score up to which each age goes. */")
    array("double", "age_shift", "[PATTERN_COUNT]", shifts, "%.4f")
    print(f"const double age_spread = {spread:.6f};\n")
    array("double", "age_threshold", "[OLDEST_AGE]", thresholds[:122], "%.4f")
    print("/* Mean and standard deviation of wealth among holders: CASA, time deposit, unit trust, any deposit account. */")
    matrix("wealth_moments", "[4][2]", wealth_moments(people))
    print_categories(people)
    print("/* Factors on the Poisson weights of 1..9 products. */")
    array("double", "product_factor", "[MOST_PRODUCTS]", solve_product_factors(people), "%.5g")
    print("/* Amounts: (normal score, natural logarithm of the value). */")
    for name, column in (("casa_balance", "MTHCASA"), ("largest_deposit", "MAXTD"), ("debit_credit", "DRvCR"), ("car_price", "pur_price_avg"),
                         ("unit_trust", "UT_AVE"), ("card_balance", "CC_AVE"), ("card_limit", "CC_LMT"),
                         ("monthly_spend", "AVG_TRN_AMT"), ("largest_month", "MAX_MTH_TRN_AMT"),
                         ("smallest_month", "MIN_MTH_TRN_AMT"), ("transactions", "ANN_N_TRX")):
        print_curve(name, column)
    print("/* Customer numbers that occur 1..6 times; and shares of rows up to parts of the range. */")
    array("int32_t", "id_multiplicity_rows", "[MOST_ROWS_OF_AN_ID]", solve_id_multiplicities(), "%d")
    print_positions("id", position_knots(published.ID_BIN_SHARES, published.ID_QUANTILES, LARGEST_ID,
                                         most_dense=0.95 * LARGEST_ID / DISTINCT_IDS))
    postal = np.array(published.POSTAL_BIN_SHARES)
    postal[0] -= POSTAL_ZEROS
    print_positions("postal", position_knots(postal, published.POSTAL_QUANTILES, LARGEST_POSTAL_CODE, POSTAL_ZEROS))


def print_categories(people):
    cells, occupation_chance = solve_occupation(people)
    occupation = draw(cells, occupation_chance)
    cells, education_chance = solve_education(people)
    education = draw(cells, education_chance)
    _, dwelling_chance = solve_dwelling(people, education)
    _, income_chance = solve_income(people, occupation, education)
    print("/* Chance of each category (0 is blank). Cells: auto loan x time deposit x card balance x age band;")
    print(" * card balance x age band; card balance x education known; income not asked for without or with education,")
    print(" * or asked for, x occupation. */")
    matrix("occupation_chance", "[8 * AGE_BANDS][OCCUPATIONS]", occupation_chance)
    matrix("education_chance", "[2 * AGE_BANDS][EDUCATIONS]", education_chance)
    matrix("dwelling_chance", "[4][DWELLINGS]", dwelling_chance)
    matrix("income_chance", "[3 * OCCUPATIONS][INCOMES]", income_chance)
    for name, table, size in (("occupation", published.OCCUPATION, "OCCUPATIONS"), ("education", published.EDUCATION, "EDUCATIONS"),
                              ("dwelling", published.DWELLING, "DWELLINGS"), ("income", published.INCOME, "INCOMES"),
                              ("product", published.PRODUCTS, "MOST_PRODUCTS")):
        array("int32_t", f"{name}_rows", f"[{size}]", counts_of(table), "%d")


if __name__ == "__main__":
    if sys.argv[1:] == ["population"]:
        print_population()
    elif len(sys.argv) == 3 and sys.argv[1] == "label":
        import calibrate_label
        calibrate_label.print_label(sys.argv[2])
    else:
        sys.exit(__doc__)
