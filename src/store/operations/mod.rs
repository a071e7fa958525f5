//! Opening of the database, server key, retention and health.

mod health;
mod key_loss;
mod open;
mod proposal_expiry;
mod retention;
mod server_key;

pub use health::Health;
pub use key_loss::{LossAcceptance, LossReport};
pub use open::{check, latest_applied_migration, newest_migration, options, pool};
pub use retention::{ERASURE_BATCH, ERASURE_LIMIT};
pub use server_key::{KeyFile, Loss, check_key, key_path};
