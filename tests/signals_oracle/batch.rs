//! The four signals that live on bars, computed once more from whole series: every value is a sum over its past, nothing streams.

use std::collections::BTreeMap;
use std::ops::Range;

use algoslayer::domain::bar::Bar;
use algoslayer::domain::calendar::ExchangeCalendar;

/// A 15-minute bar: its place on the trading clock, log prices and volume.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Running number of its decision.
    pub(crate) number: i64,
    pub(crate) session: usize,
    pub(crate) slot: i64,
    /// Decisions of its session.
    pub(crate) slots: i64,
    pub(crate) open: f64,
    pub(crate) high: f64,
    pub(crate) low: f64,
    pub(crate) close: f64,
    pub(crate) volume: f64,
}

/// What the batch computation says at a bar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Expected {
    Speaks(f64),
    Silent,
    /// So near to a limit that rounding may decide.
    OnEdge,
}

/// Sessions without a bar after which everything begins anew.
const GAP_SESSIONS: usize = 5;

/// Puts finer bars together to those of the 15-minute grid.
pub(crate) fn rows(bars: &[Bar]) -> Vec<Row> {
    let calendar = ExchangeCalendar::nyse();
    let place = |bar: &Bar| {
        let session = calendar.index_at_or_before(bar.start()).unwrap();
        let since_open = bar.end().as_second() - calendar.sessions()[session].open.as_second();
        (session, (since_open + 899) / 900)
    };
    let groups = bars.chunk_by(|one, other| place(one) == place(other));
    let row = |group: &[Bar]| {
        let (session, slot) = place(&group[0]);
        let step = algoslayer::domain::calendar::Step { session, slot };
        let extreme = |fold: fn(f64, f64) -> f64, of: fn(&Bar) -> f64| group.iter().map(of).reduce(fold).unwrap().ln();
        Row {
            number: calendar.number(step).unwrap(),
            session,
            slot,
            slots: calendar.sessions()[session].decisions(),
            open: group[0].open().ln(),
            high: extreme(f64::max, |bar| bar.prices().high),
            low: extreme(f64::min, |bar| bar.prices().low),
            close: group[group.len() - 1].close().ln(),
            volume: group.iter().map(Bar::volume).sum(),
        }
    };
    groups.map(row).collect()
}

/// Stretches without a gap of many sessions.
fn stretches(rows: &[Row]) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend((1..rows.len()).filter(|at| rows[*at].session - rows[at - 1].session > GAP_SESSIONS));
    starts.push(rows.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

fn by_stretch(rows: &[Row], signal: fn(&[Row]) -> Vec<Expected>) -> Vec<Expected> {
    stretches(rows).into_iter().flat_map(|stretch| signal(&rows[stretch])).collect()
}

pub(crate) fn technical(rows: &[Row]) -> Vec<Expected> {
    by_stretch(rows, technical_of)
}

pub(crate) fn volatility(rows: &[Row]) -> Vec<Expected> {
    by_stretch(rows, volatility_of)
}

pub(crate) fn momentum(rows: &[Row]) -> Vec<Expected> {
    momentum_with_days(rows, &BTreeMap::new())
}

pub(crate) fn mean_reversion(rows: &[Row]) -> Vec<Expected> {
    by_stretch(rows, mean_reversion_of)
}

/// (1 - weight)^t x(0) + Σ weight (1 - weight)^(t - k) x(k), as far back as anything is left of a value.
fn average(values: &[f64], weight: f64) -> Vec<f64> {
    let reach = (45.0 / -(1.0 - weight).ln()).ceil() as usize;
    let factors: Vec<f64> = (0..reach).map(|ago| (1.0 - weight).powi(i32::try_from(ago).unwrap())).collect();
    let at = |t: usize| {
        let recent: f64 = (0..reach.min(t)).map(|ago| weight * factors[ago] * values[t - ago]).sum();
        recent + factors.get(t).map_or(0.0, |factor| factor * values[0])
    };
    (0..values.len()).map(at).collect()
}

/// Mean and standard deviation at each place, each value weighing less by half every `half_life`; the plain ones at first.
fn moments(values: &[f64], half_life: f64) -> Vec<(f64, f64)> {
    let weight = 1.0 - (-std::f64::consts::LN_2 / half_life).exp();
    let weight_at = |k: usize| weight.max(1.0 / (k + 1) as f64);
    // log of what is left, at place k, of the weight of the first value
    let mut decay = 0.0;
    let (mut sum, mut squares) = (0.0, 0.0);
    let mut all = Vec::new();
    for (k, value) in values.iter().enumerate() {
        decay += if k == 0 { 0.0 } else { (1.0 - weight_at(k)).ln() };
        let counted = weight_at(k) * (-decay).exp();
        sum += counted * value;
        squares += counted * value * value;
        let (mean, square) = (sum * decay.exp(), squares * decay.exp());
        all.push((mean, (square - mean * mean).max(0.0).sqrt()));
    }
    all
}

fn z_of(values: &[f64], half_life: f64) -> Vec<f64> {
    let z =
        |(value, (mean, deviation)): (&f64, (f64, f64))| if deviation > 0.0 { (value - mean) / deviation } else { 0.0 };
    values.iter().zip(moments(values, half_life)).map(z).collect()
}

/// The last `len` values up to and with `t`.
fn window(values: &[f64], t: usize, len: usize) -> &[f64] {
    &values[(t + 1).saturating_sub(len)..=t]
}

fn population(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    (mean, (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt())
}

fn squash(z: f64) -> f64 {
    z / (1.0 + z * z).sqrt()
}

fn sign(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value.signum() }
}

fn column(rows: &[Row], of: fn(&Row) -> f64) -> Vec<f64> {
    rows.iter().map(of).collect()
}

fn technical_of(rows: &[Row]) -> Vec<Expected> {
    let [close, high, low] = [column(rows, |row| row.close), column(rows, |row| row.high), column(rows, |row| row.low)];
    let line: Vec<f64> =
        average(&close, 2.0 / 13.0).iter().zip(average(&close, 2.0 / 27.0)).map(|(fast, slow)| fast - slow).collect();
    let histogram: Vec<f64> = line.iter().zip(average(&line, 0.2)).map(|(line, signal)| line - signal).collect();
    // From here on place i of a series speaks of bar i + 1: all of it needs the bar before.
    let after = 1..rows.len();
    let range: Vec<f64> = after.clone().map(|t| high[t].max(close[t - 1]) - low[t].min(close[t - 1])).collect();
    let range = average(&range, 1.0 / 14.0);
    let moves: Vec<(f64, f64)> = after.clone().map(|t| (high[t] - high[t - 1], low[t - 1] - low[t])).collect();
    let up: Vec<f64> = moves.iter().map(|(up, down)| if up > down { up.max(0.0) } else { 0.0 }).collect();
    let down: Vec<f64> = moves.iter().map(|(up, down)| if down > up { down.max(0.0) } else { 0.0 }).collect();
    let index: Vec<f64> = average(&up, 1.0 / 14.0)
        .iter()
        .zip(average(&down, 1.0 / 14.0))
        .map(|(up, down)| 100.0 * (up - down).abs() / (up + down))
        .collect();
    // Before anything has moved there is no index, and its average begins with the first one.
    let begin = index.iter().position(|value| !value.is_nan()).unwrap_or(index.len());
    let adx = average(&index[begin..], 1.0 / 14.0);
    let flows: Vec<f64> = after.clone().map(|t| rows[t].volume * sign(close[t] - close[t - 1])).collect();
    let balance: Vec<f64> = (0..flows.len())
        .map(|t| window(&flows, t, 20))
        .map(|flows| (flows.iter().sum::<f64>(), flows.iter().map(|flow| flow.abs()).sum::<f64>()))
        .map(|(balance, all)| if all > 0.0 { balance / all } else { 0.0 })
        .collect();
    let scaled: Vec<f64> = histogram[1..].iter().zip(&range).map(|(histogram, range)| histogram / range).collect();
    let (scaled, balance) = (z_of(&scaled, 1_560.0), z_of(&balance, 1_560.0));
    let score = |t: usize| {
        let top = window(&high, t, 20).iter().copied().fold(f64::MIN, f64::max);
        let bottom = window(&low, t, 20).iter().copied().fold(f64::MAX, f64::min);
        let channel = 2.0 * (close[t] - bottom) / (top - bottom) - 1.0;
        let (mean, deviation) = population(window(&close, t, 20));
        let trend = (scaled[t - 1] + channel + (close[t] - mean) / (2.0 * deviation)) / 3.0;
        squash(0.5 * (trend * (adx[t - 1 - begin] / 20.0).min(1.0) + balance[t - 1]))
    };
    (0..rows.len()).map(|t| if t < 260 { Expected::Silent } else { Expected::Speaks(score(t)) }).collect()
}

fn volatility_of(rows: &[Row]) -> Vec<Expected> {
    // One return for each decision of the trading clock, 0 where no bar was complete.
    let first = rows[0].number;
    let place = |row: &Row| usize::try_from(row.number - first).unwrap();
    let mut returns = vec![0.0; place(&rows[rows.len() - 1]) + 1];
    for (t, row) in rows.iter().enumerate() {
        let before = rows[..t].last().filter(|before| before.session == row.session);
        returns[place(row)] = row.close - before.map_or(row.open, |before| before.close);
    }
    let month = 571;
    let ratio = |row: &Row, len: usize| {
        let returns = window(&returns, place(row), len);
        let up: f64 = returns.iter().filter(|r| **r > 0.0).map(|r| r * r).sum();
        let down: f64 = returns.iter().filter(|r| **r < 0.0).map(|r| r * r).sum();
        (up - down) / (up + down)
    };
    let ready = rows.partition_point(|row| place(row) < month);
    let scaled = [26, 130, 572].map(|len| {
        let ratios: Vec<f64> = rows[ready..].iter().map(|row| ratio(row, len)).collect();
        assert!(ratios.iter().all(|ratio| ratio.is_finite()), "a market that moves");
        z_of(&ratios, 1_560.0)
    });
    let score = |t: usize| squash(-scaled.iter().map(|z| z[t - ready]).sum::<f64>() / 3.0);
    (0..rows.len()).map(|t| if t < ready + 571 { Expected::Silent } else { Expected::Speaks(score(t)) }).collect()
}

/// Momentum where the log closes of some sessions are known from their days.
pub(crate) fn momentum_with_days(rows: &[Row], days: &BTreeMap<usize, f64>) -> Vec<Expected> {
    let mut closes = days.clone();
    closes.extend(rows.iter().map(|row| (row.session, row.close)));
    let closes: Vec<(usize, f64)> = closes.into_iter().collect();
    let mut expected = BTreeMap::new();
    for closes in closes.chunk_by(|one, other| other.0 - one.0 <= GAP_SESSIONS) {
        let (first, last) = (closes[0].0, closes[closes.len() - 1].0);
        let rows = rows.iter().filter(|row| (first..=last).contains(&row.session));
        expected.extend(momentum_of(&rows.copied().collect::<Vec<_>>(), closes));
    }
    expected.into_values().collect()
}

fn momentum_of(rows: &[Row], closes: &[(usize, f64)]) -> Vec<(i64, Expected)> {
    let trend = trend_of_closes(&closes.iter().map(|(_, close)| *close).collect::<Vec<_>>());
    let place = |session: usize| closes.binary_search_by_key(&session, |(session, _)| *session).ok();
    let opening = |row: &Row| Some((row.session, row.close - closes[place(row.session.checked_sub(1)?)?].1));
    let openings: Vec<(usize, f64)> = rows.iter().filter(|row| row.slot == 2).filter_map(opening).collect();
    let usual = moments(&openings.iter().map(|(_, opening)| *opening).collect::<Vec<_>>(), 60.0);
    let score = |row: &Row| {
        let day = place(row.session).unwrap();
        let known = if row.slot == row.slots { Some(day) } else { day.checked_sub(1) };
        let Some(trend) = known.and_then(|day| trend[day]) else { return Expected::Silent };
        let opening = openings.iter().position(|(of, _)| *of == row.session);
        let opening = opening.filter(|_| row.slots == 26 && row.slot >= 24);
        let echo = opening.map(|at| (openings[at].1, usual[at].1)).filter(|(_, deviation)| *deviation > 0.0);
        let echo = echo.map(|(opening, deviation)| squash(opening / deviation));
        Expected::Speaks(echo.map_or(trend, |echo| (2.0 * trend + echo) / 3.0))
    };
    rows.iter().map(|row| (row.number, score(row))).collect()
}

/// Mean of crossovers and time-series momentum at each close.
fn trend_of_closes(closes: &[f64]) -> Vec<Option<f64>> {
    let price_deviation = |day: usize| population(window(closes, day, 63)).1;
    let first = 62;
    let scaled = [(8.0, 24.0), (16.0, 48.0), (32.0, 96.0)].map(|(fast, slow)| {
        let (fast, slow) = (average(closes, 1.0 / fast), average(closes, 1.0 / slow));
        (first.min(closes.len())..closes.len())
            .map(|day| (fast[day] - slow[day]) / price_deviation(day))
            .collect::<Vec<f64>>()
    });
    let returns: Vec<f64> = closes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let usual = moments(&returns, 60.0);
    let trend = |day: usize| {
        let responses = scaled.each_ref().map(|scaled| {
            let y = scaled[day - first] / population(window(scaled, day - first, 252)).1;
            y * (-y * y / 4.0).exp() / 0.89
        });
        let looks: Vec<f64> = [21_usize, 63, 252]
            .into_iter()
            .filter(|back| *back <= day)
            .map(|back| squash((closes[day] - closes[day - back]) / (usual[day - 1].1 * (back as f64).sqrt())))
            .collect();
        f64::midpoint(responses.iter().sum::<f64>() / 3.0, looks.iter().sum::<f64>() / looks.len() as f64)
    };
    (0..closes.len()).map(|day| (day >= first + 62).then(|| trend(day))).collect()
}

fn mean_reversion_of(rows: &[Row]) -> Vec<Expected> {
    let close = column(rows, |row| row.close);
    let session: Vec<f64> = (0..rows.len())
        .map(|t| {
            let day: Vec<&Row> = rows[..=t].iter().rev().take_while(|row| row.session == rows[t].session).collect();
            let typical = |row: &Row| (row.high + row.low + row.close) / 3.0;
            let volume: f64 = day.iter().map(|row| row.volume).sum();
            let plain = day.iter().map(|row| typical(row)).sum::<f64>() / day.len() as f64;
            let weighted = day.iter().map(|row| row.volume * typical(row)).sum::<f64>() / volume;
            close[t] - if volume > 0.0 { weighted } else { plain }
        })
        .collect();
    let slow: Vec<f64> =
        average(&close, 2.0 / 521.0).iter().zip(&close).map(|(average, close)| close - average).collect();
    let carries = |t: usize| rows[t].session == rows[t - 1].session;
    let pulls = [pull(&session, carries), pull(&slow, |_| true)];
    let ratio = variance_ratio(&close);
    let at = |t: usize| {
        let [session, slow] = pulls.each_ref().map(|pulls| pulls[t]);
        let (Some(session), Some(slow)) = (session, slow) else { return Expected::OnEdge };
        Expected::Speaks(if ratio[t] < 1.0 { (1.0 - ratio[t]) * f64::midpoint(session, slow) } else { 0.0 })
    };
    (0..rows.len()).map(|t| if t < 519 { Expected::Silent } else { at(t) }).collect()
}

/// `None` where rounding may decide whether the speed is a usable one.
fn pull(deviations: &[f64], carries: impl Fn(usize) -> bool) -> Vec<Option<f64>> {
    let pairs: Vec<usize> = (1..deviations.len()).filter(|t| carries(*t)).collect();
    let lagged: Vec<f64> = pairs.iter().map(|t| deviations[*t] * deviations[t - 1]).collect();
    let squares: Vec<f64> = pairs.iter().map(|t| deviations[t - 1] * deviations[t - 1]).collect();
    let (lagged, squares) = (moments(&lagged, 1_560.0), moments(&squares, 1_560.0));
    let z = z_of(deviations, 1_560.0);
    let at = |t: usize| {
        let Some(pair) = pairs.partition_point(|pair| *pair <= t).checked_sub(1) else { return Some(0.0) };
        let persistence = lagged[pair].0 / squares[pair].0;
        let half_life = 0.5_f64.ln() / persistence.ln();
        if (half_life - 2.0).abs() < 1e-6 || (half_life - 130.0).abs() < 1e-6 {
            return None;
        }
        let usable = persistence > 0.0 && persistence < 1.0 && (2.0..130.0).contains(&half_life);
        Some(if usable { -squash(z[t]) * (26.0 / half_life).min(1.0) } else { 0.0 })
    };
    (0..deviations.len()).map(at).collect()
}

fn variance_ratio(close: &[f64]) -> Vec<f64> {
    let weight = 1.0 - 0.5_f64.powf(1.0 / 1_560.0);
    let mut path = vec![0.0];
    let (mut usual, mut seen) = (0.0, 0_u32);
    for pair in close.windows(2) {
        let limit = 4.0 * f64::sqrt(usual);
        let change = pair[1] - pair[0];
        let counted = if seen >= 26 && limit > 0.0 { change.clamp(-limit, limit) } else { change };
        seen += 1;
        let share = weight.max(1.0 / f64::from(seen));
        usual = (1.0 - share) * usual + share * counted * counted;
        path.push(path[path.len() - 1] + counted);
    }
    let mean_squares = [1_usize, 4, 26].map(|lag| {
        let squares: Vec<f64> = (lag..path.len()).map(|t| (path[t] - path[t - lag]).powi(2)).collect();
        moments(&squares, 1_560.0).into_iter().map(|(mean, _)| mean).collect::<Vec<f64>>()
    });
    let [one, four, day] = mean_squares;
    let at = |t: usize| {
        if t < 26 { 1.0 } else { f64::midpoint(four[t - 4] / (4.0 * one[t - 1]), day[t - 26] / (26.0 * one[t - 1])) }
    };
    (0..close.len()).map(at).collect()
}
