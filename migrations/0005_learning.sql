-- What learning adds: what each prediction stood on, and where the learner was at the end of each day. Both bodies are in postcard's layout.

ALTER TABLE predictions ADD COLUMN learned BLOB;

CREATE TABLE lessons (
    symbol TEXT NOT NULL,
    date   TEXT NOT NULL,
    body   BLOB NOT NULL,
    PRIMARY KEY (symbol, date)
) STRICT, WITHOUT ROWID;
