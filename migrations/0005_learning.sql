-- What learning adds, and a ledger that is quick enough for it: bars, due work, predictions and outcomes move from a row each into pages,
-- one row per day with a body of records in a fixed layout (src/storage/*_record.rs). `algoslayer export` writes them as CSV.

-- Bars and due work in the order of `seq`, which the other tables of what the fold took in share. Instants are those by which the records
-- are found: the begin of a bar, the due instant of due work.
CREATE TABLE event_pages (
    first_seq INTEGER PRIMARY KEY,
    last_seq  INTEGER NOT NULL,
    first_s   INTEGER NOT NULL,
    last_s    INTEGER NOT NULL,
    body      BLOB    NOT NULL,
    CHECK (first_seq <= last_seq AND first_s <= last_s)
) STRICT;

CREATE INDEX event_pages_by_time ON event_pages (first_seq, first_s, last_s);

-- Predictions by number, without holes. A record is written once and never changed; each holds the hash of its content and of the hash
-- before it.
CREATE TABLE prediction_pages (
    page         INTEGER PRIMARY KEY,
    symbol       TEXT    NOT NULL,
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    last_number  INTEGER NOT NULL,
    first_s      INTEGER NOT NULL,
    last_s       INTEGER NOT NULL,
    body         BLOB    NOT NULL,
    CHECK (first_number <= last_number AND first_s <= last_s)
) STRICT;

CREATE INDEX prediction_pages_by_number ON prediction_pages (symbol, first_number, first_s, last_s);

-- Outcomes in the order in which they settled; the numbers are those of their predictions, the instants those of settlement.
CREATE TABLE outcome_pages (
    page         INTEGER PRIMARY KEY,
    symbol       TEXT    NOT NULL,
    first_number INTEGER NOT NULL CHECK (first_number > 0),
    last_number  INTEGER NOT NULL,
    first_us     INTEGER NOT NULL,
    last_us      INTEGER NOT NULL,
    body         BLOB    NOT NULL,
    CHECK (first_number <= last_number AND first_us <= last_us)
) STRICT;

CREATE INDEX outcome_pages_by_symbol ON outcome_pages (symbol, page, first_number, last_number, first_us, last_us);

-- Where the newest bar of each symbol ends.
CREATE TABLE newest_bars (
    symbol TEXT    NOT NULL PRIMARY KEY,
    end_s  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where the learner was at the end of each day, in postcard's layout.
CREATE TABLE lessons (
    symbol TEXT NOT NULL,
    date   TEXT NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (symbol, date)
) STRICT, WITHOUT ROWID;

-- Kept figures: sums over outcomes from which every figure on every screen follows, in postcard's layout; `algoslayer verify` recounts
-- them, and a version that keeps more of them counts them anew.
DROP TABLE tallies;

CREATE TABLE tallies (
    symbol        TEXT    NOT NULL,
    horizon       TEXT    NOT NULL,
    crosses_close INTEGER NOT NULL,
    body          BLOB    NOT NULL,
    PRIMARY KEY (symbol, horizon, crosses_close)
) STRICT, WITHOUT ROWID;

-- Here the rows of the tables below are carried into the pages, and the tallies are counted anew.
DROP VIEW open_outcomes;
DROP TABLE outcomes;
DROP TABLE predictions;
DROP TABLE due_done;
DROP TABLE bars;
