//! Requests and responses: routes, page context, cookies, clients, form bodies, short links.

mod client;
pub mod cookies;
mod error;
mod flash;
pub mod form;
mod page;
mod path_id;
mod routes;
pub mod short_link;

pub use client::{Client, device};
pub use error::{ActionLink, Error, ErrorMessage, Result, permanent_redirect};

pub use flash::{Flash, VisitorFlash};
pub use page::{Page, PrivateView, View};
pub use path_id::PathId;
pub use routes::{Route, Routes, SignedIn};
pub use short_link::resolve;
