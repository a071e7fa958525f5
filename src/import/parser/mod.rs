//! CSV tables of a seed folder: lines, rows, cells, keys.

mod cell;
mod keys;
mod lines;
mod reader;
mod rows;
mod table;

pub use cell::Cell;
pub use keys::Keys;
pub use reader::SeedReader;
pub use table::{FLAG, Row, TableSchema};
