//! What both kinds of networks share: standardised inputs, fitting with candle, and weights kept as safetensors.

use std::collections::BTreeMap;

use candle_core::{Device, Tensor, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use super::{Damaged, FitError, Samples};
use crate::learn::chance::Chance;

/// The most bytes of the weights of one model.
pub const BYTES_MAX: usize = 16 << 20;

/// Standard deviations beyond which an input is cut off.
const INPUT_MAX: f64 = 8.0;

/// The longest gradient, by its Euclidean norm, that is taken as it is; longer ones are shortened to it.
const GRADIENT_MAX: f64 = 1.0;

/// Where networks are fitted. A processor gives the same bits every time; a graphics card need not.
pub fn device() -> Device {
    #[cfg(feature = "cuda")]
    if let Ok(device) = Device::new_cuda(0) {
        return device;
    }
    #[cfg(feature = "metal")]
    if let Ok(device) = Device::new_metal(0) {
        return device;
    }
    Device::Cpu
}

/// Whether networks are fitted on a graphics card, so that whoever trains can say so.
pub fn on_graphics_card() -> bool {
    !matches!(device(), Device::Cpu)
}

/// What candle refused, as an error of the fit.
pub(super) fn refused(error: impl std::fmt::Display) -> FitError {
    FitError::Failed(format!("the network library refused: {error}"))
}

/// A number in its range, or an error; NaN is in none.
pub(super) fn within(name: &'static str, value: f64, low: f64, high: f64, range: &'static str) -> Result<(), FitError> {
    if value >= low && value <= high { Ok(()) } else { Err(FitError::Parameter { name, value, range }) }
}

/// Mean and standard deviation of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    pub(super) mean: f32,
    pub(super) deviation: f32,
}

impl Scale {
    /// Of the numbers that are there; a column that never changes becomes 0 throughout.
    pub(super) fn of(numbers: impl Iterator<Item = f32>) -> Self {
        let there: Vec<f64> = numbers.filter(|x| x.is_finite()).map(f64::from).collect();
        let count = there.len().max(1) as f64;
        let mean = there.iter().sum::<f64>() / count;
        let deviation = libm::sqrt(there.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count);
        let flat = deviation <= 1e-6 * libm::fabs(mean) || deviation < 1e-12;
        Self { mean: mean as f32, deviation: if flat { f32::MAX } else { deviation as f32 } }
    }

    /// Standardised and cut off; 0 where the number is missing.
    pub(super) fn apply(self, x: f32) -> f32 {
        let z = (f64::from(x) - f64::from(self.mean)) / f64::from(self.deviation);
        if z.is_nan() { 0.0 } else { z.clamp(-INPUT_MAX, INPUT_MAX) as f32 }
    }
}

/// The logistic function.
pub(super) fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// `out += input * weights`, where the weights stand row after row, one row for each input.
pub(super) fn add_product(out: &mut [f64], input: &[f64], weights: &[f32]) {
    for (x, row) in input.iter().zip(weights.chunks_exact(out.len().max(1))) {
        for (sum, weight) in out.iter_mut().zip(row) {
            *sum += x * f64::from(*weight);
        }
    }
}

/// Numbers with a shape.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Array {
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<f32>,
}

impl Array {
    /// A row of numbers.
    pub(super) fn row(data: Vec<f32>) -> Self {
        Self { shape: vec![data.len()], data }
    }
}

/// Arrays by name.
pub(super) type Arrays = BTreeMap<String, Array>;

/// Arrays as the bytes of a safetensors file. Empty where the format refuses them, which reading refuses in turn.
pub(super) fn pack(arrays: &Arrays) -> Vec<u8> {
    let bytes: Vec<(&String, &Array, Vec<u8>)> = arrays
        .iter()
        .map(|(name, array)| (name, array, array.data.iter().flat_map(|x| x.to_le_bytes()).collect()))
        .collect();
    let views = bytes
        .iter()
        .filter_map(|(name, array, data)| Some((*name, TensorView::new(Dtype::F32, array.shape.clone(), data).ok()?)));
    safetensors::serialize(views, None).unwrap_or_default()
}

/// Arrays out of the bytes of a safetensors file: 32-bit floats only, every one finite.
pub(super) fn unpack(bytes: &[u8]) -> Result<Arrays, Damaged> {
    if bytes.len() > BYTES_MAX {
        return Err(Damaged(format!("its weights are {} bytes; {BYTES_MAX} are the most", bytes.len())));
    }
    let file =
        SafeTensors::deserialize(bytes).map_err(|error| Damaged(format!("its weights cannot be read: {error}")))?;
    let mut arrays = Arrays::new();
    for (name, view) in file.tensors() {
        if view.dtype() != Dtype::F32 {
            return Err(Damaged(format!("`{name}` is not made of 32-bit floats")));
        }
        let (words, _) = view.data().as_chunks::<4>();
        let data: Vec<f32> = words.iter().map(|word| f32::from_le_bytes(*word)).collect();
        if data.iter().any(|x| !x.is_finite()) {
            return Err(Damaged(format!("`{name}` holds a number that is not finite")));
        }
        arrays.insert(name, Array { shape: view.shape().to_vec(), data });
    }
    Ok(arrays)
}

/// Takes the numbers of a name, which have to have this shape.
pub(super) fn take(arrays: &mut Arrays, name: &str, shape: &[usize]) -> Result<Vec<f32>, Damaged> {
    match arrays.remove(name) {
        Some(array) if array.shape == shape => Ok(array.data),
        Some(array) => Err(Damaged(format!("`{name}` is {:?} and should be {shape:?}", array.shape))),
        None => Err(Damaged(format!("`{name}` is missing"))),
    }
}

/// The shape of a name.
pub(super) fn shape_of(arrays: &Arrays, name: &str) -> Result<Vec<usize>, Damaged> {
    arrays.get(name).map(|array| array.shape.clone()).ok_or_else(|| Damaged(format!("`{name}` is missing")))
}

/// A weight to be fitted, evenly spread over -`limit`..`limit` (Glorot and Bengio 2010 choose it by the sizes). Drawn here, because the
/// library's own numbers cannot be seeded on a processor.
pub(super) fn weight(shape: (usize, usize), limit: f64, chance: &mut Chance, device: &Device) -> Result<Var, FitError> {
    let numbers: Vec<f32> = (0..shape.0 * shape.1).map(|_| (limit * (2.0 * chance.uniform() - 1.0)) as f32).collect();
    Tensor::from_vec(numbers, shape, device).and_then(|start| Var::from_tensor(&start)).map_err(refused)
}

/// A network that is being fitted.
pub(super) trait Net {
    /// Its weights, always in the same order.
    fn weights(&self) -> Vec<Var>;

    /// One log odds for each row of the batch; drops units out by chance where chance is handed in.
    fn forward(&self, batch: &Tensor, chance: Option<&mut Chance>) -> candle_core::Result<Tensor>;
}

/// Rows as the library wants them.
pub(super) struct Data {
    inputs: Tensor,
    up: Tensor,
    shares: Tensor,
    rows: usize,
}

impl Data {
    /// Inputs of that shape, whose first side is the rows.
    pub(super) fn new(
        inputs: Vec<f32>,
        shape: &[usize],
        samples: &Samples<'_>,
        device: &Device,
    ) -> Result<Self, FitError> {
        let rows = samples.len();
        let up: Vec<f32> = samples.up.iter().map(|up| f32::from(u8::from(*up))).collect();
        let shares: Vec<f32> = samples.weights.iter().map(|weight| *weight as f32).collect();
        Ok(Self {
            inputs: Tensor::from_vec(inputs, shape, device).map_err(refused)?,
            up: Tensor::from_vec(up, (rows, 1), device).map_err(refused)?,
            shares: Tensor::from_vec(shares, (rows, 1), device).map_err(refused)?,
            rows,
        })
    }

    fn batch(&self, rows: &[u32]) -> candle_core::Result<Self> {
        let at = Tensor::from_slice(rows, rows.len(), self.inputs.device())?;
        Ok(Self {
            inputs: self.inputs.index_select(&at, 0)?,
            up: self.up.index_select(&at, 0)?,
            shares: self.shares.index_select(&at, 0)?,
            rows: rows.len(),
        })
    }

    /// Weighted mean of ln(1 + e^z) - up * z, the log loss, in the form that does not overflow.
    fn loss(&self, net: &impl Net, chance: Option<&mut Chance>) -> candle_core::Result<Tensor> {
        let z = net.forward(&self.inputs, chance)?;
        let softplus = (z.relu()? + (z.abs()?.neg()?.exp()? + 1.0)?.log()?)?;
        let losses = (softplus - (&z * &self.up)?)?;
        (losses * &self.shares)?.sum_all()?.div(&self.shares.sum_all()?)
    }
}

/// How a network is fitted.
pub(super) struct Course {
    /// Step of AdamW.
    pub(super) rate: f64,
    /// Weight decay of AdamW.
    pub(super) decay: f64,
    /// The most passes over the rows.
    pub(super) epochs: u32,
    /// Rows of one step.
    pub(super) batch: usize,
    /// Passes without a better log loss on the rows held out, after which it stops.
    pub(super) patience: u32,
}

impl Course {
    /// Fits the weights: those of the best pass on the rows held out, of the last pass where none are.
    pub(super) fn run(
        &self,
        net: &impl Net,
        data: &Data,
        held_out: Option<&Data>,
        chance: &mut Chance,
        go_on: &mut dyn FnMut(f64) -> bool,
    ) -> Result<Vec<Array>, FitError> {
        let weights = net.weights();
        let settings = ParamsAdamW { lr: self.rate, weight_decay: self.decay, ..ParamsAdamW::default() };
        let mut steps = AdamW::new(weights.clone(), settings).map_err(refused)?;
        let mut order: Vec<u32> = (0..u32::try_from(data.rows).unwrap_or(u32::MAX)).collect();
        let (mut best, mut best_loss, mut best_epoch) = (None, f64::INFINITY, 0);
        for epoch in 0..self.epochs {
            if !go_on(f64::from(epoch) / f64::from(self.epochs)) {
                return Err(FitError::Cancelled);
            }
            for at in (1..order.len()).rev() {
                order.swap(at, chance.below(at + 1));
            }
            for rows in order.chunks(self.batch.max(1)) {
                let loss = data.batch(rows).and_then(|batch| batch.loss(net, Some(chance))).map_err(refused)?;
                step(&mut steps, &weights, &loss).map_err(refused)?;
            }
            let Some(held_out) = held_out else { continue };
            let loss = held_out.loss(net, None).and_then(|loss| loss.to_scalar::<f32>()).map_err(refused)?;
            if !loss.is_finite() {
                return Err(ran_away());
            }
            if f64::from(loss) < best_loss {
                (best, best_loss, best_epoch) = (Some(read(&weights)?), f64::from(loss), epoch);
            } else if epoch - best_epoch >= self.patience {
                break;
            }
        }
        best.map_or_else(|| read(&weights), Ok)
    }
}

fn ran_away() -> FitError {
    FitError::Failed("the network's numbers ran away; a smaller learning rate keeps them in bounds".to_owned())
}

/// One step down the gradient, which is shortened where it is too long.
fn step(steps: &mut AdamW, weights: &[Var], loss: &Tensor) -> candle_core::Result<()> {
    let mut slopes = loss.backward()?;
    let mut square = 0.0;
    for weight in weights {
        if let Some(slope) = slopes.get(weight) {
            square += f64::from(slope.sqr()?.sum_all()?.to_scalar::<f32>()?);
        }
    }
    let length = libm::sqrt(square);
    if length > GRADIENT_MAX {
        for weight in weights {
            if let Some(slope) = slopes.remove(weight) {
                slopes.insert(weight, slope.affine(GRADIENT_MAX / length, 0.0)?);
            }
        }
    }
    steps.step(&slopes)
}

fn read(weights: &[Var]) -> Result<Vec<Array>, FitError> {
    let mut arrays = Vec::with_capacity(weights.len());
    for weight in weights {
        let data = weight.flatten_all().and_then(|flat| flat.to_vec1::<f32>()).map_err(refused)?;
        if data.iter().any(|x| !x.is_finite()) {
            return Err(ran_away());
        }
        arrays.push(Array { shape: weight.dims().to_vec(), data });
    }
    Ok(arrays)
}
