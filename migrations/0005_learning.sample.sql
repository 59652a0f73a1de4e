INSERT INTO lessons (symbol, date, body) VALUES ('RTX', '2026-01-05', x'00');
