INSERT INTO bars (seq, symbol, start_s, interval_s, open, high, low, close, volume, source, received_us) VALUES
    (2, 'RTX', 1767625200, 900, 183.0, 184.0, 182.5, 183.5, 1000.0, 'polygon', 1767626100250000),
    (6, 'RTX', 1767628800, 900, 184.5, 185.25, 184.5, 185.0, 1000.0, 'polygon', 1767629700000000),
    (9, 'RTX', 1767709800, 900, 183.5, 184.0, 182.5, 183.25, 1000.0, 'polygon', 1767710700000000),
    (10, 'RTX', 1767711600, 900, 183.25, 183.5, 182.5, 183.0, 1000.0, 'polygon', 1767712500000000);
INSERT INTO dividends (seq, symbol, ex_date, amount, received_us) VALUES
    (1, 'RTX', '2026-01-06', 0.68, 1767623400000000);
INSERT INTO due_done (seq, symbol, kind, due_s, worked_us, result) VALUES
    (3, 'RTX', 'decision', 1767626100, 1767626101500000, 'predicted 1'),
    (5, 'RTX', 'decision', 1767627000, 1767627001000000, 'predicted 2'),
    (7, 'RTX', 'decision', 1767627900, 1767629700000000, 'too_late'),
    (8, 'RTX', 'report', 1767571200, 1767650400000000, 'done');
INSERT INTO predictions (
    symbol, number, at_s, made_us, price, call, confidence, evidence, fused, news_sentiment, technical_analysis, options_flow,
    volatility_analysis, momentum, sector_correlation, mean_reversion, market_regime, abstentions, due_1h_s, crosses_1h, sigma_1h, band_1h,
    down_1h, hold_1h, up_1h, due_4h_s, crosses_4h, sigma_4h, band_4h, down_4h, hold_4h, up_4h, due_24h_s, crosses_24h, sigma_24h, band_24h,
    down_24h, hold_24h, up_24h, model, previous, hash
) VALUES
    ('RTX', 1, 1767626100, 1767626101500000, 183.5, 'BUY', 0.5625, 12.5, 0.375, NULL, 0.25, NULL, NULL, 0.5, NULL, NULL, NULL, 825242371, 1767629700,
     0, 0.00390625, 0.0009765625, 0.375, 0.125, 0.5, 1767640500, 0, 0.0078125, 0.001953125, 0.375, 0.125, 0.5, 1767712500, 1, 0.015625, 0.00390625,
     0.375, 0.125, 0.5, 'equal-weights/1', x'0000000000000000000000000000000000000000000000000000000000000000',
     x'1fdc07032c3b5d458ac071fd3c3169f81b30654f06f3a4c592603a5f0dafac81'),
    ('RTX', 2, 1767627000, 1767627001000000, 183.5, 'HOLD', 0.125, 12.5, 0.375, NULL, 0.25, NULL, NULL, 0.5, NULL, NULL, NULL, 825242371, 1767630600,
     0, 0.00390625, 0.0009765625, 0.375, 0.125, 0.5, 1767641400, 0, 0.0078125, 0.001953125, 0.375, 0.125, 0.5, 1767713400, 1, 0.015625, 0.00390625,
     0.375, 0.125, 0.5, 'equal-weights/1', x'1fdc07032c3b5d458ac071fd3c3169f81b30654f06f3a4c592603a5f0dafac81',
     x'bf59e1f099b53d61201045b9281d999f23c92d962816be4cdf451d53c0f12769');
INSERT INTO outcomes (
    symbol, number, horizon, due_s, settled_us, crosses_close, uniqueness, void, entry_price, entry_s, entry_rule, exit_price, exit_s,
    exit_rule, dividends, log_return, became, return_to_close, hindsight_high, hindsight_low
) VALUES
    ('RTX', 1, '1h', 1767629700, 1767629700000000, 0, 0.25, NULL, 183.75, 1767627000, 'first-open', 185.0, 1767629700, 'last-close', 0.0, 0.006779686985378769,
     'BUY', NULL, 0.0081, -0.0014),
    ('RTX', 1, '24h', 1767712500, 1767712500000000, 1, 0.038461538461538464, NULL, 183.75, 1767627000, 'first-open', 183.0, 1767712500, 'last-close',
     0.68, -0.0003810249617444497, 'HOLD', 0.0041, 0.0081, -0.0068),
    ('RTX', 1, '4h', 1767640500, 1767710700000000, 0, 0.0625, 'no-exit', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('RTX', 2, '1h', 1767630600, 1767710700000000, 0, 0.25, 'no-entry', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('RTX', 2, '4h', 1767641400, 1767710700000000, 0, 0.0625, 'no-entry', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO tallies (symbol, horizon, crosses_close, settled, void, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu, brier, log_loss) VALUES
    ('RTX', '1h', 0, 1, 1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.25, 0.1015625, 0.17328679513998632),
    ('RTX', '24h', 1, 1, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.038461538461538464, 0.0, 0.04447115384615385, 0.07997852083383984),
    ('RTX', '4h', 0, 0, 2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
INSERT INTO refusals (symbol, start_s, reason, received_us) VALUES
    ('RTX', 1767625200, 'out_of_order', 1767626102000000);
INSERT INTO snapshots (symbol, seq, engine, taken_us, body) VALUES
    ('RTX', 10, 'engine/0', 1767650400000000, x'010203');
INSERT INTO positions (feed, until_us) VALUES
    ('csv/RTX/1767589200', 1767712500000000);
