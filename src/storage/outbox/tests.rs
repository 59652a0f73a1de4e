//! Rows are taken in once, held as long as their readers want, marked before and after, and passed over by nobody.

use super::*;
use crate::domain::symbol::Symbol;

const ANNA: PersonId = PersonId(1001);
const BEN: PersonId = PersonId(1002);
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("test.db")).unwrap();
    store.join(ANNA, NOW).unwrap();
    store.join(BEN, NOW).unwrap();
    (folder, store)
}

fn report(day: i8) -> Notice {
    Notice::Report { symbol: Symbol::new("RTX").unwrap(), date: jiff::civil::date(2026, 1, day) }
}

#[test]
fn a_notice_is_taken_in_once_for_each_reader() {
    let (_folder, store) = store();
    assert_eq!(store.outbox_enqueue(&report(5), NOW).unwrap(), 2);
    assert_eq!(store.outbox_enqueue(&report(5), NOW).unwrap(), 0);
    store.set_blocked(BEN, true).unwrap();
    assert_eq!(store.outbox_enqueue(&report(6), NOW).unwrap(), 1);
    let next = store.outbox_next(NOW).unwrap();
    assert_eq!(next.len(), 1);
    assert_eq!((next[0].reader, &next[0].notice), (ANNA, &Ok(report(5))));
    assert_eq!(store.outbox_waiting(ANNA, NOW).unwrap(), Waiting { reports: 2, alerts: 0, first: 1 });
}

#[test]
fn a_row_is_marked_before_and_after() {
    let (_folder, store) = store();
    store.note_message(ANNA, 10).unwrap();
    store.note_message(ANNA, 12).unwrap();
    store.note_message(BEN, 40).unwrap();
    store.outbox_enqueue(&report(5), NOW).unwrap();
    store.outbox_enqueue(&report(6), NOW).unwrap();
    let row = store.outbox_next(NOW).unwrap().remove(0);
    store.outbox_begin(row.id, "what was sent".to_owned()).unwrap();
    store.note_message(ANNA, 42).unwrap();
    let begun = store.outbox_next(NOW).unwrap().remove(0);
    let attempt = begun.begun.clone().unwrap();
    assert_eq!((begun.id, begun.attempts, attempt.body.as_str()), (row.id, 1, "what was sent"));
    assert_eq!(attempt.candidates[..3], [41, 43, 44]);
    assert!(attempt.candidates.contains(&13) && !attempt.candidates.contains(&42));
    assert!(!attempt.candidates.contains(&12), "older ids are out of question");
    store.outbox_not_sent(row.id).unwrap();
    assert_eq!(store.outbox_next(NOW).unwrap()[0].begun, None);
    store.outbox_begin(row.id, String::new()).unwrap();
    store.outbox_sent(&begun, 41, NOW).unwrap();
    assert_eq!(store.outbox_next(NOW).unwrap()[0].notice, Ok(report(6)));
}

#[test]
fn messages_of_offers_are_known_by_chat_and_kept_until_their_end() {
    let (_folder, store) = store();
    let approval = ApprovalId::from_text("00000000000000ab").unwrap();
    store.outbox_enqueue(&report(5), NOW).unwrap();
    for row in store.outbox_next(NOW).unwrap() {
        store.outbox_begin(row.id, "a report".to_owned()).unwrap();
        store.outbox_sent(&row, 40, NOW).unwrap();
    }
    store.outbox_enqueue(&Notice::Offer { approval }, NOW).unwrap();
    assert_eq!(store.offer_messages().unwrap(), []);
    for row in store.outbox_next(NOW).unwrap() {
        store.outbox_begin(row.id, "an offer".to_owned()).unwrap();
        assert_eq!(store.offer_messages().unwrap().len(), usize::from(row.reader == BEN), "only what was sent");
        store.outbox_sent(&row, if row.reader == ANNA { 41 } else { 42 }, NOW).unwrap();
    }
    assert_eq!(store.offer_message_of(ANNA, 41).unwrap(), Some(approval));
    assert_eq!(store.offer_message_of(ANNA, 42).unwrap(), None, "a message of another chat");
    assert_eq!(store.offer_message_of(ANNA, 40).unwrap(), None, "a message about something else");
    let kept = store.offer_messages().unwrap();
    assert_eq!(kept.iter().map(|it| (it.reader, it.message)).collect::<Vec<_>>(), [(ANNA, 41), (BEN, 42)]);
    store.outbox_reworded(kept[0].id, Some("approved".to_owned())).unwrap();
    assert_eq!(store.offer_messages().unwrap()[0].body, "approved");
    store.outbox_reworded(kept[0].id, None).unwrap();
    store.set_blocked(BEN, true).unwrap();
    assert_eq!(store.offer_messages().unwrap(), []);
    assert_eq!(store.offer_message_of(ANNA, 41).unwrap(), Some(approval), "its buttons are known for ever");
}

#[test]
fn a_row_that_cannot_be_read_stands_in_nobodys_way() {
    let (_folder, store) = store();
    store.outbox_enqueue(&report(5), NOW).unwrap();
    let sql = "UPDATE outbox SET notice = '{' WHERE user_id = 1001";
    store.write(move |transaction| Ok(transaction.execute(sql, []).map(drop)?)).unwrap();
    let next = store.outbox_next(NOW).unwrap();
    assert!(next[0].notice.as_ref().is_err_and(|reason| reason.contains("EOF")), "{next:?}");
    assert_eq!(next[1].notice, Ok(report(5)));
    assert_eq!(store.outbox_waiting(ANNA, NOW).unwrap(), Waiting::default());
}

#[test]
fn one_line_goes_ahead_and_replaces_itself() {
    let (_folder, store) = store();
    store.outbox_enqueue(&report(5), NOW).unwrap();
    let away = |alerts| Notice::Away { since: NOW, alerts, reports: 1, first: 1 };
    assert!(store.outbox_put_ahead(ANNA, &away(1), NOW).unwrap());
    assert!(store.outbox_put_ahead(ANNA, &away(2), NOW).unwrap());
    let row = store.outbox_next(NOW).unwrap().remove(0);
    assert_eq!(row.notice, Ok(away(2)));
    assert_eq!(store.outbox_waiting(ANNA, NOW).unwrap(), Waiting { reports: 1, alerts: 0, first: 1 });
    store.outbox_failed(row.id, "given up".to_owned(), NOW).unwrap();
    assert_eq!(store.outbox_next(NOW).unwrap()[0].notice, Ok(report(5)));
    assert!(!store.outbox_put_ahead(ANNA, &away(3), NOW).unwrap(), "an absence is told of once");
}
