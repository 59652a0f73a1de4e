//! What the exchange did and announced, year by year, stated as dates; the rules have to arrive at exactly these.
//!
//! Past years are on record; years to come follow from the published holiday policy and stand here so that a change of
//! the rules cannot pass unseen.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

use super::{Closure, EarlyClose, ExchangeCalendar};

/// The weekdays on which holidays were kept, month and day; a dash where none was.
#[rustfmt::skip]
const HOLIDAYS: &str = "
year sessions NewYear King  Presidents GoodFriday Memorial Juneteenth Independence Labor Thanksgiving Christmas
2000 252      -       01-17 02-21      04-21      05-29    -          07-04        09-04 11-23        12-25
2001 248      01-01   01-15 02-19      04-13      05-28    -          07-04        09-03 11-22        12-25
2002 252      01-01   01-21 02-18      03-29      05-27    -          07-04        09-02 11-28        12-25
2003 252      01-01   01-20 02-17      04-18      05-26    -          07-04        09-01 11-27        12-25
2004 252      01-01   01-19 02-16      04-09      05-31    -          07-05        09-06 11-25        12-24
2005 252      -       01-17 02-21      03-25      05-30    -          07-04        09-05 11-24        12-26
2006 251      01-02   01-16 02-20      04-14      05-29    -          07-04        09-04 11-23        12-25
2007 251      01-01   01-15 02-19      04-06      05-28    -          07-04        09-03 11-22        12-25
2008 253      01-01   01-21 02-18      03-21      05-26    -          07-04        09-01 11-27        12-25
2009 252      01-01   01-19 02-16      04-10      05-25    -          07-03        09-07 11-26        12-25
2010 252      01-01   01-18 02-15      04-02      05-31    -          07-05        09-06 11-25        12-24
2011 252      -       01-17 02-21      04-22      05-30    -          07-04        09-05 11-24        12-26
2012 250      01-02   01-16 02-20      04-06      05-28    -          07-04        09-03 11-22        12-25
2013 252      01-01   01-21 02-18      03-29      05-27    -          07-04        09-02 11-28        12-25
2014 252      01-01   01-20 02-17      04-18      05-26    -          07-04        09-01 11-27        12-25
2015 252      01-01   01-19 02-16      04-03      05-25    -          07-03        09-07 11-26        12-25
2016 252      01-01   01-18 02-15      03-25      05-30    -          07-04        09-05 11-24        12-26
2017 251      01-02   01-16 02-20      04-14      05-29    -          07-04        09-04 11-23        12-25
2018 251      01-01   01-15 02-19      03-30      05-28    -          07-04        09-03 11-22        12-25
2019 252      01-01   01-21 02-18      04-19      05-27    -          07-04        09-02 11-28        12-25
2020 253      01-01   01-20 02-17      04-10      05-25    -          07-03        09-07 11-26        12-25
2021 252      01-01   01-18 02-15      04-02      05-31    -          07-05        09-06 11-25        12-24
2022 251      -       01-17 02-21      04-15      05-30    06-20      07-04        09-05 11-24        12-26
2023 250      01-02   01-16 02-20      04-07      05-29    06-19      07-04        09-04 11-23        12-25
2024 252      01-01   01-15 02-19      03-29      05-27    06-19      07-04        09-02 11-28        12-25
2025 250      01-01   01-20 02-17      04-18      05-26    06-19      07-04        09-01 11-27        12-25
2026 251      01-01   01-19 02-16      04-03      05-25    06-19      07-03        09-07 11-26        12-25
2027 251      01-01   01-18 02-15      03-26      05-31    06-18      07-05        09-06 11-25        12-24
2028 251      -       01-17 02-21      04-14      05-29    06-19      07-04        09-04 11-23        12-25
2029 251      01-01   01-15 02-19      03-30      05-28    06-19      07-04        09-03 11-22        12-25
2030 251      01-01   01-21 02-18      04-19      05-27    06-19      07-04        09-02 11-28        12-25
";

/// The order of the columns above.
const COLUMNS: [Closure; 10] = [
    Closure::NewYear,
    Closure::MartinLutherKing,
    Closure::Presidents,
    Closure::GoodFriday,
    Closure::Memorial,
    Closure::Juneteenth,
    Closure::Independence,
    Closure::Labor,
    Closure::Thanksgiving,
    Closure::Christmas,
];

/// Days closed that were no holiday.
const UNSCHEDULED: [(&str, Closure); 10] = [
    ("2001-09-11", Closure::September11),
    ("2001-09-12", Closure::September11),
    ("2001-09-13", Closure::September11),
    ("2001-09-14", Closure::September11),
    ("2004-06-11", Closure::MourningReagan),
    ("2007-01-02", Closure::MourningFord),
    ("2012-10-29", Closure::HurricaneSandy),
    ("2012-10-30", Closure::HurricaneSandy),
    ("2018-12-05", Closure::MourningBush),
    ("2025-01-09", Closure::MourningCarter),
];

/// Closes at 13:00.
#[rustfmt::skip]
const EARLY_CLOSES: [(EarlyClose, &str); 5] = [
    (EarlyClose::IndependenceEve,
     "2000-07-03 2001-07-03 2003-07-03 2006-07-03 2007-07-03 2008-07-03 2012-07-03 2013-07-03 2014-07-03 2017-07-03
      2018-07-03 2019-07-03 2023-07-03 2024-07-03 2025-07-03 2028-07-03 2029-07-03 2030-07-03"),
    (EarlyClose::AfterIndependence, "2002-07-05"),
    (EarlyClose::AfterThanksgiving,
     "2000-11-24 2001-11-23 2002-11-29 2003-11-28 2004-11-26 2005-11-25 2006-11-24 2007-11-23 2008-11-28 2009-11-27
      2010-11-26 2011-11-25 2012-11-23 2013-11-29 2014-11-28 2015-11-27 2016-11-25 2017-11-24 2018-11-23 2019-11-29
      2020-11-27 2021-11-26 2022-11-25 2023-11-24 2024-11-29 2025-11-28 2026-11-27 2027-11-26 2028-11-24 2029-11-23
      2030-11-29"),
    (EarlyClose::ChristmasEve,
     "2001-12-24 2002-12-24 2003-12-24 2007-12-24 2008-12-24 2009-12-24 2012-12-24 2013-12-24 2014-12-24 2015-12-24
      2018-12-24 2019-12-24 2020-12-24 2024-12-24 2025-12-24 2026-12-24 2029-12-24 2030-12-24"),
    (EarlyClose::AfterChristmas, "2003-12-26"),
];

/// Days on which a holiday might be expected and shares traded all the same: New Year on a Saturday, the first Juneteenth,
/// Veterans Day.
const OPEN_ALL_THE_SAME: [&str; 6] =
    ["2004-12-31", "2010-12-31", "2021-12-31", "2027-12-31", "2021-06-18", "2020-11-11"];

/// The listed closed days and, per year, the listed number of sessions.
fn listed() -> (BTreeMap<Date, Closure>, BTreeMap<i16, usize>) {
    let mut closed: BTreeMap<Date, Closure> =
        UNSCHEDULED.into_iter().map(|(date, closure)| (date.parse().unwrap(), closure)).collect();
    let mut counts = BTreeMap::new();
    for line in HOLIDAYS.trim().lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words.len(), 2 + COLUMNS.len(), "{line}");
        counts.insert(words[0].parse().unwrap(), words[1].parse().unwrap());
        for (day, closure) in words[2..].iter().zip(COLUMNS).filter(|(day, _)| **day != "-") {
            closed.insert(format!("{}-{day}", words[0]).parse().unwrap(), closure);
        }
    }
    (closed, counts)
}

fn listed_early_closes() -> BTreeMap<Date, EarlyClose> {
    let dates = |text: &'static str| text.split_whitespace().map(|date| date.parse().unwrap());
    EARLY_CLOSES.into_iter().flat_map(|(reason, text)| dates(text).map(move |date| (date, reason))).collect()
}

#[test]
fn calendar_matches_listed_facts() {
    let calendar = ExchangeCalendar::nyse();
    let (closed, counts) = listed();
    let early = listed_early_closes();
    let mut counted: BTreeMap<i16, usize> = BTreeMap::new();
    let mut date: Date = "2000-01-01".parse().unwrap();
    while date.year() <= 2030 {
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        assert!(!weekend || !closed.contains_key(&date), "{date} is listed as closed, and is a weekend anyway");
        assert_eq!(calendar.closure(date), closed.get(&date).copied(), "closure on {date}");
        assert_eq!(calendar.early_close(date), early.get(&date).copied(), "early close on {date}");
        match calendar.session_on(date) {
            None => assert!(weekend || closed.contains_key(&date), "{date} should be a session"),
            Some(session) => {
                assert!(!weekend && !closed.contains_key(&date), "{date} should be no session");
                assert_eq!(session.date, date);
                assert_eq!(session.is_early_close(), early.contains_key(&date), "{date}");
                let hours = (calendar.new_york(session.open).time(), calendar.new_york(session.close).time());
                let close = if early.contains_key(&date) { "13:00" } else { "16:00" };
                assert_eq!(hours, ("09:30".parse().unwrap(), close.parse().unwrap()), "{date}");
                *counted.entry(date.year()).or_default() += 1;
            }
        }
        date = date.tomorrow().unwrap();
    }
    assert_eq!(counted, counts);
}

#[test]
fn the_lists_are_whole() {
    let calendar = ExchangeCalendar::nyse();
    let (closed, counts) = listed();
    assert_eq!((counts.len(), closed.len(), listed_early_closes().len()), (31, 293, 69));
    assert_eq!((counts.values().sum::<usize>(), calendar.sessions().len()), (7_794, 7_794));
    assert_eq!(calendar.closures.len(), 293, "no closure twice, none on a weekend");
    assert_eq!(calendar.early_closes.len(), 69);
    for date in OPEN_ALL_THE_SAME {
        assert!(calendar.session_on(date.parse().unwrap()).is_some(), "{date}");
    }
}
