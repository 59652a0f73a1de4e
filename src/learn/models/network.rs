//! A multi-layer perceptron over all features.

use candle_core::{Device, Tensor, Var};
use serde::{Deserialize, Serialize};

use super::nn::{self, Array, Arrays, Course, Data, Net, Scale};
use super::{Damaged, FitError, Samples, Watch};
use crate::learn::chance::Chance;
use crate::learn::features::Columns;

/// The most networks that are averaged.
const SEEDS_MAX: u32 = 5;

/// The most hidden layers.
const LAYERS_MAX: usize = 4;

/// Hyper-parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Params {
    /// Units of each hidden layer, the first one first: 1 to 4 layers of 1 to 256.
    pub hidden: Vec<u32>,
    /// Share of hidden units that is dropped out at each step, 0 to 0.8.
    pub dropout: f64,
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
    /// Networks with other beginnings that are averaged, 1 to 5.
    pub seeds: u32,
}

impl Params {
    /// A draw from the range that is searched.
    pub fn draw(small: bool, chance: &mut Chance) -> Self {
        let hidden = [vec![64, 16, 8], vec![32, 16], vec![16, 8]];
        let decay = libm::exp(libm::log(1e-2) * chance.uniform());
        let rate = 1e-3 * libm::exp(libm::log(4.0) * chance.uniform());
        Self {
            hidden: hidden.get(chance.below(hidden.len())).cloned().unwrap_or_default(),
            dropout: 0.2,
            decay,
            rate,
            // Where nothing is held out to stop early, how long is fitted is searched with the rest.
            epochs: 2 + u32::try_from(chance.below(if small { 8 } else { 24 })).unwrap_or(0),
            patience: if small { 3 } else { 6 },
            batch: 256,
            seeds: if small { 1 } else { 3 },
        }
    }

    /// Whether every one is in its range.
    pub fn check(&self) -> Result<(), FitError> {
        nn::within("hidden layers", self.hidden.len() as f64, 1.0, LAYERS_MAX as f64, "from 1 to 4")?;
        for units in &self.hidden {
            nn::within("hidden", f64::from(*units), 1.0, 256.0, "from 1 to 256")?;
        }
        nn::within("dropout", self.dropout, 0.0, 0.8, "from 0 to 0.8")?;
        nn::within("decay", self.decay, 0.0, 1.0, "from 0 to 1")?;
        nn::within("rate", self.rate, 1e-5, 0.1, "from 0.00001 to 0.1")?;
        nn::within("epochs", f64::from(self.epochs), 1.0, 500.0, "from 1 to 500")?;
        nn::within("patience", f64::from(self.patience), 1.0, 100.0, "from 1 to 100")?;
        nn::within("batch", f64::from(self.batch), 8.0, 4096.0, "from 8 to 4096")?;
        nn::within("seeds", f64::from(self.seeds), 1.0, f64::from(SEEDS_MAX), "from 1 to 5")
    }
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Model {
    scales: Vec<Scale>,
    /// Whether a column has an input of its own that says that it is missing.
    masked: Vec<bool>,
    seeds: Vec<Vec<Layer>>,
}

/// A model as it is kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    tensors: Vec<u8>,
}

/// One layer; the weights stand row after row, one row for each input.
#[derive(Clone, Debug, PartialEq)]
struct Layer {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Model {
    /// The log odds for a row: the mean over the networks.
    pub fn log_odds(&self, row: &[f32]) -> f64 {
        let mut inputs = Vec::new();
        standardise(&self.scales, &self.masked, row, &mut inputs);
        let inputs: Vec<f64> = inputs.into_iter().map(f64::from).collect();
        let sum: f64 = self.seeds.iter().map(|layers| answer(layers, &inputs)).sum();
        sum / self.seeds.len().max(1) as f64
    }

    /// Whether the data are a model for rows of these columns.
    pub fn check(&self, columns: Columns) -> Result<(), Damaged> {
        if self.scales.len() == columns.tabular {
            return Ok(());
        }
        Err(Damaged(format!("it looks at {} columns, and there are {}", self.scales.len(), columns.tabular)))
    }
}

fn standardise(scales: &[Scale], masked: &[bool], row: &[f32], inputs: &mut Vec<f32>) {
    let number = |at: usize| row.get(at).copied().unwrap_or(f32::NAN);
    inputs.extend(scales.iter().enumerate().map(|(at, scale)| scale.apply(number(at))));
    let holes = masked.iter().enumerate().filter(|(_, masked)| **masked);
    inputs.extend(holes.map(|(at, _)| if number(at).is_nan() { 1.0 } else { 0.0 }));
}

fn answer(layers: &[Layer], inputs: &[f64]) -> f64 {
    let mut held = inputs.to_vec();
    for (at, layer) in layers.iter().enumerate() {
        let mut next: Vec<f64> = layer.bias.iter().map(|x| f64::from(*x)).collect();
        nn::add_product(&mut next, &held, &layer.weight);
        if at + 1 < layers.len() {
            for x in &mut next {
                *x *= nn::sigmoid(*x);
            }
        }
        held = next;
    }
    held.first().copied().unwrap_or(0.0)
}

impl From<Model> for Stored {
    fn from(model: Model) -> Self {
        let mut arrays = Arrays::new();
        arrays.insert("scale.mean".to_owned(), Array::row(model.scales.iter().map(|scale| scale.mean).collect()));
        arrays.insert(
            "scale.deviation".to_owned(),
            Array::row(model.scales.iter().map(|scale| scale.deviation).collect()),
        );
        let masked = model.masked.iter().map(|masked| f32::from(u8::from(*masked))).collect();
        arrays.insert("scale.masked".to_owned(), Array::row(masked));
        for (seed, layers) in model.seeds.into_iter().enumerate() {
            for (at, layer) in layers.into_iter().enumerate() {
                let outputs = layer.bias.len();
                let shape = vec![layer.weight.len() / outputs.max(1), outputs];
                arrays.insert(format!("seed{seed}.layer{at}.weight"), Array { shape, data: layer.weight });
                arrays
                    .insert(format!("seed{seed}.layer{at}.bias"), Array { shape: vec![1, outputs], data: layer.bias });
            }
        }
        Self { tensors: nn::pack(&arrays) }
    }
}

impl TryFrom<Stored> for Model {
    type Error = Damaged;

    fn try_from(stored: Stored) -> Result<Self, Damaged> {
        let mut arrays = nn::unpack(&stored.tensors)?;
        let columns = nn::shape_of(&arrays, "scale.mean")?;
        let means = nn::take(&mut arrays, "scale.mean", &columns)?;
        let deviations = nn::take(&mut arrays, "scale.deviation", &columns)?;
        if deviations.iter().any(|x| *x <= 0.0) {
            return Err(Damaged("a deviation is not above 0".to_owned()));
        }
        let masked: Vec<bool> =
            nn::take(&mut arrays, "scale.masked", &columns)?.into_iter().map(|x| x != 0.0).collect();
        let scales = means.into_iter().zip(deviations).map(|(mean, deviation)| Scale { mean, deviation }).collect();
        let inputs = masked.len() + masked.iter().filter(|masked| **masked).count();
        let mut seeds = Vec::new();
        while arrays.contains_key(&format!("seed{}.layer0.bias", seeds.len())) && seeds.len() < SEEDS_MAX as usize {
            seeds.push(layers(&mut arrays, seeds.len(), inputs)?);
        }
        if seeds.is_empty() || !arrays.is_empty() {
            return Err(Damaged(format!("{} networks, and {} arrays too many", seeds.len(), arrays.len())));
        }
        Ok(Self { scales, masked, seeds })
    }
}

fn layers(arrays: &mut Arrays, seed: usize, mut inputs: usize) -> Result<Vec<Layer>, Damaged> {
    let mut layers = Vec::new();
    while let Ok(shape) = nn::shape_of(arrays, &format!("seed{seed}.layer{}.bias", layers.len())) {
        let outputs = shape.last().copied().unwrap_or(0);
        let at = layers.len();
        let bias = nn::take(arrays, &format!("seed{seed}.layer{at}.bias"), &[1, outputs])?;
        let weight = nn::take(arrays, &format!("seed{seed}.layer{at}.weight"), &[inputs, outputs])?;
        layers.push(Layer { weight, bias });
        inputs = outputs;
    }
    if inputs == 1 && layers.len() <= LAYERS_MAX + 1 {
        Ok(layers)
    } else {
        Err(Damaged("its layers do not end in one number".to_owned()))
    }
}

/// The network while it is fitted: weight and bias of each layer in turn.
struct Perceptron {
    layers: Vec<(Var, Var)>,
    dropout: f64,
}

impl Perceptron {
    fn new(inputs: usize, params: &Params, chance: &mut Chance, device: &Device) -> Result<Self, FitError> {
        let mut layers = Vec::new();
        let mut from = inputs;
        for to in params.hidden.iter().map(|units| *units as usize).chain([1]) {
            let limit = libm::sqrt(6.0 / (from + to) as f64);
            layers.push((nn::weight((from, to), limit, chance, device)?, nn::weight((1, to), 0.0, chance, device)?));
            from = to;
        }
        Ok(Self { layers, dropout: params.dropout })
    }
}

impl Net for Perceptron {
    fn weights(&self) -> Vec<Var> {
        self.layers.iter().flat_map(|(weight, bias)| [weight.clone(), bias.clone()]).collect()
    }

    fn forward(&self, batch: &Tensor, mut chance: Option<&mut Chance>) -> candle_core::Result<Tensor> {
        let mut held = batch.clone();
        for (at, (weight, bias)) in self.layers.iter().enumerate() {
            held = held.matmul(weight)?.broadcast_add(bias)?;
            if at + 1 == self.layers.len() {
                break;
            }
            held = held.silu()?;
            if let Some(chance) = chance.as_deref_mut().filter(|_| self.dropout > 0.0) {
                // The library's own dropout draws from numbers that cannot be seeded.
                let kept = (1.0 / (1.0 - self.dropout)) as f32;
                let mask =
                    (0..held.elem_count()).map(|_| if chance.uniform() < self.dropout { 0.0 } else { kept }).collect();
                held = (held.clone() * Tensor::from_vec(mask, held.shape(), held.device())?)?;
            }
        }
        Ok(held)
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
    let device = nn::device();
    let column = |at: usize| samples.rows().map(move |row| row.get(at).copied().unwrap_or(f32::NAN));
    let scales: Vec<Scale> = (0..samples.columns.tabular).map(|at| Scale::of(column(at))).collect();
    let masked: Vec<bool> = (0..scales.len()).map(|at| column(at).any(f32::is_nan)).collect();
    let width = scales.len() + masked.iter().filter(|masked| **masked).count();
    let data_of = |samples: &Samples<'_>| {
        let mut inputs = Vec::with_capacity(samples.len() * width);
        samples.rows().for_each(|row| standardise(&scales, &masked, row, &mut inputs));
        Data::new(inputs, &[samples.len(), width], samples, &device)
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
    let mut seeds = Vec::new();
    for seed in 0..params.seeds {
        let net = Perceptron::new(width, params, chance, &device)?;
        let mut go_on = |done: f64| watch.go_on((f64::from(seed) + done) / f64::from(params.seeds));
        let mut arrays = course.run(&net, &data, held_out.as_ref(), chance, &mut go_on)?.into_iter();
        let mut layers = Vec::new();
        while let (Some(weight), Some(bias)) = (arrays.next(), arrays.next()) {
            layers.push(Layer { weight: weight.data, bias: bias.data });
        }
        seeds.push(layers);
    }
    Ok(Model { scales, masked, seeds })
}

#[cfg(test)]
mod tests {
    use super::super::Patient;
    use super::*;
    use crate::learn::chance::tests::chance;

    fn params() -> Params {
        let (hidden, batch) = (vec![16, 8], 64);
        Params { hidden, dropout: 0.1, decay: 0.01, rate: 0.01, epochs: 25, patience: 25, batch, seeds: 2 }
    }

    /// Up where both columns have one sign, which no straight line tells apart; a third column is missing now and then.
    fn planted(seed: u64) -> (Vec<f32>, Vec<bool>) {
        let mut chance = chance(seed);
        let (mut values, mut up) = (Vec::new(), Vec::new());
        for _ in 0..300 {
            let (a, b, c) = (chance.normal(), chance.normal(), chance.uniform());
            values.extend([a as f32, b as f32, if c < 0.2 { f32::NAN } else { c as f32 }]);
            up.push(a * b > 0.0);
        }
        (values, up)
    }

    fn fitted(params: &Params, seed: u64, watch: &mut dyn Watch) -> Result<Model, FitError> {
        let (values, up) = planted(1);
        let (weights, days, columns) = (vec![1.0; up.len()], vec![0; up.len()], Columns::tabular(3));
        let samples = Samples { columns, values: &values, up: &up, weights: &weights, days: &days };
        fit(params, &samples, None, &mut chance(seed), watch)
    }

    #[test]
    fn learns_what_no_line_tells_apart_and_stays_itself_when_kept() {
        let model = fitted(&params(), 3, &mut Patient).unwrap();
        let (values, up) = planted(2);
        let right = values.chunks(3).zip(&up).filter(|(row, up)| (model.log_odds(row) > 0.0) == **up).count();
        assert!(right > 225, "{right} of 300");
        let bytes = postcard::to_stdvec(&model).unwrap();
        assert_eq!(postcard::from_bytes::<Model>(&bytes).unwrap(), model);
        assert!(model.check(Columns::tabular(3)).is_ok() && model.check(Columns::tabular(4)).is_err());
        let again = fitted(&params(), 3, &mut Patient).unwrap();
        assert_eq!(postcard::to_stdvec(&again).unwrap(), bytes, "the same chance gives the same bits");
        assert!(Model::try_from(Stored { tensors: bytes[..bytes.len() / 2].to_vec() }).is_err());
        let mut endless = model;
        endless.seeds[0][0].weight[0] = f32::NAN;
        assert!(Model::try_from(Stored::from(endless)).is_err());
    }

    #[test]
    fn says_what_the_library_says() {
        let params = Params { dropout: 0.0, ..params() };
        let net = Perceptron::new(3, &params, &mut chance(5), &Device::Cpu).unwrap();
        let row = [0.3_f32, -1.2, 0.7];
        let theirs = net.forward(&Tensor::new(&[row], &Device::Cpu).unwrap(), None).unwrap();
        let numbers = |var: &Var| var.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let layers: Vec<Layer> =
            net.layers.iter().map(|(weight, bias)| Layer { weight: numbers(weight), bias: numbers(bias) }).collect();
        let ours = answer(&layers, &row.map(f64::from));
        assert!((ours - f64::from(theirs.flatten_all().unwrap().to_vec1::<f32>().unwrap()[0])).abs() < 1e-5);
    }

    #[test]
    fn dropout_changes_the_fit_and_a_watch_stops_it() {
        struct Stop;
        impl Watch for Stop {
            fn go_on(&mut self, done: f64) -> bool {
                done < 0.5
            }
        }
        let short = Params { epochs: 2, seeds: 1, ..params() };
        let without = Params { dropout: 0.0, ..short.clone() };
        assert_ne!(fitted(&short, 3, &mut Patient), fitted(&without, 3, &mut Patient));
        assert_eq!(fitted(&short, 3, &mut Stop), Err(FitError::Cancelled));
        assert!(Params { rate: f64::NAN, ..short }.check().is_err());
    }
}
