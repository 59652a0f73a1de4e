//! The lexicon's rules, each on headlines made for it.

use super::*;

fn tone(title: &str) -> f64 {
    Lexicon.read(title).unwrap().get()
}

#[track_caller]
fn check(good: &[&str], bad: &[&str], neither: &[&str]) {
    for title in good {
        assert!(tone(title) >= 0.5, "{title}: {}", tone(title));
    }
    for title in bad {
        assert!(tone(title) <= -0.5, "{title}: {}", tone(title));
    }
    for title in neither {
        assert!(tone(title).abs() < 0.5, "{title}: {}", tone(title));
    }
}

#[test]
fn plain_words_have_their_tone() {
    check(
        &[
            "Pratt wins a tanker engine award",
            "Analyst upgrades Raytheon",
            "Collins beats estimates",
            "Army awarded RTX $70M",
        ],
        &["Pratt recalls engines", "Analyst downgrades Raytheon", "Collins misses estimates", "RTX sued over bribery"],
        &[
            "Collins opens an office in Ohio",
            "Raytheon tests a radar",
            "RTX to report results on Tuesday",
            "RTX names a director",
        ],
    );
}

#[test]
fn a_direction_is_as_good_as_what_moved() {
    check(
        &[
            "Quarterly loss narrows",
            "RTX raises its outlook",
            "Costs fall at Pratt",
            "Sales rose to $20 bn from $18 bn",
            "Shares soar",
        ],
        &[
            "Quarterly loss widens",
            "RTX cuts guidance",
            "Costs rise at Pratt",
            "Profit falls 4%",
            "Boeing lowers its growth forecast",
        ],
        &["The drone can fly higher", "Radar sees up", "Engine speeds increase"],
    );
}

#[test]
fn what_is_denied_is_turned_round() {
    check(
        &["RTX avoids a strike vote", "Losses do not widen"],
        &["Profit did not improve", "Boeing fails to win the order"],
        &["No talks with Collins"],
    );
    assert!(tone("Results were not good") < 0.0 && tone("Results were not bad") > 0.0);
}

#[test]
fn numbers_and_sides_are_compared() {
    check(
        &[
            "EPS $1.56 vs $1.44 estimate",
            "Margin was 14.3 % compared to 13.6 %",
            "Profit of 5 mn against a loss of 3 mn",
        ],
        &[
            "EPS $1.41 vs. $1.50 estimate",
            "Margin was 13.6 % compared to 14.3 %",
            "A loss of 3 mn compared with a profit of 5 mn",
        ],
        &["Profit of 5 mn compared to 14 %", "Revenue of $20 bn compared to 7"],
    );
}

#[test]
fn deals_count_where_they_are_made() {
    check(
        &["Raytheon signs deal with Japan", "Collins secures a navy contract"],
        &[],
        &["Contracts for 21 July", "A deal with Japan"],
    );
}

#[test]
fn questions_and_small_words_count_less_and_strong_words_more() {
    assert!(tone("Is Raytheon a strong company?") < tone("Raytheon is a strong company"));
    assert!(
        tone("Profit falls slightly") > tone("Profit falls") && tone("Profit falls") > tone("Profit falls sharply")
    );
}

#[test]
fn a_text_without_words_is_not_read_and_any_other_is() {
    for nothing in ["", " ... ", "!?", "—"] {
        assert_eq!(Lexicon.read(nothing), None, "{nothing:?}");
    }
    for odd in [
        "日本語の見出し",
        "5",
        "%",
        "a.b.c",
        "1.2.3",
        "$",
        "éclair ßtraße İstanbul",
        &"up ".repeat(500),
        "'s",
        "12,,,.5mn",
    ] {
        assert!(Lexicon.read(odd).is_none_or(|score| score.get().abs() <= 1.0), "{odd}");
    }
    assert_eq!(Lexicon.name().as_str(), "lexicon/1");
}

#[test]
fn numbers_are_read() {
    let value = |text: &str| number(text).map(|number| (number.value, number.percent));
    assert_eq!(value("$1,250.5"), Some((1_250.5, false)));
    assert_eq!((value("eur131m"), value("4.5%")), (Some((131e6, false)), Some((4.5, true))));
    assert_eq!((value("2025"), value("f-35"), value("word"), value("1.2.3")), (None, Some((35.0, false)), None, None));
}

#[test]
fn every_word_stands_once_and_every_phrase_can_be_found() {
    for pair in ENTRIES.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{} stands twice", pair[0].0);
    }
    assert!(ENTRIES.len() > 600, "{} words", ENTRIES.len());
    let legal = |word: &str| {
        word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '\'' || letter.is_ascii_digit())
    };
    assert!(ENTRIES.iter().all(|(word, _)| legal(word)));
    for (phrase, _) in PHRASES_SPLIT.iter() {
        assert!(phrase.iter().all(|word| legal(word)), "{phrase:?}");
    }
}
