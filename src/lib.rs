//! The directory of employment initiatives. One room a line; each knows only those above it.

/// JSON for programs.
pub mod api;
/// What handlers share.
pub mod app;
/// What the public reads: all that is published, in memory, replaced as a whole.
pub mod catalogue;
/// One file a subcommand.
pub mod cli;
/// The only place that asks the time.
pub mod clock;
/// Every setting, read once.
pub mod config;
/// Words and rules of the trade.
pub mod domain;
/// The accept loop, limits, deadlines, checks and headers.
pub mod edge;
/// Street addresses into positions, by a service on the network.
pub mod geocoder;
/// The words shown to people.
pub mod i18n;
/// Seeds and files into domain types.
pub mod import;
/// What is done later or every day.
pub mod jobs;
/// What is written to people, and how it leaves.
pub mod mail;
/// Expensive requests, run away from the threads that answer.
pub mod offload;
/// Passkeys: what is asked of browsers, and whether their answers hold.
pub mod passkey;
/// Every address of the site; pages and API ask here.
pub mod paths;
/// Pages and API together, as the edge serves them.
pub mod site;
/// The truth: SQLite, and all the SQL.
pub mod store;
/// Structured logs.
pub mod telemetry;
/// The key of this server: seals, signs, makes tokens.
pub mod vault;
/// Pages for people.
pub mod web;
