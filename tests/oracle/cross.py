"""Recomputes sector_correlation and market_regime from their inputs, all history at once, and compares: cross.py FOLDER.

FOLDER holds what tests/cross_oracle.rs wrote. sector.csv has a row for each closed bar of the predicted symbol: number on the trading clock,
bars covered, its close and those of seven watched symbols (empty where there is none), whether a prediction was made, and its score (empty
for silence). days.csv has a row for each session: its index, then for the predicted symbol, the market and the volatility index the close of
the day bar and that of the last intraday bar. regime.csv: session and score of each prediction.
"""

import csv
import sys
from pathlib import Path

import numpy as np

HALF_LIFE = 1560.0
TOLERANCE = 1e-9


def number(text):
    return float(text) if text else np.nan


def log(prices):
    """Natural logarithms on the grid of 2^-44 on which the program keeps prices."""
    return np.round(np.log(prices) * 2.0**44) / 2.0**44


def rows(path):
    with open(path, newline="") as file:
        return [[number(cell) for cell in row] for row in csv.reader(file)]


def expanding_weights(half_life, count):
    """Weights of `count` values, oldest first: alike until there are 1/w of them, then each new one takes w of the whole."""
    w = 1.0 - 2.0 ** (-1.0 / half_life)
    newest = np.maximum(w, 1.0 / np.arange(1, count + 1))
    kept = np.concatenate([np.cumprod((1.0 - newest[1:])[::-1])[::-1], [1.0]])
    return newest * kept


def sector(table):
    """The score at each bar, nan where the signal is silent."""
    table = np.array(table)
    at, covers = table[:, 0], table[:, 1]
    levels = log(table[:, 2:10])
    count = len(table)
    returns = np.full_like(levels, np.nan)
    follows = np.zeros(count, dtype=bool)
    follows[1:] = np.diff(at) == covers[1:]
    returns[follows] = levels[follows] - levels[np.flatnonzero(follows) - 1]
    zeroed, present = np.nan_to_num(returns), np.isfinite(returns)
    scores, gaps, last = np.full(count, np.nan), [], None
    for t in range(count):
        if t >= 4 and follows[t - 3 : t + 1].all():
            weight = 2.0 ** (-(at[t] - at[:t]) / HALF_LIFE)
            seen = ((weight * covers[:t])[:, None] * present[:t, 1:]).sum(axis=0)
            moved = (weight[:, None] * zeroed[:t, 1:] ** 2).sum(axis=0) > 0
            used = np.flatnonzero((seen >= 520.0) & moved & present[t - 3 : t + 1, 1:].all(axis=0))
            if len(used) >= 3:
                x, y = zeroed[:t, 1 + used], zeroed[:t, 0]
                left = (x * weight[:, None]).T @ x
                left += np.eye(len(used)) * (0.01 * np.trace(left) / len(used))
                beta = np.linalg.solve(left, (x * weight[:, None]).T @ y)
                gap = 0.0
                for span in (1, 2, 4):
                    moves = levels[t] - levels[t - span]
                    gap += beta @ moves[1 + used] - moves[0]
                gaps.append(gap)
                share = expanding_weights(HALF_LIFE, len(gaps))
                mean = share @ gaps
                spread = np.sqrt(share @ (np.array(gaps) - mean) ** 2)
                last = (at[t], covers[t], (gap - mean) / spread if spread > 0 else 0.0)
        if last is not None and at[t] - last[0] <= 2 * last[1] and len(gaps) >= 52:
            scores[t] = last[2] / np.sqrt(1.0 + last[2] ** 2)
    return scores


def regime(days):
    """The score of each session that can have one."""
    closes = {}
    for session, *prices in days:
        pairs = zip(prices[0::2], prices[1::2])
        closes[int(session)] = [log(day if np.isfinite(day) else bar) for day, bar in pairs]
    nan = [np.nan] * 3
    sigmas, means = np.array([0.6, 1.0, 1.8]), np.array([-0.25, 0.1, 0.5])
    change = np.full((3, 3), 0.01) + 0.97 * np.eye(3)
    squares, levels, beliefs = [], [], {}
    newest = None
    for s in sorted(closes):
        market, index = closes[s][1:]
        if not (np.isfinite(market) and np.isfinite(index)):
            continue
        move = market - closes.get(s - 1, nan)[1]
        if len(squares) >= 60 and len(levels) >= 60:
            chance = np.full(3, 1 / 3)
            if newest is not None:
                chance = np.linalg.matrix_power(change, s - newest) @ beliefs[newest]
            away = index - expanding_weights(250.0, len(levels)) @ levels
            chance = chance * np.exp(-0.5 * ((away - means) / 0.15) ** 2)
            typical = expanding_weights(250.0, len(squares)) @ squares
            if np.isfinite(move) and typical > 0:
                chance = chance * np.exp(-0.5 * move**2 / typical / sigmas**2) / sigmas
            beliefs[s] = chance / chance.sum()
            newest = s
        levels.append(index)
        if np.isfinite(move):
            squares.append(move**2)
    scores, sums = {}, np.zeros((3, 3))
    first, end = min(closes), max(closes)
    for s in range(first, end + 2):
        # What session s - 1 brought is known when s begins.
        move = closes.get(s - 1, nan)[0] - closes.get(s - 2, nan)[0]
        if s - 2 in beliefs and np.isfinite(move):
            sums += np.outer([1.0, move, move**2], beliefs[s - 2])
        days_seen, total, square = sums
        if s - 1 in beliefs and days_seen.sum() > 0 and square.sum() > 0:
            ratio = total / days_seen / np.sqrt(square / days_seen) * days_seen / (days_seen + 250.0)
            scores[s] = beliefs[s - 1] @ (ratio / np.sqrt(1 + ratio**2))
    return scores


def compare(name, pairs):
    worst, spoken, silent = 0.0, 0, 0
    for expected, found in pairs:
        if np.isnan(expected) != np.isnan(found):
            sys.exit(f"{name}: one is silent where the other is not: {expected} and {found}")
        if np.isnan(expected):
            silent += 1
        else:
            spoken += 1
            worst = max(worst, abs(expected - found))
    print(f"{name}: {spoken} scores and {silent} silences compared, largest difference {worst:.2e}")
    if worst > TOLERANCE or spoken == 0:
        sys.exit(f"{name}: more than {TOLERANCE} apart, or nothing to compare")


def main(folder):
    table = rows(folder / "sector.csv")
    found = sector(table)
    compare("sector_correlation", [(row[11], score) for row, score in zip(table, found) if row[10] == 1])
    found = regime(rows(folder / "days.csv"))
    told = rows(folder / "regime.csv")
    compare("market_regime", [(score, found.get(int(session), np.nan)) for session, score in told])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
