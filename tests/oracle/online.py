"""The online core of one horizon once more, in numpy and in the plainest form: whole matrices, no lanes, no shortcuts.

Reads a CSV of steps (key, kind, values...) and writes what should have been said at each prediction:
  predict,<key>,<slot>,<share_within>,<8 scores>,<8 awake>
  settle,<key>,<-1|0|1>
  end_day
Usage: online.py <bars> <steps.csv> <out.csv>
"""

import csv
import sys

import numpy as np

BARS = int(sys.argv[1])
U = 1.0 / BARS
SIGNALS = 8
HALF_LIVES = [40.0, 160.0, 640.0]
C = 0.25


def logistic(z):
    return 1.0 / (1.0 + np.exp(-z))


class Expert:
    """Ordered logit on the inputs `use`, by one Newton step an outcome, drifting back to its prior."""

    def __init__(self, size, prior_sd, half_life):
        self.m = np.zeros(size)
        self.p0 = np.eye(size) * prior_sd**2
        self.p = self.p0.copy()
        self.half_life = half_life

    def said(self, x, theta):
        eta = (self.m @ x) / np.sqrt(1.0 + np.pi / 8.0 * (x @ self.p @ x))
        return logistic(eta - theta), logistic(-eta - theta)

    def learn(self, x, theta, became, u):
        eta = self.m @ x
        up, down = logistic(eta - theta), logistic(-eta - theta)
        hold = 1.0 - up - down
        slope = {1: 1.0 - up, 0: down - up, -1: down - 1.0}[became]
        info = up * (1 - up) ** 2 + hold * (down - up) ** 2 + down * (1 - down) ** 2
        # The posterior precision gains u I x x'; its inverse by the full formula.
        precision = np.linalg.inv(self.p) + u * info * np.outer(x, x)
        self.p = np.linalg.inv(precision)
        self.m = self.m + self.p @ x * (u * slope)

    def forget(self, days):
        rho = 2.0 ** (-days / self.half_life)
        self.m = self.m * rho
        self.p = self.p * rho**2 + (1 - rho**2) * self.p0


class Climate:
    def __init__(self):
        self.n = 60.0 * 26
        self.held = self.expected = 0.3
        self.up = self.down = 0.35

    def said(self, share):
        hold = min(max(share * self.held / self.expected, 0.01), 0.98)
        half = (1 - hold) / 2
        lean = half * 0.5 * (self.up - self.down) / (self.up + self.down)
        return half + lean, hold, half - lean

    def learn(self, share, became):
        self.n += 1
        k = max(np.log(2) / (250 * 26), 1 / self.n)
        self.held += k * ((became == 0) - self.held)
        self.expected += k * (share - self.expected)
        self.up += k * ((became == 1) - self.up)
        self.down += k * ((became == -1) - self.down)


climate = Climate()
singles = [Expert(2, 1.5, 1000.0) for _ in range(SIGNALS)]
joints = [Expert(9, 0.5, h) for h in HALF_LIVES]
weights = np.full(12, 1 / 12)
platt = np.array([1.0, 0.0])
platt_p0 = np.diag([0.3**2, 0.1**2])
platt_p = platt_p0.copy()
memory = {}
out = csv.writer(open(sys.argv[3], "w"))

for row in csv.reader(open(sys.argv[2])):
    if row[0] == "predict":
        key, share = int(row[1]), float(row[3])
        scores = np.array([float(v) for v in row[4:12]])
        awake = np.array([v == "1" for v in row[12:20]])
        scores = np.where(awake, scores, 0.0)
        base = climate.said(share)
        theta = np.log((1 + base[1]) / (1 - base[1]))
        said = [(base[0], base[2])]
        xs = [None]
        for i, expert in enumerate(singles):
            x = np.array([C, scores[i]])
            xs.append(x)
            said.append(expert.said(x, theta))
        whole = np.concatenate([[C], scores])
        for expert in joints:
            xs.append(whole)
            said.append(expert.said(whole, theta))
        said = np.array(said)
        speaks = np.concatenate([[True], awake, [True] * 3])
        w = weights * speaks
        w = w / w.sum()
        up, down = w @ said[:, 0], w @ said[:, 1]
        odds = np.log(up / down)
        z = platt @ [odds, 1.0]
        var = np.array([odds, 1.0]) @ platt_p @ [odds, 1.0]
        q = logistic(z / np.sqrt(1 + np.pi / 8 * var))
        stated = ((up + down) * q, 1 - up - down, (up + down) * (1 - q))
        memory[key] = (share, theta, xs, said, speaks, (up, 1 - up - down, down), odds)
        out.writerow([key] + [repr(float(v)) for v in stated + base])
    elif row[0] == "settle":
        share, theta, xs, said, speaks, mixed, odds = memory.pop(int(row[1]))
        became = int(row[2])
        happened = {1: said[:, 0], 0: 1 - said[:, 0] - said[:, 1], -1: said[:, 1]}[became]
        charged = np.where(speaks, happened, mixed[1 - became])
        weights = weights * np.maximum(charged, 1e-6) ** U
        a = 0.003 / 26
        weights = (1 - a) * weights / weights.sum() + a / 12
        climate.learn(share, became)
        for i, expert in enumerate(singles + joints):
            if speaks[1 + i]:
                expert.learn(xs[1 + i], theta, became, U)
        if became != 0:
            x = np.array([odds, 1.0])
            p = logistic(platt @ x)
            precision = np.linalg.inv(platt_p) + U * p * (1 - p) * np.outer(x, x)
            platt_p = np.linalg.inv(precision)
            platt = platt + platt_p @ x * (U * ((became == 1) - p))
    else:
        for expert in singles + joints:
            expert.forget(1.0)
        rho = 2.0 ** (-1.0 / 250.0)
        platt = np.array([1.0, 0.0]) + rho * (platt - [1.0, 0.0])
        platt_p = platt_p * rho**2 + (1 - rho**2) * platt_p0
