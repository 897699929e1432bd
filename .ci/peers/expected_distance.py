"""The expected one-step distance with Python's fractions. Argument: N. Prints: CPU seconds for one sum, E TV at n = 10
exactly and at n = N-1 as a float."""

import sys
from fractions import Fraction
from math import comb
from time import process_time

THETA = [
    [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)],
    [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)],
    [Fraction(1, 5), Fraction(3, 5), Fraction(1, 5)],
]
OPERATOR = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
MIMIC = [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]


def joint(prior, likelihood):
    """The probability of the history and, for each outcome, of the history and the outcome after it."""
    weights = [a * l for a, l in zip(prior, likelihood)]
    return sum(weights), [sum(w * theta[x] for w, theta in zip(weights, THETA)) for x in range(3)]


def expected_distances(size):
    """E TV for all n below size. All histories with the same counts are alike, so they are summed as one."""
    powers = [[[t**j for j in range(size)] for t in theta] for theta in THETA]
    distances = []
    for n in range(size):
        total = Fraction(0)
        for i in range(n + 1):
            for j in range(n - i + 1):
                likelihood = [of[0][i] * of[1][j] * of[2][n - i - j] for of in powers]
                a, ax = joint(OPERATOR, likelihood)
                m, mx = joint(MIMIC, likelihood)
                # A(h) |A(x|h) - M(x|h)| = |A(hx) - A(h)/M(h) M(hx)|
                ratio = a / m
                total += comb(n, i) * comb(n - i, j) * sum(abs(p - ratio * q) for p, q in zip(ax, mx))
        distances.append(total / 2)
    return distances


# Short sums are repeated until half a second of CPU time is spent.
size = int(sys.argv[1])
times = 0
start = process_time()
while times == 0 or process_time() - start < 0.5:
    distances = expected_distances(size)
    times += 1
print((process_time() - start) / times, distances[10], float(distances[size - 1]))
