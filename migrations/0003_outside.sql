-- What comes from outside beside bars: days, headlines, option chains, answers of living sources; what was kept out, and how far history
-- was fetched. `seq` counts on with the other tables of what the fold took in.

CREATE TABLE day_bars (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    date        TEXT    NOT NULL,
    open        REAL    NOT NULL CHECK (open > 0),
    high        REAL    NOT NULL,
    low         REAL    NOT NULL CHECK (low > 0),
    close       REAL    NOT NULL,
    volume      REAL    NOT NULL CHECK (volume >= 0),
    source      TEXT    NOT NULL,
    received_us INTEGER NOT NULL,
    UNIQUE (symbol, date)
) STRICT;

-- The tone is read once, when the headline comes in; a later reader's opinion never gets into the past.
CREATE TABLE headlines (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    id          TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    published_s INTEGER NOT NULL,
    known_s     INTEGER NOT NULL,
    title       TEXT    NOT NULL,
    relevance   REAL    NOT NULL CHECK (relevance BETWEEN 0 AND 1),
    tone        REAL    CHECK (tone BETWEEN -1 AND 1),
    reader      TEXT,
    received_us INTEGER NOT NULL,
    CHECK ((tone IS NULL) = (reader IS NULL))
) STRICT;

-- `body` is the chain in postcard's layout, deflated.
CREATE TABLE chains (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    at_s        INTEGER NOT NULL,
    source      TEXT    NOT NULL,
    spot        REAL    NOT NULL CHECK (spot > 0),
    quotes      INTEGER NOT NULL CHECK (quotes > 0),
    body        BLOB    NOT NULL,
    received_us INTEGER NOT NULL
) STRICT;

CREATE INDEX headlines_by_time ON headlines (symbol, known_s);
CREATE INDEX chains_by_time ON chains (symbol, at_s);

CREATE TABLE polls (
    seq         INTEGER PRIMARY KEY,
    symbol      TEXT    NOT NULL,
    channel     TEXT    NOT NULL CHECK (channel IN ('bars', 'days', 'news', 'chains')),
    at_s        INTEGER NOT NULL,
    received_us INTEGER NOT NULL
) STRICT;

-- Kept out by the quality gate, by New York day.
CREATE TABLE gate_refusals (
    source TEXT    NOT NULL,
    symbol TEXT    NOT NULL,
    day    TEXT    NOT NULL,
    reason TEXT    NOT NULL,
    count  INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (source, symbol, day, reason)
) STRICT, WITHOUT ROWID;

-- Age in seconds (4 bytes, all ones for none), weight (8 bytes) and three components (4 bytes each) of each signal, little-endian, in the
-- order of the score columns; NULL in predictions of the first model.
ALTER TABLE predictions ADD COLUMN grounds BLOB CHECK (grounds IS NULL OR length(grounds) = 192);
