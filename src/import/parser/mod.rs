//! CSV tables of a seed folder: lines, rows, cells, keys.

mod cell;
mod lines;
mod reader;
mod rows;
mod table;

pub use cell::Cell;
pub use reader::SeedReader;
pub use table::{FLAG, Keys, Row, TableSchema};
