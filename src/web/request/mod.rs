//! Requests and responses: routes, page context, cookies, clients, short links.

mod client;
pub mod cookies;
pub mod device;
mod flash;
mod page;
mod routes;
pub mod short_link;
mod view;

pub use client::Client;
pub use device::device;
pub use flash::Flash;
pub use page::Page;
pub use routes::{Route, Routes, SignedIn};
pub use short_link::{permanent_redirect, resolve};
pub use view::{PrivateView, View};
