INSERT INTO signal_records (symbol, signal, horizon, w_dd, w_ds, w_du, w_sd, w_ss, w_su, w_ud, w_us, w_uu) VALUES
    ('LMT', 'momentum', '24h', 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
