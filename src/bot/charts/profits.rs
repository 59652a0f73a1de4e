//! How profits and losses of closed trades are spread: one bar for each band of gain in parts of what was paid.

use super::ChartError;
use super::canvas::{Canvas, Side, paint};
use super::sheet::{self, GRID, LABEL, PANEL, RIGHT as GAIN, SOFT_WORDS, WORDS, WRONG};
use crate::bot::screens::Frame;
use crate::bot::show;
use crate::domain::desk::book::Account;

/// Width and height, pixels.
pub const SIZE: (u32, u32) = (1200, 760);

/// Edges of the plot, pixels.
const LEFT: f64 = 96.0;
const RIGHT: f64 = 1_176.0;
const TOP: f64 = 130.0;
const BOTTOM: f64 = 640.0;

/// The least and the most gain that have bars of their own, and the width of a bar, in parts of what was paid. More stands in the last.
const LOWEST: f64 = -1.0;
const BARS: usize = 12;
const STEP: f64 = 0.25;

type Drawn = Result<(), ChartError>;

/// Draws the picture; `None` where no trade is closed.
pub fn draw(frame: &Frame<'_>, account: &Account) -> Result<Option<Vec<u8>>, ChartError> {
    if account.trades.is_empty() {
        return Ok(None);
    }
    let words = frame.words;
    let picture = paint(frame.theme, SIZE, |canvas| {
        let title = words.say("profits-head", &[("symbol", frame.symbol.as_str().into())]);
        let below = words.say("profits-about", &[("count", account.trades.len().into())]);
        sheet::head(frame, canvas, SIZE.0, (&title, &below))?;
        bars(frame, canvas, &counts(account))
    })?;
    Ok(Some(picture))
}

/// Closed trades in each band.
pub fn counts(account: &Account) -> [u32; BARS] {
    let mut counts = [0; BARS];
    for trade in &account.trades {
        let band = libm::floor((trade.gain() - LOWEST) / STEP).clamp(0.0, show::float(BARS as i64 - 1));
        if let Some(count) = counts.get_mut(band as usize) {
            *count += 1;
        }
    }
    counts
}

fn bars(frame: &Frame<'_>, canvas: &Canvas<'_>, counts: &[u32; BARS]) -> Drawn {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let wide = (RIGHT - LEFT) / BARS as f64;
    canvas.area((LEFT, TOP), (RIGHT, BOTTOM), PANEL)?;
    for part in 0..=most.min(4) {
        let count = most * part / most.min(4);
        let y = BOTTOM - (BOTTOM - TOP - 40.0) * f64::from(count) / f64::from(most);
        canvas.line(&[(LEFT, y), (RIGHT, y)], 1.0, GRID)?;
        canvas.text(&count.to_string(), (LEFT - 14.0, y), Side::Left, LABEL, SOFT_WORDS)?;
    }
    for (band, count) in counts.iter().enumerate() {
        let (from, x) = (LOWEST + STEP * band as f64, LEFT + wide * band as f64);
        if *count > 0 {
            let y = BOTTOM - (BOTTOM - TOP - 40.0) * f64::from(*count) / f64::from(most);
            let ink = if from < 0.0 { WRONG } else { GAIN };
            canvas.area((x + 4.0, y), (x + wide - 4.0, BOTTOM), ink)?;
            canvas.text(&count.to_string(), (x + wide / 2.0, y - 20.0), Side::Centre, LABEL, WORDS)?;
        }
        if band % 2 == 0 {
            canvas.text(
                &show::signed_share(frame.words, from),
                (x, BOTTOM + 28.0),
                Side::Centre,
                LABEL - 3.0,
                SOFT_WORDS,
            )?;
        }
    }
    let zero = LEFT + wide * (0.0 - LOWEST) / STEP;
    canvas.line(&[(zero, TOP), (zero, BOTTOM)], 2.0, SOFT_WORDS)?;
    let across = frame.words.say("profits-across", &[]);
    canvas.text(&across, (RIGHT, BOTTOM + 80.0), Side::Left, LABEL, WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::screens::desk::samples as desk;
    use crate::bot::screens::samples;

    #[test]
    fn each_trade_stands_in_its_band() {
        let account = desk::full_book().paper;
        let gains: Vec<f64> = account.trades.iter().map(crate::domain::desk::trade::Trade::gain).collect();
        assert!(gains[0] > 0.48 && gains[0] < 0.50 && gains[1] < -0.50 && gains[1] > -0.52, "{gains:?}");
        assert_eq!(counts(&account), [0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        let picture = draw(&samples::frame(), &account).unwrap().unwrap();
        assert_eq!(draw(&samples::frame(), &account).unwrap().unwrap(), picture);
        assert!(picture.len() < 300_000, "{} bytes", picture.len());
        assert_eq!(draw(&samples::frame(), &Account::default()).unwrap(), None);
    }
}
