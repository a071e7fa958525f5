//! Opening of the database, server key, retention and health.

mod health;
mod key_loss;
mod open;
mod replica;
mod retention;
mod server_key;

pub use health::Health;
pub use key_loss::{LossAcceptance, LossReport};
pub use server_key::check_key;
