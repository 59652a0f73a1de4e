//! Every state with every input: the first reply and the state after it, written to `tests/surface_map.txt` and compared.

use std::fmt::Write;

use algoslayer::bot::answers::ChartDays;
use algoslayer::bot::menu::Group;
use algoslayer::bot::settings::{Amount, Asking, Page, Pick};
use algoslayer::bot::surface::{COMMANDS, State, Tap};
use algoslayer::bot::training::{ModelMark, TrainAct, TrainView};
use algoslayer::bot::{talks, tap};
use algoslayer::domain::desk::approval::{ApprovalId, Mode};
use algoslayer::domain::horizon::Horizon;
use algoslayer::domain::notice::Period;
use algoslayer::domain::prediction::PredictionNumber;
use algoslayer::domain::report::Part;
use algoslayer::domain::setting::{Rule, Theme};
use algoslayer::domain::training::request::{Place, TrainOrder};
use algoslayer::domain::training::{Depth, Families, ModelId, RunId};
use algoslayer::sandbox::{Happening, HappeningKind};
use algoslayer::storage::PersonId;
use expect_test::expect_file;
use serde_json::{Value, json};

use super::strangers::every_kind;
use super::world::{OWNER, World};

const STATES: [State; 5] =
    [State::Idle, State::AskedReportDay, State::AskedRule(Rule::TradeMax), State::AskedZone, State::AskedSymbol];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_state_with_every_input() {
    let world = World::with_history(1).await;
    world.dispatch(&world.sandbox.says(OWNER, "/start").unwrap()).await;
    let old = world.sandbox.messages(OWNER).iter().find(|message| message.from_bot).unwrap().message_id;
    let mut map = String::new();
    for state in STATES {
        // The compiler asks for a new state here.
        match state {
            State::Idle | State::AskedReportDay | State::AskedRule(_) | State::AskedZone | State::AskedSymbol => {}
        }
        writeln!(map, "{state:?}").unwrap();
        for (name, update) in inputs(&world, old) {
            talks::set(&world.ctx, PersonId(OWNER), state).await.unwrap();
            let cursor = world.sandbox.cursor();
            let update = update();
            let fault = world.dispatch(&update).await.unwrap_or_default();
            let after = talks::find(&world.ctx, PersonId(OWNER)).await;
            assert!(!after.lost);
            let reply = fault + &first_reply(&world, cursor);
            let line = format!("  {name:<28} {reply:<72} => {:?}", after.state);
            writeln!(map, "{}", line.trim_end()).unwrap();
        }
    }
    assert_eq!(world.sandbox.unanswered_taps(), Vec::<String>::new());
    expect_file!["../surface_map.txt"].assert_eq(&map);
}

fn first_reply(world: &World, cursor: u64) -> String {
    let happenings = world.happenings_since(cursor);
    let told = |it: &&Happening| match it.kind {
        HappeningKind::Toast { .. } => !it.text.is_empty(),
        HappeningKind::CommandsSet => false,
        _ => true,
    };
    let seen = happenings.iter().find(told);
    let Some(first) = seen else { return "-".to_owned() };
    let mark = match first.kind {
        HappeningKind::Sent | HappeningKind::Photo | HappeningKind::Document => '<',
        HappeningKind::Edited => '~',
        HappeningKind::Toast { .. } => '!',
        _ => '?',
    };
    let text: String = first.text.lines().next().unwrap_or_default().chars().take(68).collect();
    format!("{mark} {text}")
}

pub(crate) type Input<'w> = Box<dyn FnOnce() -> Value + 'w>;

pub(crate) fn inputs(world: &World, old: i32) -> Vec<(String, Input<'_>)> {
    let sandbox = &world.sandbox;
    let mut inputs: Vec<(String, Input<'_>)> = vec![];
    let mut texts: Vec<String> = COMMANDS.iter().map(|(_, name, _)| format!("/{name}")).collect();
    texts.extend(
        [
            "/report 2026-01-02",
            "/report soon",
            "/report week",
            "/report 2026-W01",
            "/report 2025-12",
            "/why 1",
            "/why 999999",
            "/why me",
            "/nope",
            "hello",
            "2026-01-02",
            "2026-13-45",
            "150",
            "Europe/Warsaw",
            "LMT",
        ]
        .map(str::to_owned),
    );
    for text in texts {
        inputs.push((text.clone(), Box::new(move || sandbox.says(OWNER, &text).unwrap())));
    }
    inputs.push(("(photo)".to_owned(), Box::new(|| sandbox.sends_photo(OWNER, "/status").unwrap())));
    inputs.push((
        "(edit)".to_owned(),
        Box::new(|| {
            let said = sandbox.says(OWNER, "x").unwrap();
            let id = i32::try_from(said["message"]["message_id"].as_i64().unwrap()).unwrap();
            sandbox.edits(OWNER, id, "/status").unwrap()
        }),
    ));
    for tap in taps() {
        let data = tap::encode(&tap);
        inputs.push((format!("tap {data}"), Box::new(move || sandbox.taps_stale(OWNER, old, &data).unwrap())));
    }
    for data in ["x", "r:2026-13-45", "d:1", "w:0", "c:2", "oa:AB", "m:real"] {
        inputs.push((format!("tap {data}"), Box::new(move || sandbox.taps_stale(OWNER, old, data).unwrap())));
    }
    inputs.push((
        "tap s, message out of reach".to_owned(),
        Box::new(move || {
            let mut update = sandbox.taps_stale(OWNER, old, "s").unwrap();
            let chat = update["callback_query"]["message"]["chat"].clone();
            update["callback_query"]["message"] = json!({ "chat": chat, "message_id": old, "date": 0 });
            update
        }),
    ));
    for (kind, body) in every_kind(OWNER, OWNER, "private") {
        let served = ["message", "edited_message", "callback_query"].contains(&kind);
        if !served {
            inputs.push((kind.to_owned(), Box::new(move || json!({ "update_id": 1, kind: body }))));
        }
    }
    inputs
}

/// One of each kind of tap; the compiler asks for a new one here.
fn taps() -> Vec<Tap> {
    let offer = ApprovalId::from_text("00000000000000ab").unwrap();
    let day = jiff::civil::date(2026, 1, 2);
    let order = TrainOrder { families: Families::ALL, depth: Depth::Light, place: Place::Server };
    let mark = ModelMark::of(ModelId([0xab; 32]));
    let all = [
        Tap::Home,
        Tap::Help,
        Tap::Status,
        Tap::Accuracy(Horizon::OneDay),
        Tap::Accuracy(Horizon::OneHour),
        Tap::Figures,
        Tap::OverTime(Horizon::PRIMARY),
        Tap::Weights(Horizon::OneDay),
        Tap::Weights(Horizon::FourHours),
        Tap::Thresholds,
        Tap::Drift,
        Tap::Learned,
        Tap::Signals,
        Tap::Why(None),
        Tap::Why(Some(PredictionNumber(7))),
        Tap::WhyNot,
        Tap::WhyOf(algoslayer::domain::symbol::Symbol::new("LMT").unwrap(), PredictionNumber(1)),
        Tap::Show(algoslayer::domain::symbol::Symbol::new("LMT").unwrap()),
        Tap::Show(algoslayer::domain::symbol::Symbol::new("RTX").unwrap()),
        Tap::Chart(ChartDays::One),
        Tap::Health,
        Tap::Report(None),
        Tap::Report(Some(jiff::civil::date(2026, 1, 2))),
        Tap::AskReportDay,
        Tap::Speak(algoslayer::bot::words::Language::ENGLISH),
        Tap::Approve(offer),
        Tap::Confirm(offer),
        Tap::Deny(offer),
        Tap::ClosePosition(offer),
        Tap::CloseForSure(offer),
        Tap::Positions,
        Tap::Trades(0),
        Tap::Trades(3),
        Tap::Equity,
        Tap::Profits,
        Tap::Export,
        Tap::Options,
        Tap::Risk,
        Tap::Ready,
        Tap::Scoreboard,
        Tap::Mode,
        Tap::SetMode(Mode::Paper),
        Tap::SetMode(Mode::Live),
        Tap::ConfirmLive,
        Tap::Pause,
        Tap::Resume,
        Tap::Group(Group::Now),
        Tap::Settings(Page::Menu),
        Tap::Settings(Page::Rule(Rule::TradeMax)),
        Tap::Set(Pick::Theme(Theme::Light)),
        Tap::Set(Pick::Rule(Rule::TradeMax, Amount::new(150.0))),
        Tap::SetForSure(Pick::AsConfigured(Rule::TradeMax)),
        Tap::Ask(Asking::Rule(Rule::TradeMax)),
        Tap::Ask(Asking::Zone),
        Tap::Ask(Asking::Symbol),
        Tap::Undo(99),
        Tap::UndoForSure(99),
        Tap::PinKey(algoslayer::bot::pin::Key::Digit(1)),
        Tap::ReportPart(day, Part::Accuracy),
        Tap::ReportPart(day, Part::Options),
        Tap::ReportPart(day, Part::Signals),
        Tap::ReportPart(day, Part::Learned),
        Tap::ReportPart(day, Part::Advice),
        Tap::ReportPart(day, Part::Rules),
        Tap::ReportPeriod(Period::Week, day),
        Tap::ReportPeriod(Period::Month, day),
        Tap::Train(TrainView::Now),
        Tap::Train(TrainView::Choose(order)),
        Tap::Train(TrainView::AskCancel(RunId(7))),
        Tap::Train(TrainView::Card(RunId(7))),
        Tap::Train(TrainView::Picture(RunId(7))),
        Tap::Train(TrainView::Models(0)),
        Tap::Train(TrainView::AskPromote(mark)),
        Tap::Train(TrainView::AskRollBack),
        Tap::TrainAct(TrainAct::Cancel(RunId(7))),
        Tap::TrainAct(TrainAct::Promote(mark)),
        Tap::TrainAct(TrainAct::RollBack),
        Tap::TrainAct(TrainAct::Start(order)),
    ];
    for tap in all {
        match tap {
            Tap::Home
            | Tap::Help
            | Tap::Status
            | Tap::Accuracy(_)
            | Tap::Figures
            | Tap::OverTime(_)
            | Tap::Weights(_)
            | Tap::Thresholds
            | Tap::Drift
            | Tap::Learned
            | Tap::Signals
            | Tap::Why(_)
            | Tap::WhyNot
            | Tap::Chart(_)
            | Tap::Health
            | Tap::Report(_)
            | Tap::AskReportDay
            | Tap::Speak(_)
            | Tap::Approve(_)
            | Tap::Confirm(_)
            | Tap::Deny(_)
            | Tap::ClosePosition(_)
            | Tap::CloseForSure(_)
            | Tap::Positions
            | Tap::Trades(_)
            | Tap::Equity
            | Tap::Profits
            | Tap::Export
            | Tap::Options
            | Tap::Risk
            | Tap::Ready
            | Tap::Scoreboard
            | Tap::Mode
            | Tap::SetMode(_)
            | Tap::ConfirmLive
            | Tap::Pause
            | Tap::Resume
            | Tap::Group(_)
            | Tap::Settings(_)
            | Tap::Set(_)
            | Tap::SetForSure(_)
            | Tap::Ask(_)
            | Tap::Undo(_)
            | Tap::UndoForSure(_)
            | Tap::Show(_)
            | Tap::WhyOf(..)
            | Tap::PinKey(_)
            | Tap::ReportPart(..)
            | Tap::ReportPeriod(..)
            | Tap::Train(_)
            | Tap::TrainAct(_) => {}
        }
    }
    all.to_vec()
}
