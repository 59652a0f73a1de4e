//! What a notice becomes: one letter or several that are sent in order, each exactly once, however often the process is killed between.

use serde::{Deserialize, Serialize};

use crate::bot::courier::{Letter, letters};
use crate::bot::fault::Fault;
use crate::bot::screens::Screen;

/// Letters in order, of which some may be delivered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    letters: Vec<Letter>,
    /// How many of them are delivered; the next one is on its way.
    at: usize,
}

impl Parcel {
    /// The letters of screens that follow each other.
    pub fn of(screens: &[Screen]) -> Result<Self, Fault> {
        let letters: Vec<Letter> = screens.iter().flat_map(letters).collect();
        let empty = letters.is_empty();
        (!empty).then_some(Self { letters, at: 0 }).ok_or(Fault::Empty)
    }

    /// Reads what [`Parcel::write`] has written; a bare letter is a parcel of one.
    pub fn read(body: &str) -> Option<Self> {
        let one = |letter| Self { letters: vec![letter], at: 0 };
        serde_json::from_str(body).ok().or_else(|| serde_json::from_str(body).ok().map(one))
    }

    /// The parcel as it is kept: a bare letter where it is only one, without the pictures.
    pub fn write(&self) -> serde_json::Result<String> {
        match self.letters.as_slice() {
            [letter] => serde_json::to_string(letter),
            _ => serde_json::to_string(self),
        }
    }

    /// Whether a part of it is delivered and another is not.
    pub fn is_under_way(&self) -> bool {
        self.at > 0 && self.at < self.letters.len()
    }

    /// The letter that is on its way.
    pub fn letter(&self) -> Option<&Letter> {
        self.letters.get(self.at)
    }

    /// What is left after that one; `None` where nothing is.
    pub fn rest(&self) -> Option<Self> {
        let rest = Self { letters: self.letters.clone(), at: self.at + 1 };
        rest.is_under_way().then_some(rest)
    }

    /// Gives the letter on its way the picture that stands in the same place of a parcel that was made anew.
    #[must_use]
    pub fn with_picture_of(mut self, anew: &Self) -> Self {
        let picture = anew.letters.get(self.at).and_then(|letter| letter.picture.clone());
        if let Some(letter) = self.letters.get_mut(self.at)
            && letter.photo
        {
            letter.picture = picture;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::text::{CAPTION_UNITS_MAX, Html};

    fn screen(text: &str, picture: bool) -> Screen {
        let mut html = Html::new();
        html.line(text);
        Screen { picture: picture.then(|| vec![1, 2, 3]), ..Screen::bare(html) }
    }

    #[test]
    fn one_letter_is_kept_as_it_always_was() {
        let parcel = Parcel::of(&[screen("hello", false)]).unwrap();
        assert_eq!(parcel.write().unwrap(), r#"{"markup":"hello","keyboard":null}"#);
        assert_eq!(Parcel::read(&parcel.write().unwrap()), Some(parcel.clone()));
        assert_eq!(parcel.rest(), None);
        assert!(Parcel::of(&[]).is_err());
        assert_eq!(Parcel::read("{"), None);
    }

    #[test]
    fn parts_follow_each_other_and_pictures_are_drawn_again() {
        let anew = Parcel::of(&[screen("first", false), screen("below", true), screen("last", false)]).unwrap();
        assert!(!anew.is_under_way());
        let rest = anew.rest().unwrap();
        let read = Parcel::read(&rest.write().unwrap()).unwrap();
        assert!(read.is_under_way());
        let letter = read.letter().unwrap();
        assert_eq!((letter.markup.as_str(), letter.photo, &letter.picture), ("below", true, &None));
        let read = read.with_picture_of(&anew);
        assert_eq!(read.letter().unwrap().picture, Some(vec![1, 2, 3]));
        let last = read.rest().unwrap();
        assert_eq!(last.letter().unwrap().markup, "last");
        assert_eq!(last.rest(), None);
    }

    #[test]
    fn a_text_that_is_too_long_for_a_caption_follows_its_picture() {
        let parcel = Parcel::of(&[screen(&"x".repeat(CAPTION_UNITS_MAX + 1), true)]).unwrap();
        let first = parcel.letter().unwrap();
        assert!(first.photo && first.markup.is_empty());
        let rest = parcel.rest().unwrap();
        assert!(!rest.letter().unwrap().photo);
        assert_eq!(rest.rest(), None);
    }
}
