//! What each command does, made from the one list of commands, and what the terms on the screens mean.

use super::{Button, Frame, Screen};
use crate::bot::surface::{COMMANDS, Tap};

/// The help screen.
pub fn help(frame: &Frame<'_>) -> Screen {
    let words = frame.words;
    let mut html = frame.head("help-title");
    html.line(words.say("help-about", &[("symbol", frame.symbol.as_str().into())])).gap();
    html.title(words.say("help-commands", &[]));
    for (_, name, key) in COMMANDS {
        html.line(format!("/{name} – {}", words.say(key, &[])));
    }
    html.gap().title(words.say("help-terms", &[]));
    for term in [
        words.say("help-band", &[]),
        words.say("help-confidence", &[]),
        words.say("help-uncalibrated", &[]),
        words.say("help-baseline", &[]),
        words.say("help-interval", &[]),
        words.say("help-independent", &[]),
        words.say("help-weight", &[]),
        words.say("help-scores", &[]),
    ] {
        match term.split_once(':') {
            Some((name, meaning)) => html.bold(name).line(format!(":{meaning}")),
            None => html.line(term),
        };
    }
    Screen::new(html, vec![vec![Button::new(frame, "button-home", Tap::Home)]])
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use expect_test::expect;

    #[test]
    fn all_commands() {
        samples::check(
            &help(&samples::frame()),
            &expect![[r#"
                <b>Help · RTX</b>
                <i>🧪 SIMULATED market: no real prices</i>

                Every 15 minutes of the trading day I say where RTX goes, and later I check what it really did.

                <b>Commands</b>
                /start – begin here, from anywhere
                /status – the latest call, the cycles, the data
                /positions – what is held, what it is worth, when it is sold
                /trades – the trades that are over, with figures and pictures
                /scoreboard – what your taps have saved or cost
                /options – the option chain near the money
                /risk – the rules, and where they stand now
                /ready – what is missing for live trading
                /mode – predictions, paper or live
                /pause – offer and buy nothing more
                /resume – offer and buy again
                /close – sell a position
                /export – trades, equity and offers as CSV files
                /accuracy – how often the calls came true, as a picture and in figures
                /thresholds – what became of calls from 55 % to 95 % of confidence
                /report – one trading day in figures
                /chart – the price with its calls as a picture
                /signals – what each of the eight signals says, saw and scored so far
                /weights – what moves the forecast, as a picture
                /learned – what changed in the last five sessions, and why
                /drift – where something changes for the worse
                /why – why the latest call was made; /why 123 for another
                /whynot – why there was no BUY or SELL the last time
                /health – the sources, the newest data, memory and disk
                /help – what each command does
                /settings – messages, quiet hours, pictures, symbols, rules, and what was changed
                /language – the language I speak with you
                /train – train models, and how far a training is
                /models – all trained models with their records
                /rollback – go back to the model that served before

                <b>Terms</b>
                <b>HOLD band</b>: the move that is too small to count as up or down. It is fixed when the prediction is made.
                <b>Confidence</b>: the chance that the call comes true. For BUY and SELL a price that stays in the band is wrong too. In brackets, where that chance may well lie; beside it, what would be said of the same call without any skill.
                <b>Uncalibrated</b>: made by an older model, whose confidence was never compared with what came true. Do not lean on the figure.
                <b>Baseline</b>: what always giving the most frequent answer scores. Only what lies above it is skill.
                <b>95 % interval</b>: where the true figure may well lie, given how few observations there are.
                <b>Independent</b>: predictions 15 minutes apart share most of their outcome, so many of them count as one.
                <b>Weight</b>: a signal’s share of what moves the forecast. It is learned from every outcome, and can be nothing.
                Brier score and log loss judge the stated probabilities; lower is better.
                [‹ Back]
            "#]],
        );
    }
}
