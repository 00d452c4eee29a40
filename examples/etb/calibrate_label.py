"""Solves the weights of the label: see calibrate.py, which starts it.

The expected AFFLUENT count of every published cell (product count, deposit accounts, age bin, occupation, ...) should
equal the published rate times the customers in the cell. That is the gradient of a logistic likelihood whose
labels are known only through these sums, so Newton's method finds the weights; a small ridge settles cells that
overlap or contradict each other.
"""

import csv
import io
import subprocess

import numpy as np

import published

CUSTOMERS = 400_000
SEED = 98
RIDGE = 3.0                       # pseudo-customers at the average: rare categories shrink a little
STEP, STEP_AT = 2.55, 45000.0      # what assets add on top of the cells; the size sets how well a model can do

NO_BLANKS = None        # no cell of blanks
AFFLUENT_SHARE = published.AFFLUENT / published.ROWS


def rates(table):
    return [affluent / rows for rows, affluent in table.values()]


def ratio(pairs):
    return [affluent / rows for rows, affluent in pairs]


# (C name, column, AFFLUENT rate of blanks or None for no such cell, edges, AFFLUENT rate between edges).
# Rates of amounts are those of the published 30-bin charts, so edges are theirs; bins that hold few rows are joined.
# A chart's bin edges are lower + k x (upper - lower) / 30.
NUMERIC_TERMS = [
    ("products", "NUM_PRD", NO_BLANKS, list(range(2, 8)),
     ratio([(23517, 976), (22286, 2459), (13209, 3963), (5000, 2277), (1604, 922), (378, 255), (89, 74)])),
    # Zero accounts are the deposit cell with neither product, weighed there.
    ("accounts", "CASATD_CNT", NO_BLANKS, [1, 3, 4, 5, 7, 8, 9],
     [0.0289, 6490 / 34166, 1642 / 3425, 899 / 1601, 749 / 1206, 147 / 219, 98 / 129, 163 / 246]),
    ("funds", "N_FUNDS", 9088 / 63405, [2, 3, 4, 5], ratio([(1897, 1229), (528, 400), (164, 135), (60, 52), (29, 21)])),
    ("assets", "Asset value", NO_BLANKS, [264687, 529374], [0.152, 0.660, 0.675]),
    ("casa", "MTHCASA", 1162 / 27038, [15403, 240211], [0.191, 0.444, 0.603]),
    ("casa_smallest", "MINCASA", 1162 / 27038, [15403, 240211], [0.210, 0.420, 0.605]),
    ("time_deposit", "MTHTD", 4838 / 51983, [264421], [0.414, 0.640]),
    ("largest_deposit", "MAXTD", 4838 / 51983, [264421], [0.428, 0.605]),
    ("debit_credit", "DRvCR", 2771 / 36375, [386667], [0.272, 0.545]),
    ("unit_trust", "UT_AVE", 9088 / 63405, [40200], [0.574, 0.863]),
    ("car_price", "pur_price_avg", 10651 / 60496, [60310, 107020, 153730, 200440], [0.015, 0.046, 0.057, 0.067, 0.075]),
    ("card_balance", "CC_AVE", 8590 / 49010, [6713, 13427], [0.141, 0.061, 0.040]),
    ("card_limit", "CC_LMT", 2385 / 18339, [12667, 25333, 38000], [0.184, 0.139, 0.134, 0.125]),
    ("spend", "ANN_TRN_AMT", 9133 / 54350, [], [1793 / 11733]),
    ("age", "C_AGE", NO_BLANKS, [22, 26, 30, 34, 38, 42, 46, 50, 54, 58, 62, 66, 70, 74, 78, 82, 86, 90, 94],
     [0.040] + published.AGE_BIN_RATES[5:23] + [0.02]),
    ("home_loan", "HL_tag", NO_BLANKS, [1], [10416 / 63715, 510 / 2368]),
]
CATEGORY_TERMS = [
    ("occupation", "gn_occ", published.OCCUPATION),
    ("education", "C_EDU", published.EDUCATION),
    ("dwelling", "C_HSE", published.DWELLING),
    ("income", "INCM_TYP", published.INCOME),
]
DEPOSIT_CELLS = {(0, 0): 726 / 25092, (0, 1): 436 / 1946, (1, 0): 4112 / 26891, (1, 1): 5652 / 12154}


def has_blank(name):
    return any(term[0] == name and term[2] is not None for term in NUMERIC_TERMS)


def customers(program):
    table = subprocess.run([program, "--rows", str(CUSTOMERS), "--seed", str(SEED)], check=True, capture_output=True, text=True)
    rows = list(csv.reader(io.StringIO(table.stdout)))
    return dict(zip(rows[0], np.array(rows[1:], dtype=object).T))


def as_numbers(column):
    return np.array([float(text) if text else np.nan for text in column])


def numeric_cells(name, column, blank, edges, cell_rates, table):
    """(cell of each customer, rate of each cell); the last cell is blank, where blanks occur."""
    values = as_numbers(table[column])
    if name in ("accounts", "home_loan"):
        values = np.nan_to_num(values)
    cells = np.digitize(values, edges)
    cells[np.isnan(values)] = len(cell_rates)
    return cells, cell_rates + ([blank] if blank is not None else [])


def category_cells(column, categories, table):
    order = {str(value): index for index, value in enumerate(categories)}
    texts = [text[:-2] if text.endswith(".0") else text for text in table[column]]
    return np.array([order[text] for text in texts]), rates(categories)


def all_terms(table):
    terms = [(name, *numeric_cells(name, column, blank, edges, cell_rates, table))
             for name, column, blank, edges, cell_rates in NUMERIC_TERMS]
    # A car price may be blank with the loan: the loan decides, as it does in label.c.
    terms += [(name, *category_cells(column, categories, table)) for name, column, categories in CATEGORY_TERMS]
    casa, deposit = (table["MTHCASA"] != "").astype(int), (table["MTHTD"] != "").astype(int)
    terms.append(("cell", 2 * casa + deposit, [DEPOSIT_CELLS[key] for key in ((0, 0), (0, 1), (1, 0), (1, 1))]))
    return terms


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def term_targets(term):
    """Expected AFFLUENT counts of a term's cells. Chart rates are scaled so that every term adds up to the same
    total: contradictions between terms would otherwise drive their weights far apart."""
    name, cells, cell_rates = term
    targets = np.bincount(cells, minlength=len(cell_rates)) * np.array(cell_rates)
    inside = slice(0, len(targets) - has_blank(name))
    targets[inside] *= (AFFLUENT_SHARE * CUSTOMERS - targets.sum() + targets[inside].sum()) / targets[inside].sum()
    return targets


def derivatives(padded, chance, size):
    """Gradient and Hessian of the expected counts' likelihood, from one-hot columns given as indices."""
    slope = chance * (1 - chance)
    gradient, hessian = np.zeros(size), np.zeros(size * size)
    for a in padded:
        gradient += np.bincount(a, weights=chance, minlength=size)
        for b in padded:
            hessian += np.bincount(a * size + b, weights=slope, minlength=size * size)
    return gradient, hessian.reshape(size, size)


def solve(terms, offset):
    """Weights by Newton with a ridge toward zero; the intercept is free."""
    starts = np.cumsum([1] + [len(cell_rates) for _, _, cell_rates in terms])
    size = starts[-1]
    columns = np.array([start + cells for start, (_, cells, _) in zip(starts, terms)])
    target = np.concatenate([[AFFLUENT_SHARE * CUSTOMERS]] + [term_targets(term) for term in terms])
    padded = np.vstack((np.zeros_like(columns[0]), columns))
    ridge = np.full(size, RIDGE)
    ridge[0] = 0
    weights = np.zeros(size)

    def loss(candidate):
        score = offset + candidate[padded].sum(axis=0)
        return np.logaddexp(0, score).sum() - target @ candidate + ridge @ candidate**2 / 2

    for _ in range(40):
        chance = sigmoid(offset + weights[padded].sum(axis=0))
        gradient, hessian = derivatives(padded, chance, size)
        move = np.linalg.solve(hessian + np.diag(ridge), gradient - target + ridge * weights)
        length, before = 1.0, loss(weights)
        while loss(weights - length * move) > before and length > 1e-6:
            length /= 2
        weights -= length * move
        if np.abs(length * move).max() < 1e-7:
            break
    return weights, starts, chance


def print_label(program):
    table = customers(program)
    assets = as_numbers(table["Asset value"])
    power = (assets / STEP_AT)**4
    terms = all_terms(table)
    weights, starts, chance = solve(terms, STEP * power / (1 + power))
    print("/* Solved by calibrate.py label from the rates in published.py and calibrate_label.py; change those.")
    print(f" * {CUSTOMERS:,} customers of seed {SEED}; ridge {RIDGE}. Best possible ROC AUC there: {best_auc(chance):.4f}. */\n")
    print('#include "tables.h"\n\n/* clang-format off */\n')
    print("#define INTERVALS(edges, weights) sizeof (edges) / sizeof (edges)[0], edges, weights\n")
    entries = []
    for (name, _, cell_rates), start in zip(terms, starts):
        values = weights[start:start + len(cell_rates)]
        if name == "cell":
            cell = values
        else:
            entries.append(print_term(name, values))
    print("const struct label_term label_terms[LABEL_TERMS] = {\n" + ",\n".join(entries) + "\n};\n")
    print("const double label_cell[2][2] = {{%.4f, %.4f}, {%.4f, %.4f}};" % tuple(cell))
    print(f"const double label_intercept = {weights[0]:.4f};")
    print(f"const double label_step = {STEP};\nconst double label_step_at = {STEP_AT};")


def print_term(name, values):
    numeric = {term[0]: term for term in NUMERIC_TERMS}.get(name)
    edges = numeric[3] if numeric else list(range(1, len(values)))
    inside, blank = (values[:-1], values[-1]) if has_blank(name) else (values, 0)
    def listed(items, form):
        return ", ".join(form % item for item in items)
    print(f"static const double {name}_weights[] = {{{listed(inside, '%.4f')}}};")
    if not edges:
        print()
        return f"    [TERM_{name.upper()}] = {{{blank:.4f}, 0, 0, {name}_weights}}"
    print(f"static const double {name}_edges[] = {{{listed(edges, '%g')}}};\n")
    return f"    [TERM_{name.upper()}] = {{{blank:.4f}, INTERVALS({name}_edges, {name}_weights)}}"


def best_auc(chance):
    """Expected ROC AUC of the true chances themselves."""
    order = np.argsort(chance)
    positive, negative = chance[order], 1 - chance[order]
    below = np.cumsum(negative) - negative / 2
    return float((positive * below).sum() / positive.sum() / negative.sum())
