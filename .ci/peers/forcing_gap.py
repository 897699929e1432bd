"""The forcing gap in Hypothesis. Prints: CPU seconds, cases that met the hypothesis, cases drawn."""

from fractions import Fraction
from math import gcd
from time import process_time

from hypothesis import HealthCheck, assume, given, settings, strategies as st

# 0, 1 and all fractions between with denominators up to 6. A 1 is drawn as often as all others together: else most
# cases would miss the hypothesis.
OTHERS = [Fraction(0)] + [Fraction(i, d) for d in range(2, 7) for i in range(1, d) if gcd(i, d) == 1]
CHANCES = OTHERS + [Fraction(1)] * len(OTHERS)

drawn = met = 0


@st.composite
def scenarios(draw):
    """The weight and the g of each outcome."""
    k = draw(st.integers(1, 5))
    weights = draw(st.lists(st.integers(0, 24), min_size=k, max_size=k).filter(any))
    g = draw(st.lists(st.sampled_from(CHANCES), min_size=k, max_size=k))
    return weights, g


# Rounds of 500 cases. A database would replay old cases, and the deadline and the health checks judge the test's
# speed: none of them has a part in what is timed.
@settings(max_examples=500, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def forcing_gap(scenario):
    """TV(P(.|R=0), P(.|X_F)) = 1 - P(X_F|R=0), of the cases with p(X_F) > 0."""
    global drawn, met
    drawn += 1
    weights, g = scenario
    total = sum(weights)
    p = [Fraction(w, total) for w in weights]
    forced = [px if gx == 1 else Fraction(0) for px, gx in zip(p, g)]
    p_forced = sum(forced)
    assume(p_forced > 0)
    met += 1
    success = [px * gx for px, gx in zip(p, g)]
    p_success = sum(success)
    given_success = [s / p_success for s in success]
    given_forced = [f / p_forced for f in forced]
    c = sum(q for q, gx in zip(given_success, g) if gx == 1)
    tv = sum(abs(a - b) for a, b in zip(given_success, given_forced)) / 2
    assert tv == 1 - c


# Until two seconds of CPU time are spent, so that the machine's speed decides how many cases there are.
start = process_time()
while process_time() - start < 2:
    forcing_gap()
print(process_time() - start, met, drawn)
