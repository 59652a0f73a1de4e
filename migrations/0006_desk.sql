-- The desk: what was offered, approved, bought and sold, as facts in their order; everything else follows from them.

-- Written once, never changed. `body` is the fact as JSON, `hash` is SHA-256 over the hash before it and the body.
CREATE TABLE desk_facts (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    at_s   INTEGER NOT NULL,
    body   TEXT    NOT NULL CHECK (json_valid(body)),
    hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- How far the desk has read the ledger: the newest option chain by its `seq`, the newest prediction by its number, and the instant of the newer.
CREATE TABLE desk_progress (
    symbol TEXT    NOT NULL PRIMARY KEY,
    at_s   INTEGER NOT NULL,
    number INTEGER NOT NULL,
    seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What an option bought on a call made until it was due. `premium` and `profit` are cents of one contract; `source` says whether the market or
-- a model gave the price at the end. `body` is all of it as JSON.
CREATE TABLE option_results (
    symbol  TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    horizon TEXT    NOT NULL CHECK (horizon IN ('1h', '4h', '24h')),
    call    TEXT    NOT NULL CHECK (call IN ('BUY', 'SELL')),
    due_s   INTEGER NOT NULL,
    premium INTEGER NOT NULL CHECK (premium > 0),
    profit  INTEGER NOT NULL,
    source  TEXT    NOT NULL CHECK (source IN ('chain', 'model')),
    body    TEXT    NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (symbol, number, horizon)
) STRICT, WITHOUT ROWID;
