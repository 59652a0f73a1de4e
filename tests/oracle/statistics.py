"""Recomputes every statistic from stored predictions and outcomes, all at once, and compares: statistics.py OUTCOMES STATISTICS.

OUTCOMES has a row for each outcome, in the order of its predictions: number, decision and due (Unix seconds), horizon, uniqueness, call, the
stated probabilities of down, hold and up, those of the forecast without skill and the direction of the last session (all empty where none was
stated), what it became (empty where there was no price), price of the decision, expected deviation of a day, when the day's outcome is due
and the probabilities stated for it, and price and instant of entry and exit. STATISTICS has a row for each figure that the program computed from the same: name and value, empty
where there is none. Every one of them has to be found here, and every one found here has to be there.
"""

import csv
import math
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaln
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, balanced_accuracy_score, brier_score_loss, log_loss, roc_auc_score

TOLERANCE = 1e-9
DIRECTIONS = ["SELL", "HOLD", "BUY"]
FLOOR = 0.001
LEVELS = [0.55, 0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90, 0.95]
BOUNDS = (-1.1, 3.0)


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def wilson(right, n):
    z = norm.ppf(0.975)
    p, whole = right / n, 1 + z * z / n
    half = z * math.sqrt(p * (1 - p) / n + z * z / 4 / n / n) / whole
    centre = (p + z * z / 2 / n) / whole
    return centre - half, centre + half


def anytime(right, n):
    wrong = n - right

    def surplus(p):
        return betaln(0.5 + right, 0.5 + wrong) - betaln(0.5, 0.5) - right * np.log(p) - wrong * np.log1p(-p) - np.log(20)

    tiny, share = 1e-300, min(max(right / n, 1e-300), 1 - 1e-16)
    low = 0.0 if right == 0 else brentq(surplus, tiny, share, xtol=1e-15, rtol=1e-14)
    high = 1.0 if wrong == 0 else brentq(surplus, share, 1 - 1e-16, xtol=1e-15, rtol=1e-14)
    return low, high


def anytime_mean(values, weights):
    mean = np.average(values, weights=weights)
    n, variance = weights.sum(), np.average((values - mean) ** 2, weights=weights)
    rho2 = (-2 * np.log(0.05) + np.log(-2 * np.log(0.05)) + 1) / 250
    half = np.sqrt(variance) * np.sqrt(2 * (n * rho2 + 1) / (n * n * rho2) * np.log(np.sqrt(n * rho2 + 1) / 0.05))
    return mean, mean - half, mean + half


def betting(values):
    x = np.clip((np.array(values) - BOUNDS[0]) / (BOUNDS[1] - BOUNDS[0]), 0, 1)
    t = np.arange(1, len(x) + 1)
    means = (0.5 + np.cumsum(x)) / (t + 1)
    variances = (0.25 + np.cumsum((x - means) ** 2)) / (t + 1)
    before = np.r_[0.25, variances[:-1]]
    stake = np.sqrt(2 * np.log(40) / (before * t * np.log1p(t)))

    def lower(x):
        def capital(m):
            return np.cumsum(np.log1p(np.minimum(stake, 0.5 / m) * (x - m))).max() - np.log(40)

        low, high = 1e-12, 1.0
        if capital(low) < 0:
            return 0.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if capital(middle) >= 0 else (low, middle)
        return high

    width = BOUNDS[1] - BOUNDS[0]
    return BOUNDS[0] + width * x.mean(), BOUNDS[0] + width * lower(x), BOUNDS[0] + width * (1 - lower(1 - x))


def share(told, name, right, n):
    """A share with its intervals."""
    if n <= 0:
        for part in ["share", "wilson_low", "wilson_high", "anytime_low", "anytime_high"]:
            told[f"{name}.{part}"] = None
        return
    told[f"{name}.share"] = right / n
    told[f"{name}.wilson_low"], told[f"{name}.wilson_high"] = wilson(right, n)
    told[f"{name}.anytime_low"], told[f"{name}.anytime_high"] = anytime(right, n)


def probabilities(rows, prefix=""):
    return np.array([[float(row[prefix + part]) for part in ("down", "hold", "up")] for row in rows])


def one_hot(became):
    return np.array([[float(name == direction) for direction in DIRECTIONS] for name in became])


def scores(stated, became, weights):
    """Brier score and log loss of the three directions."""
    seen = one_hot(became)
    brier = np.average(((stated - seen) ** 2).sum(axis=1), weights=weights)
    said = (np.maximum(stated, FLOOR) * seen).sum(axis=1)
    return brier, np.average(-np.log(said), weights=weights)


def figures(told, name, rows):
    rows = [row for row in rows if row["became"]]
    u = np.array([float(row["uniqueness"]) for row in rows])
    calls, became = [row["call"] for row in rows], [row["became"] for row in rows]
    stated = probabilities(rows)
    n = u.sum()
    told[f"{name}.settled"], told[f"{name}.n_eff"] = len(rows), n
    share(told, f"{name}.calls", accuracy_score(became, calls, sample_weight=u) * n, n)
    told[f"{name}.balanced"] = balanced_accuracy_score(became, calls, sample_weight=u)
    frequencies = np.average(one_hot(became), axis=0, weights=u)
    told[f"{name}.majority"], told[f"{name}.always_up"] = frequencies.max(), frequencies[2]
    told[f"{name}.brier_baseline"] = scores(np.tile(frequencies, (len(rows), 1)), became, u)[0]
    told[f"{name}.log_loss_baseline"] = log_loss(
        became, np.tile(frequencies, (len(rows), 1))[:, [2, 1, 0]], sample_weight=u, labels=["BUY", "HOLD", "SELL"]
    )
    told[f"{name}.brier"], told[f"{name}.log_loss"] = scores(stated, became, u)

    moved = np.array([side != "HOLD" for side in became])
    rose = np.array([side == "BUY" for side in became])
    called = moved & np.array([call != "HOLD" for call in calls])
    hit = np.array([call == side for call, side in zip(calls, became)])
    share(told, f"{name}.sides", u[called & hit].sum(), u[called].sum())
    lead = stated[:, 2] - stated[:, 0]
    leaning = moved & (lead != 0)
    share(told, f"{name}.lean", u[leaning & ((lead > 0) == rose)].sum(), u[leaning].sum())

    based = np.array([row["base_down"] != "" for row in rows])
    parts = ["weight", "brier", "log_loss", "brier_gain", "gain", "gain_low", "gain_high"]
    if based.any():
        with_base = [row for row in rows if row["base_down"]]
        base, of, v = probabilities(with_base, "base_"), [row["became"] for row in with_base], u[based]
        told[f"{name}.yesterday"] = accuracy_score(of, [row["yesterday"] for row in with_base], sample_weight=v)
        brier, loss = scores(base, of, v)
        seen = one_hot(of)
        gain = np.log((np.maximum(stated[based], FLOOR) * seen).sum(axis=1) / (np.maximum(base, FLOOR) * seen).sum(axis=1))
        mean, low, high = anytime_mean(gain, v)
        values = [v.sum(), brier, loss, brier - scores(stated[based], of, v)[0], mean, low, high]
    else:
        told[f"{name}.yesterday"] = None
        values = [None] * len(parts)
    told.update({f"{name}.base.{part}": value for part, value in zip(parts, values)})

    reliability(told, name, stated, calls, hit, u)
    slope(told, name, stated[moved], rose[moved], u[moved])


def reliability(told, name, stated, calls, hit, u):
    confidence = np.array([row[DIRECTIONS.index(call)] for row, call in zip(stated, calls)])
    n, places = u.sum(), np.minimum(np.floor(confidence * 20).astype(int), 19)
    weight, said, right = (np.bincount(places, weights=values, minlength=20) for values in (u, u * confidence, u * hit))
    for place in range(20):
        told[f"{name}.bin{place}.weight"] = weight[place]
        told[f"{name}.bin{place}.stated"] = said[place]
        told[f"{name}.bin{place}.right"] = right[place]
    used = weight > 0
    mean, rate, overall = said[used] / weight[used], right[used] / weight[used], right.sum() / n
    told[f"{name}.ece"] = np.average(np.abs(mean - rate), weights=weight[used])
    told[f"{name}.murphy.brier"] = brier_score_loss(hit, confidence, sample_weight=u)
    told[f"{name}.murphy.reliability"] = np.average((mean - rate) ** 2, weights=weight[used])
    told[f"{name}.murphy.resolution"] = np.average((rate - overall) ** 2, weights=weight[used])
    told[f"{name}.murphy.uncertainty"] = overall * (1 - overall)


def slope(told, name, stated, rose, u):
    odds = np.log(stated[:, 2] / stated[:, 0])
    if len(set(rose)) < 2 or roc_auc_score(rose, odds) in (0.0, 1.0) or np.ptp(odds) == 0:
        told[f"{name}.slope"], told[f"{name}.intercept"] = None, None
        return
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-14, max_iter=1000)
    fit.fit(odds[:, None], rose, sample_weight=u)
    told[f"{name}.slope"], told[f"{name}.intercept"] = fit.coef_[0, 0], fit.intercept_[0]


def option(row):
    """Result of the model option, in parts of the premium."""
    strike, volatility = float(row["price"]), float(row["sigma"]) * math.sqrt(252)
    sign = 1 if row["call"] == "BUY" else -1

    def value(underlying, days):
        years = days / 365
        d1 = (math.log(underlying / strike) + (0.043 + volatility**2 / 2) * years) / (volatility * math.sqrt(years))
        d2 = d1 - volatility * math.sqrt(years)
        return sign * (underlying * norm.cdf(sign * d1) - strike * math.exp(-0.043 * years) * norm.cdf(sign * d2))

    held = (int(row["exit_s"]) - int(row["entry_s"])) / 86400
    bought, sold = value(float(row["entry"]), 21), value(float(row["exit"]), 21 - held)
    paid = 100 * (bought + max(0.05, 0.06 * bought) / 2)
    received = 100 * max(sold - max(0.05, 0.06 * sold) / 2, 0)
    return (received - paid - 2.10) / paid


def levels(told, rows):
    first, last = int(rows[0]["at_s"]), int(rows[-1]["at_s"])
    predictions = {}
    for row in rows:
        # The outcome of the day, where there is one yet; else any other tells what was said.
        if row["number"] not in predictions or row["horizon"] == "24h":
            predictions[row["number"]] = row
    for level in LEVELS:
        name, busy_until, episodes = f"level{round(level * 100)}", 0, []
        for row in predictions.values():
            confidence = 0 if row["call"] == "HOLD" else float(row["day_up" if row["call"] == "BUY" else "day_down"])
            if confidence >= level and int(row["at_s"]) >= busy_until:
                episodes.append((row, confidence))
                busy_until = int(row["day_due_s"])
        settled = [(row, confidence) for row, confidence in episodes if row["horizon"] == "24h" and row["became"]]
        right = sum(row["became"] == row["call"] for row, _ in settled)
        told[f"{name}.episodes"] = len(episodes)
        told[f"{name}.a_month"] = len(episodes) / ((last - first) / 86400 / 30.436875)
        told[f"{name}.settled"], told[f"{name}.right"] = len(settled), right
        low, high = anytime(right, len(settled)) if settled else (None, None)
        told[f"{name}.low"], told[f"{name}.high"] = low, high
        told[f"{name}.stated"] = np.mean([confidence for _, confidence in settled]) if settled else None
        made = betting([option(row) for row, _ in settled]) if settled else (None, None, None)
        told[f"{name}.option"], told[f"{name}.option_low"], told[f"{name}.option_high"] = made


def main(outcomes, statistics):
    rows, told = read(outcomes), {}
    for horizon in ("1h", "4h", "24h"):
        figures(told, horizon, [row for row in rows if row["horizon"] == horizon])
    levels(told, rows)
    worst, wrong = (0.0, ""), []
    said = {row["name"]: float(row["value"]) if row["value"] else None for row in read(statistics)}
    for name in sorted(set(told) | set(said)):
        mine, its = told.get(name), said.get(name)
        if name not in told or name not in said or (mine is None) != (its is None):
            wrong.append(f"{name}: {its}, not {mine}")
        elif mine is not None:
            difference = abs(mine - its) / max(1.0, abs(mine))
            worst = max(worst, (difference, name))
            if not difference <= TOLERANCE:
                wrong.append(f"{name}: {its}, not {mine}")
    print(f"{len(told)} statistics of {len(rows)} outcomes differ by at most {worst[0]:.1e} ({worst[1]})")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
