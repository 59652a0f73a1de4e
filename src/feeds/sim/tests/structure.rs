//! What is planted is there, can be measured by a statistic of its own, and is gone where its strength is zero.

use super::*;
use crate::domain::signal::SignalKind;
use crate::domain::unit::Fraction;
use crate::feeds::sim::members::RTX;
use crate::feeds::sim::regime::Regime;
use crate::feeds::sim::structure::{Latents, Semivariance};

struct Moment {
    price: f64,
    peers: f64,
    latents: Latents,
    regime: Regime,
    sigma: f64,
    last: bool,
    asym: f64,
    skip: bool,
}

fn live(seed: u64, strengths: Strengths, sessions: usize) -> Vec<Moment> {
    let mut feed = SimFeed::with(SimOptions { seed, first: FIRST, strengths }).unwrap();
    let mut out = vec![];
    let mut price = 0.0;
    let mut peers = 0.0;
    let mut asym = 0.0;
    for position in 0..sessions {
        let state = feed.state(position).unwrap();
        let stage = feed.stage(position).unwrap();
        let (day, _) = Day::live(&stage, &state);
        let mut semi = Semivariance::default();
        for m in day.moves[RTX].iter().skip(1) { semi.add(*m); }
        let n = day.moves[RTX].len();
        for slot in 0..n {
            price += day.moves[RTX][slot];
            peers += (day.moves[0][slot]/day.sigma[0] + day.moves[1][slot]/day.sigma[1]+ day.moves[3][slot]/day.sigma[3]+ day.moves[4][slot]/day.sigma[4]+ day.moves[5][slot]/day.sigma[5])/5.0*day.sigma[RTX];
            if slot > 0 && slot % 3 == 0 {
                if slot == n-1 { asym = semi.parts().0; }
                out.push(Moment { price, peers, latents: day.latents[slot], regime: state.regime, sigma: day.sigma[RTX], last: slot==n-1, asym, skip: false });
            }
        }
    }
    out
}

fn ew(values: &[f64], half: f64) -> Vec<f64> {
    let d = (-(2f64.ln())/half).exp();
    let mut x = 0.0; values.iter().map(|v| {x = d*x+v; x}).collect()
}

#[test]
fn lab() {
    let one = Fraction::new(1.0).unwrap();
    let mut markets = vec![("none".to_owned(), Strengths::NONE), ("half".to_owned(), Strengths::all(0.5))];
    for kind in SignalKind::ALL { markets.push((kind.name().to_owned(), Strengths::NONE.with(kind, one))); }
    println!("{:22} {:>6} {:>5} {:>5} {:>5} | oracle 1 4 26 | news tech flow vol mom sect mr regime  (24h corr; sector 1 bar, mr 16)", "market", "vol", "vr5", "vr20","vr60");
    for (name, strengths) in markets {
        let mut acc = vec![0.0; 11]; let mut vols = vec![0.0;4];
        let seeds = 12;
        let mut spans=(9f64,-9f64);
        for seed in 0..seeds {
            let m = live(seed, strengths, 1250);
            let n = m.len();
            let r1: Vec<f64> = (0..n).map(|i| if i>0 {m[i].price-m[i-1].price} else {0.0}).collect();
            let p1: Vec<f64> = (0..n).map(|i| if i>0 {m[i].peers-m[i-1].peers} else {0.0}).collect();
            let fwd = |h: usize| -> Vec<f64> { (0..n-26).map(|i| (m[i+h].price-m[i].price)/m[i].sigma).collect() };
            let (f1,f4,f26)=(fwd(1),fwd(4),fwd(26));
            let cut = |v: &[f64]| v[..n-26].to_vec();
            let oracle: Vec<f64> = m.iter().map(|x| x.latents.drift(&strengths, x.regime)).collect();
            let o = cut(&oracle);
            acc[0]+=correlation(&o,&f1); acc[1]+=correlation(&o,&f4); acc[2]+=correlation(&o,&f26);
            let e = ew(&r1, 26.0); let e8 = ew(&r1, 8.0);
            let beta = correlation(&r1,&p1)*(variance(&r1)/variance(&p1)).sqrt();
            let gap: Vec<f64> = (0..n).map(|i| if i<4 {0.0} else { [1usize,2,4].iter().map(|k| (0..*k).map(|j| beta*p1[i-j]-r1[i-j]).sum::<f64>()).sum::<f64>()/m[i].sigma }).collect();
            // daily
            let days: Vec<&Moment> = m.iter().filter(|x| x.last).collect();
            let closes: Vec<f64> = days.iter().map(|x| x.price).collect();
            let mut f=0.0; let mut s=0.0; let (df,ds)=(1.0-1.0/16.0,1.0-1.0/48.0);
            let mom: Vec<f64> = closes.iter().map(|c| { f=df*f+(1.0-df)*c; s=ds*s+(1.0-ds)*c; f-s }).collect();
            let a: Vec<f64> = days.iter().map(|x| x.asym).collect();
            let vol: Vec<f64> = (0..a.len()).map(|i| if i<22 {0.0} else { -(a[i]/0.236 + mean(&a[i-4..=i])/0.105+mean(&a[i-21..=i])/0.05) }).collect();
            let next: Vec<f64> = (0..days.len()-1).map(|i| (closes[i+1]-closes[i])/days[i].sigma).collect();
            let d = |v: &[f64]| correlation(&v[..days.len()-1], &next);
            let tone: Vec<f64> = m.iter().map(|x| x.latents.tone).collect();
            let flow: Vec<f64> = m.iter().map(|x| x.latents.flow).collect();
            let reg: Vec<f64> = days.iter().map(|x| x.regime.tilt()).collect();
            acc[3]+=correlation(&cut(&tone),&f26);
            acc[4]+=correlation(&cut(&e),&f26);
            acc[5]+=correlation(&cut(&flow),&f26);
            acc[6]+=d(&vol); acc[7]+=d(&mom); acc[8]+=correlation(&cut(&gap),&f1);
            let f16: Vec<f64> = fwd(16); let neg: Vec<f64> = e8.iter().map(|x| -x).collect();
            acc[9]+=correlation(&cut(&neg),&f16);
            acc[10]+=d(&reg);
            let day_r: Vec<f64> = closes.windows(2).map(|w| w[1]-w[0]).collect();
            let v1 = variance(&day_r);
            let vr = |k: usize| { let v: Vec<f64> = closes.windows(k+1).map(|w| w[k]-w[0]).collect(); v.iter().map(|x|x*x).sum::<f64>()/v.len() as f64/v1/k as f64};
            vols[0]+=(v1*252.0).sqrt(); vols[1]+=vr(5); vols[2]+=vr(20); vols[3]+=vr(60);
            for c in closes { spans.0=spans.0.min(c); spans.1=spans.1.max(c); }
        }
        let k = seeds as f64;
        println!("{name:22} {:6.3} {:5.2} {:5.2} {:5.2} | {} [{:.2},{:.2}]", vols[0]/k, vols[1]/k, vols[2]/k, vols[3]/k, acc.iter().map(|a| format!("{:6.3}", a/k)).collect::<Vec<_>>().join(" "), spans.0, spans.1);
    }
}

#[test]
fn calibrate() {
    let mut raw = vec![]; let mut ret = vec![];
    let mut lat: Vec<Latents> = vec![];
    for seed in 0..8 {
        let mut feed = SimFeed::new(seed, date(2000,1,3)).unwrap();
        for position in 0..3000 {
            let state = feed.state(position).unwrap();
            let stage = feed.stage(position).unwrap();
            let (day, _) = Day::live(&stage, &state);
            if stage.session.is_early_close() { continue; }
            let s = day.sigma[RTX];
            let mut semi = Semivariance::default();
            for m in day.moves[RTX].iter().skip(1) { semi.add(m/s); }
            let (a,b)=semi.parts(); raw.push(a); ret.push(b);
            lat.extend(day.latents.iter().step_by(13));
        }
    }
    let slope = raw.iter().zip(&ret).map(|(a,b)|a*b).sum::<f64>()/ret.iter().map(|b|b*b).sum::<f64>();
    let rest: Vec<f64> = raw.iter().zip(&ret).map(|(a,b)| a-slope*b).collect();
    println!("asym sd {} slope {} corr {} rest {}", variance(&raw).sqrt(), slope, correlation(&raw,&ret), variance(&rest).sqrt());
    let f: [(&str, fn(&Latents)->f64); 8] = [("trend",|l|l.trend),("swing",|l|l.swing),("transient",|l|l.transient),("asym",|l|l.asymmetry),("gap",|l|l.gap),("mood",|l|l.mood),("tone",|l|l.tone),("flow",|l|l.flow)];
    for (n,g) in f { let v: Vec<f64> = lat.iter().map(g).collect(); println!("{n} mean {:.3} sd {:.3}", mean(&v), variance(&v).sqrt()); }
}
