-- What learning adds: what each prediction stood on, and where the learner was at the end of each day. Both bodies are in postcard's layout.

ALTER TABLE predictions ADD COLUMN learned BLOB;

CREATE TABLE lessons (
    symbol TEXT NOT NULL,
    date   TEXT NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (symbol, date)
) STRICT, WITHOUT ROWID;

-- Kept figures of sides and of the forecast without skill. Sides follow from what was stored before; the rest is known from now on.
ALTER TABLE tallies ADD COLUMN lean_right REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN lean_wrong REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN yesterday_known REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN yesterday_same REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_weight REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_brier REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_log_loss REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_brier_gain REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_gain REAL NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN base_gain_squares REAL NOT NULL DEFAULT 0;

CREATE TEMP TABLE leans AS
    SELECT symbol, horizon, crosses_close,
           total(CASE WHEN lead <> 0 AND (lead > 0) = (became = 'BUY') THEN uniqueness END) AS lean_right,
           total(CASE WHEN lead <> 0 AND (lead > 0) <> (became = 'BUY') THEN uniqueness END) AS lean_wrong
    FROM (SELECT o.symbol, o.horizon, o.crosses_close, o.became, o.uniqueness,
                 CASE o.horizon WHEN '1h' THEN p.up_1h - p.down_1h
                                WHEN '4h' THEN p.up_4h - p.down_4h
                                ELSE p.up_24h - p.down_24h END AS lead
          FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
          WHERE o.became IN ('BUY', 'SELL'))
    GROUP BY symbol, horizon, crosses_close;

UPDATE tallies SET lean_right = leans.lean_right, lean_wrong = leans.lean_wrong
FROM leans
WHERE leans.symbol = tallies.symbol AND leans.horizon = tallies.horizon AND leans.crosses_close = tallies.crosses_close;

DROP TABLE leans;
