//! The price of the newest days with the calls beside it: triangles coloured by what became of them, and the HOLD band of the latest.

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::ChartError;
use super::canvas::{Canvas, Ink, Place, Side, paint};
use super::sheet::{
    self, EDGE, GRID, GROUND, LABEL, MAIN as PRICE, MARKED as BAND, PANEL, RIGHT, SOFT_WORDS, WORDS, WRONG,
};
use crate::bot::screens::Frame;
use crate::bot::show;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::horizon::Horizon;
use crate::domain::prediction::Direction;
use crate::domain::session::{STEP_SECONDS, Session};
use crate::domain::view::{CallFate, ChartedCall, PriceChart};

/// Width and height, pixels: readable on a phone, and no larger than Telegram shows.
pub const SIZE: (u32, u32) = (1200, 760);

/// Fewest bars that make a line.
pub const BARS_MIN: usize = 2;

/// The line around a call that is not measured yet.
pub const OPEN: Ink = WORDS;

/// Edges of the plot, pixels from the left and from above.
const LEFT: f64 = EDGE;
const RIGHT_EDGE: f64 = 1062.0;
const TOP: f64 = 96.0;
const BOTTOM: f64 = 638.0;

/// Width after the newest bar, where the HOLD band runs on.
const AHEAD: f64 = 176.0;

/// A pause in the bars longer than this breaks the line, seconds.
const PAUSE_S: i64 = 2 * STEP_SECONDS;

type Drawn = Result<(), ChartError>;

/// Draws the picture; `None` where there are too few bars for one.
pub fn draw(frame: &Frame<'_>, chart: &PriceChart) -> Result<Option<Vec<u8>>, ChartError> {
    let Some(scale) = Scale::of(chart) else { return Ok(None) };
    let picture = paint(frame.theme, SIZE, |canvas| {
        canvas.area((LEFT, TOP), (RIGHT_EDGE, BOTTOM), PANEL)?;
        prices_axis(frame, canvas, &scale, chart)?;
        time_axis(frame, canvas, &scale)?;
        band(frame, canvas, &scale, chart)?;
        price_line(canvas, &scale, chart)?;
        for call in &chart.calls {
            marker(canvas, &scale, call)?;
        }
        newest_price(frame, canvas, &scale, chart)?;
        head(frame, canvas, chart)?;
        legend(frame, canvas)
    })?;
    Ok(Some(picture))
}

/// From time and price to places.
struct Scale {
    begins: Timestamp,
    ends: Timestamp,
    /// Pixels of a second of trading.
    per_second: f64,
    low: f64,
    high: f64,
}

impl Scale {
    fn of(chart: &PriceChart) -> Option<Self> {
        if chart.prices.len() < BARS_MIN {
            return None;
        }
        let (begins, ends) = (chart.prices.first()?.start, chart.prices.last()?.end);
        let seconds = ExchangeCalendar::nyse().trading_seconds(begins, ends);
        let edges = chart.latest.iter().filter(|latest| latest.at >= begins).flat_map(|latest| {
            let band = latest.forecast(Horizon::PRIMARY).band;
            [latest.price * libm::exp(-band), latest.price * libm::exp(band)]
        });
        let seen = chart.prices.iter().flat_map(|bar| [bar.open, bar.close]).chain(edges);
        let (low, high) = seen.fold((f64::INFINITY, 0.0_f64), |(low, high), price| (low.min(price), high.max(price)));
        // A price that stands still gets a span all the same.
        let room = ((high - low) * 0.09).max(high * 0.0005);
        let per_second = (RIGHT_EDGE - LEFT - AHEAD) / seconds.max(1) as f64;
        Some(Self { begins, ends, per_second, low: low - room, high: high + room })
    }

    fn x(&self, at: Timestamp) -> f64 {
        let seconds = ExchangeCalendar::nyse().trading_seconds(self.begins, at);
        (LEFT + seconds as f64 * self.per_second).clamp(LEFT, RIGHT_EDGE)
    }

    fn y(&self, price: f64) -> f64 {
        (BOTTOM - (price - self.low) / (self.high - self.low) * (BOTTOM - TOP)).clamp(TOP, BOTTOM)
    }

    /// Pixels between two decisions.
    fn step(&self) -> f64 {
        STEP_SECONDS as f64 * self.per_second
    }

    /// The sessions that are shown, whole or in part.
    fn sessions(&self) -> Vec<Session> {
        let calendar = ExchangeCalendar::nyse();
        let first = calendar.index_at_or_before(self.begins).unwrap_or(0);
        let sessions = calendar.sessions().iter().skip(first);
        sessions.take_while(|session| session.open < self.ends).copied().collect()
    }
}

fn prices_axis(frame: &Frame<'_>, canvas: &Canvas<'_>, scale: &Scale, chart: &PriceChart) -> Drawn {
    const LINES: f64 = 5.0;
    let newest = chart.prices.last().map_or(f64::INFINITY, |newest| scale.y(newest.close));
    let step = round_step((scale.high - scale.low) / LINES);
    let mut price = libm::ceil(scale.low / step) * step;
    while price <= scale.high {
        let y = scale.y(price);
        if y > TOP + 14.0 && y < BOTTOM - 14.0 {
            canvas.line(&[(LEFT, y), (RIGHT_EDGE, y)], 1.0, GRID)?;
            // The newest price has its own mark there.
            if (y - newest).abs() > 1.3 * LABEL {
                canvas.text(
                    &show::dollars(frame.words, price),
                    (RIGHT_EDGE + 12.0, y),
                    Side::Right,
                    LABEL,
                    SOFT_WORDS,
                )?;
            }
        }
        price += step;
    }
    Ok(())
}

/// The next larger of 1, 2 and 5 times a power of ten, a cent at least.
fn round_step(step: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(step)));
    let rounded = [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power).find(|rounded| *rounded >= step);
    rounded.unwrap_or(10.0 * power).max(0.01)
}

fn time_axis(frame: &Frame<'_>, canvas: &Canvas<'_>, scale: &Scale) -> Drawn {
    const BETWEEN: f64 = 18.0;
    let mut free_from = LEFT;
    let mut ticks: Vec<(f64, String)> = vec![];
    let sessions = scale.sessions();
    let several_days = sessions.len() > 2;
    for session in &sessions {
        let x = scale.x(session.open);
        if x > LEFT + 1.0 {
            canvas.line(&[(x, TOP), (x, BOTTOM)], 1.0, GRID)?;
        }
        let day = show::short_date(frame.words, session.date);
        if several_days {
            let whole = session.open >= scale.begins;
            ticks.extend(whole.then_some((x, day)));
        } else {
            let name = (x.max(LEFT) + 4.0, TOP + 22.0);
            canvas.text(&day, name, Side::Right, LABEL, SOFT_WORDS)?;
            ticks.extend(full_hours(session, scale));
        }
    }
    for (x, label) in ticks {
        let half = canvas.width_of(&label, LABEL) / 2.0;
        let centre = x.max(LEFT + half);
        if centre - half >= free_from && centre + half <= RIGHT_EDGE + 60.0 {
            canvas.line(&[(x, BOTTOM), (x, BOTTOM + 8.0)], 2.0, SOFT_WORDS)?;
            canvas.text(&label, (centre, BOTTOM + 30.0), Side::Centre, LABEL, SOFT_WORDS)?;
            free_from = centre + half + BETWEEN;
        }
    }
    Ok(())
}

/// The full hours of a session that are shown.
fn full_hours(session: &Session, scale: &Scale) -> Vec<(f64, String)> {
    let calendar = ExchangeCalendar::nyse();
    let hours = (10..16).filter_map(|hour| {
        let civil: DateTime = session.date.at(hour, 0, 0, 0);
        calendar.at_new_york(civil.date(), civil.time())
    });
    let shown = hours.filter(|at| *at >= scale.begins && *at < session.close && *at <= scale.ends);
    shown.map(|at| (scale.x(at), show::time(at))).collect()
}

/// The HOLD band of the latest prediction, from its instant on.
fn band(frame: &Frame<'_>, canvas: &Canvas<'_>, scale: &Scale, chart: &PriceChart) -> Drawn {
    let Some(latest) = chart.latest.as_ref().filter(|latest| latest.at >= scale.begins) else { return Ok(()) };
    let width = latest.forecast(Horizon::PRIMARY).band;
    let (top, bottom) = (scale.y(latest.price * libm::exp(width)), scale.y(latest.price * libm::exp(-width)));
    let x = scale.x(latest.at);
    canvas.area((x, top), (RIGHT_EDGE, bottom), BAND.faint(0.17))?;
    for y in [top, bottom] {
        canvas.line(&[(x, y), (RIGHT_EDGE, y)], 2.0, BAND)?;
    }
    let label = frame.words.say("chart-band", &[("band", show::band(frame.words, width).into())]);
    let above = top - 18.0 > TOP + 10.0;
    let y = if above { top - 18.0 } else { bottom + 18.0 };
    canvas.text(&label, (RIGHT_EDGE - 8.0, y), Side::Left, LABEL, BAND)
}

/// The price, broken wherever no bar came and over every night.
fn price_line(canvas: &Canvas<'_>, scale: &Scale, chart: &PriceChart) -> Drawn {
    let calendar = ExchangeCalendar::nyse();
    let mut runs: Vec<Vec<Place>> = vec![];
    let mut last: Option<Timestamp> = None;
    for bar in &chart.prices {
        let joins = last.is_some_and(|last| {
            let same_session = calendar.index_at_or_before(last) == calendar.index_at_or_before(bar.start);
            same_session && bar.start.as_second() - last.as_second() <= PAUSE_S
        });
        if !joins {
            runs.push(vec![(scale.x(bar.start), scale.y(bar.open))]);
        }
        if let Some(run) = runs.last_mut() {
            run.push((scale.x(bar.end), scale.y(bar.close)));
        }
        last = Some(bar.end);
    }
    for run in &runs {
        let foot = |place: Option<&Place>| place.map(|(x, _)| (*x, BOTTOM));
        let below: Vec<Place> = run.iter().copied().chain(foot(run.last())).chain(foot(run.first())).collect();
        canvas.shape(&below, PRICE.faint(0.07))?;
        canvas.line(run, if scale.step() > 4.0 { 3.0 } else { 2.0 }, PRICE)?;
    }
    Ok(())
}

/// A triangle below the price for BUY, above it for SELL; nothing for HOLD.
fn marker(canvas: &Canvas<'_>, scale: &Scale, call: &ChartedCall) -> Drawn {
    let away = match call.call {
        Direction::Up => 1.0,
        Direction::Down => -1.0,
        Direction::Hold => return Ok(()),
    };
    let size = (scale.step() * 0.45).clamp(5.0, 11.0);
    let centre = (scale.x(call.at), scale.y(call.price) + away * (size + 9.0));
    triangle(canvas, centre, size, away, call.fate)
}

/// A triangle that points up (`away` 1) or down (-1).
fn triangle(canvas: &Canvas<'_>, (x, y): Place, size: f64, away: f64, fate: CallFate) -> Drawn {
    let (tip, foot) = (y - away * size, y + away * size * 0.8);
    let corners = [(x, tip), (x - size, foot), (x + size, foot)];
    match fate {
        CallFate::Right => canvas.shape(&corners, RIGHT),
        CallFate::Wrong => canvas.shape(&corners, WRONG),
        CallFate::Open => canvas.outline(&corners, 1.0, OPEN),
        CallFate::Void => canvas.outline(&corners, 1.0, SOFT_WORDS.faint(0.6)),
    }
}

/// The newest price, on the axis.
fn newest_price(frame: &Frame<'_>, canvas: &Canvas<'_>, scale: &Scale, chart: &PriceChart) -> Drawn {
    let Some(newest) = chart.prices.last() else { return Ok(()) };
    let place = (scale.x(newest.end), scale.y(newest.close));
    canvas.dot(place, 6.0, PRICE)?;
    let words = show::dollars(frame.words, newest.close);
    let wide = RIGHT_EDGE + 24.0 + canvas.width_of(&words, LABEL);
    canvas.area((RIGHT_EDGE + 2.0, place.1 - 19.0), (wide, place.1 + 19.0), PRICE)?;
    canvas.text(&words, (RIGHT_EDGE + 12.0, place.1), Side::Right, LABEL, GROUND)
}

fn head(frame: &Frame<'_>, canvas: &Canvas<'_>, chart: &PriceChart) -> Drawn {
    let words = frame.words;
    let title = words.say("chart-head", &[("symbol", frame.symbol.as_str().into()), ("days", chart.days.into())]);
    sheet::head(frame, canvas, SIZE.0, (&title, &words.say("chart-time", &[])))
}

/// What the marks mean, in one row.
fn legend(frame: &Frame<'_>, canvas: &Canvas<'_>) -> Drawn {
    const Y: f64 = 722.0;
    const SIZE: f64 = 10.0;
    let words = frame.words;
    let entries = [
        (words.say("chart-buy", &[]), Direction::Up, None),
        (words.say("chart-sell", &[]), Direction::Down, None),
        (words.say("chart-right", &[]), Direction::Hold, Some(CallFate::Right)),
        (words.say("chart-wrong", &[]), Direction::Hold, Some(CallFate::Wrong)),
        (words.say("chart-open", &[]), Direction::Hold, Some(CallFate::Open)),
    ];
    let mut x = LEFT + 12.0;
    for (label, direction, fate) in entries {
        let away = if direction == Direction::Down { -1.0 } else { 1.0 };
        match fate {
            None => {
                let corners =
                    [(x, Y - away * SIZE), (x - SIZE, Y + away * SIZE * 0.8), (x + SIZE, Y + away * SIZE * 0.8)];
                canvas.shape(&corners, SOFT_WORDS)?;
            }
            Some(CallFate::Right) => canvas.dot((x, Y), SIZE, RIGHT)?,
            Some(CallFate::Wrong) => canvas.dot((x, Y), SIZE, WRONG)?,
            Some(_) => {
                canvas.dot((x, Y), SIZE, OPEN)?;
                canvas.dot((x, Y), SIZE - 2.0, GROUND)?;
            }
        }
        canvas.text(&label, (x + SIZE + 12.0, Y), Side::Right, LABEL, WORDS)?;
        x += SIZE + 12.0 + canvas.width_of(&label, LABEL) + 46.0;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::samples;
    use crate::domain::setting::Theme;

    /// Pixels that have nearly that colour, in the plot or outside it.
    fn pixels(png: &[u8], ink: Ink, in_plot: bool) -> usize {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(Theme::Dark)).all(|(a, b)| a.abs_diff(b) < 8);
        let counted = pixels.iter().enumerate().filter(|(at, pixel)| {
            let (x, y) = ((at % width) as f64, (at / width) as f64);
            let within = x > LEFT && x < RIGHT_EDGE && y > TOP && y < BOTTOM;
            within == in_plot && near(pixel)
        });
        counted.count()
    }

    #[test]
    fn the_same_facts_give_the_same_bytes() {
        let (frame, chart) = (samples::frame(), samples::price_chart());
        let picture = draw(&frame, &chart).unwrap().unwrap();
        assert_eq!(draw(&frame, &chart).unwrap().unwrap(), picture);
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
    }

    #[test]
    fn calls_show_what_became_of_them() {
        let frame = samples::frame();
        let mut chart = samples::price_chart();
        let seen = |chart: &PriceChart| {
            let png = draw(&frame, chart).unwrap().unwrap();
            [RIGHT, WRONG].map(|ink| pixels(&png, ink, true))
        };
        assert!(seen(&chart).iter().all(|count| *count > 100));
        chart.calls.iter_mut().for_each(|call| call.fate = CallFate::Right);
        let [right, wrong] = seen(&chart);
        assert!(right > 200 && wrong == 0, "{right} {wrong}");
        chart.calls.iter_mut().for_each(|call| call.call = Direction::Hold);
        assert_eq!(seen(&chart), [0, 0], "a HOLD has no mark");
    }

    #[test]
    fn a_simulated_market_is_marked_and_a_real_one_is_not() {
        let chart = samples::price_chart();
        let marked = |simulated| {
            let png = draw(&Frame { simulated, ..samples::frame() }, &chart).unwrap().unwrap();
            pixels(&png, BAND, false)
        };
        assert!(marked(true) > 3_000);
        assert_eq!(marked(false), 0);
    }

    #[test]
    fn without_two_bars_there_is_no_picture() {
        let mut chart = samples::price_chart();
        chart.prices.truncate(BARS_MIN - 1);
        assert_eq!(draw(&samples::frame(), &chart).unwrap(), None);
        assert_eq!(draw(&samples::frame(), &PriceChart::default()).unwrap(), None);
    }

    #[test]
    fn odd_prices_are_drawn_all_the_same() {
        let mut chart = samples::price_chart();
        for price in [0.01, 183.0, 745_000.0] {
            chart.prices.iter_mut().for_each(|bar| (bar.open, bar.close) = (price, price));
            assert!(draw(&samples::frame(), &chart).unwrap().is_some(), "a price that stands at {price}");
        }
        chart.prices.iter_mut().enumerate().for_each(|(at, bar)| bar.close = 10.0_f64.powi(at as i32 % 6));
        assert!(draw(&samples::frame(), &chart).unwrap().is_some());
        chart.prices.drain(5..20);
        assert!(draw(&samples::frame(), &chart).unwrap().is_some(), "bars are missing");
    }

    #[test]
    fn steps_are_round() {
        for (step, rounded) in [(0.013, 0.02), (0.3, 0.5), (0.7, 1.0), (1.1, 2.0), (33.0, 50.0), (1e-9, 0.01)] {
            assert!((round_step(step) - rounded).abs() < 1e-12, "{step}");
        }
    }
}
