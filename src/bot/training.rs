//! What can be tapped about training and models, and how it is written into a button.

use crate::domain::training::model::ModelRecord;
use crate::domain::training::request::{Place, TrainOrder};
use crate::domain::training::{Depth, Families, ModelId, RunId};

/// The first 16 hexadecimal digits of a model's name: a whole one does not fit into a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelMark(u64);

impl ModelMark {
    /// The mark of a model.
    pub const fn of(id: ModelId) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = id.0;
        Self(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }

    /// The model that has it.
    pub fn find(self, models: &[ModelRecord]) -> Option<&ModelRecord> {
        models.iter().find(|model| Self::of(model.id) == self)
    }
}

/// Something to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainView {
    /// The training that waits or is under way, else what can be trained.
    Now,
    /// What can be trained, with this choice.
    Choose(TrainOrder),
    /// Whether a training shall really be stopped.
    AskCancel(RunId),
    /// The card of a training.
    Card(RunId),
    /// The card of a training as a picture.
    Picture(RunId),
    /// A page of the models; 0 has what serves.
    Models(u32),
    /// Whether a model shall really serve.
    AskPromote(ModelMark),
    /// Whether to go back to what served before.
    AskRollBack,
}

impl TrainView {
    /// Whether it leads to something that only the owner may do.
    pub const fn steers(self) -> bool {
        matches!(self, Self::AskCancel(_) | Self::AskPromote(_) | Self::AskRollBack)
    }
}

/// Something that training is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainAct {
    /// To train.
    Start(TrainOrder),
    /// To stop.
    Cancel(RunId),
    /// To let a model serve.
    Promote(ModelMark),
    /// To go back to what served before.
    RollBack,
}

/// What a server does beside its work is light; more than that is for other computers.
#[must_use]
pub fn placed(order: TrainOrder) -> TrainOrder {
    match order.place {
        Place::Server => TrainOrder { depth: Depth::Light, ..order },
        Place::Trainers => order,
    }
}

/// Writes a tap that shows something.
pub fn encode_view(view: TrainView) -> String {
    match view {
        TrainView::Now => "tn".to_owned(),
        TrainView::Choose(order) => format!("tc:{}", order_code(order)),
        TrainView::AskCancel(run) => format!("tx:{}", run.0),
        TrainView::Card(run) => format!("tk:{}", run.0),
        TrainView::Picture(run) => format!("tp:{}", run.0),
        TrainView::Models(0) => "tm".to_owned(),
        TrainView::Models(page) => format!("tm:{page}"),
        TrainView::AskPromote(mark) => format!("ta:{:016x}", mark.0),
        TrainView::AskRollBack => "tr".to_owned(),
    }
}

/// Writes a tap that does something.
pub fn encode_act(act: TrainAct) -> String {
    match act {
        TrainAct::Start(order) => format!("ts:{}", order_code(order)),
        TrainAct::Cancel(run) => format!("tz:{}", run.0),
        TrainAct::Promote(mark) => format!("tg:{:016x}", mark.0),
        TrainAct::RollBack => "tb".to_owned(),
    }
}

/// Reads a tap that shows something.
pub fn decode_view(code: &str, rest: Option<&str>) -> Option<TrainView> {
    match (code, rest) {
        ("tn", None) => Some(TrainView::Now),
        ("tc", Some(rest)) => read_order(rest).map(TrainView::Choose),
        ("tx", Some(rest)) => read_run(rest).map(TrainView::AskCancel),
        ("tk", Some(rest)) => read_run(rest).map(TrainView::Card),
        ("tp", Some(rest)) => read_run(rest).map(TrainView::Picture),
        ("tm", None) => Some(TrainView::Models(0)),
        ("tm", Some(page)) => {
            page.parse().ok().filter(|read: &u32| *read > 0 && read.to_string() == page).map(TrainView::Models)
        }
        ("ta", Some(rest)) => read_mark(rest).map(TrainView::AskPromote),
        ("tr", None) => Some(TrainView::AskRollBack),
        _ => None,
    }
}

/// Reads a tap that does something.
pub fn decode_act(code: &str, rest: Option<&str>) -> Option<TrainAct> {
    match (code, rest) {
        ("ts", Some(rest)) => read_order(rest).map(TrainAct::Start),
        ("tz", Some(rest)) => read_run(rest).map(TrainAct::Cancel),
        ("tg", Some(rest)) => read_mark(rest).map(TrainAct::Promote),
        ("tb", None) => Some(TrainAct::RollBack),
        _ => None,
    }
}

/// The families as two hexadecimal digits, a letter for the depth, and one for the place.
fn order_code(order: TrainOrder) -> String {
    format!("{:02x}{}{}", order.families.bits(), depth_letter(order.depth), place_letter(order.place))
}

const fn depth_letter(depth: Depth) -> char {
    match depth {
        Depth::Light => 'l',
        Depth::Usual => 'u',
        Depth::Thorough => 't',
    }
}

const fn place_letter(place: Place) -> char {
    match place {
        Place::Trainers => 'c',
        Place::Server => 's',
    }
}

fn read_order(code: &str) -> Option<TrainOrder> {
    let (bits, rest) = code.split_at_checked(2)?;
    let mut letters = rest.chars();
    let (depth, place) = (letters.next()?, letters.next()?);
    let order = TrainOrder {
        families: Families::from_bits(u8::from_str_radix(bits, 16).ok()?)?,
        depth: Depth::ALL.into_iter().find(|known| depth_letter(*known) == depth)?,
        place: [Place::Trainers, Place::Server].into_iter().find(|known| place_letter(*known) == place)?,
    };
    (order_code(order) == code).then_some(order)
}

fn read_run(text: &str) -> Option<RunId> {
    text.parse().ok().filter(|read: &i64| *read > 0 && read.to_string() == text).map(RunId)
}

fn read_mark(text: &str) -> Option<ModelMark> {
    let mark = u64::from_str_radix(text, 16).ok()?;
    (format!("{mark:016x}") == text).then_some(ModelMark(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::surface::Tap;
    use crate::bot::tap;

    #[test]
    fn every_choice_comes_back_from_its_button() {
        for bits in 1..=Families::ALL.bits() {
            for depth in Depth::ALL {
                for place in [Place::Trainers, Place::Server] {
                    let order = TrainOrder { families: Families::from_bits(bits).unwrap(), depth, place };
                    for tap in [Tap::Train(TrainView::Choose(order)), Tap::TrainAct(TrainAct::Start(order))] {
                        assert_eq!(tap::decode(&tap::encode(&tap)), Some(tap));
                    }
                }
            }
        }
    }

    #[test]
    fn every_tap_comes_back_and_nothing_else_is_read() {
        let (run, mark) = (RunId(i64::MAX), ModelMark::of(ModelId([0xab; 32])));
        for view in [
            TrainView::Now,
            TrainView::AskCancel(run),
            TrainView::Card(run),
            TrainView::Picture(RunId(1)),
            TrainView::Models(0),
            TrainView::Models(u32::MAX),
            TrainView::AskPromote(mark),
            TrainView::AskRollBack,
        ] {
            assert_eq!(tap::decode(&tap::encode(&Tap::Train(view))), Some(Tap::Train(view)));
        }
        for act in [TrainAct::Cancel(run), TrainAct::Promote(mark), TrainAct::RollBack] {
            assert_eq!(tap::decode(&tap::encode(&Tap::TrainAct(act))), Some(Tap::TrainAct(act)));
        }
        for data in [
            "tn:1",
            "tc",
            "tc:00us",
            "tc:40us",
            "tc:3Fus",
            "tc:3fus1",
            "tc:3fxs",
            "tc:é",
            "tk:0",
            "tk:-1",
            "tk:01",
            "tm:0",
            "tm:01",
            "ta:ab",
            "ta:ABABABABABABABAB",
            "ta:+bababababababab",
            "tz:",
            "tb:1",
            "tr:1",
        ] {
            assert_eq!(tap::decode(data), None, "{data}");
        }
    }
}
