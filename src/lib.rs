//! Directory of employment initiatives. One module a line; a test checks the dependency rules between them.

/// JSON API.
pub mod api;
/// Application state shared by handlers and jobs.
pub mod app;
/// Published data in memory: immutable, replaced as a whole.
pub mod catalogue;
/// Circuit breaker of outside services.
pub mod circuit_breaker;
/// Command line, one file a subcommand.
pub mod cli;
/// Access to the time and to randomness.
pub mod clock;
/// Settings, read once at the start.
pub mod config;
/// Domain types and rules.
pub mod domain;
/// HTTP server and middleware: limits, timeouts, checks, headers, caching.
pub mod edge;
/// Client of the geocoding service.
pub mod geocoder;
/// Localised messages.
pub mod i18n;
/// Seed files into domain types.
pub mod import;
/// Background workers.
pub mod jobs;
/// Logging.
pub mod logging;
/// Composition and delivery of mail.
pub mod mail;
/// Queue that runs expensive requests on blocking threads.
pub mod offload;
/// WebAuthn: passkey challenges and their verification.
pub mod passkey;
/// URLs of the site.
pub mod paths;
/// Catalogue of a request.
pub mod request_catalogue;
/// Server key: encryption, signatures, tokens.
pub mod server_key;
/// Router of pages and API.
pub mod site;
/// SQLite database; all SQL is here.
pub mod store;
/// HTML pages.
pub mod web;
