#!/usr/bin/env python3
"""Compares our model families with scikit-learn, xgboost and PyTorch: one matrix, the same folds and hyper-parameters, one thread each, side by side.

Needs numpy, scikit-learn, xgboost and torch; `python3 benches/training.py PATH-OF-THE-BENCH-PROGRAM` (see benches/README.md).
"""
import json, os, subprocess, sys, tempfile, time

ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
FAMILIES = {"logistic": "scikit-learn", "forest": "scikit-learn", "boosting": "xgboost", "gradient": "scikit-learn", "network": "PyTorch", "sequence": "PyTorch"}
RUNS = 3  # the middle one counts


def measured(command):
    """What a command prints as JSON, with the peak of its resident memory in MB."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, env=ONE_THREAD)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    if status != 0:
        sys.exit(f"{' '.join(command)} failed")
    return {**json.loads(said.splitlines()[-1]), "mb": usage.ru_maxrss / 1024}


def middle(runs):
    """The run with the middle time, and the highest memory of all."""
    ordered = sorted(runs, key=lambda run: run["seconds"])
    return {**ordered[len(ordered) // 2], "mb": max(run["mb"] for run in runs)}


def compare(program):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "make", folder], check=True, env=ONE_THREAD)
        print("family     theirs         log loss: ours  theirs  difference   seconds: ours  theirs  ratio   MB: ours  theirs  ratio")
        for family, theirs in FAMILIES.items():
            ours_runs, their_runs = [], []
            for _ in range(RUNS):
                ours_runs.append(measured([program, "fit", family, folder]))
                their_runs.append(measured([sys.executable, __file__, "fit", family, folder]))
            us, them = middle(ours_runs), middle(their_runs)
            print(f"{family:<10} {theirs:<14} {us['log_loss']:14.4f} {them['log_loss']:7.4f} {us['log_loss'] - them['log_loss']:+11.4f} "
                  f"{us['seconds']:15.2f} {them['seconds']:7.2f} {us['seconds'] / them['seconds']:6.2f} {us['mb']:10.0f} {them['mb']:7.0f} {us['mb'] / them['mb']:6.2f}", flush=True)


def fit(family, folder):
    import numpy as np

    meta = json.load(open(f"{folder}/meta.json"))
    columns = meta["tabular"] + meta["steps"] * meta["channels"]
    x = np.fromfile(f"{folder}/x.f32", dtype=np.float32).reshape(-1, columns)
    y = np.fromfile(f"{folder}/y.u8", dtype=np.uint8)
    x = x[:, meta["tabular"]:] if family == "sequence" else x[:, : meta["tabular"]]
    begun = time.process_time()
    losses, count = 0.0, 0
    for train_end, test_end in meta["folds"]:
        learner = LEARNERS[family](meta)
        p = np.clip(learner(x[:train_end], y[:train_end], x[train_end:test_end]), 1e-6, 1 - 1e-6)
        truth = y[train_end:test_end]
        losses -= float(np.sum(np.where(truth == 1, np.log(p), np.log(1 - p))))
        count += len(truth)
    print(json.dumps({"log_loss": losses / count, "seconds": time.process_time() - begun}))


def logistic(meta):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    def learn(x, y, test):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=meta["c"], tol=1e-6, max_iter=500)).fit(x, y)
        return model.predict_proba(test)[:, 1]
    return learn


def forest(meta):
    from sklearn.ensemble import RandomForestClassifier

    def learn(x, y, test):
        model = RandomForestClassifier(meta["trees"], max_depth=meta["forest_depth"], min_samples_leaf=meta["leaf"], max_features=meta["max_features"],
                                       max_samples=meta["fraction"], n_jobs=1, random_state=1).fit(x, y)
        return model.predict_proba(test)[:, 1]
    return learn


def boosting(meta):
    import xgboost

    def learn(x, y, test):
        model = xgboost.XGBClassifier(n_estimators=meta["rounds"], learning_rate=meta["rate"], max_depth=meta["depth"], reg_lambda=meta["lambda"],
                                      min_child_weight=meta["child_weight"], max_bin=meta["bins"], subsample=1.0, colsample_bytree=1.0,
                                      tree_method="hist", n_jobs=1, random_state=1).fit(x, y)
        return model.predict_proba(test)[:, 1]
    return learn


def gradient(meta):
    from sklearn.ensemble import GradientBoostingClassifier

    def learn(x, y, test):
        model = GradientBoostingClassifier(n_estimators=meta["rounds"], learning_rate=meta["rate"], max_depth=meta["depth"], min_samples_leaf=meta["leaf"],
                                           subsample=meta["subsample"], random_state=1).fit(x, y)
        return model.predict_proba(test)[:, 1]
    return learn


def train_torch(net, meta, x, y, test, prepare):
    import numpy as np
    import torch

    torch.set_num_threads(1)
    mean, sd = x.mean(0), x.std(0) + 1e-12
    shaped = lambda rows: torch.from_numpy(prepare(((rows - mean) / sd).astype(np.float32)))
    rows, truth = shaped(x), torch.from_numpy(y.astype(np.float32))
    adam = torch.optim.AdamW(net.parameters(), lr=meta["net_rate"], weight_decay=meta["decay"])
    loss = torch.nn.BCEWithLogitsLoss()
    shuffle = torch.Generator().manual_seed(1)
    for _ in range(meta["epochs"]):
        net.train()
        for batch in torch.randperm(len(rows), generator=shuffle).split(meta["batch"]):
            adam.zero_grad()
            loss(net(rows[batch]).squeeze(1), truth[batch]).backward()
            adam.step()
    net.eval()
    with torch.no_grad():
        return torch.sigmoid(net(shaped(test)).squeeze(1)).numpy()


def network(meta):
    import torch
    from torch import nn

    def learn(x, y, test):
        torch.manual_seed(1)
        layers, width = [], x.shape[1]
        for hidden in meta["hidden"]:
            layers += [nn.Linear(width, hidden), nn.SiLU(), nn.Dropout(meta["dropout"])]
            width = hidden
        return train_torch(nn.Sequential(*layers, nn.Linear(width, 1)), meta, x, y, test, lambda rows: rows)
    return learn


def sequence(meta):
    import torch
    from torch import nn

    class Recurrent(nn.Module):
        def __init__(self):
            super().__init__()
            self.cell = nn.GRU(meta["channels"], meta["sequence_hidden"], batch_first=True)
            self.head = nn.Linear(meta["sequence_hidden"], 1)

        def forward(self, rows):
            return self.head(self.cell(rows)[0][:, -1])

    def learn(x, y, test):
        torch.manual_seed(1)
        prepare = lambda rows: rows.reshape(len(rows), meta["steps"], meta["channels"])
        return train_torch(Recurrent(), meta, x, y, test, prepare)
    return learn


LEARNERS = {"logistic": logistic, "forest": forest, "boosting": boosting, "gradient": gradient, "network": network, "sequence": sequence}

if __name__ == "__main__":
    if len(sys.argv) == 2:
        compare(sys.argv[1])
    elif len(sys.argv) == 4 and sys.argv[1] == "fit" and sys.argv[2] in LEARNERS:
        fit(sys.argv[2], sys.argv[3])
    else:
        sys.exit(__doc__)
