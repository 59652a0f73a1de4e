//! How a tap is written into a button and read back: a letter and what it needs, never prose.

use jiff::civil::Date;

use crate::bot::answers::ChartDays;
use crate::bot::menu::Group;
use crate::bot::pin::Key;
use crate::bot::settings;
use crate::bot::surface::Tap;
use crate::bot::training;
use crate::bot::words::Language;
use crate::domain::desk::approval::{ApprovalId, Mode};
use crate::domain::horizon::Horizon;
use crate::domain::notice::Period;
use crate::domain::prediction::PredictionNumber;
use crate::domain::report::Part;
use crate::domain::symbol::Symbol;

/// The longest `callback_data` that Telegram takes, bytes.
pub const TAP_BYTES_MAX: usize = 64;

/// Writes a tap. Old keyboards live for ever: a code once given keeps its meaning.
pub fn encode(tap: &Tap) -> String {
    match tap {
        Tap::Home => "h".to_owned(),
        Tap::Help => "?".to_owned(),
        Tap::Status => "s".to_owned(),
        Tap::Accuracy(horizon) => with_horizon("a", *horizon),
        Tap::Figures => "q".to_owned(),
        Tap::OverTime(horizon) => with_horizon("ao", *horizon),
        Tap::Weights(horizon) => with_horizon("g", *horizon),
        Tap::Thresholds => "t".to_owned(),
        Tap::Drift => "v".to_owned(),
        Tap::Learned => "k".to_owned(),
        Tap::Signals => "i".to_owned(),
        Tap::Why(None) => "w".to_owned(),
        Tap::Why(Some(number)) => format!("w:{}", number.0),
        Tap::WhyNot => "n".to_owned(),
        Tap::Chart(days) => format!("c:{}", days.get()),
        Tap::Health => "e".to_owned(),
        Tap::Report(None) => "r".to_owned(),
        Tap::Report(Some(date)) => format!("r:{date}"),
        Tap::AskReportDay => "d".to_owned(),
        Tap::Speak(language) => format!("l:{}", language.code()),
        Tap::Approve(id) => format!("oa:{id}"),
        Tap::Confirm(id) => format!("oc:{id}"),
        Tap::Deny(id) => format!("od:{id}"),
        Tap::ClosePosition(id) => format!("pc:{id}"),
        Tap::CloseForSure(id) => format!("ps:{id}"),
        Tap::Positions => "p".to_owned(),
        Tap::Trades(0) => "b".to_owned(),
        Tap::Trades(page) => format!("b:{page}"),
        Tap::Equity => "be".to_owned(),
        Tap::Profits => "bp".to_owned(),
        Tap::Export => "bx".to_owned(),
        Tap::Options => "o".to_owned(),
        Tap::Risk => "j".to_owned(),
        Tap::Ready => "y".to_owned(),
        Tap::Scoreboard => "u".to_owned(),
        Tap::Mode => "m".to_owned(),
        Tap::SetMode(mode) => format!("m:{}", mode.name()),
        Tap::ConfirmLive => "ml".to_owned(),
        Tap::Pause => "mp".to_owned(),
        Tap::Resume => "mr".to_owned(),
        Tap::PinKey(key) => format!("pk:{}", key.code()),
        Tap::Group(group) => format!("z:{}", group.name()),
        Tap::Show(symbol) => format!("f:{symbol}"),
        Tap::WhyOf(symbol, number) => format!("wo:{}:{symbol}", number.0),
        Tap::Settings(_) | Tap::Set(_) | Tap::SetForSure(_) | Tap::Ask(_) | Tap::Undo(_) | Tap::UndoForSure(_) => {
            settings::encode(tap).unwrap_or_default()
        }
        Tap::ReportPart(date, part) => format!("rp:{}:{date}", part.letter()),
        Tap::ReportPeriod(Period::Week, date) => format!("rw:{date}"),
        Tap::ReportPeriod(Period::Month, date) => format!("rm:{date}"),
        Tap::Train(view) => training::encode_view(*view),
        Tap::TrainAct(act) => training::encode_act(*act),
    }
}

/// The primary horizon is meant where none is named: so it was before there was a choice.
fn with_horizon(code: &str, horizon: Horizon) -> String {
    if horizon == Horizon::PRIMARY { code.to_owned() } else { format!("{code}:{}", horizon.name()) }
}

/// Reads a tap; `None` for anything that no button of this version says.
pub fn decode(data: &str) -> Option<Tap> {
    if data.len() > TAP_BYTES_MAX {
        return None;
    }
    let (code, rest) = data.split_once(':').map_or((data, None), |(code, rest)| (code, Some(rest)));
    match (code, rest) {
        ("h", None) => Some(Tap::Home),
        ("?", None) => Some(Tap::Help),
        ("s", None) => Some(Tap::Status),
        ("a", name) => horizon(name).map(Tap::Accuracy),
        ("q", None) => Some(Tap::Figures),
        ("ao", name) => horizon(name).map(Tap::OverTime),
        ("g", name) => horizon(name).map(Tap::Weights),
        ("t", None) => Some(Tap::Thresholds),
        ("v", None) => Some(Tap::Drift),
        ("k", None) => Some(Tap::Learned),
        ("i", None) => Some(Tap::Signals),
        ("w", None) => Some(Tap::Why(None)),
        ("w", Some(number)) => number
            .parse()
            .ok()
            .filter(|read: &i64| *read > 0 && read.to_string() == number)
            .map(|read| Tap::Why(Some(PredictionNumber(read)))),
        ("wo", Some(which)) => why_of(which),
        ("f", Some(name)) => symbol(name).map(Tap::Show),
        ("n", None) => Some(Tap::WhyNot),
        ("c", Some(days)) => ChartDays::ALL.into_iter().find(|known| known.get().to_string() == days).map(Tap::Chart),
        ("e", None) => Some(Tap::Health),
        ("r", None) => Some(Tap::Report(None)),
        ("r", Some(date)) => day(date).map(|date| Tap::Report(Some(date))),
        ("d", None) => Some(Tap::AskReportDay),
        ("l", Some(code)) => Language::from_code(code).filter(|language| language.code() == code).map(Tap::Speak),
        ("rp", Some(rest)) => {
            let (letter, date) = rest.split_once(':')?;
            let part = Part::ALL.into_iter().find(|part| part.letter() == letter)?;
            Some(Tap::ReportPart(day(date)?, part))
        }
        ("rw", Some(date)) => Some(Tap::ReportPeriod(Period::Week, day(date)?)),
        ("rm", Some(date)) => Some(Tap::ReportPeriod(Period::Month, day(date)?)),
        (code, rest) => decode_desk(code, rest)
            .or_else(|| training::decode_view(code, rest).map(Tap::Train))
            .or_else(|| training::decode_act(code, rest).map(Tap::TrainAct)),
    }
}

fn decode_desk(code: &str, rest: Option<&str>) -> Option<Tap> {
    let id = || rest.and_then(ApprovalId::from_text);
    match (code, rest) {
        ("oa", Some(_)) => id().map(Tap::Approve),
        ("oc", Some(_)) => id().map(Tap::Confirm),
        ("od", Some(_)) => id().map(Tap::Deny),
        ("pc", Some(_)) => id().map(Tap::ClosePosition),
        ("ps", Some(_)) => id().map(Tap::CloseForSure),
        ("p", None) => Some(Tap::Positions),
        ("b", None) => Some(Tap::Trades(0)),
        ("b", Some(page)) => {
            page.parse().ok().filter(|read: &u32| *read > 0 && read.to_string() == page).map(Tap::Trades)
        }
        ("be", None) => Some(Tap::Equity),
        ("bp", None) => Some(Tap::Profits),
        ("bx", None) => Some(Tap::Export),
        ("o", None) => Some(Tap::Options),
        ("j", None) => Some(Tap::Risk),
        ("y", None) => Some(Tap::Ready),
        ("u", None) => Some(Tap::Scoreboard),
        ("m", None) => Some(Tap::Mode),
        ("m", Some(name)) => Mode::from_name(name).map(Tap::SetMode),
        ("ml", None) => Some(Tap::ConfirmLive),
        ("mp", None) => Some(Tap::Pause),
        ("mr", None) => Some(Tap::Resume),
        ("pk", Some(code)) => Key::from_code(code).map(Tap::PinKey),
        ("z", Some(name)) => Group::from_name(name).map(Tap::Group),
        (code, Some(rest)) => settings::decode(code, rest),
        _ => None,
    }
}

/// A date, written as this version writes it.
fn day(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|read| read.to_string() == text)
}

/// The symbol that is named, as it is written.
fn symbol(name: &str) -> Option<Symbol> {
    Symbol::new(name).ok().filter(|symbol| symbol.as_str() == name)
}

/// The number of a prediction, and whose it is.
fn why_of(which: &str) -> Option<Tap> {
    let (number, name) = which.split_once(':')?;
    let read: i64 = number.parse().ok().filter(|read: &i64| *read > 0 && read.to_string() == number)?;
    Some(Tap::WhyOf(symbol(name)?, PredictionNumber(read)))
}

/// The horizon that is named; the primary one goes without a name.
fn horizon(name: Option<&str>) -> Option<Horizon> {
    match name {
        None => Some(Horizon::PRIMARY),
        Some(name) => Horizon::from_name(name).filter(|horizon| *horizon != Horizon::PRIMARY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_tap() -> impl Strategy<Value = Tap> {
        prop_oneof![
            Just(Tap::Home),
            Just(Tap::Help),
            Just(Tap::Status),
            (0..Horizon::COUNT).prop_map(|at| Tap::Accuracy(Horizon::ALL[at])),
            (0..Horizon::COUNT).prop_map(|at| Tap::Weights(Horizon::ALL[at])),
            Just(Tap::Figures),
            (0..Horizon::COUNT).prop_map(|at| Tap::OverTime(Horizon::ALL[at])),
            Just(Tap::Thresholds),
            Just(Tap::Drift),
            Just(Tap::Learned),
            Just(Tap::Signals),
            Just(Tap::Why(None)),
            Just(Tap::Show(Symbol::new("BRK.B-^Z").unwrap())),
            (1..=i64::MAX).prop_map(|number| Tap::WhyOf(Symbol::new("LMT").unwrap(), PredictionNumber(number))),
            Just(Tap::WhyNot),
            Just(Tap::Health),
            (1..=i64::MAX).prop_map(|number| Tap::Why(Some(PredictionNumber(number)))),
            (0..ChartDays::ALL.len()).prop_map(|at| Tap::Chart(ChartDays::ALL[at])),
            any::<u64>().prop_flat_map(|number| {
                let id = ApprovalId::from_text(&format!("{number:016x}")).unwrap();
                prop_oneof![
                    Just(Tap::Approve(id)),
                    Just(Tap::Confirm(id)),
                    Just(Tap::Deny(id)),
                    Just(Tap::ClosePosition(id)),
                    Just(Tap::CloseForSure(id)),
                ]
            }),
            any::<u32>().prop_map(Tap::Trades),
            (0..Mode::ALL.len()).prop_map(|at| Tap::SetMode(Mode::ALL[at])),
            prop::sample::select(vec![
                Tap::Positions,
                Tap::Equity,
                Tap::Profits,
                Tap::Export,
                Tap::Options,
                Tap::Risk,
                Tap::Ready,
                Tap::Scoreboard,
                Tap::Mode,
                Tap::ConfirmLive,
                Tap::Pause,
                Tap::Resume,
            ]),
            Just(Tap::Report(None)),
            (0_u8..=9).prop_map(|digit| Tap::PinKey(Key::Digit(digit))),
            prop::sample::select(vec![Tap::PinKey(Key::Back), Tap::PinKey(Key::Cancel)]),
            Just(Tap::AskReportDay),
            (0..Group::ALL.len()).prop_map(|at| Tap::Group(Group::ALL[at])),
            (0..Language::all().len()).prop_map(|at| Tap::Speak(Language::all().nth(at).unwrap())),
            (1_i16..=9999, 1_i8..=12, 1_i8..=28)
                .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
                .prop_flat_map(|date| {
                    prop_oneof![
                        Just(Tap::Report(Some(date))),
                        (0..Part::ALL.len()).prop_map(move |at| Tap::ReportPart(date, Part::ALL[at])),
                        Just(Tap::ReportPeriod(Period::Week, date)),
                        Just(Tap::ReportPeriod(Period::Month, date)),
                    ]
                }),
        ]
    }

    proptest! {
        #[test]
        fn every_tap_comes_back_and_fits(tap in any_tap()) {
            let data = encode(&tap);
            prop_assert!(data.len() <= TAP_BYTES_MAX);
            prop_assert_eq!(decode(&data), Some(tap));
        }

        #[test]
        fn whatever_is_read_is_what_was_written(data in "\\PC{0,70}") {
            if let Some(tap) = decode(&data) {
                prop_assert_eq!(encode(&tap), data);
            }
        }
    }

    #[test]
    fn what_no_button_says_is_refused() {
        for data in [
            "",
            "x",
            "h:1",
            "r:",
            "r:2026-13-01",
            "r:20260105",
            "l:xx",
            "l:",
            "l",
            "w:0",
            "w:-1",
            "w:01",
            "w:x",
            "c",
            "c:2",
            "a:24h",
            "g:2h",
            "t:1h",
            "oa",
            "oa:",
            "oa:00000000000000AB",
            "oa:ab",
            "oa:00000000000000ab0",
            "od:-0000000000000ab",
            "b:0",
            "b:01",
            "b:4294967296",
            "m:",
            "m:real",
            "ml:1",
            &"s".repeat(65),
        ] {
            assert_eq!(decode(data), None, "{data}");
        }
    }
}
