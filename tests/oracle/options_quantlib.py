"""American options with cash dividends by QuantLib's finite differences, as reference for the product's own pricer.

The share drops by the dividend on its ex-date (the "Spot" model). QuantLib looks at early exercise after each step in time, so its prices are
of first order in it: two numbers of steps are extrapolated to infinitely many. Vega by a bump of 0.001, theta for one calendar day.
Half of the contracts are drawn from everything that is demanded, half from what is traded for a move of days.
Usage: options_quantlib.py <out.csv>, with QuantLib 1.44.
"""

import csv
import random
import sys

import QuantLib as ql

SEED = 20251101
CONTRACTS = 240
STEPS = 1000
NODES = 1600
BUMP = 1e-3

TODAY = ql.Date(1, 7, 2025)
ACT365 = ql.Actual365Fixed()
ql.Settings.instance().evaluationDate = TODAY


def contract(dice, wide):
    days = dice.randint(2, 400) if wide else dice.randint(5, 60)
    spot = round(dice.uniform(100, 200), 2)
    strike = round(spot * (1 + (dice.uniform(-0.4, 0.4) if wide else dice.uniform(-0.12, 0.12))), 1)
    volatility = round(dice.uniform(0.08, 1.2) if wide else dice.uniform(0.15, 0.6), 4)
    rate = round(dice.uniform(0, 0.08), 4)
    count = min(dice.randint(0, 3 if wide else 1), days - 1)
    dividends = [(day, round(spot * dice.uniform(0.001, 0.01), 2)) for day in sorted(dice.sample(range(1, days), count))]
    return dice.choice("CP"), spot, strike, days, rate, volatility, dividends


def solve(terms, steps, bump=0.0):
    right, spot, strike, days, rate, volatility, dividends = terms
    process = ql.BlackScholesProcess(
        ql.QuoteHandle(ql.SimpleQuote(spot)),
        ql.YieldTermStructureHandle(ql.FlatForward(TODAY, rate, ACT365, ql.Continuous)),
        ql.BlackVolTermStructureHandle(ql.BlackConstantVol(TODAY, ql.NullCalendar(), volatility + bump, ACT365)),
    )
    schedule = ql.DividendVector([TODAY + day for day, _ in dividends], [amount for _, amount in dividends])
    engine = ql.FdBlackScholesVanillaEngine(
        process, schedule, steps, NODES, 2, ql.FdmSchemeDesc.Douglas(), False, -ql.nullDouble(), ql.FdBlackScholesVanillaEngine.Spot
    )
    payoff = ql.PlainVanillaPayoff(ql.Option.Call if right == "C" else ql.Option.Put, strike)
    option = ql.VanillaOption(payoff, ql.AmericanExercise(TODAY, TODAY + days))
    option.setPricingEngine(engine)
    return [option.NPV(), option.delta(), option.gamma(), option.theta() / 365]


def extrapolated(terms, bump=0.0):
    return [2 * fine - coarse for coarse, fine in zip(solve(terms, STEPS, bump), solve(terms, 2 * STEPS, bump))]


def main(path):
    dice = random.Random(SEED)
    with open(path, "w", newline="") as file:
        file.write("# American options with cash dividends (`days to the ex-date:dollars`) and what QuantLib 1.44 makes of them.\n")
        file.write("# Made by `python3 tests/oracle/options_quantlib.py tests/golden/quantlib_options.csv`, which says how.\n")
        out = csv.writer(file, lineterminator="\n")
        out.writerow("right spot strike days rate volatility dividends price delta gamma theta vega".split())
        for number in range(CONTRACTS):
            terms = contract(dice, number % 2 == 0)
            numbers = extrapolated(terms)
            vega = (extrapolated(terms, BUMP)[0] - extrapolated(terms, -BUMP)[0]) / (2 * BUMP)
            dividends = ";".join(f"{day}:{amount}" for day, amount in terms[6])
            out.writerow([*terms[:6], dividends, *(f"{number:.7g}" for number in [*numbers, vega])])


main(sys.argv[1])
