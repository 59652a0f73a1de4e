-- Kept records of the signals: independent observations by the sign of a signal's score and what became of the price, over all settled
-- outcomes of predictions at which it spoke; `algoslayer verify` recounts them. A column is named said_became: w_ds is what a signal said
-- would fall (d) and stayed (s); w_sd is where it took no side and the price fell.
CREATE TABLE signal_records (
    symbol  TEXT NOT NULL,
    signal  TEXT NOT NULL,
    horizon TEXT NOT NULL CHECK (horizon IN ('1h', '4h', '24h')),
    w_dd REAL NOT NULL, w_ds REAL NOT NULL, w_du REAL NOT NULL,
    w_sd REAL NOT NULL, w_ss REAL NOT NULL, w_su REAL NOT NULL,
    w_ud REAL NOT NULL, w_us REAL NOT NULL, w_uu REAL NOT NULL,
    PRIMARY KEY (symbol, signal, horizon)
) STRICT, WITHOUT ROWID;

-- What the outcomes so far add up to.
INSERT INTO signal_records (symbol, signal, horizon, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu)
SELECT symbol, signal, horizon,
    total(uniqueness) FILTER (WHERE score < 0 AND became = 'SELL'), total(uniqueness) FILTER (WHERE score < 0 AND became = 'HOLD'), total(uniqueness) FILTER (WHERE score < 0 AND became = 'BUY'),
    total(uniqueness) FILTER (WHERE score = 0 AND became = 'SELL'), total(uniqueness) FILTER (WHERE score = 0 AND became = 'HOLD'), total(uniqueness) FILTER (WHERE score = 0 AND became = 'BUY'),
    total(uniqueness) FILTER (WHERE score > 0 AND became = 'SELL'), total(uniqueness) FILTER (WHERE score > 0 AND became = 'HOLD'), total(uniqueness) FILTER (WHERE score > 0 AND became = 'BUY')
FROM (
    SELECT o.symbol, 'news_sentiment' AS signal, o.horizon, o.became, o.uniqueness, p.news_sentiment AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'technical_analysis' AS signal, o.horizon, o.became, o.uniqueness, p.technical_analysis AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'options_flow' AS signal, o.horizon, o.became, o.uniqueness, p.options_flow AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'volatility_analysis' AS signal, o.horizon, o.became, o.uniqueness, p.volatility_analysis AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'momentum' AS signal, o.horizon, o.became, o.uniqueness, p.momentum AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'sector_correlation' AS signal, o.horizon, o.became, o.uniqueness, p.sector_correlation AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'mean_reversion' AS signal, o.horizon, o.became, o.uniqueness, p.mean_reversion AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
    UNION ALL
    SELECT o.symbol, 'market_regime' AS signal, o.horizon, o.became, o.uniqueness, p.market_regime AS score
      FROM outcomes o JOIN predictions p ON p.symbol = o.symbol AND p.number = o.number
)
WHERE became IS NOT NULL AND score IS NOT NULL
GROUP BY symbol, signal, horizon;
