#!/usr/bin/env python3
"""Computes chart indicators and the scores of the four signals on bars once more, with numpy and TA-Lib.

    signals.py golden BARS.csv GOLDEN.csv    TA-Lib's indicators beside the bars; BARS has the columns high,low,close
    signals.py check BARS.csv SCORES.csv     compares scores at every decision; exits with 1 where one differs by more than 1e-9

BARS of `check` has a line for each bar as it came, finer than or as long as 15 minutes: number (of the decision at which it is
complete, on the trading clock), session, slot, slots, open, high, low, close, volume. SCORES: number, signal, score (empty where it
abstains). Nothing here is shared with the product: prices are plain logarithms, and weighted moments are sums over all of the past.
"""

import csv
import sys

import numpy as np

TOLERANCE = 1e-9
GAP_SESSIONS = 5
SIXTY_DAYS = 1560


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def golden(bars_path, out_path):
    import talib

    rows = read(bars_path)
    high, low, close = (np.array([float(row[name]) for row in rows]) for name in ("high", "low", "close"))
    macd, signal, _ = talib.MACD(close, 12, 26, 9)
    upper, middle, _ = talib.BBANDS(close, 20, 2, 2)
    columns = {
        "high": high, "low": low, "close": close,
        "ema12": talib.EMA(close, 12), "macd": macd, "signal": signal, "rsi14": talib.RSI(close, 14),
        "atr14": talib.ATR(high, low, close, 14), "adx14": talib.ADX(high, low, close, 14),
        "mean20": middle, "deviation20": (upper - middle) / 2, "top20": talib.MAX(high, 20), "bottom20": talib.MIN(low, 20),
    }
    with open(out_path, "w", newline="") as file:
        file.write(f"# {len(rows)} simulated bars (dollars) and what TA-Lib {talib.__version__} makes of them, empty while it has no value.\n")
        file.write("# Made by `cargo test --test signals_oracle write_bars -- --ignored`, which names the file of bars it wrote, and\n")
        file.write("# `python3 tests/oracle/signals.py golden BARS.csv tests/golden/indicators.csv`.\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for line in zip(*columns.values()):
            writer.writerow("" if np.isnan(value) else repr(float(value)) for value in line)


def ema(values, weight):
    out, level = np.empty(len(values)), values[0]
    for t, value in enumerate(values):
        level = (1 - weight) * level + weight * value
        out[t] = level
    return out


def moments(values, half_life):
    """Weighted mean and standard deviation at each place: plain ones at first, then half the weight every half_life values."""
    values = np.asarray(values, float)
    share = np.maximum(1 - 2 ** (-1 / half_life), 1 / np.arange(1, len(values) + 1))
    left = np.concatenate([[0], np.cumsum(np.log1p(-share[1:]))])
    weight = share * np.exp(-left)
    mean = np.exp(left) * np.cumsum(weight * values)
    square = np.exp(left) * np.cumsum(weight * values**2)
    return mean, np.sqrt(np.maximum(square - mean**2, 0))


def zscore(values, half_life=SIXTY_DAYS):
    mean, deviation = moments(values, half_life)
    return np.divide(values - mean, deviation, out=np.zeros(len(values)), where=deviation > 0)


def squash(z):
    return z / np.sqrt(1 + z**2)


def rolling(values, length, function):
    return np.array([function(values[max(0, t + 1 - length) : t + 1]) for t in range(len(values))])


def quarters(rows):
    """Bars of the 15-minute grid, by stretches without a gap of many sessions."""
    grid = {}
    for row in rows:
        bar = {name: float(row[name]) for name in ("open", "high", "low", "close", "volume")}
        place = {name: int(row[name]) for name in ("number", "session", "slot", "slots")}
        known = grid.setdefault(place["number"], {**place, **bar, "high": 0.0, "low": np.inf, "volume": 0.0})
        known["high"] = max(known["high"], bar["high"])
        known["low"] = min(known["low"], bar["low"])
        known["close"] = bar["close"]
        known["volume"] += bar["volume"]
    stretches, last = [], None
    for bar in grid.values():
        if last is None or bar["session"] - last > GAP_SESSIONS:
            stretches.append([])
        stretches[-1].append(bar)
        last = bar["session"]
    table = lambda bars: {name: np.array([bar[name] for bar in bars]) for name in bars[0]}
    return [table(bars) for bars in stretches]


def technical(bars):
    close, high, low = np.log(bars["close"]), np.log(bars["high"]), np.log(bars["low"])
    line = ema(close, 2 / 13) - ema(close, 2 / 27)
    histogram = line - ema(line, 2 / 10)
    before = close[:-1]
    atr = ema(np.maximum(high[1:], before) - np.minimum(low[1:], before), 1 / 14)
    up, down = np.diff(high), -np.diff(low)
    up, down = np.where(up > down, np.maximum(up, 0), 0), np.where(down > up, np.maximum(down, 0), 0)
    up, down = ema(up, 1 / 14), ema(down, 1 / 14)
    begin = int(np.argmax(up + down > 0))
    adx = np.concatenate([np.zeros(begin), ema(100 * np.abs(up - down)[begin:] / (up + down)[begin:], 1 / 14)])
    flow = bars["volume"][1:] * np.sign(np.diff(close))
    traded = rolling(np.abs(flow), 20, np.sum)
    balance = np.divide(rolling(flow, 20, np.sum), traded, out=np.zeros(len(flow)), where=traded > 0)
    top, bottom = rolling(high, 20, np.max)[1:], rolling(low, 20, np.min)[1:]
    channel = 2 * (close[1:] - bottom) / (top - bottom) - 1
    band = (close - rolling(close, 20, np.mean))[1:] / (2 * rolling(close, 20, np.std)[1:])
    trend = (zscore(histogram[1:] / atr) + channel + band) / 3
    score = squash(0.5 * (trend * np.minimum(adx / 20, 1) + zscore(balance)))
    return [None if t < 260 else score[t - 1] for t in range(len(close))]


def volatility(bars):
    opened, close, session = np.log(bars["open"]), np.log(bars["close"]), bars["session"]
    place = bars["number"] - bars["number"][0]
    same = np.concatenate([[False], session[1:] == session[:-1]])
    returns = np.zeros(place[-1] + 1)
    returns[place] = close - np.where(same, np.roll(close, 1), opened)
    ready = int(np.searchsorted(place, 571))
    if ready >= len(close):
        return [None] * len(close)
    scaled = []
    for length in (26, 130, 572):
        windows = [returns[max(0, end + 1 - length) : end + 1] for end in place[ready:]]
        ratio = [(np.sum(w[w > 0] ** 2) - np.sum(w[w < 0] ** 2)) / np.sum(w**2) for w in windows]
        scaled.append(zscore(np.array(ratio)))
    score = squash(-np.mean(scaled, axis=0))
    return [None if t < ready + 571 else score[t - ready] for t in range(len(close))]


def momentum(bars):
    log, session, slot, slots = np.log(bars["close"]), bars["session"], bars["slot"], bars["slots"]
    days, first = np.unique(session, return_index=True)
    closes = log[np.append(first[1:], len(log)) - 1]
    day_of = np.searchsorted(days, session)
    scaled = []
    for fast, slow in ((8, 24), (16, 48), (32, 96)):
        apart = ema(closes, 1 / fast) - ema(closes, 1 / slow)
        scaled.append((apart / rolling(closes, 63, np.std))[62:])
    deviation = moments(np.diff(closes), 60)[1] if len(closes) > 1 else []
    trend = [None] * len(closes)
    for day in range(62 + 62, len(closes)):
        y = np.array([s[day - 62] / np.std(s[max(0, day - 62 - 251) : day - 62 + 1]) for s in scaled])
        looks = [squash((closes[day] - closes[day - k]) / (deviation[day - 1] * np.sqrt(k))) for k in (21, 63, 252) if k <= day]
        trend[day] = (np.mean(y * np.exp(-(y**2) / 4) / 0.89) + np.mean(looks)) / 2
    halves = {day_of[t]: log[t] - closes[day_of[t] - 1] for t in range(len(log))
              if slot[t] == 2 and day_of[t] > 0 and days[day_of[t] - 1] == session[t] - 1}
    usual = dict(zip(halves, moments(list(halves.values()), 60)[1])) if halves else {}
    scores = []
    for t in range(len(log)):
        day = day_of[t]
        known = trend[day if slot[t] == slots[t] else day - 1] if day > 0 or slot[t] == slots[t] else None
        if known is not None and slots[t] == 26 and slot[t] >= 24 and usual.get(day, 0) > 0:
            known = (2 * known + squash(halves[day] / usual[day])) / 3
        scores.append(known)
    return scores


def mean_reversion(bars):
    high, low, close, volume = np.log(bars["high"]), np.log(bars["low"]), np.log(bars["close"]), bars["volume"]
    session = bars["session"]
    typical = (high + low + close) / 3
    average = np.empty(len(close))
    for day in np.unique(session):
        of = session == day
        traded, count = np.cumsum(volume[of]), np.arange(1, np.sum(of) + 1)
        plain = np.cumsum(typical[of]) / count
        average[of] = np.where(traded > 0, np.cumsum(volume[of] * typical[of]) / np.where(traded > 0, traded, 1), plain)
    always = np.ones(len(close) - 1, bool)
    pulls = [pull(close - average, session[1:] == session[:-1]), pull(close - ema(close, 2 / 521), always)]
    ratio = variance_ratio(close)
    score = np.clip(1 - ratio, 0, 1) * (pulls[0] + pulls[1]) / 2
    return [None if t < 519 else score[t] for t in range(len(close))]


def pull(deviation, carries):
    pairs = np.flatnonzero(carries) + 1
    lagged, squares = (moments(deviation[pairs] * deviation[pairs - 1], SIXTY_DAYS)[0],
                       moments(deviation[pairs - 1] ** 2, SIXTY_DAYS)[0])
    place = np.searchsorted(pairs, np.arange(len(deviation)), side="right") - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        phi = np.where(place >= 0, (lagged / squares)[place], np.nan)
        half_life = np.where((phi > 0) & (phi < 1), np.log(0.5) / np.log(phi), np.nan)
        usable = (half_life >= 2) & (half_life <= 130)
        return np.where(usable, -squash(zscore(deviation)) * np.minimum(26 / half_life, 1), 0)


def variance_ratio(close):
    path, usual, share = [0.0], 0.0, 1 - 2 ** (-1 / SIXTY_DAYS)
    for seen, change in enumerate(np.diff(close)):
        limit = 4 * np.sqrt(usual)
        counted = float(np.clip(change, -limit, limit)) if seen >= 26 and limit > 0 else change
        weight = max(share, 1 / (seen + 1))
        usual += weight * (counted**2 - usual)
        path.append(path[-1] + counted)
    path = np.array(path)
    one, four, day = (np.concatenate([np.zeros(k), moments((path[k:] - path[:-k]) ** 2, SIXTY_DAYS)[0]]) for k in (1, 4, 26))
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = (four / (4 * one) + day / (26 * one)) / 2
    ratio[:26] = 1
    return ratio


def check(bars_path, scores_path):
    stretches = quarters(read(bars_path))
    numbers = np.concatenate([bars["number"] for bars in stretches])
    told = {}
    for row in read(scores_path):
        told.setdefault(row["signal"], []).append((int(row["number"]), row["score"]))
    fine = True
    for function in (technical, volatility, momentum, mean_reversion):
        name = {"technical": "technical_analysis", "volatility": "volatility_analysis"}.get(function.__name__, function.__name__)
        expected = dict(zip(numbers, (score for bars in stretches for score in function(bars))))
        spoken, silent, disagree, worst = 0, 0, 0, 0.0
        for number, score in told[name]:
            wanted = expected[number]
            if (wanted is None) != (score == ""):
                disagree += 1
            elif wanted is None:
                silent += 1
            else:
                spoken += 1
                worst = max(worst, abs(wanted - float(score)))
        fine &= disagree == 0 and spoken > 0 and worst <= TOLERANCE
        print(f"numpy, {name}: {spoken} scores differ by at most {worst:.1e}; both silent {silent} times, only one {disagree} times")
    check_with_talib(stretches)
    return 0 if fine else 1


def check_with_talib(stretches):
    """How far the averages used above and TA-Lib's, which begin otherwise, lie apart once both have forgotten how they began."""
    import talib

    warm, worst = 450, {}
    for bars in stretches:
        high, low, close = bars["high"], bars["low"], bars["close"]
        atr = ema(np.maximum(high[1:], close[:-1]) - np.minimum(low[1:], close[:-1]), 1 / 14)
        reference = talib.ATR(high, low, close, 14)[1:]
        worst["ATR"] = max(worst.get("ATR", 0), np.max(np.abs(atr / reference - 1)[warm:]))
        line = ema(close, 2 / 13) - ema(close, 2 / 27)
        theirs = talib.MACD(close, 12, 26, 9)[0]
        worst["MACD / ATR"] = max(worst.get("MACD / ATR", 0), np.max(np.abs((line - theirs)[1:] / reference)[warm:]))
    print("numpy against TA-Lib from bar 450 on: " + ", ".join(f"{name} {value:.1e}" for name, value in worst.items()))


if __name__ == "__main__":
    command, *paths = sys.argv[1:]
    sys.exit({"golden": golden, "check": check}[command](*paths))
