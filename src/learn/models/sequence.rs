//! A recurrent network over the recent bars: gated recurrent units (Cho and others 2014), whose last state gives the log odds.

use candle_core::{Device, Tensor, Var};
use serde::{Deserialize, Serialize};

use super::nn::{self, Array, Arrays, Course, Data, Net, Scale};
use super::{Damaged, FitError, Samples, Watch};
use crate::learn::chance::Chance;
use crate::learn::features::Columns;

/// The most numbers of one bar, and the most bars.
const SIDE_MAX: usize = 1024;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Recurrent units, 1 to 64.
    pub hidden: u32,
    /// Weight decay of AdamW, 0 to 1.
    pub decay: f64,
    /// Step of AdamW, 1e-5 to 0.1.
    pub rate: f64,
    /// The most passes over the rows, 1 to 500.
    pub epochs: u32,
    /// Passes without a better log loss on rows held out before it stops, 1 to 100.
    pub patience: u32,
    /// Rows of one step, 8 to 4096.
    pub batch: u32,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(small: bool, chance: &mut Chance) -> Self {
        let hidden = [8, 16, 32].get(chance.below(if small { 1 } else { 3 })).copied().unwrap_or(8);
        let decay = libm::exp(libm::log(1e-2) * chance.uniform());
        let rate = 2e-3 * libm::exp(libm::log(4.0) * chance.uniform());
        let epochs = 2 + u32::try_from(chance.below(if small { 5 } else { 16 })).unwrap_or(0);
        let patience = if small { 2 } else { 5 };
        Self { hidden, decay, rate, epochs, patience, batch: 256 }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        nn::within("hidden", f64::from(self.hidden), 1.0, 64.0, "from 1 to 64")?;
        nn::within("decay", self.decay, 0.0, 1.0, "from 0 to 1")?;
        nn::within("rate", self.rate, 1e-5, 0.1, "from 0.00001 to 0.1")?;
        nn::within("epochs", f64::from(self.epochs), 1.0, 500.0, "from 1 to 500")?;
        nn::within("patience", f64::from(self.patience), 1.0, 100.0, "from 1 to 100")?;
        nn::within("batch", f64::from(self.batch), 8.0, 4096.0, "from 8 to 4096")
    }
}

/// Names of the weights, in the order in which they are fitted.
const NAMES: [&str; 6] = ["gates.input", "gates.state", "new.input", "new.state", "out.weight", "out.bias"];

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Model {
    /// Columns that stand before the bars.
    tabular: usize,
    steps: usize,
    hidden: usize,
    /// One for each number of a bar.
    scales: Vec<Scale>,
    /// As [`NAMES`] has them; the last row of what is multiplied with the input is the bias.
    weights: [Vec<f32>; 6],
}

/// A model as it is kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    tensors: Vec<u8>,
}

impl Model {
    /// The log odds for a row.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        let [gates_input, gates_state, new_input, new_state, out, bias] = &self.weights;
        let mut inputs = Vec::new();
        standardise(&self.scales, self.tabular, self.steps, row, &mut inputs);
        let mut state = vec![0.0; self.hidden];
        for bar in inputs.chunks_exact(self.scales.len() + 1) {
            let bar: Vec<f64> = bar.iter().map(|x| f64::from(*x)).collect();
            let mut gates = vec![0.0; 2 * self.hidden];
            nn::add_product(&mut gates, &bar, gates_input);
            nn::add_product(&mut gates, &state, gates_state);
            let (reset, keep) = gates.split_at(self.hidden);
            let (mut fresh, mut past) = (vec![0.0; self.hidden], vec![0.0; self.hidden]);
            nn::add_product(&mut fresh, &bar, new_input);
            nn::add_product(&mut past, &state, new_state);
            for ((held, (reset, keep)), (fresh, past)) in
                state.iter_mut().zip(reset.iter().zip(keep)).zip(fresh.iter().zip(&past))
            {
                let new = libm::tanh(fresh + nn::sigmoid(*reset) * past);
                *held = new + nn::sigmoid(*keep) * (*held - new);
            }
        }
        let mut answer = [bias.first().map_or(0.0, |x| f64::from(*x))];
        nn::add_product(&mut answer, &state, out);
        answer.iter().sum()
    }

    /// Whether the data are a model for rows of these columns.
    pub fn check(&self, columns: Columns) -> Result<(), Damaged> {
        if (self.tabular, self.steps, self.scales.len()) == (columns.tabular, columns.steps, columns.channels) {
            return Ok(());
        }
        Err(Damaged(format!("it looks at {} bars of {} numbers, which are not there", self.steps, self.scales.len())))
    }
}

/// The bars of a row, standardised, each with a 1 after it, which takes the bias.
fn standardise(scales: &[Scale], tabular: usize, steps: usize, row: &[f32], inputs: &mut Vec<f32>) {
    for step in 0..steps {
        let number = |at: usize| row.get(tabular + step * scales.len() + at).copied().unwrap_or(f32::NAN);
        inputs.extend(scales.iter().enumerate().map(|(at, scale)| scale.apply(number(at))));
        inputs.push(1.0);
    }
}

/// The shapes of the weights, as [`NAMES`] has them.
fn shapes(channels: usize, hidden: usize) -> [(usize, usize); 6] {
    [(channels + 1, 2 * hidden), (hidden, 2 * hidden), (channels + 1, hidden), (hidden, hidden), (hidden, 1), (1, 1)]
}

impl From<Model> for Stored {
    fn from(model: Model) -> Self {
        let mut arrays = Arrays::new();
        arrays.insert("scale.mean".to_owned(), Array::row(model.scales.iter().map(|scale| scale.mean).collect()));
        arrays.insert(
            "scale.deviation".to_owned(),
            Array::row(model.scales.iter().map(|scale| scale.deviation).collect()),
        );
        // How many there are is the length of an array, so that no number has to be turned into a count.
        arrays.insert("columns.tabular".to_owned(), Array::row(vec![0.0; model.tabular]));
        arrays.insert("columns.steps".to_owned(), Array::row(vec![0.0; model.steps]));
        let shapes = shapes(model.scales.len(), model.hidden);
        for ((name, shape), data) in NAMES.iter().zip(shapes).zip(model.weights) {
            arrays.insert(format!("seed0.{name}"), Array { shape: vec![shape.0, shape.1], data });
        }
        Self { tensors: nn::pack(&arrays) }
    }
}

impl TryFrom<Stored> for Model {
    type Error = Damaged;

    fn try_from(stored: Stored) -> Result<Self, Damaged> {
        let mut arrays = nn::unpack(&stored.tensors)?;
        let side =
            |arrays: &Arrays, name: &str| nn::shape_of(arrays, name).map(|shape| shape.first().copied().unwrap_or(0));
        let channels = side(&arrays, "scale.mean")?;
        let (tabular, steps) = (side(&arrays, "columns.tabular")?, side(&arrays, "columns.steps")?);
        let hidden = side(&arrays, "seed0.new.state")?;
        if [channels, steps, hidden].iter().any(|side| *side == 0 || *side > SIDE_MAX) {
            return Err(Damaged(format!("{steps} bars of {channels} numbers for {hidden} units")));
        }
        let means = nn::take(&mut arrays, "scale.mean", &[channels])?;
        let deviations = nn::take(&mut arrays, "scale.deviation", &[channels])?;
        if deviations.iter().any(|x| *x <= 0.0) {
            return Err(Damaged("a deviation is not above 0".to_owned()));
        }
        let scales = means.into_iter().zip(deviations).map(|(mean, deviation)| Scale { mean, deviation }).collect();
        let mut weights: [Vec<f32>; 6] = Default::default();
        for ((slot, name), shape) in weights.iter_mut().zip(NAMES).zip(shapes(channels, hidden)) {
            *slot = nn::take(&mut arrays, &format!("seed0.{name}"), &[shape.0, shape.1])?;
        }
        Ok(Self { tabular, steps, hidden, scales, weights })
    }
}

/// The network while it is fitted.
struct Recurrent {
    weights: Vec<Var>,
    hidden: usize,
}

impl Recurrent {
    fn new(channels: usize, hidden: usize, chance: &mut Chance, device: &Device) -> Result<Self, FitError> {
        let limit = 1.0 / libm::sqrt(hidden as f64);
        let weights = shapes(channels, hidden).into_iter().map(|shape| nn::weight(shape, limit, chance, device));
        Ok(Self { weights: weights.collect::<Result<_, _>>()?, hidden })
    }
}

impl Net for Recurrent {
    fn weights(&self) -> Vec<Var> {
        self.weights.clone()
    }

    fn forward(&self, batch: &Tensor, _chance: Option<&mut Chance>) -> candle_core::Result<Tensor> {
        let [gates_input, gates_state, new_input, new_state, out, bias] = self.weights.as_slice() else {
            candle_core::bail!("six weights are needed");
        };
        let (rows, steps, _) = batch.dims3()?;
        let mut state = Tensor::zeros((rows, self.hidden), batch.dtype(), batch.device())?;
        for step in 0..steps {
            // Each bar is multiplied by itself: cutting all products into bars would cost a full gradient for every cut.
            let bar = batch.narrow(1, step, 1)?.squeeze(1)?.contiguous()?;
            let gates = candle_nn::ops::sigmoid(&(bar.matmul(gates_input)? + state.matmul(gates_state)?)?)?;
            let (reset, keep) = (gates.narrow(1, 0, self.hidden)?, gates.narrow(1, self.hidden, self.hidden)?);
            let new = (bar.matmul(new_input)? + (reset * state.matmul(new_state)?)?)?.tanh()?;
            state = (&new + (keep * (state - &new)?)?)?;
        }
        state.matmul(out)?.broadcast_add(bias)
    }
}

/// Fits.
pub fn fit(
    params: &Params,
    samples: &Samples<'_>,
    held_out: Option<&Samples<'_>>,
    chance: &mut Chance,
    watch: &mut dyn Watch,
) -> Result<Model, FitError> {
    params.check()?;
    let Columns { tabular, steps, channels } = samples.columns;
    if [steps, channels].iter().any(|side| *side == 0 || *side > SIDE_MAX) {
        return Err(FitError::Failed(format!("{steps} bars of {channels} numbers are no sequence to learn from")));
    }
    let device = nn::device();
    let column = |at: usize| {
        let numbers = samples.rows().flat_map(move |row| row.iter().skip(tabular + at).step_by(channels));
        Scale::of(numbers.copied())
    };
    let scales: Vec<Scale> = (0..channels).map(column).collect();
    let data_of = |samples: &Samples<'_>| {
        let mut inputs = Vec::with_capacity(samples.len() * steps * (channels + 1));
        samples.rows().for_each(|row| standardise(&scales, tabular, steps, row, &mut inputs));
        Data::new(inputs, &[samples.len(), steps, channels + 1], samples, &device)
    };
    let data = data_of(samples)?;
    let held_out = held_out.filter(|held_out| !held_out.is_empty()).map(data_of).transpose()?;
    let course = Course {
        rate: params.rate,
        decay: params.decay,
        epochs: params.epochs,
        batch: params.batch as usize,
        patience: params.patience,
    };
    let hidden = params.hidden as usize;
    let net = Recurrent::new(channels, hidden, chance, &device)?;
    let arrays = course.run(&net, &data, held_out.as_ref(), chance, &mut |done| watch.go_on(done))?;
    let mut weights: [Vec<f32>; 6] = Default::default();
    weights.iter_mut().zip(arrays).for_each(|(slot, array)| *slot = array.data);
    Ok(Model { tabular, steps, hidden, scales, weights })
}

#[cfg(test)]
mod tests {
    use super::super::Patient;
    use super::*;
    use crate::learn::chance::tests::chance;

    const COLUMNS: Columns = Columns { tabular: 1, steps: 4, channels: 2 };

    /// Up where the second number of the second bar is above 0.
    fn fitted() -> (Model, Vec<f32>, Vec<bool>) {
        let mut dice = chance(1);
        let values: Vec<f32> = (0..300 * COLUMNS.count()).map(|_| dice.normal() as f32).collect();
        let up: Vec<bool> = values.chunks(COLUMNS.count()).map(|row| row[4] > 0.0).collect();
        let (weights, days) = (vec![1.0; 300], vec![0; 300]);
        let samples = Samples { columns: COLUMNS, values: &values, up: &up, weights: &weights, days: &days };
        let params = Params { hidden: 8, decay: 0.01, rate: 0.03, epochs: 15, patience: 5, batch: 64 };
        (fit(&params, &samples, None, &mut chance(2), &mut Patient).unwrap(), values, up)
    }

    #[test]
    fn learns_what_stood_in_an_earlier_bar_and_stays_itself_when_kept() {
        let (model, values, up) = fitted();
        let right = values.chunks(9).zip(&up).filter(|(row, up)| (model.log_odds(row) > 0.0) == **up).count();
        assert!(right > 240, "{right} of 300");
        let bytes = postcard::to_stdvec(&model).unwrap();
        assert_eq!(postcard::from_bytes::<Model>(&bytes).unwrap(), model);
        assert_eq!(postcard::to_stdvec(&fitted().0).unwrap(), bytes, "the same chance gives the same bits");
        assert!(model.check(COLUMNS).is_ok() && model.check(Columns::tabular(9)).is_err());
        assert!(Model::try_from(Stored { tensors: bytes[..bytes.len() / 2].to_vec() }).is_err());
    }

    #[test]
    fn says_what_the_library_says_and_its_slopes_are_those_of_small_steps() {
        let net = Recurrent::new(2, 3, &mut chance(5), &Device::Cpu).unwrap();
        let mut dice = chance(6);
        let row: Vec<f32> = (0..8).map(|_| dice.normal() as f32).collect();
        let scales = vec![Scale { mean: 0.0, deviation: 1.0 }; 2];
        let mut inputs = Vec::new();
        standardise(&scales, 0, 4, &row, &mut inputs);
        let theirs = net.forward(&Tensor::from_vec(inputs, (1, 4, 3), &Device::Cpu).unwrap(), None).unwrap();
        let numbers = |tensor: &Tensor| tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let mut weights: [Vec<f32>; 6] = Default::default();
        weights.iter_mut().zip(&net.weights).for_each(|(slot, var)| *slot = numbers(var));
        let model = Model { tabular: 0, steps: 4, hidden: 3, scales, weights };
        assert!((model.log_odds(&row) - f64::from(numbers(&theirs)[0])).abs() < 1e-5);
        let slopes = theirs.backward().unwrap();
        for (at, var) in net.weights.iter().enumerate() {
            for (place, slope) in numbers(slopes.get(var).unwrap()).into_iter().enumerate() {
                let moved = |by: f32| {
                    let mut model = model.clone();
                    model.weights[at][place] += by;
                    model.log_odds(&row)
                };
                let small = (moved(1e-3) - moved(-1e-3)) / 2e-3;
                assert!((small - f64::from(slope)).abs() < 1e-3, "{} {place}: {small} {slope}", NAMES[at]);
            }
        }
    }
}
