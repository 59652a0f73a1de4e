-- The ledger: what came in, what was predicted, what the market did. Instants are UTC: `_s` in seconds, `_us` in microseconds.
-- `seq` counts everything that came into the fold, across tables, in the order in which the fold saw it.

CREATE TABLE bars (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    start_s     INTEGER NOT NULL,
    interval_s  INTEGER NOT NULL CHECK (interval_s IN (60, 300, 900, 1800, 3600)),
    open        REAL    NOT NULL CHECK (open > 0),
    high        REAL    NOT NULL,
    low         REAL    NOT NULL CHECK (low > 0),
    close       REAL    NOT NULL,
    volume      REAL    NOT NULL CHECK (volume >= 0),
    source      TEXT    NOT NULL,
    received_us INTEGER NOT NULL,
    UNIQUE (symbol, start_s)
) STRICT;

CREATE TABLE dividends (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    ex_date     TEXT    NOT NULL,
    amount      REAL    NOT NULL CHECK (amount > 0),
    received_us INTEGER NOT NULL,
    UNIQUE (symbol, ex_date)
) STRICT;

-- Due work that has been done: each kind once per due instant. `result` is what a decision led to.
CREATE TABLE due_done (
    seq       INTEGER PRIMARY KEY,
    symbol    TEXT    NOT NULL,
    kind      TEXT    NOT NULL CHECK (kind IN ('decision', 'report')),
    due_s     INTEGER NOT NULL,
    worked_us INTEGER NOT NULL,
    result    TEXT    NOT NULL,
    UNIQUE (symbol, kind, due_s)
) STRICT;

-- Written once, never changed; `hash` covers the row and the hash before it. A score is NULL where the signal abstains;
-- `abstentions` holds a code of 4 bits per signal, news_sentiment lowest (0: it speaks).
CREATE TABLE predictions (
    symbol              TEXT    NOT NULL,
    number              INTEGER NOT NULL CHECK (number > 0),
    at_s                INTEGER NOT NULL,
    made_us             INTEGER NOT NULL,
    price               REAL    NOT NULL CHECK (price > 0),
    call                TEXT    NOT NULL CHECK (call IN ('BUY', 'HOLD', 'SELL')),
    confidence          REAL    NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    evidence            REAL    NOT NULL CHECK (evidence >= 0),
    fused               REAL    NOT NULL CHECK (fused BETWEEN -1 AND 1),
    news_sentiment      REAL,
    technical_analysis  REAL,
    options_flow        REAL,
    volatility_analysis REAL,
    momentum            REAL,
    sector_correlation  REAL,
    mean_reversion      REAL,
    market_regime       REAL,
    abstentions         INTEGER NOT NULL,
    due_1h_s            INTEGER NOT NULL,
    crosses_1h          INTEGER NOT NULL,
    sigma_1h            REAL    NOT NULL,
    band_1h             REAL    NOT NULL,
    down_1h             REAL    NOT NULL,
    hold_1h             REAL    NOT NULL,
    up_1h               REAL    NOT NULL,
    due_4h_s            INTEGER NOT NULL,
    crosses_4h          INTEGER NOT NULL,
    sigma_4h            REAL    NOT NULL,
    band_4h             REAL    NOT NULL,
    down_4h             REAL    NOT NULL,
    hold_4h             REAL    NOT NULL,
    up_4h               REAL    NOT NULL,
    due_24h_s           INTEGER NOT NULL,
    crosses_24h         INTEGER NOT NULL,
    sigma_24h           REAL    NOT NULL,
    band_24h            REAL    NOT NULL,
    down_24h            REAL    NOT NULL,
    hold_24h            REAL    NOT NULL,
    up_24h              REAL    NOT NULL,
    model               TEXT    NOT NULL,
    previous            BLOB    NOT NULL CHECK (length(previous) = 32),
    hash                BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (symbol, number)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX predictions_by_instant ON predictions (symbol, at_s);

-- One row per prediction and horizon once it is measured; a prediction's due instants without a row here are still open.
CREATE TABLE outcomes (
    symbol          TEXT    NOT NULL,
    number          INTEGER NOT NULL,
    horizon         TEXT    NOT NULL CHECK (horizon IN ('1h', '4h', '24h')),
    due_s           INTEGER NOT NULL,
    settled_us      INTEGER NOT NULL,
    crosses_close   INTEGER NOT NULL,
    uniqueness      REAL    NOT NULL CHECK (uniqueness > 0 AND uniqueness <= 1),
    void            TEXT,
    entry_price     REAL,
    entry_s         INTEGER,
    entry_rule      TEXT,
    exit_price      REAL,
    exit_s          INTEGER,
    exit_rule       TEXT,
    dividends       REAL,
    log_return      REAL,
    became          TEXT CHECK (became IN ('BUY', 'HOLD', 'SELL')),
    return_to_close REAL,
    hindsight_high  REAL,
    hindsight_low   REAL,
    PRIMARY KEY (symbol, number, horizon),
    FOREIGN KEY (symbol, number) REFERENCES predictions (symbol, number),
    CHECK ((void IS NULL) = (became IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX outcomes_by_settlement ON outcomes (symbol, settled_us);

-- What is due and not yet measured, for a person with a database browser.
CREATE VIEW open_outcomes AS
    SELECT p.symbol, p.number, '1h' AS horizon, p.due_1h_s AS due_s FROM predictions p
     WHERE NOT EXISTS (SELECT 1 FROM outcomes o WHERE (o.symbol, o.number, o.horizon) = (p.symbol, p.number, '1h'))
    UNION ALL
    SELECT p.symbol, p.number, '4h', p.due_4h_s FROM predictions p
     WHERE NOT EXISTS (SELECT 1 FROM outcomes o WHERE (o.symbol, o.number, o.horizon) = (p.symbol, p.number, '4h'))
    UNION ALL
    SELECT p.symbol, p.number, '24h', p.due_24h_s FROM predictions p
     WHERE NOT EXISTS (SELECT 1 FROM outcomes o WHERE (o.symbol, o.number, o.horizon) = (p.symbol, p.number, '24h'));

-- Kept figures: sums over outcomes from which every figure on every screen follows; `algoslayer verify` recounts them.
-- A weight column is named call_became: w_ds is what was called SELL (d) and stayed (s).
CREATE TABLE tallies (
    symbol        TEXT    NOT NULL,
    horizon       TEXT    NOT NULL,
    crosses_close INTEGER NOT NULL,
    settled       INTEGER NOT NULL,
    void          INTEGER NOT NULL,
    w_dd REAL NOT NULL, w_ds REAL NOT NULL, w_du REAL NOT NULL,
    w_sd REAL NOT NULL, w_ss REAL NOT NULL, w_su REAL NOT NULL,
    w_ud REAL NOT NULL, w_us REAL NOT NULL, w_uu REAL NOT NULL,
    brier         REAL    NOT NULL,
    log_loss      REAL    NOT NULL,
    PRIMARY KEY (symbol, horizon, crosses_close)
) STRICT, WITHOUT ROWID;

-- Bars that the fold did not take in.
CREATE TABLE refusals (
    symbol      TEXT    NOT NULL,
    start_s     INTEGER NOT NULL,
    reason      TEXT    NOT NULL,
    received_us INTEGER NOT NULL,
    PRIMARY KEY (symbol, start_s, reason)
) STRICT, WITHOUT ROWID;

-- The fold's state after event `seq`, so that a start need not replay everything.
CREATE TABLE snapshots (
    symbol   TEXT    NOT NULL PRIMARY KEY,
    seq      INTEGER NOT NULL,
    engine   TEXT    NOT NULL,
    taken_us INTEGER NOT NULL,
    body     BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each feed has been read: everything that ended at or before this instant is in the ledger.
CREATE TABLE positions (
    feed     TEXT    NOT NULL PRIMARY KEY,
    until_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
