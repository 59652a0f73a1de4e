INSERT INTO desk_facts (number, at_s, body, hash) VALUES
    (1, 1767711600, '{"at":1767711600,"fact":"opened","capital":100000,"mode":"paper"}',
     x'a0dbbe0ae443407f1bfcbd3c2dbd46859ec7f9cbd64cb7686094616aaa597ec1');
INSERT INTO desk_progress (symbol, at_s, number, seq) VALUES ('RTX', 1767711600, 2, 14);
INSERT INTO option_results (symbol, number, horizon, call, due_s, premium, profit, source, body) VALUES
    ('RTX', 1, '1h', 'SELL', 1736865900, 53800, 1588, 'chain',
     '{"symbol":"RTX","number":1,"horizon":"OneHour","call":"Down","bought":{"contract":"RTX250221P00115000","at":1736799300,"bid":506,"ask":538,"spot":112.99,"implied_volatility":0.2959546633610294,"volume":48,"open_interest":1280,"source":"chain"},"sold":{"contract":"RTX250221P00115000","at":1736865900,"bid":556,"ask":591,"spot":112.51,"implied_volatility":0.31607628913840086,"volume":6,"open_interest":1317,"source":"chain"},"fees":212,"attribution":{"price":26.2981975690934,"time":-3.9378234082741916,"volatility":29.139625839180933,"spread":-33.5,"fees":-2.12,"rest":-1.4210854715202004e-13,"greeks":{"delta":25.98726099429175,"gamma":0.42832420108680597,"vega":29.411981196886188,"theta":-3.8209247453057245}}}');
