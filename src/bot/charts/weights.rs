//! What moves the forecast: each signal's share and side, the mixture of the experts, and how both came about over the last sessions.

use super::ChartError;
use super::canvas::{Canvas, Ink, Place, Side, paint};
use super::sheet::{self, EDGE, GRID, LABEL, MAIN, MARKED, PANEL, RIGHT, SOFT_WORDS, WORDS, WRONG};
use crate::bot::screens::{Frame, names};
use crate::bot::show;
use crate::domain::horizon::Horizon;
use crate::domain::learned::{HorizonLesson, Lesson, NO_SKILL};
use crate::domain::signal::SignalKind;

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1080, 1330);

/// Signals whose lines are coloured and named: more would cross each other's names.
const NAMED: usize = 3;

/// Their colours, the weightiest first.
const COLOURS: [Ink; NAMED] = [MAIN, RIGHT, WRONG];

/// The right edge of everything, pixels.
const RIGHT_EDGE: f64 = 1056.0;

/// The bars of the signals: from where, how far apart, how high, pixels.
const BARS_TOP: f64 = 150.0;
const BAR_STEP: f64 = 56.0;
const BAR_HEIGHT: f64 = 36.0;
/// Where a bar begins, and how far the longest can reach to either side.
const BAR_ZERO: f64 = 630.0;
const BAR_REACH: f64 = 300.0;

/// The mixture of the experts, pixels from above.
const MIXTURE_TOP: f64 = 690.0;
const MIXTURE_HEIGHT: f64 = 58.0;

/// The plot of the history, pixels.
const PLOT_TOP: f64 = 930.0;
const PLOT_BOTTOM: f64 = 1240.0;
const PLOT_LEFT: f64 = 110.0;
const PLOT_RIGHT: f64 = 856.0;

type Drawn = Result<(), ChartError>;

/// Draws the picture from lessons, the oldest first; `None` where there is none.
pub fn draw(frame: &Frame<'_>, horizon: Horizon, lessons: &[Lesson]) -> Result<Option<Vec<u8>>, ChartError> {
    let Some(last) = lessons.last() else { return Ok(None) };
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let name = words.say(names::horizon(horizon), &[]);
        let title = words.say("weights-head", &[("symbol", frame.symbol.as_str().into()), ("horizon", name.into())]);
        let below = show::date(words, last.date);
        sheet::head(frame, canvas, SIZE.0, (&title, &below))?;
        bars(frame, canvas, last.of(horizon))?;
        mixture(frame, canvas, last.of(horizon))?;
        history(frame, canvas, horizon, lessons)
    })?;
    Ok(Some(picture))
}

/// One bar for each signal: to the right where it is followed, to the left where it is taken the other way round.
fn bars(frame: &Frame<'_>, canvas: &Canvas<'_>, lesson: &HorizonLesson) -> Drawn {
    let words = frame.words;
    let y_of = |row: usize| BARS_TOP + row as f64 * BAR_STEP;
    let bottom = y_of(SignalKind::COUNT);
    for (key, side, x, ink) in [
        ("weights-reversed", Side::Left, BAR_ZERO - 16.0, WRONG),
        ("weights-followed", Side::Right, BAR_ZERO + 16.0, RIGHT),
    ] {
        canvas.text(&words.say(key, &[]), (x, BARS_TOP - 24.0), side, LABEL, ink)?;
    }
    let shares = lesson.shares();
    let largest = shares.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    for (kind, (share, influence)) in SignalKind::ALL.into_iter().zip(shares.into_iter().zip(lesson.influence)) {
        let y = y_of(kind.index()) + BAR_STEP / 2.0;
        canvas.text(&words.say(names::signal(kind), &[]), (EDGE, y), Side::Right, LABEL, WORDS)?;
        let (away, ink, side) = if influence < 0.0 { (-1.0, WRONG, Side::Left) } else { (1.0, RIGHT, Side::Right) };
        let end = BAR_ZERO + away * BAR_REACH * share / largest;
        canvas.area((BAR_ZERO.min(end), y - BAR_HEIGHT / 2.0), (BAR_ZERO.max(end), y + BAR_HEIGHT / 2.0), ink)?;
        let ink = if share > 0.0 { WORDS } else { SOFT_WORDS };
        canvas.text(&show::share(words, share), (end + away * 12.0, y), side, LABEL, ink)?;
    }
    canvas.line(&[(BAR_ZERO, BARS_TOP), (BAR_ZERO, bottom)], 2.0, SOFT_WORDS)
}

/// The weights of the experts as one bar: no skill, each signal alone, all weighed together.
fn mixture(frame: &Frame<'_>, canvas: &Canvas<'_>, lesson: &HorizonLesson) -> Drawn {
    let words = frame.words;
    canvas.text(&words.say("weights-mixture", &[]), (EDGE, MIXTURE_TOP - 36.0), Side::Right, LABEL, WORDS)?;
    let groups = [
        ("weights-group-none", SOFT_WORDS, no_skill(lesson)),
        ("weights-group-alone", MARKED, alone(lesson)),
        ("weights-group-together", MAIN, together(lesson)),
    ];
    let (mut x, mut name_x) = (EDGE, EDGE);
    for (key, ink, weight) in groups {
        let wide = weight.clamp(0.0, 1.0) * (RIGHT_EDGE - EDGE);
        canvas.area((x, MIXTURE_TOP), (x + wide, MIXTURE_TOP + MIXTURE_HEIGHT), ink)?;
        x += wide;
        let y = MIXTURE_TOP + MIXTURE_HEIGHT + 36.0;
        let name = words.say(key, &[("share", show::share(words, weight).into())]);
        canvas.area((name_x, y - 10.0), (name_x + 20.0, y + 10.0), ink)?;
        canvas.text(&name, (name_x + 32.0, y), Side::Right, LABEL, WORDS)?;
        name_x += 32.0 + canvas.width_of(&name, LABEL) + 40.0;
    }
    Ok(())
}

/// Weight of the expert without skill.
pub fn no_skill(lesson: &HorizonLesson) -> f64 {
    lesson.mixture.get(NO_SKILL).copied().unwrap_or_default()
}

/// Weight of the experts that hear one signal each.
pub fn alone(lesson: &HorizonLesson) -> f64 {
    lesson.mixture.iter().skip(1).take(SignalKind::COUNT).sum()
}

/// Weight of the experts that weigh all signals together, the trained model among them.
pub fn together(lesson: &HorizonLesson) -> f64 {
    lesson.mixture.iter().skip(1 + SignalKind::COUNT).chain([&lesson.champion]).sum()
}

/// The weight of no skill as an area, the signals' shares as lines; the weightiest of today are coloured and named.
fn history(frame: &Frame<'_>, canvas: &Canvas<'_>, horizon: Horizon, lessons: &[Lesson]) -> Drawn {
    let words = frame.words;
    let title = words.say("weights-history", &[("count", lessons.len().into())]);
    canvas.text(&title, (EDGE, PLOT_TOP - 40.0), Side::Right, LABEL, WORDS)?;
    canvas.area((PLOT_LEFT, PLOT_TOP), (PLOT_RIGHT, PLOT_BOTTOM), PANEL)?;
    let place = |at: usize, share: f64| -> Place {
        let along = at as f64 / (lessons.len() - 1).max(1) as f64;
        let up = share.clamp(0.0, 1.0) * (PLOT_BOTTOM - PLOT_TOP);
        (PLOT_LEFT + along * (PLOT_RIGHT - PLOT_LEFT), PLOT_BOTTOM - up)
    };
    let line = |of: &dyn Fn(&HorizonLesson) -> f64| -> Vec<Place> {
        lessons.iter().enumerate().map(|(at, lesson)| place(at, of(lesson.of(horizon)))).collect()
    };
    let mut area = line(&no_skill);
    area.extend([(area.last().map_or(PLOT_LEFT, |(x, _)| *x), PLOT_BOTTOM), (PLOT_LEFT, PLOT_BOTTOM)]);
    canvas.shape(&area, SOFT_WORDS.faint(0.28))?;
    for (share, label) in
        [(0.0, show::share(words, 0.0)), (0.5, show::share(words, 0.5)), (1.0, show::share(words, 1.0))]
    {
        let y = place(0, share).1;
        canvas.line(&[(PLOT_LEFT, y), (PLOT_RIGHT, y)], 1.0, GRID)?;
        canvas.text(&label, (PLOT_LEFT - 12.0, y), Side::Left, LABEL, SOFT_WORDS)?;
    }
    let ranked = lessons.last().map(|lesson| ranked(lesson.of(horizon))).unwrap_or_default();
    let share_of =
        |kind: SignalKind| move |lesson: &HorizonLesson| lesson.shares().get(kind.index()).copied().unwrap_or_default();
    for kind in ranked.iter().skip(NAMED) {
        canvas.line(&line(&share_of(*kind)), 2.0, SOFT_WORDS.faint(0.45))?;
    }
    let mut labels = vec![];
    for (kind, ink) in ranked.iter().zip(COLOURS).rev() {
        let places = line(&share_of(*kind));
        canvas.line(&places, 4.0, ink)?;
        let y = places.last().map_or(PLOT_BOTTOM, |(_, y)| *y);
        labels.push((y, words.say(names::signal_in_table(*kind), &[]), ink));
    }
    let y = area.iter().rev().nth(2).map_or(PLOT_TOP, |(_, y)| *y);
    labels.push((y, words.say("weights-no-skill", &[]), SOFT_WORDS));
    for (y, label, ink) in apart(labels) {
        canvas.text(&label, (PLOT_RIGHT + 14.0, y), Side::Right, LABEL, ink)?;
    }
    days(frame, canvas, lessons)
}

/// The signals, the weightiest first.
fn ranked(lesson: &HorizonLesson) -> Vec<SignalKind> {
    let shares = lesson.shares();
    let share = |kind: &SignalKind| shares.get(kind.index()).copied().unwrap_or_default();
    let mut ranked = SignalKind::ALL.to_vec();
    ranked.sort_by(|one, other| share(other).total_cmp(&share(one)));
    ranked
}

/// Moves names that would stand on each other apart, downward, and all of them up again where they would leave the plot.
fn apart(mut labels: Vec<(f64, String, Ink)>) -> Vec<(f64, String, Ink)> {
    labels.sort_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let mut free_from = f64::NEG_INFINITY;
    for (y, ..) in &mut labels {
        *y = y.max(free_from);
        free_from = *y + LABEL * 1.15;
    }
    let over = (free_from - LABEL * 1.15 - PLOT_BOTTOM).max(0.0);
    let mut free_to = PLOT_BOTTOM;
    for (y, ..) in labels.iter_mut().rev().filter(|_| over > 0.0) {
        *y = y.min(free_to);
        free_to = *y - LABEL * 1.15;
    }
    labels
}

/// The first and the last day of the history.
fn days(frame: &Frame<'_>, canvas: &Canvas<'_>, lessons: &[Lesson]) -> Drawn {
    let y = PLOT_BOTTOM + 30.0;
    if let Some(first) = lessons.first().filter(|_| lessons.len() > 1) {
        canvas.text(&show::short_date(frame.words, first.date), (PLOT_LEFT, y), Side::Right, LABEL, SOFT_WORDS)?;
    }
    let Some(last) = lessons.last() else { return Ok(()) };
    canvas.text(&show::short_date(frame.words, last.date), (PLOT_RIGHT, y), Side::Left, LABEL, SOFT_WORDS)
}

#[cfg(test)]
mod tests {
    use super::super::png::tests::unpack;
    use super::*;
    use crate::bot::screens::{samples, samples_learned};
    use crate::domain::setting::Theme;

    /// Pixels of nearly that colour in the upper panel.
    fn in_bars(png: &[u8], ink: Ink) -> usize {
        let (pixels, width, height) = unpack(png);
        assert_eq!((width, height), (SIZE.0 as usize, SIZE.1 as usize));
        let near = |pixel: &[u8; 3]| pixel.iter().zip(ink.rgb(Theme::Dark)).all(|(a, b)| a.abs_diff(b) < 8);
        let (from, to) = (BARS_TOP as usize * width, (MIXTURE_TOP as usize - 60) * width);
        pixels[from..to].iter().filter(|pixel| near(pixel)).count()
    }

    fn drawn(lessons: &[Lesson]) -> Vec<u8> {
        let frame = Frame { simulated: false, ..samples::frame() };
        draw(&frame, Horizon::OneDay, lessons).unwrap().unwrap()
    }

    #[test]
    fn bars_stand_on_the_side_that_is_taken() {
        let lessons = samples_learned::lessons();
        let picture = drawn(&lessons);
        assert_eq!(drawn(&lessons), picture);
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
        assert!(in_bars(&picture, RIGHT) > 8_000 && in_bars(&picture, WRONG) > 1_000);
        let mut followed = lessons.clone();
        for lesson in &mut followed {
            lesson.horizons.iter_mut().for_each(|lesson| lesson.influence = lesson.influence.map(f64::abs));
        }
        assert_eq!(in_bars(&drawn(&followed), WRONG), 0);
    }

    #[test]
    fn without_a_lesson_there_is_no_picture_and_one_is_enough() {
        assert_eq!(draw(&samples::frame(), Horizon::OneDay, &[]).unwrap(), None);
        let mut one = samples_learned::lessons();
        one.truncate(1);
        one[0].horizons = [HorizonLesson::default(); 3];
        assert_eq!(in_bars(&drawn(&one), RIGHT), 0);
        assert!(in_bars(&drawn(&samples_learned::extreme_lessons()), RIGHT) > 10_000);
    }

    #[test]
    fn names_do_not_stand_on_each_other() {
        let label = |y| (y, String::new(), MAIN);
        for all in [[1_000.0, 1_001.0, 1_002.0, 1_003.0], [PLOT_BOTTOM; 4], [PLOT_TOP, 1_100.0, PLOT_BOTTOM, 1_235.0]] {
            let places: Vec<f64> = apart(all.map(label).to_vec()).into_iter().map(|(y, ..)| y).collect();
            assert!(places.iter().zip(places.iter().skip(1)).all(|(one, next)| next - one > LABEL), "{places:?}");
            assert!(places.iter().all(|y| (PLOT_TOP..=PLOT_BOTTOM).contains(y)), "{places:?}");
        }
    }

    #[test]
    fn letters_are_large_enough_for_a_phone() {
        // A phone shows the picture about 390 points wide; letters of 9 points can be read.
        assert!(LABEL * 390.0 / f64::from(SIZE.0) > 9.0);
    }
}
