//! Moderation: the queue, decisions, published initiatives.

mod author_correction;
mod change;
mod concurrency;
mod decision;
mod decision_page;
mod field_table;
mod freshness;
mod homograph;
mod initiative_edit;
mod jurisdiction;
mod preview;
mod quarantine;
mod queue;
mod undo;
mod unknown_values;
mod waiting_time;
mod withdrawal;

use quartiers_emploi::domain::proposal::ProposalId;
use sqlx::{Connection as _, SqliteConnection};

use crate::browser::Browser;
use crate::fixtures::{initiative, organisation, parsed, seeds_with};
use crate::test_app::{TestApp, TestPage};

/// A site with one initiative, carried by an organisation.
async fn site_with_initiative() -> TestApp {
    let carrier = organisation("Régie Plus");
    let garage = initiative("Garage solidaire").in_commune("37261").carried_by(&carrier);
    let garage = garage.with_barriers("mobilite").with_audiences("tous").with(|facts| {
        facts.summary =
            parsed("Des voitures réparées à petit prix pour aller travailler en ville.");
    });
    TestApp::with_seeds(&seeds_with([garage])).await
}

/// Fields of the decision form on `page`, all parts ticked.
fn form(page: &TestPage) -> Vec<(String, String)> {
    let hidden = ["version", "en-vigueur"].map(|name| {
        let value = page.attr(&format!("#decision [name={name}]"), "value");
        (name.to_owned(), value)
    });
    let parts = page.attrs("[name=partie]:is([type=hidden], [checked])", "value");
    let parts = parts.into_iter().map(|part| ("partie".to_owned(), part));
    hidden.into_iter().chain(parts).collect()
}

/// Submits the decision form `act` of the proposal `id`, with the fields `more` added.
pub async fn decide(
    app: &TestApp,
    browser: &mut Browser,
    id: ProposalId,
    act: &str,
    more: &[(&str, &str)],
) -> TestPage {
    let path = format!("/moderation/propositions/{id}");
    let page = browser.get(app, &path).await.assert_status(200);
    let form = form(&page);
    let form = form.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let form: Vec<(&str, &str)> = form.chain(more.iter().copied()).collect();
    browser.post(app, &format!("{path}/{act}"), &form).await
}

/// Undoes the last decision about `id`.
pub async fn undo(app: &TestApp, browser: &mut Browser, id: ProposalId) -> TestPage {
    let path = format!("/moderation/propositions/{id}");
    let page = browser.get(app, &path).await.assert_status(200);
    let version = page.attr(".modundo [name=version]", "value");
    browser.post(app, &format!("{path}/annulation"), &[("version", &version)]).await
}

/// Purpose and text of each mail in the outbox.
async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let rows: Vec<(String, Vec<u8>)> = {
        let mut connection = connection(app).await;
        #[expect(clippy::disallowed_methods, reason = "test reads the outbox directly")]
        let rows = sqlx::query_as("SELECT purpose, sealed FROM outbox ORDER BY id");
        rows.fetch_all(&mut connection).await.unwrap()
    };
    let open = |(purpose, encrypted): (String, Vec<u8>)| {
        let letter = app.app.store.server_key().decrypt("mail", &encrypted).unwrap();
        let letter: serde_json::Value = serde_json::from_slice(&letter).unwrap();
        (purpose, letter["text"].as_str().unwrap().to_owned())
    };
    rows.into_iter().map(open).collect()
}

async fn purposes(app: &TestApp) -> Vec<String> {
    mails(app).await.into_iter().map(|(purpose, _)| purpose).collect()
}

/// Kinds of all events but `sent`, in order.
async fn events(app: &TestApp) -> Vec<String> {
    #[expect(clippy::disallowed_methods, reason = "test reads the event log")]
    let kinds = sqlx::query_scalar("SELECT kind FROM events WHERE kind != 'sent' ORDER BY id");
    kinds.fetch_all(&mut connection(app).await).await.unwrap()
}

pub async fn connection(app: &TestApp) -> SqliteConnection {
    let url = format!("sqlite://{}", app.database().display());
    SqliteConnection::connect(&url).await.unwrap()
}
