INSERT INTO day_bars (seq, symbol, date, open, high, low, close, volume, source, received_us) VALUES
    (11, 'SPY', '2026-01-05', 684.0, 688.5, 683.25, 687.75, 61000000.0, 'yahoo', 1767648600000000);
INSERT INTO headlines (seq, symbol, id, source, published_s, known_s, title, relevance, tone, reader, received_us) VALUES
    (12, 'RTX', 'a1', 'wire', 1767711000, 1767711060, 'RTX wins contract', 1.0, 0.5, 'lexicon/1', 1767711060000000),
    (13, 'RTX', 'a2', 'wire', 1767711100, 1767711160, 'RTX to report', 0.5, NULL, NULL, 1767711160000000);
INSERT INTO chains (seq, symbol, at_s, source, spot, quotes, body, received_us) VALUES
    (14, 'RTX', 1767711600, 'yahoo', 183.0, 1, x'00', 1767711600000000);
INSERT INTO polls (seq, symbol, channel, at_s, received_us) VALUES
    (15, 'RTX', 'news', 1767711600, 1767711600000000);
INSERT INTO gate_refusals (source, symbol, day, reason, count) VALUES
    ('yahoo', 'RTX', '2026-01-06', 'jump', 1);
