//! How the things of the desk are called: contracts, modes, reasons to sell, reasons for no offer.

use super::Frame;
use crate::bot::show;
use crate::domain::contract::Contract;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::fact::{Halt, Pass};
use crate::domain::desk::order::Progress;
use crate::domain::desk::trade::ExitReason;
use crate::domain::money::SHARES_A_CONTRACT;
use crate::domain::option_chain::OptionRight;

/// A contract in words: `RTX 18 Dec 2026 $150 call`.
pub(super) fn contract(frame: &Frame<'_>, contract: &Contract) -> String {
    let words = frame.words;
    let right = words.say(right(contract.right), &[]);
    words.say(
        "contract",
        &[
            ("symbol", contract.underlying.as_str().into()),
            ("expiry", show::plain_date(words, contract.expiry).into()),
            ("strike", show::strike(words, contract.strike()).into()),
            ("right", right.into()),
        ],
    )
}

/// The key of call or put.
pub(super) const fn right(right: OptionRight) -> &'static str {
    match right {
        OptionRight::Call => "right-call",
        OptionRight::Put => "right-put",
    }
}

/// How many contracts: `2 contracts`.
pub(super) fn contracts(frame: &Frame<'_>, count: u32) -> String {
    frame.words.say("contracts", &[("count", count.into())])
}

/// What was paid or received for a share on average: `$1.90`.
pub(super) fn average(frame: &Frame<'_>, progress: &Progress) -> String {
    let shares = i64::from(progress.filled) * SHARES_A_CONTRACT;
    show::dollars(frame.words, if shares > 0 { progress.value.dollars() / show::float(shares) } else { 0.0 })
}

/// The key of a mode's name.
pub(super) const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Predictions => "mode-predictions",
        Mode::Paper => "mode-paper",
        Mode::Live => "mode-live",
    }
}

/// The key of a mode's mark.
pub(super) const fn mode_mark(mode: Mode) -> &'static str {
    match mode {
        Mode::Predictions => "mode-mark-predictions",
        Mode::Paper => "mode-mark-paper",
        Mode::Live => "mode-mark-live",
    }
}

/// The key of what a mode means.
pub(super) const fn mode_means(mode: Mode) -> &'static str {
    match mode {
        Mode::Predictions => "mode-means-predictions",
        Mode::Paper => "mode-means-paper",
        Mode::Live => "mode-means-live",
    }
}

/// The key of a reason to sell.
pub(super) const fn exit(reason: ExitReason) -> &'static str {
    match reason {
        ExitReason::Stop => "exit-stop",
        ExitReason::Target => "exit-target",
        ExitReason::TimeStop => "exit-time-stop",
        ExitReason::NearExpiry => "exit-near-expiry",
        ExitReason::Reversal => "exit-reversal",
        ExitReason::ExDividend => "exit-ex-dividend",
        ExitReason::Asked => "exit-asked",
        ExitReason::Expiry => "exit-expiry",
    }
}

/// The key of why the desk stopped itself.
pub(super) const fn halt(reason: Halt) -> &'static str {
    match reason {
        Halt::LossesInRow => "halt-losses-in-row",
        Halt::Drawdown => "halt-drawdown",
    }
}

/// The key of why a call became no offer.
pub(super) const fn pass(reason: Pass) -> &'static str {
    match reason {
        Pass::NoChain => "pass-no-chain",
        Pass::NoContract => "pass-no-contract",
        Pass::NoProfit => "pass-no-profit",
        Pass::TooSmall => "pass-too-small",
        Pass::Paused => "pass-paused",
        Pass::Halted => "pass-halted",
        Pass::TradesThisMonth => "pass-trades-this-month",
        Pass::Positions => "pass-positions",
        Pass::Exposure => "pass-exposure",
        Pass::DayLoss => "pass-day-loss",
        Pass::Cash => "pass-cash",
        Pass::Closing => "pass-closing",
        Pass::TooLate => "pass-too-late",
    }
}
