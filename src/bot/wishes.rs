//! What each command and each tap leads to, and what it takes.

use crate::bot::answers::{ChartDays, Question, Which};
use crate::bot::desk_talk::Act;
use crate::bot::door::Right;
use crate::bot::pin::Key as PinKey;
use crate::bot::settings::{Asking, Page};
use crate::bot::settings_talk::Change;
use crate::bot::surface::{Command, State, Tap};
use crate::bot::training::{TrainAct, TrainView};
use crate::domain::desk::request::Choice;
use crate::domain::horizon::Horizon;

/// What a command or a tap leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To be shown something.
    See(Question),
    /// That the desk does something.
    Do(Act),
    /// To have everything of the desk as files.
    Files,
    /// To press a key of the keypad.
    Press(PinKey),
    /// That a setting is changed.
    Set(Change),
    /// That training does something.
    Train(TrainAct),
}

impl Command {
    /// What it takes.
    pub fn right(self) -> Right {
        self.wish().1
    }

    /// What it leads to.
    #[rustfmt::skip]
    pub(super) fn wish(self) -> (Wish, Right) {
        let see = |question| (Wish::See(question), Right::Look);
        match self {
            Self::Start      => see(Question::Home),
            Self::Help       => see(Question::Help),
            Self::Status     => see(Question::Status),
            Self::Accuracy   => see(Question::Accuracy(Horizon::PRIMARY)),
            Self::Weights    => see(Question::Weights(Horizon::PRIMARY)),
            Self::Thresholds => see(Question::Thresholds),
            Self::Drift      => see(Question::Drift),
            Self::Learned    => see(Question::Learned),
            Self::Report     => see(Question::Report(None)),
            Self::Signals    => see(Question::Signals),
            Self::Why        => see(Question::Why(Which::Newest)),
            Self::WhyNot     => see(Question::WhyNot),
            Self::Chart      => see(Question::Chart(ChartDays::default())),
            Self::Health     => see(Question::Health),
            Self::Positions  => see(Question::Positions(None)),
            Self::Trades     => see(Question::Trades(0)),
            Self::Options    => see(Question::Options),
            Self::Risk       => see(Question::Risk),
            Self::Ready      => see(Question::Ready),
            Self::Scoreboard => see(Question::Scoreboard),
            Self::Mode       => (Wish::See(Question::Mode), Right::Steer),
            Self::Pause      => (Wish::Do(Act::Pause), Right::Steer),
            Self::Resume     => (Wish::Do(Act::Resume), Right::Steer),
            Self::Close      => (Wish::See(Question::Positions(None)), Right::Decide),
            Self::Export     => (Wish::Files, Right::Look),
            Self::Settings   => see(Question::Settings(Page::Menu)),
            Self::Language   => see(Question::Settings(Page::Language)),
            Self::Train      => see(Question::Train(TrainView::Now)),
            Self::Models     => see(Question::Train(TrainView::Models(0))),
            Self::RollBack   => (Wish::See(Question::Train(TrainView::AskRollBack)), Right::Steer),
        }
    }
}

impl Tap {
    /// What the bot waits for after it.
    pub(super) fn next(self) -> State {
        match self {
            Self::AskReportDay => State::AskedReportDay,
            Self::Ask(Asking::Rule(rule)) => State::AskedRule(rule),
            Self::Ask(Asking::Zone) => State::AskedZone,
            Self::Ask(Asking::Symbol) => State::AskedSymbol,
            _ => State::Idle,
        }
    }

    /// What it leads to.
    #[rustfmt::skip]
    pub(super) fn wish(self) -> (Wish, Right) {
        let see = |question| (Wish::See(question), Right::Look);
        let decide = |id, choice| (Wish::Do(Act::Choose(id, choice)), Right::Decide);
        let set = |change: Change| (Wish::Set(change), change.right());
        match self {
            Self::Home | Self::Speak(_) | Self::Show(_) => see(Question::Home),
            Self::Help                  => see(Question::Help),
            Self::Status                => see(Question::Status),
            Self::Accuracy(horizon)     => see(Question::Accuracy(horizon)),
            Self::Figures               => see(Question::Figures),
            Self::OverTime(horizon)     => see(Question::OverTime(horizon)),
            Self::Weights(horizon)      => see(Question::Weights(horizon)),
            Self::Thresholds            => see(Question::Thresholds),
            Self::Drift                 => see(Question::Drift),
            Self::Learned               => see(Question::Learned),
            Self::Signals               => see(Question::Signals),
            Self::Why(number)           => see(Question::Why(number.map_or(Which::Newest, Which::Number))),
            Self::WhyNot                => see(Question::WhyNot),
            Self::Chart(days)           => see(Question::Chart(days)),
            Self::Health                => see(Question::Health),
            Self::Report(day)           => see(Question::Report(day)),
            Self::AskReportDay          => see(Question::ReportDay),
            Self::Positions             => see(Question::Positions(None)),
            Self::Trades(page)          => see(Question::Trades(page)),
            Self::Equity                => see(Question::Equity),
            Self::Profits               => see(Question::Profits),
            Self::Options               => see(Question::Options),
            Self::Risk                  => see(Question::Risk),
            Self::Ready                 => see(Question::Ready),
            Self::Scoreboard            => see(Question::Scoreboard),
            Self::Export                => (Wish::Files, Right::Look),
            Self::Approve(id)           => decide(id, Choice::Approve),
            Self::Confirm(id)           => decide(id, Choice::Confirm),
            Self::Deny(id)              => decide(id, Choice::Deny),
            Self::ClosePosition(id)     => (Wish::See(Question::Positions(Some(id))), Right::Decide),
            Self::CloseForSure(id)      => (Wish::Do(Act::Close(id)), Right::Decide),
            Self::Mode                  => (Wish::See(Question::Mode), Right::Steer),
            Self::SetMode(mode)         => (Wish::Do(Act::SetMode(mode)), Right::Steer),
            Self::ConfirmLive           => (Wish::Do(Act::ConfirmLive), Right::Steer),
            Self::Pause                 => (Wish::Do(Act::Pause), Right::Steer),
            Self::Resume                => (Wish::Do(Act::Resume), Right::Steer),
            Self::ReportPart(day, part) => see(Question::ReportPart(day, part)),
            Self::ReportPeriod(of, day) => see(Question::ReportPeriod(of, Some(day))),
            // What it leads to was checked before the keypad came.
            Self::PinKey(key)           => (Wish::Press(key), Right::Decide),
            Self::Group(group)          => see(Question::Group(group)),
            Self::Settings(page)        => see(Question::Settings(page)),
            Self::Ask(asking)           => (Wish::See(Question::Asked(asking)), asking.right()),
            Self::WhyOf(_, number)      => see(Question::Why(Which::Number(number))),
            Self::Set(choice)           => set(Change::Choose(choice)),
            Self::SetForSure(choice)    => set(Change::ForSure(choice)),
            Self::Undo(seq)             => set(Change::Undo(seq)),
            Self::UndoForSure(seq)      => set(Change::UndoForSure(seq)),
            Self::Train(view) if view.steers() => (Wish::See(Question::Train(view)), Right::Steer),
            Self::Train(view)           => see(Question::Train(view)),
            Self::TrainAct(act)         => (Wish::Train(act), Right::Steer),
        }
    }
}
