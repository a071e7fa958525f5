//! Is the program up, and what does it hold?

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::{app::App, catalogue::Catalogue, edge::CachePolicy};

#[derive(Serialize)]
struct Health {
    status: &'static str,
    catalogue: Counts,
    program: Program,
}

/// How many of each the catalogue in force holds.
#[derive(Serialize)]
struct Counts {
    version: u64,
    /// The day that states are told for.
    day: String,
    initiatives: usize,
    organisations: usize,
    neighbourhoods: usize,
    communes: usize,
}

#[derive(Serialize)]
struct Program {
    version: &'static str,
}

/// `GET /healthz`
pub async fn show(State(app): State<App>) -> Response {
    let health = Health {
        status: "ok",
        catalogue: Counts::of(&app.catalogue()),
        program: Program { version: env!("CARGO_PKG_VERSION") },
    };
    (CachePolicy::Private, Json(health)).into_response()
}

impl Counts {
    fn of(catalogue: &Catalogue) -> Self {
        Self {
            version: catalogue.version(),
            day: catalogue.today().to_string(),
            initiatives: catalogue.initiatives.len(),
            organisations: catalogue.organisations.len(),
            neighbourhoods: catalogue.neighbourhoods.len(),
            communes: catalogue.communes.len(),
        }
    }
}
