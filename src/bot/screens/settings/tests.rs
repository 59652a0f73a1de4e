//! The pages of the settings as they are read.

use expect_test::expect;
use jiff::Timestamp;

use super::super::samples::{self, check};
use super::*;
use crate::bot::door::People;
use crate::domain::person::PersonId;
use crate::domain::setting::{Key, Level, Quiet, Setting, Theme, Topic, Zone};
use crate::storage::Whose;
use teloxide::types::UserId;

fn reader(id: i64) -> Reader {
    let people =
        People { owner: Some(UserId(1001)), approvers: vec![], viewers: vec![UserId(1002)], ..People::default() };
    Reader::of(&people, PersonId(id))
}

fn change(seq: i64, by: i64, setting: &Setting, undoes: Option<i64>) -> SettingChange {
    SettingChange {
        seq,
        at: "2026-01-05T15:20:00Z".parse::<Timestamp>().unwrap(),
        by: PersonId(by),
        whose: Whose::Service,
        key: setting.key(),
        value: Some(setting.clone()),
        undoes,
    }
}

fn facts() -> Facts {
    let symbol = |text| Symbol::new(text).unwrap();
    let (mut chat, mut service) = (ChatSettings::default(), ServiceSettings::default());
    let cheaper = Setting::Rule(Rule::TradeMax, 150.0);
    for setting in [
        Setting::Level(Topic::Sources, Level::Off),
        Setting::Quiet(Quiet::new(22, 7)),
        Setting::Zone(Zone::new("Europe/Warsaw").unwrap()),
        Setting::Theme(Theme::Light),
    ] {
        chat.take(&setting);
    }
    service.take(&cheaper);
    service.take(&Setting::Watched(vec![symbol("LMT"), symbol("NOC")]));
    let configured = Rules::default();
    Facts {
        chat,
        rules: service.over(&configured),
        service,
        configured,
        main: symbol("RTX"),
        language: Language::ENGLISH,
        history: vec![
            change(3, 1001, &cheaper, Some(2)),
            change(2, 1001, &Setting::Rule(Rule::Threshold, 0.855), None),
            SettingChange { value: None, key: Key::Quiet, ..change(1, 1002, &cheaper, None) },
        ],
        undo: Some(1),
    }
}

fn nothing_set() -> Facts {
    let configured = Rules::default();
    Facts {
        chat: ChatSettings::default(),
        service: ServiceSettings::default(),
        rules: configured.clone(),
        configured,
        main: Symbol::new("RTX").unwrap(),
        language: Language::ENGLISH,
        history: vec![],
        undo: None,
    }
}

fn shown(by: i64, which: Page, facts: &Facts) -> Screen {
    page(&samples::frame(), reader(by), which, facts)
}

#[test]
fn the_menu() {
    check(
        &shown(1001, Page::Menu, &facts()),
        &expect![[r#"
        <b>Settings · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Messages: 6 with a sound, 1 silent, 1 off
        Quiet hours: 22:00–07:00
        Time zone: Europe/Warsaw
        Report: 17:00 New York
        Pictures: light
        Shown: RTX
        Watched: LMT, NOC
        Rules: 1 set here, the others as the configuration has them
        [Notifications] [Quiet hours]
        [Report time] [Pictures]
        [Symbols] [Language]
        [Rules] [History]
        [Mode]
        [↻ Refresh] [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Menu, &nothing_set()),
        &expect![[r#"
        <b>Settings · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Messages: 7 with a sound, 1 silent, 0 off
        Quiet hours: none
        Time zone: America/New_York
        Report: 17:00 New York
        Pictures: dark
        Shown: RTX
        Watched: none
        Rules: all as the configuration has them
        [Notifications] [Quiet hours]
        [Report time] [Pictures]
        [Symbols] [Language]
        [Rules] [History]
        [↻ Refresh] [‹ Back]
    "#]],
    );
}

#[test]
fn notifications() {
    check(
        &shown(1002, Page::Levels, &facts()),
        &expect![[r#"
        <b>Notifications · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        <b>Offers</b> – signals that can be approved
        <b>Trades</b> – purchases, sales, orders that did not fill
        <b>Stops</b> – trading was stopped, the books differ
        <b>Reports</b> – the report of a day, a week, a month
        <b>Learning</b> – what changes for the worse
        <b>Sources</b> – sources that fail or answer again
        <b>Hours</b> – the exchange opens, closes or stays shut
        <b>Service</b> – the service itself

        A tap changes it: on, silent, off.
        [Offers: on] [Trades: on]
        [Stops: on] [Reports: on]
        [Learning: on] [Sources: off]
        [Hours: silent] [Service: on]
        [‹ Back]
    "#]],
    );
}

#[test]
fn quiet_hours_and_their_zone() {
    check(
        &shown(1002, Page::Quiet, &facts()),
        &expect![[r#"
        <b>Quiet hours · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Quiet from 22:00–07:00, Europe/Warsaw
        In quiet hours only offers and stops are sent at once. All else waits and comes together afterwards.
        [21:00–07:00] [22:00–06:00] [✓ 22:00–07:00]
        [22:00–08:00] [23:00–07:00]
        [No quiet hours] [Time zone]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Quiet, &nothing_set()),
        &expect![[r#"
        <b>Quiet hours · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        No quiet hours.
        In quiet hours only offers and stops are sent at once. All else waits and comes together afterwards.
        [21:00–07:00] [22:00–07:00] [22:00–08:00]
        [23:00–07:00]
        [✓ No quiet hours] [Time zone]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Zone, &facts()),
        &expect![[r#"
        <b>Time zone · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Europe/Warsaw, where it is 16:17 now
        [America/New_York] [America/Chicago]
        [America/Denver] [America/Los_Angeles]
        [America/Sao_Paulo] [Europe/London]
        [Europe/Lisbon] [Europe/Madrid]
        [Europe/Berlin] [✓ Europe/Warsaw]
        [Europe/Kyiv] [UTC]
        [Another time zone]
        [‹ Back]
    "#]],
    );
}

#[test]
fn report_pictures_and_language() {
    check(
        &shown(1002, Page::ReportAt, &facts()),
        &expect![[r#"
        <b>Report time · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        The report of a trading day comes at 17:00 New York.
        It tells of the same day whenever it comes.
        [✓ 17:00] [18:00] [19:00]
        [20:00] [21:00] [22:00]
        [07:00 next morning] [08:00 next morning] [09:00 next morning]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Pictures, &facts()),
        &expect![[r#"
        <b>Pictures · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        How shall pictures be coloured?
        [dark] [✓ light]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Language, &facts()),
        &expect![[r#"
            <b>Language · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            Which language shall I speak with you?
            [✓ English] [Deutsch]
            [Español] [Polski]
            [Українська] [Português (Brasil)]
            [‹ Back]
        "#]],
    );
}

#[test]
fn symbols() {
    check(
        &shown(1001, Page::Symbols, &facts()),
        &expect![[r#"
        <b>Symbols · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Traded: RTX
        Watched beside it, each with its own record: LMT, NOC
        Shown in this chat: RTX
        [✓ Show RTX] [Show LMT] [Show NOC]
        [− LMT] [− NOC]
        [+ GD] [+ BA] [+ LHX]
        [Another symbol]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Symbols, &facts()),
        &expect![[r#"
        <b>Symbols · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Traded: RTX
        Watched beside it, each with its own record: LMT, NOC
        Shown in this chat: RTX
        [✓ Show RTX] [Show LMT] [Show NOC]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1002, Page::Symbols, &nothing_set()),
        &expect![[r#"
        <b>Symbols · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Traded: RTX
        No other symbol is watched.
        Shown in this chat: RTX
        [‹ Back]
    "#]],
    );
}

#[test]
fn rules_and_one_of_them() {
    check(
        &shown(1001, Page::Rules, &facts()),
        &expect![[r#"
            <b>Rules · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            Confidence needed: 85 %
            One trade at most: $150.00 (configuration: $200.00)
            One trade, share of the equity: 20 %
            All positions, share of the equity: 40 %
            Positions at once: 2
            Trades a month: 4
            Loss of a day: $150.00
            Losses in a row: 3
            Fall from the peak: 25 %
            Time to approve: 15 min
            Stop, share of the price paid: 50 %
            Target, share of the price paid: 150 %
            Sessions until it is sold: 5

            What is set here holds at once, for new offers and for what is held.
            [Confidence needed] [One trade at most]
            [One trade, share of the equity] [All positions, share of the equity]
            [Positions at once] [Trades a month]
            [Loss of a day] [Losses in a row]
            [Fall from the peak] [Time to approve]
            [Stop, share of the price paid] [Target, share of the price paid]
            [Sessions until it is sold]
            [‹ Back]
        "#]],
    );
    check(
        &shown(1002, Page::Rules, &nothing_set()),
        &expect![[r#"
            <b>Rules · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            Confidence needed: 85 %
            One trade at most: $200.00
            One trade, share of the equity: 20 %
            All positions, share of the equity: 40 %
            Positions at once: 2
            Trades a month: 4
            Loss of a day: $150.00
            Losses in a row: 3
            Fall from the peak: 25 %
            Time to approve: 15 min
            Stop, share of the price paid: 50 %
            Target, share of the price paid: 150 %
            Sessions until it is sold: 5

            What is set here holds at once, for new offers and for what is held.
            [‹ Back]
        "#]],
    );
    check(
        &shown(1001, Page::Rule(Rule::TradeMax), &facts()),
        &expect![[r#"
        <b>Rules · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        One trade at most: $150.00 (configuration: $200.00)
        It can be from $1.00 to $1,000.00.
        [▼ $125.00] [▲ $175.00]
        [Another value]
        [As the configuration has it]
        [‹ Back]
    "#]],
    );
    check(
        &shown(1001, Page::Rule(Rule::Threshold), &nothing_set()),
        &expect![[r#"
        <b>Rules · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Confidence needed: 85 %
        It can be from 1 % to 100 %.
        [▼ 80 %] [▲ 90 %]
        [Another value]
        [‹ Back]
    "#]],
    );
}

#[test]
fn the_history() {
    check(
        &shown(1001, Page::History, &facts()),
        &expect![[r#"
            <b>History · RTX</b>
            <i>🧪 SIMULATED market: no real prices</i>

            5 Jan 10:20, you, undone: One trade at most = $150.00 again
            5 Jan 10:20, you: Confidence needed = 85.5 %
            5 Jan 10:20, an approver: Quiet hours = as usual

            Undo takes the newest change back, and each further one the change before it.
            [↶ Undo]
            [‹ Back]
        "#]],
    );
    check(
        &shown(1002, Page::History, &nothing_set()),
        &expect![[r#"
        <b>History · RTX</b>
        <i>🧪 SIMULATED market: no real prices</i>

        Nothing has been changed yet.
        [‹ Back]
    "#]],
    );
}

#[test]
fn questions_and_what_is_wrong() {
    let (frame, rules) = (samples::frame(), Rules::default());
    check(
        &ask(&frame, Asking::Rule(Rule::Stop), &rules),
        &expect![[r#"
        Stop, share of the price paid: send a value from 5 % to 95 %.
        [Cancel]
    "#]],
    );
    check(
        &ask(&frame, Asking::Zone, &rules),
        &expect![[r#"
        Which time zone? Send a name such as Europe/Warsaw or Asia/Tokyo.
        [Cancel]
    "#]],
    );
    let range = Wrong::Range(OutOfRange { low: 1.0, high: 1_000.0 });
    check(
        &wrong(&frame, Asking::Rule(Rule::TradeMax), range),
        &expect![[r#"
        That does not fit. Send a value from $1.00 to $1,000.00, or press Cancel.
        [Cancel]
    "#]],
    );
    check(
        &wrong(&frame, Asking::Symbol, Wrong::Symbol),
        &expect![[r#"
        That is no ticker symbol. Send 1 to 8 letters or digits such as LMT, or press Cancel.
        [Cancel]
    "#]],
    );
    let undone = sure(&frame, Rule::TradeMax, (150.0, 200.0), Sure::Undo(7));
    check(
        &undone,
        &expect![[r#"
        ⚠️ Trading is live, and this lets more be lost. One trade at most: from $150.00 to $200.00. Tap again to confirm.
        [Yes, change it] [Cancel]
    "#]],
    );
}
