//! First step of a proposal, before a draft exists.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::Query;
use serde::Deserialize;

use super::{
    Answer, mistaken,
    step::{Beginning as Carried, Showing, StepView},
    told, words,
    write::overtaken,
};
use crate::{
    app::App,
    catalogue::Catalogue,
    domain::{
        ids::{InitiativeId, ProposalId, RevisionId},
        initiative::Initiative,
        limit::{Ceiling, Limit},
        proposal::{Entry, Mistaken, Quarantine, Step, read},
        secret::Token,
    },
    i18n::{Key, say},
    store::Beginning,
    web::{
        Error, Page,
        client::Client,
        forms::Fields,
        paths,
        stamp::{self, STAMP, Stamp, TRAP, stamp, stamp_filled_in},
        view::PrivateView,
    },
};

/// Form name in the token of the first step.
const FORM: &str = "proposer";
const FIRST: Step = Step::What;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OverQuery {
    initiative: Option<i64>,
}

/// `GET /proposer`, or `GET /proposer?initiative=62` to change a published initiative.
pub async fn begin(
    State(app): State<App>,
    page: Page,
    Query(query): Query<OverQuery>,
) -> Result<Response, Error> {
    let catalogue = app.catalogue();
    let over = match query.initiative {
        Some(number) => Some(published(&catalogue, number).ok_or(Error::NotFound)?),
        None => None,
    };
    let entry = over.map(|it| Entry::of(it, &*catalogue)).unwrap_or_default();
    let showing = Showing::of(&entry, FIRST);
    let stamp = match over {
        Some(_) => stamp_filled_in(&app, FORM),
        None => stamp(&app, FORM),
    };
    Ok(first(page, &catalogue, showing, (over, stamp)))
}

/// `POST /proposer`: creates the draft and stores the step, valid or not.
pub async fn create(State(app): State<App>, page: Page, client: Client, fields: Fields) -> Answer {
    let catalogue = app.catalogue();
    let number = fields.get("initiative");
    let over = number.parse().ok().and_then(|number| published(&catalogue, number));
    let base = revision(&app, over).await?;
    let mut entry = over.map(|it| Entry::of(it, &*catalogue)).unwrap_or_default();
    entry.take(FIRST, |name| fields.all(name));
    let sent = fields.get(STAMP);
    if base.is_none() && !number.is_empty() {
        return Ok(gone(page, &catalogue, &entry, sent));
    }
    let Ok(stamp) = stamp::read(app.store.vault(), FORM, sent, app.clock.now()) else {
        let showing = noticed(&page, &entry, say::PROPOSE_EXPIRED);
        // The user only sends the form again, so the minimum time does not apply.
        let carried = (over, stamp_filled_in(&app, FORM));
        return Ok(refused(first(page, &catalogue, showing, carried)));
    };
    if entry.is_blank(FIRST) {
        return Ok(blank(page, &catalogue, &entry, (over, sent.to_owned())));
    }
    let token = app.store.vault().token("proposal", stamp.nonce.as_bytes());
    let (network, starts) = (client.network(), client.demand("start", Limit::STARTS));
    let new = Beginning {
        nonce: stamp.nonce,
        link: token.hash(),
        entry: &entry,
        told: &told(&entry, &catalogue),
        over: base,
        confirmed_at: None,
        quarantine: quarantine(stamp, &fields),
        demands: starts.as_slice(),
        network: network.as_ref(),
        ceiling: Ceiling::DRAFTS,
    };
    match app.store.begin_proposal(&new, app.clock.now()).await? {
        Some(id) => begun(page, &app, &token, (id, entry.truncated())).await,
        None => Ok(over_limit(page, &catalogue, &entry, (over, sent.to_owned()))),
    }
}

/// Form again (410): the initiative to change is no longer published.
fn gone(page: Page, catalogue: &Catalogue, entry: &Entry, stamp: &str) -> Response {
    let showing = noticed(&page, entry, say::CHANGE_GONE);
    with(StatusCode::GONE, first(page, catalogue, showing, (None, stamp.to_owned())))
}

/// Form again (422): nothing was typed. It keeps its token, so time counts from the first page.
fn blank(
    page: Page,
    catalogue: &Catalogue,
    entry: &Entry,
    carried: (Option<&Initiative>, String),
) -> Response {
    let mistakes = words::mistakes(&page, &wrong(entry, carried.0, catalogue), Some(FIRST));
    let showing = Showing { mistakes, ..Showing::of(entry, FIRST) };
    refused(first(page, catalogue, showing, carried))
}

/// Form again (429): over the limit of drafts.
fn over_limit(
    page: Page,
    catalogue: &Catalogue,
    entry: &Entry,
    carried: (Option<&Initiative>, String),
) -> Response {
    let notice = Some(page.tv(say::PROPOSE_LIMIT, &page.reach()));
    let showing = Showing { notice, ..Showing::of(entry, FIRST) };
    with(StatusCode::TOO_MANY_REQUESTS, first(page, catalogue, showing, carried))
}

/// Redirect after the draft `id`, which this form created now or earlier. If what is stored differs from `typed` (a
/// form sent again with other values), an edit conflict; an error if the draft is no longer open.
async fn begun(page: Page, app: &App, token: &Token, (id, typed): (ProposalId, Entry)) -> Answer {
    let begun = app.store.find_proposal(id).await?.ok_or(Error::Unlinked)?;
    let (open, same) = (begun.state.is_open(), begun.entry.says_the_same(&typed, FIRST));
    if !open && same {
        return Ok(Redirect::to(&paths::follow(token)).into_response());
    }
    if !open {
        return Err(Error::Closed(paths::follow(token)).into());
    }
    if !same {
        return Ok(overtaken(page, app, token, (&begun, typed, FIRST)));
    }
    // Validation errors are shown at the draft's own URL.
    let wrong = mistaken(&page, &app.catalogue(), &begun, FIRST).is_some();
    let to = if wrong { FIRST } else { Step::Where };
    Ok(Redirect::to(&paths::draft_step(token, to)).into_response())
}

fn noticed<'a>(page: &Page, entry: &'a Entry, said: &Key) -> Showing<'a> {
    Showing { notice: Some(page.t(said).into_owned()), ..Showing::of(entry, FIRST) }
}

fn wrong(entry: &Entry, over: Option<&Initiative>, catalogue: &Catalogue) -> Mistaken {
    read(entry, over, catalogue).err().unwrap_or_default()
}

fn published(catalogue: &Catalogue, number: i64) -> Option<&Initiative> {
    catalogue.initiative(InitiativeId::new(number))
}

/// Id of the initiative to change, with its current revision.
async fn revision(
    app: &App,
    over: Option<&Initiative>,
) -> Result<Option<(InitiativeId, RevisionId)>, Error> {
    let Some(over) = over else { return Ok(None) };
    Ok(app.store.find_revision(over.id).await?.map(|revision| (over.id, revision)))
}

fn quarantine(stamp: Stamp, fields: &Fields) -> Option<Quarantine> {
    let trapped = !fields.get(TRAP).is_empty();
    trapped.then_some(Quarantine::Trap).or(stamp.too_fast.then_some(Quarantine::TooFast))
}

/// Page of the first step with its token.
fn first(
    page: Page,
    catalogue: &Catalogue,
    showing: Showing<'_>,
    (over, stamp): (Option<&Initiative>, String),
) -> Response {
    let carried =
        Carried { stamp, initiative: over.map(|it| it.id.to_string()).unwrap_or_default() };
    let showing = Showing { over, ..showing };
    PrivateView(StepView::beginning(page, catalogue, showing, carried)).into_response()
}

fn refused(response: Response) -> Response {
    with(StatusCode::UNPROCESSABLE_ENTITY, response)
}

fn with(status: StatusCode, mut response: Response) -> Response {
    *response.status_mut() = status;
    response
}
