//! The PIN before dangerous taps: a keypad that shows only dots, digits that stay in memory for two minutes, and a limit on guesses.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};

use crate::bot::desk_talk::Act;
use crate::domain::desk::approval::Mode;
use crate::domain::desk::book::Book;
use crate::domain::desk::request::Choice;
use crate::storage::PersonId;

/// Digits of a PIN; after the last one it is looked at.
pub const PIN_DIGITS: usize = 6;

/// How long a keypad waits for its digits.
pub const KEYPAD_LASTS: SignedDuration = SignedDuration::from_mins(2);

/// Keypads that are open at once; beyond this the oldest is forgotten.
const KEYPADS_MAX: usize = 64;

/// A key of the keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// 0 to 9.
    Digit(u8),
    /// Takes the last digit back.
    Back,
    /// Ends it.
    Cancel,
}

impl Key {
    /// How it is written into a button.
    pub fn code(self) -> char {
        match self {
            Self::Digit(digit) => char::from(b'0' + digit.min(9)),
            Self::Back => 'b',
            Self::Cancel => 'x',
        }
    }

    /// The key of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [digit @ b'0'..=b'9'] => Some(Self::Digit(digit - b'0')),
            [b'b'] => Some(Self::Back),
            [b'x'] => Some(Self::Cancel),
            _ => None,
        }
    }
}

/// The hash of the PIN, as the configuration holds it.
#[derive(Clone)]
pub struct Pin(SecretString);

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin")
    }
}

impl Pin {
    /// A hash in the form of PHC, `$argon2id$...`; `None` for anything else.
    pub fn read(hash: SecretString) -> Option<Self> {
        let fits =
            PasswordHash::new(hash.expose_secret()).is_ok_and(|hash| hash.algorithm.as_str().starts_with("argon2"));
        fits.then_some(Self(hash))
    }

    /// Whether these are the digits. It takes a while by intent: call it on a thread that may wait.
    pub fn is(&self, digits: &str) -> bool {
        PasswordHash::new(self.0.expose_secret())
            .is_ok_and(|hash| Argon2::default().verify_password(digits.as_bytes(), &hash).is_ok())
    }
}

/// The hash of a PIN with this salt, 16 bytes of chance; `None` where it is not [`PIN_DIGITS`] digits.
pub fn hash(digits: &str, salt: &[u8; 16]) -> Option<SecretString> {
    if digits.len() != PIN_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let salt = SaltString::encode_b64(salt).ok()?;
    let hash = Argon2::default().hash_password(digits.as_bytes(), &salt).ok()?;
    Some(SecretString::from(hash.to_string()))
}

/// Whether something needs the PIN: what moves real money, or lets it be moved again.
pub fn is_dangerous(act: Act, book: &Book) -> bool {
    let live = book.mode == Some(Mode::Live);
    match act {
        Act::ConfirmLive => true,
        Act::Choose(id, Choice::Confirm) => book.approvals.get(&id).is_some_and(|approval| approval.mode == Mode::Live),
        Act::Close(id) => live || book.approvals.get(&id).is_some_and(|approval| approval.mode == Mode::Live),
        Act::Resume => live && book.halted.is_some(),
        Act::Choose(..) | Act::SetMode(_) | Act::Pause => false,
    }
}

/// Where a keypad stands: whose it is, in which chat, as which message.
type Place = (PersonId, PersonId, i32);

struct Entry {
    act: Act,
    digits: String,
    until: Timestamp,
}

impl Drop for Entry {
    fn drop(&mut self) {
        // The digits are not left lying in memory that is given back.
        let length = self.digits.len();
        self.digits.clear();
        self.digits.extend(std::iter::repeat_n('0', length));
    }
}

/// The keypads that wait for digits. They live in memory alone: a restart forgets them.
#[derive(Clone, Default)]
pub struct Keypads {
    open: Arc<Mutex<HashMap<Place, Entry>>>,
    /// One guess at a time, or several at once would go round the limit.
    pub(super) guessing: Arc<tokio::sync::Mutex<()>>,
}

/// What a key leads to.
#[derive(Debug)]
pub enum Pressed {
    /// There is no such keypad of this person, or it has expired.
    Expired,
    /// So many digits stand there now.
    Dots(usize),
    /// It was ended.
    Cancelled,
    /// All digits are there; the keypad is closed.
    Complete(Act, SecretString),
}

impl Keypads {
    /// A keypad stands in a chat and waits for one person's digits.
    pub fn open(&self, place: Place, act: Act, now: Timestamp) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, entry| entry.until > now);
        let oldest = open.iter().min_by_key(|(_, entry)| entry.until).map(|(place, _)| *place);
        if let Some(oldest) = oldest.filter(|_| open.len() >= KEYPADS_MAX) {
            open.remove(&oldest);
        }
        let until = now.saturating_add(KEYPAD_LASTS).unwrap_or(Timestamp::MAX);
        open.insert(place, Entry { act, digits: String::with_capacity(PIN_DIGITS), until });
    }

    /// Whether someone else's keypad stands there.
    pub fn is_anothers(&self, (person, chat, message): Place, now: Timestamp) -> bool {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.iter().any(|((whose, there, at), entry)| {
            (*there, *at) == (chat, message) && *whose != person && entry.until > now
        })
    }

    /// Someone presses a key.
    pub fn press(&self, place: Place, key: Key, now: Timestamp) -> Pressed {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|_, entry| entry.until > now);
        let Some(entry) = open.get_mut(&place) else { return Pressed::Expired };
        match key {
            Key::Digit(_) => entry.digits.push(key.code()),
            Key::Back => {
                entry.digits.pop();
            }
            Key::Cancel => {
                open.remove(&place);
                return Pressed::Cancelled;
            }
        }
        if entry.digits.len() < PIN_DIGITS {
            return Pressed::Dots(entry.digits.len());
        }
        let complete = Pressed::Complete(entry.act, SecretString::from(entry.digits.as_str()));
        open.remove(&place);
        complete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: PersonId = PersonId(1001);
    const BEN: PersonId = PersonId(1004);
    const CHAT: PersonId = PersonId(-5);

    #[test]
    fn only_the_right_digits_fit_the_hash() {
        let hashed = hash("120495", &[7; 16]).unwrap();
        assert!(hashed.expose_secret().starts_with("$argon2id$") && !hashed.expose_secret().contains("120495"));
        let pin = Pin::read(hashed).unwrap();
        assert!(pin.is("120495") && !pin.is("120496") && !pin.is(""));
        for digits in ["", "12345", "1234567", "12345x", "１２３４５６"] {
            assert!(hash(digits, &[7; 16]).is_none(), "{digits}");
        }
        assert!(Pin::read(SecretString::from("120495")).is_none());
        assert_eq!(format!("{pin:?}"), "Pin");
    }

    #[test]
    fn keypads_belong_to_a_person_and_a_message_and_expire() {
        let (pads, now) = (Keypads::default(), Timestamp::UNIX_EPOCH);
        pads.open((ANNA, CHAT, 1), Act::ConfirmLive, now);
        pads.open((ANNA, CHAT, 2), Act::Resume, now);
        let press = |place, key| pads.press(place, key, now);
        assert!(matches!(press((BEN, CHAT, 1), Key::Digit(1)), Pressed::Expired));
        assert!(pads.is_anothers((BEN, CHAT, 1), now) && !pads.is_anothers((ANNA, CHAT, 1), now));
        for digit in 1..=5 {
            assert!(
                matches!(press((ANNA, CHAT, 1), Key::Digit(digit)), Pressed::Dots(dots) if dots == usize::from(digit))
            );
        }
        assert!(matches!(press((ANNA, CHAT, 2), Key::Digit(9)), Pressed::Dots(1)), "each message has its own digits");
        assert!(matches!(press((ANNA, CHAT, 1), Key::Back), Pressed::Dots(4)));
        assert!(matches!(press((ANNA, CHAT, 1), Key::Digit(7)), Pressed::Dots(5)));
        let Pressed::Complete(act, digits) = press((ANNA, CHAT, 1), Key::Digit(0)) else { panic!("not complete") };
        assert_eq!((act, digits.expose_secret()), (Act::ConfirmLive, "123470"));
        assert!(matches!(press((ANNA, CHAT, 1), Key::Digit(1)), Pressed::Expired), "an old keypad is dead");
        assert!(matches!(press((ANNA, CHAT, 2), Key::Cancel), Pressed::Cancelled));
        pads.open((ANNA, CHAT, 3), Act::Resume, now);
        assert!(matches!(pads.press((ANNA, CHAT, 3), Key::Digit(1), now + KEYPAD_LASTS), Pressed::Expired));
    }

    #[test]
    fn keys_come_back_from_their_codes() {
        for key in (0..=9).map(Key::Digit).chain([Key::Back, Key::Cancel]) {
            assert_eq!(Key::from_code(&key.code().to_string()), Some(key));
        }
        for code in ["", "10", "c", "¹"] {
            assert_eq!(Key::from_code(code), None, "{code}");
        }
    }
}
