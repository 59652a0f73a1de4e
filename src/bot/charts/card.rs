//! The card of a training as a picture: each family's gain with its interval, how the best is calibrated, and which signals it listens to.

use super::ChartError;
use super::canvas::{Canvas, Ink, Place, Side, paint};
use super::sheet::{self, EDGE, GRID, GROUND, LABEL, MAIN, MARKED, PANEL, RIGHT, SOFT_WORDS, WORDS, WRONG};
use crate::bot::screens::training::family_short;
use crate::bot::screens::{Frame, names};
use crate::bot::show;
use crate::domain::calendar::ExchangeCalendar;
use crate::domain::signal::SignalKind;
use crate::domain::training::RunId;
use crate::domain::training::card::{Baseline, CardBin, FamilyRecord, ModelCard, Ranged};

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1080, 1300);

/// Rows of the families: where the first begins and the last ends, how far they are apart at most, and how many fit, pixels.
const ROWS_TOP: f64 = 186.0;
const ROWS_BOTTOM: f64 = 592.0;
const ROW_STEP_MAX: f64 = 100.0;
const ROWS_MAX: usize = 7;

/// Where gains are drawn, pixels from the left; their figures stand to the right of it.
const GAIN_LEFT: f64 = 210.0;
const GAIN_RIGHT: f64 = 900.0;

/// The least width of the scale of gains, nats: so that noise is not drawn as if it were much.
const SCALE_MIN: f64 = 0.01;

/// The reliability diagram, as wide as it is high, pixels.
const PLOT_LEFT: f64 = 96.0;
const PLOT_TOP: f64 = 748.0;
const PLOT_SIDE: f64 = 490.0;

/// Radius of the dot with the least and with the most behind it, pixels.
const RADII: (f64, f64) = (8.0, 24.0);

/// The bars of importance: where names and bars begin, and how far bars reach, pixels.
const NAMES_LEFT: f64 = 640.0;
const BARS_LEFT: f64 = 810.0;
const BARS_RIGHT: f64 = 1056.0;
const BAR_STEP: f64 = 54.0;
const BAR_HEIGHT: f64 = 30.0;

type Drawn = Result<(), ChartError>;

/// Draws the picture; `None` where no family has figures.
pub fn draw(frame: &Frame<'_>, run: RunId, card: &ModelCard) -> Result<Option<Vec<u8>>, ChartError> {
    let Some(best) = card.best() else { return Ok(None) };
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let title =
            words.say("card-head", &[("number", run.0.to_string().into()), ("symbol", frame.symbol.as_str().into())]);
        let day = |at| show::plain_date(words, ExchangeCalendar::nyse().new_york(at).date());
        let below = words.say("report-span", &[("from", day(card.from).into()), ("to", day(card.until).into())]);
        // What the models learned from counts, not what is on the screen now.
        let of = Frame { simulated: card.simulated || frame.simulated, ..*frame };
        sheet::head(&of, canvas, SIZE.0, (&title, &below))?;
        gains(frame, canvas, card)?;
        reliability(frame, canvas, best)?;
        importance(frame, canvas, card)
    })?;
    Ok(Some(picture))
}

/// How much better than no skill the learner is that learns online, nats.
fn online_gain(card: &ModelCard) -> Option<f64> {
    let loss = |wanted| card.baselines.iter().find(|known| known.baseline == wanted).and_then(|known| known.log_loss);
    Some(loss(Baseline::NoSkill)? - loss(Baseline::Online)?).filter(|gain| gain.is_finite())
}

/// The ends of the scale of gains: everything that is drawn, and 0.
fn scale(families: &[FamilyRecord], online: Option<f64>) -> (f64, f64) {
    let shown = families.iter().filter(|record| record.fault.is_none() && is_sound(&record.gain));
    let ends = shown.flat_map(|record| [record.gain.low, record.gain.high, record.gain.value]).chain(online);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let missing = (SCALE_MIN - (high - low)).max(0.0) / 2.0;
    (low - missing, high + missing)
}

fn is_sound(figure: &Ranged) -> bool {
    [figure.value, figure.low, figure.high].into_iter().all(f64::is_finite)
}

fn gains(frame: &Frame<'_>, canvas: &Canvas<'_>, card: &ModelCard) -> Drawn {
    let words = frame.words;
    canvas.text(&words.say("card-chart-gain", &[]), (EDGE, ROWS_TOP - 44.0), Side::Right, LABEL, WORDS)?;
    let rows = card.families.len().min(ROWS_MAX);
    let count = show::float(i64::try_from(rows).unwrap_or(0));
    let step = ((ROWS_BOTTOM - ROWS_TOP) / count.max(1.0)).min(ROW_STEP_MAX);
    let bottom = ROWS_TOP + count * step;
    canvas.area((GAIN_LEFT, ROWS_TOP), (GAIN_RIGHT, bottom), PANEL)?;
    let online = online_gain(card);
    let (low, high) = scale(&card.families, online);
    let x_of = |gain: f64| GAIN_LEFT + 16.0 + (gain - low) / (high - low) * (GAIN_RIGHT - GAIN_LEFT - 32.0);
    canvas.line(&[(x_of(0.0), ROWS_TOP), (x_of(0.0), bottom)], 3.0, SOFT_WORDS)?;
    if let Some(gain) = online {
        canvas.line(&[(x_of(gain), ROWS_TOP), (x_of(gain), bottom)], 3.0, MARKED)?;
        let name = words.say("card-chart-online", &[]);
        // The middle of the name stands under the line, unless it would leave the plot.
        let half = canvas.width_of(&name, LABEL) / 2.0;
        let x = x_of(gain).clamp(GAIN_LEFT + half, (GAIN_RIGHT - half).max(GAIN_LEFT + half));
        canvas.text(&name, (x, bottom + 60.0), Side::Centre, LABEL, MARKED)?;
    }
    let mut y = ROWS_TOP + step / 2.0;
    for record in card.families.iter().take(ROWS_MAX) {
        let name = words.say(family_short(record.family), &[]);
        canvas.text_within(&name, (EDGE, y), Side::Right, (LABEL, GAIN_LEFT - EDGE - 12.0), WORDS)?;
        if record.fault.is_none() && is_sound(&record.gain) {
            let ink = proven(&record.gain);
            interval(canvas, (x_of(record.gain.low), x_of(record.gain.high)), y, ink)?;
            canvas.dot((x_of(record.gain.value), y), 12.0, ink)?;
            canvas.text(&show::gain(words, record.gain.value), (GAIN_RIGHT + 16.0, y), Side::Right, LABEL, ink)?;
        } else {
            canvas.text("–", (GAIN_RIGHT + 16.0, y), Side::Right, LABEL, SOFT_WORDS)?;
        }
        y += step;
    }
    for (end, side) in [(low, Side::Right), (high, Side::Left)] {
        let label = show::gain(words, end);
        canvas.text(
            &label,
            (if side == Side::Right { GAIN_LEFT } else { GAIN_RIGHT }, bottom + 28.0),
            side,
            LABEL,
            SOFT_WORDS,
        )?;
    }
    Ok(())
}

/// A gain whose whole interval lies on one side of 0 is shown in another colour.
fn proven(gain: &Ranged) -> Ink {
    if gain.low > 0.0 {
        RIGHT
    } else if gain.high < 0.0 {
        WRONG
    } else {
        MAIN
    }
}

fn interval(canvas: &Canvas<'_>, (low, high): (f64, f64), y: f64, ink: Ink) -> Drawn {
    const CAP: f64 = 11.0;
    canvas.line(&[(low, y), (high, y)], 5.0, ink.faint(0.7))?;
    for x in [low, high] {
        canvas.line(&[(x, y - CAP), (x, y + CAP)], 5.0, ink.faint(0.7))?;
    }
    Ok(())
}

/// The place of a stated probability and a share that came true.
fn place(stated: f64, came_true: f64) -> Place {
    (PLOT_LEFT + stated.clamp(0.0, 1.0) * PLOT_SIDE, PLOT_TOP + (1.0 - came_true.clamp(0.0, 1.0)) * PLOT_SIDE)
}

fn reliability(frame: &Frame<'_>, canvas: &Canvas<'_>, best: &FamilyRecord) -> Drawn {
    let words = frame.words;
    let family = words.say(family_short(best.family), &[]);
    let title = words.say("card-chart-reliability", &[("family", family.into())]);
    let room = NAMES_LEFT - EDGE - 16.0;
    canvas.text_within(&title, (EDGE, PLOT_TOP - 44.0), Side::Right, (LABEL, room), WORDS)?;
    canvas.area(place(0.0, 1.0), place(1.0, 0.0), PANEL)?;
    for quarter in 0..=4 {
        let share = f64::from(quarter) / 4.0;
        canvas.line(&[place(0.0, share), place(1.0, share)], 1.0, GRID)?;
        canvas.line(&[place(share, 0.0), place(share, 1.0)], 1.0, GRID)?;
        if quarter % 2 == 0 {
            let (label, left, below) = (show::share(words, share), place(0.0, share), place(share, 0.0));
            canvas.text(&label, (left.0 - 10.0, left.1), Side::Left, LABEL, SOFT_WORDS)?;
            canvas.text(&label, (below.0, below.1 + 28.0), Side::Centre, LABEL, SOFT_WORDS)?;
        }
    }
    canvas.line(&[place(0.0, 0.0), place(1.0, 1.0)], 3.0, SOFT_WORDS)?;
    let most = best.bins.iter().map(|bin| bin.effective).fold(0.0, f64::max);
    let sound = |bin: &&CardBin| bin.effective > 0.0 && bin.stated.is_finite() && bin.came_true.is_finite();
    best.bins.iter().filter(sound).try_for_each(|bin| {
        let radius = RADII.0 + (RADII.1 - RADII.0) * libm::sqrt((bin.effective / most).clamp(0.0, 1.0));
        canvas.dot(place(bin.stated, bin.came_true), radius, GROUND)?;
        canvas.dot(place(bin.stated, bin.came_true), radius - 2.0, MARKED)
    })
}

/// A bar for each signal, and one for what is no signal; what only added noise has none.
fn importance(frame: &Frame<'_>, canvas: &Canvas<'_>, card: &ModelCard) -> Drawn {
    let words = frame.words;
    let room = BARS_RIGHT - NAMES_LEFT;
    let title = words.say("card-chart-importance", &[]);
    canvas.text_within(&title, (NAMES_LEFT, PLOT_TOP - 44.0), Side::Right, (LABEL, room), WORDS)?;
    let signals = SignalKind::ALL.map(|kind| words.say(names::signal_in_table(kind), &[]));
    let rest = words.say("card-chart-rest", &[]);
    let bars = signals.iter().zip(card.importance).chain([(&rest, card.importance_of_rest)]);
    let bars: Vec<(&String, f64)> = bars.map(|(name, rise)| (name, if rise > 0.0 { rise } else { 0.0 })).collect();
    let largest = bars.iter().map(|(_, rise)| *rise).filter(|rise| rise.is_finite()).fold(0.0, f64::max);
    let mut y = PLOT_TOP + BAR_STEP / 2.0;
    for (name, rise) in bars {
        canvas.text_within(name, (NAMES_LEFT, y), Side::Right, (LABEL, BARS_LEFT - NAMES_LEFT - 10.0), WORDS)?;
        let share = if largest > 0.0 { (rise / largest).min(1.0) } else { 0.0 };
        let end = BARS_LEFT + share * (BARS_RIGHT - BARS_LEFT);
        canvas.area((BARS_LEFT, y - BAR_HEIGHT / 2.0), (end.max(BARS_LEFT + 2.0), y + BAR_HEIGHT / 2.0), MAIN)?;
        y += BAR_STEP;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::samples;
    use crate::bot::screens::training::samples::{card, extreme_card};
    use crate::domain::setting::Theme;

    fn drawn(card: &ModelCard, theme: Theme) -> Vec<u8> {
        draw(&Frame { theme, ..samples::frame() }, RunId(3), card).unwrap().unwrap()
    }

    /// Pixels of nearly that colour among the gains.
    fn in_gains(png: &[u8], ink: Ink, theme: Theme) -> usize {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(theme)).all(|(a, b)| a.abs_diff(b) < 8);
        let (from, to) = (ROWS_TOP as usize * width, 600 * width);
        pixels[from..to].iter().filter(|pixel| near(pixel)).count()
    }

    #[test]
    fn what_is_proven_has_another_colour() {
        for theme in [Theme::Dark, Theme::Light] {
            let picture = drawn(&card(), theme);
            assert_eq!(drawn(&card(), theme), picture);
            assert!(picture.len() < 300_000, "{} bytes", picture.len());
            assert!(in_gains(&picture, RIGHT, theme) > 300);
            let mut unproven = card();
            unproven.families.iter_mut().for_each(|record| record.gain.low = -0.01);
            assert_eq!(in_gains(&drawn(&unproven, theme), RIGHT, theme), 0);
        }
    }

    #[test]
    fn without_figures_there_is_no_picture_and_wild_ones_are_drawn() {
        let mut none = card();
        none.families.iter_mut().for_each(|record| record.fault = Some("too few".to_owned()));
        assert_eq!(draw(&samples::frame(), RunId(1), &none).unwrap(), None);
        drawn(&extreme_card(), Theme::Dark);
        assert!(LABEL * 390.0 / f64::from(SIZE.0) > 9.0, "letters of 9 points on a phone");
    }
}
