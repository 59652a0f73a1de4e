//! `algoslayer units`: training as units of work in a folder or a bucket, so that any number of machines can share them, and one merge.

use std::io::Write;

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};

use super::depot::Depot;
use super::train_here::{self, Choice, chances};
use crate::domain::symbol::Symbol;
use crate::domain::training::ModelId;
use crate::domain::training::observation::Observation;
use crate::learn::features;
use crate::learn::models::Patient;
use crate::learn::training::{Incumbent, Merged, Order, Plan, Table, UnitResult, merge, plan, work};

/// Names of the objects.
const DATA: &str = "observations.bin";
const ORDER: &str = "order.json";
const CARD: &str = "card.json";
const RESULTS: &str = "results";
const MODELS: &str = "models";

/// What is to be done, as it lies beside the data.
#[derive(Debug, Serialize, Deserialize)]
struct Sheet {
    /// The program that planned it; another version may compute other numbers.
    version: String,
    symbol: Symbol,
    order: Order,
    /// SHA-256 of the data and of the feature schema, hexadecimal.
    dataset: String,
    schema: String,
    units: usize,
    candidates_before: u32,
    simulated: bool,
}

/// The work as it was laid out.
struct Work {
    sheet: Sheet,
    table: Table,
    plan: Plan,
}

/// Lays the data and the order out; says how many units there are.
pub(super) async fn lay_out(
    place: &str,
    (symbol, observations): (Symbol, Vec<Observation>),
    choice: &Choice,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let depot = Depot::open(place)?;
    ensure!(
        depot.get(ORDER).await?.is_none(),
        "{place} holds an order already; name an empty place, or merge that one first"
    );
    let table = Table::of(&observations)?;
    let order = choice.order();
    let plan = plan(&table, &order)?;
    let sheet = Sheet {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        symbol,
        order,
        dataset: hex(&table.dataset()),
        schema: hex(&features::schema()),
        units: plan.units().len(),
        candidates_before: choice.candidates_before,
        simulated: choice.simulated,
    };
    depot.put(DATA, postcard::to_stdvec(&observations)?).await?;
    depot.put(ORDER, serde_json::to_vec_pretty(&sheet)?).await?;
    writeln!(out, "{} units in {}, numbered from 0", sheet.units, depot.shown())?;
    Ok(())
}

/// Says how many units there are.
pub(super) async fn count(place: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", sheet_of(&Depot::open(place)?).await?.units)?;
    Ok(())
}

/// Does one unit and leaves its result; one that is there already is left alone.
pub(super) async fn work_one(place: &str, number: usize, out: &mut dyn Write) -> anyhow::Result<()> {
    let depot = Depot::open(place)?;
    let name = result_name(number);
    if depot.get(&name).await?.is_some() {
        writeln!(out, "unit {number} is done already")?;
        return Ok(());
    }
    let Work { sheet, table, plan } = read(&depot).await?;
    let Some(unit) = plan.units().get(number) else {
        bail!("there is no unit {number}; they are numbered from 0 to {}", sheet.units.saturating_sub(1));
    };
    let result = work(&table, &plan, unit, &chances, &mut Patient)?;
    depot.put(&name, postcard::to_stdvec(&result)?).await?;
    writeln!(out, "unit {number} is done: {} {:?}", unit.family.name(), unit.part)?;
    Ok(())
}

/// Puts all results together: the card is printed and left beside the models.
pub(super) async fn put_together(place: &str, out: &mut dyn Write) -> anyhow::Result<()> {
    let depot = Depot::open(place)?;
    let Work { sheet, table, plan } = read(&depot).await?;
    let mut results: Vec<UnitResult> = Vec::new();
    let mut missing = Vec::new();
    for number in 0..plan.units().len() {
        match depot.get(&result_name(number)).await? {
            Some(bytes) => results.push(postcard::from_bytes(&bytes).with_context(|| {
                format!("the result of unit {number} in {place} is damaged; delete it and do the unit again")
            })?),
            None => missing.push(number.to_string()),
        }
    }
    ensure!(
        missing.is_empty(),
        "results of {} of {} units are missing in {place}: {}; do them with `algoslayer units work`",
        missing.len(),
        plan.units().len(),
        missing.join(", ")
    );
    let merged =
        merge(&table, &plan, &results, &Incumbent::NoSkill, (sheet.candidates_before, sheet.simulated), &chances)?;
    leave(&depot, &merged).await?;
    writeln!(out, "{}", train_here::card_text(sheet.symbol, &merged.card))?;
    writeln!(out, "card and models lie in {}", depot.shown())?;
    Ok(())
}

async fn leave(depot: &Depot, merged: &Merged) -> anyhow::Result<()> {
    for (_, artifact) in &merged.artifacts {
        let (id, bytes) = (artifact.id(), artifact.to_bytes());
        depot.put(&format!("{MODELS}/{id}.model"), bytes).await?;
    }
    depot.put(CARD, serde_json::to_vec_pretty(&merged.card)?).await
}

async fn sheet_of(depot: &Depot) -> anyhow::Result<Sheet> {
    let place = depot.shown();
    let found = depot.get(ORDER).await?;
    let found =
        found.with_context(|| format!("there is no order in {place}; make one with `algoslayer units plan`"))?;
    serde_json::from_slice(&found).with_context(|| format!("the order in {place} cannot be read; plan anew"))
}

async fn read(depot: &Depot) -> anyhow::Result<Work> {
    let place = depot.shown();
    let sheet = sheet_of(depot).await?;
    ensure!(
        sheet.schema == hex(&features::schema()),
        "the order in {place} was made by version {} with other features; use that version, or plan anew",
        sheet.version
    );
    let data = depot.get(DATA).await?.with_context(|| format!("the data in {place} are missing; plan anew"))?;
    let observations: Vec<Observation> =
        postcard::from_bytes(&data).with_context(|| format!("the data in {place} are damaged; plan anew"))?;
    let table = Table::of(&observations)?;
    ensure!(hex(&table.dataset()) == sheet.dataset, "the data in {place} are not those that were planned; plan anew");
    let plan = plan(&table, &sheet.order)?;
    Ok(Work { sheet, table, plan })
}

fn result_name(number: usize) -> String {
    format!("{RESULTS}/{number:05}.bin")
}

fn hex(hash: &[u8; 32]) -> String {
    ModelId(*hash).to_string()
}
