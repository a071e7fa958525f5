//! Writes a seed folder with made-up initiatives added to the real data, the same ones at each run:
//! `cargo bench --bench generate -- FOLDER COUNT`.
#![expect(clippy::print_stdout, reason = "tool prints its results")]

#[path = "common/generated_data.rs"]
mod generated_data;
#[path = "common/random.rs"]
mod random;

use std::path::Path;

use anyhow::Context as _;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|text| text != "--bench").collect();
    let [folder, count] = arguments.as_slice() else {
        anyhow::bail!("cargo bench --bench generate -- FOLDER COUNT");
    };
    let count: usize = count.parse().context("reading the count")?;
    let real = generated_data::write_seeds(Path::new(folder), count)?;
    println!("{count} made-up initiatives beside {real} real ones");
    Ok(())
}
