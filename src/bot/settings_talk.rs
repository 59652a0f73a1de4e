//! Changes of settings: who may make them, what is asked once more, how they are written, and how typed values are read.

use teloxide::types::CallbackQuery;

use crate::bot::answers::{Asker, Question, answer};
use crate::bot::context::Ctx;
use crate::bot::door::Right;
use crate::bot::menu;
use crate::bot::reply::{self, Visitor};
use crate::bot::screens::Screen;
use crate::bot::screens::settings as screens;
use crate::bot::settings::{Amount, Asking, Page, Pick};
use crate::bot::surface::State;
use crate::bot::words::Language;
use crate::domain::desk::approval::Mode;
use crate::domain::setting::{Key, OutOfRange, Rule, RuleUnit, Setting, WATCHED_MAX, Zone};
use crate::domain::symbol::Symbol;
use crate::storage::{PersonId, Whose};

/// The longest value that is read, letters.
const TYPED_CHARS_MAX: usize = 64;

/// A change that a tap asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A choice; what lets more be lost of real money is asked once more.
    Choose(Pick),
    /// The same, the second tap.
    ForSure(Pick),
    /// The newest change is taken back, which has this place in the journal.
    Undo(i64),
    /// The same, the second tap.
    UndoForSure(i64),
}

impl Change {
    /// What it takes.
    pub fn right(self) -> Right {
        match self {
            Self::Choose(choice) | Self::ForSure(choice) => right_of(choice.key()),
            // What can be taken back is what the visitor could have changed.
            Self::Undo(_) | Self::UndoForSure(_) => Right::Look,
        }
    }
}

/// What it takes to change a setting.
pub fn right_of(key: Key) -> Right {
    if key.is_of_the_service() { Right::Steer } else { Right::Look }
}

/// Whose settings a visitor may change.
pub fn changeable(steers: bool, person: PersonId) -> Vec<Whose> {
    let service = steers.then_some(Whose::Service);
    service.into_iter().chain([Whose::Chat(person)]).collect()
}

/// Makes the change that a tap asks for, and shows the page on which it is seen; that the visitor may is checked before.
pub async fn tapped(ctx: &Ctx, visitor: Visitor, query: &CallbackQuery, change: Change) -> anyhow::Result<()> {
    let words = visitor.view.language.words();
    let made = match change {
        Change::Choose(choice) | Change::ForSure(choice) => {
            if matches!(change, Change::Choose(_))
                && let Some(screen) = ask_again(ctx, visitor, choice)
            {
                ctx.courier().answer(&query.id, None).await?;
                return reply::show(ctx, visitor, query, &screen).await;
            }
            choose(ctx, visitor, choice).await?.map(|()| choice.page())
        }
        Change::Undo(seq) | Change::UndoForSure(seq) => {
            if matches!(change, Change::Undo(_))
                && let Some(screen) = ask_undo_again(ctx, visitor, seq).await?
            {
                ctx.courier().answer(&query.id, None).await?;
                return reply::show(ctx, visitor, query, &screen).await;
            }
            undo(ctx, visitor, seq).await?.map(|()| Page::History)
        }
    };
    let page = match made {
        Ok(page) => {
            ctx.courier().answer(&query.id, Some(words.say("settings-saved", &[]))).await?;
            page
        }
        Err(refusal) => {
            ctx.courier().alert(&query.id, words.say(refusal.key(), &[])).await?;
            refusal.page()
        }
    };
    let asker = Asker { person: visitor.id, chat: visitor.chat, view: ctx.view(visitor.chat).await };
    let screen = answer(ctx, asker, Question::Settings(page)).await?;
    reply::show(ctx, visitor, query, &screen).await
}

/// Takes a typed value; returns what the bot waits for afterwards.
pub async fn typed(ctx: &Ctx, visitor: Visitor, asking: Asking, text: &str) -> anyhow::Result<State> {
    let words = visitor.view.language.words();
    if let Some(refusal) = visitor.refusal(asking.right()) {
        ctx.courier().send(visitor.chat, &Screen::sentence(refusal)).await?;
        return Ok(State::Idle);
    }
    let frame = ctx.frame(visitor.view);
    let setting = match read(ctx, asking, text) {
        Ok(read) => read,
        Err(wrong) => {
            ctx.courier().send(visitor.chat, &screens::wrong(&frame, asking, wrong)).await?;
            return Ok(visitor.state);
        }
    };
    let made = match setting {
        Read::Pick(choice) => match ask_again(ctx, visitor, choice) {
            Some(screen) => {
                ctx.courier().send(visitor.chat, &screen).await?;
                return Ok(State::Idle);
            }
            None => choose(ctx, visitor, choice).await?,
        },
        Read::Zone(zone) => {
            write(ctx, visitor, (Key::Zone, Some(Setting::Zone(zone)))).await?;
            Ok(())
        }
    };
    if let Err(refusal) = made {
        ctx.courier().send(visitor.chat, &Screen::sentence(words.say(refusal.key(), &[]))).await?;
    }
    let asker = Asker { person: visitor.id, chat: visitor.chat, view: ctx.view(visitor.chat).await };
    let screen = answer(ctx, asker, Question::Settings(asking.page())).await?;
    ctx.courier().send(visitor.chat, &screen).await?;
    Ok(State::Idle)
}

/// Keeps a language, and publishes the commands in it.
pub async fn speak(ctx: &Ctx, visitor: Visitor, language: Language) -> anyhow::Result<()> {
    ctx.store(move |store| store.set_language(visitor.chat, language.code())).await?;
    menu::publish_to(ctx, visitor.chat, visitor.role, language).await;
    Ok(())
}

/// Why a change was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// The journal has gone on meanwhile, or nothing is left to take back.
    Changed,
    /// As many symbols are watched as can be.
    Full,
    /// It is watched, or traded, already.
    Watched,
    /// This market does not have it.
    Impossible,
}

impl Refusal {
    const fn key(self) -> &'static str {
        match self {
            Self::Changed => "settings-changed-meanwhile",
            Self::Full => "settings-watched-full",
            Self::Watched => "settings-watched-already",
            Self::Impossible => "settings-watched-impossible",
        }
    }

    const fn page(self) -> Page {
        match self {
            Self::Changed => Page::History,
            Self::Full | Self::Watched | Self::Impossible => Page::Symbols,
        }
    }
}

/// The screen that asks once more, where a choice lets more be lost of real money.
fn ask_again(ctx: &Ctx, visitor: Visitor, choice: Pick) -> Option<Screen> {
    let (rule, after) = match choice {
        Pick::Rule(rule, amount) => (rule, amount.get()),
        Pick::AsConfigured(rule) => (rule, rule.of(ctx.desk().configured())),
        _ => return None,
    };
    let before = rule.of(&ctx.desk().rules());
    let live = ctx.desk().book().mode() == Mode::Live;
    (live && rule.is_looser(before, after))
        .then(|| screens::sure(&ctx.frame(visitor.view), rule, (before, after), screens::Sure::Pick(choice)))
}

async fn ask_undo_again(ctx: &Ctx, visitor: Visitor, seq: i64) -> anyhow::Result<Option<Screen>> {
    if ctx.desk().book().mode() != Mode::Live {
        return Ok(None);
    }
    let whose = changeable(visitor.role.may(Right::Steer), visitor.chat);
    let ahead = ctx.store(move |store| store.undo_ahead(&whose)).await?;
    let Some((change, value)) = ahead.filter(|(change, _)| change.seq == seq) else { return Ok(None) };
    let Key::Rule(rule) = change.key else { return Ok(None) };
    let after = match value {
        Some(Setting::Rule(_, value)) => value,
        _ => rule.of(ctx.desk().configured()),
    };
    let before = rule.of(&ctx.desk().rules());
    let sure = || screens::sure(&ctx.frame(visitor.view), rule, (before, after), screens::Sure::Undo(seq));
    Ok(rule.is_looser(before, after).then(sure))
}

async fn choose(ctx: &Ctx, by: Visitor, choice: Pick) -> anyhow::Result<Result<(), Refusal>> {
    match choice {
        Pick::Watch(symbol) | Pick::Unwatch(symbol) => {
            let watch = matches!(choice, Pick::Watch(_));
            let mut watched = ctx.watched().await?;
            match (watch, watched.iter().position(|known| *known == symbol)) {
                (true, Some(_)) => return Ok(Err(Refusal::Watched)),
                (true, None) if symbol == ctx.symbol() => return Ok(Err(Refusal::Watched)),
                (true, None) if watched.len() >= WATCHED_MAX => return Ok(Err(Refusal::Full)),
                (true, None) if !ctx.can_watch(symbol) => return Ok(Err(Refusal::Impossible)),
                (true, None) => watched.push(symbol),
                (false, Some(place)) => {
                    watched.remove(place);
                }
                (false, None) => return Ok(Ok(())),
            }
            write(ctx, by, (Key::Watched, Some(Setting::Watched(watched)))).await?;
        }
        _ => write(ctx, by, (choice.key(), choice.setting())).await?,
    }
    Ok(Ok(()))
}

async fn undo(ctx: &Ctx, visitor: Visitor, seq: i64) -> anyhow::Result<Result<(), Refusal>> {
    let (whose, now) = (changeable(visitor.role.may(Right::Steer), visitor.chat), ctx.now());
    let undone = ctx.store(move |store| store.undo_setting(whose, seq, visitor.id, now)).await?;
    let Some(undone) = undone else { return Ok(Err(Refusal::Changed)) };
    if undone.key.is_of_the_service() {
        renew_rules(ctx).await?;
    }
    Ok(Ok(()))
}

/// Writes a setting; rules hold from then on.
async fn write(ctx: &Ctx, by: Visitor, (key, value): (Key, Option<Setting>)) -> anyhow::Result<()> {
    let (of_the_service, now) = (key.is_of_the_service(), ctx.now());
    let whose = if of_the_service { Whose::Service } else { Whose::Chat(by.chat) };
    ctx.store(move |store| store.set_setting(whose, (key, value), by.id, now)).await?;
    if of_the_service { renew_rules(ctx).await } else { Ok(()) }
}

async fn renew_rules(ctx: &Ctx) -> anyhow::Result<()> {
    let desk = ctx.desk().clone();
    ctx.store(move |store| desk.renew_rules(|configured| Ok(store.service_settings()?.over(configured)))).await
}

enum Read {
    Pick(Pick),
    Zone(Zone),
}

/// Why a typed value cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wrong {
    /// It is out of its range, or no number.
    Range(OutOfRange),
    /// No time zone has that name.
    Zone,
    /// It is no symbol.
    Symbol,
}

fn read(ctx: &Ctx, asking: Asking, text: &str) -> Result<Read, Wrong> {
    match asking {
        Asking::Rule(rule) => {
            let configured = ctx.desk().configured();
            let (low, high) = rule.range_beside(configured);
            let value = amount(rule, text).ok_or(Wrong::Range(OutOfRange { low, high }))?;
            let checked = rule.check_beside(value, configured).map_err(Wrong::Range)?;
            Ok(Read::Pick(Pick::Rule(rule, Amount::new(checked))))
        }
        Asking::Zone => Zone::new(text).map(Read::Zone).ok_or(Wrong::Zone),
        Asking::Symbol => Symbol::new(text).map(|symbol| Read::Pick(Pick::Watch(symbol))).map_err(|_| Wrong::Symbol),
    }
}

/// Reads a number as people write it: `150`, `$1,000.50`, `1.000,50 $`, `12,5 %`. What is a share is written in per cent.
fn amount(rule: Rule, text: &str) -> Option<f64> {
    if text.chars().count() > TYPED_CHARS_MAX {
        return None;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '$' | '%' | '\'' | '’')).collect();
    let plain = match (bare.rfind(','), bare.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => bare.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => bare.replace(',', ""),
        (Some(comma), None) if bare.len() == comma + 4 && rule.unit() != RuleUnit::Share => bare.replace(',', ""),
        (Some(_), None) => bare.replace(',', "."),
        _ => bare,
    };
    let digits = plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    let value: f64 = plain.parse().ok().filter(|_| digits)?;
    Some(if rule.unit() == RuleUnit::Share { value / 100.0 } else { value })
}

/// Keeps whose figures a chat is shown; tapping on what is shown already changes nothing.
pub async fn show_from_now_on(ctx: &Ctx, visitor: Visitor, symbol: Symbol) -> anyhow::Result<()> {
    if visitor.view.symbol == symbol {
        return Ok(());
    }
    let (whose, now) = (Whose::Chat(visitor.chat), ctx.now());
    // The main symbol is what is shown where nothing is set.
    let value = Some(Setting::Symbol(symbol)).filter(|_| symbol != ctx.symbol());
    ctx.store(move |store| store.set_setting(whose, (Key::Symbol, value), visitor.id, now)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_concerns_the_service_is_the_owners_alone() {
        let symbol = Symbol::new("LMT").unwrap();
        for pick in [
            Pick::Rule(Rule::Stop, Amount::new(0.4)),
            Pick::AsConfigured(Rule::Stop),
            Pick::Watch(symbol),
            Pick::Unwatch(symbol),
        ] {
            assert_eq!([Change::Choose(pick), Change::ForSure(pick)].map(Change::right), [Right::Steer; 2], "{pick:?}");
        }
        for pick in [Pick::Symbol(symbol), Pick::Quiet(None)] {
            assert_eq!(Change::Choose(pick).right(), Right::Look);
        }
        let anna = PersonId(1001);
        assert_eq!(changeable(false, anna), [Whose::Chat(anna)]);
        assert_eq!(changeable(true, anna), [Whose::Service, Whose::Chat(anna)]);
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("150", Some(150.0)),
            ("$1,000.50", Some(1_000.5)),
            ("1.000,50 $", Some(1_000.5)),
            ("1,000", Some(1_000.0)),
            ("99,5", Some(99.5)),
            ("1 000", Some(1_000.0)),
            ("-5", None),
            ("1e3", None),
            ("inf", None),
            ("much", None),
            ("", None),
        ] {
            assert_eq!(amount(Rule::TradeMax, text), value, "{text}");
        }
        assert_eq!(amount(Rule::Threshold, "62,5 %"), Some(0.625));
        assert_eq!(amount(Rule::Threshold, "85"), Some(0.85));
        assert_eq!(amount(Rule::TradeMax, &"1".repeat(65)), None);
    }
}
