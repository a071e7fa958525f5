//! Actions of an author on a sent proposal.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};

use super::{ASKED, Answer, FollowView, over_limit};
use crate::{
    app::App,
    domain::{
        contact::Email,
        limit::Ceiling,
        proposal::{Entry, Field, Move, Proposal, ProposalState},
        secret::TokenHash,
    },
    i18n::say,
    store::{Beginning, Sent},
    web::{
        Error, Page,
        client::Client,
        paths,
        proposal::{Asking, Linked, linked, told},
        view::PrivateView,
    },
};

/// `POST /suivi/{token}/retrait`
pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let network = client.network();
    app.store.move_proposal(proposal.id, Move::Withdraw, network.as_ref(), app.clock.now()).await?;
    Ok(Redirect::to(&paths::follow(&token)).into_response())
}

/// `POST /suivi/{token}/confirmation`: mails a new link to confirm the address.
pub async fn ask_again(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let to: Option<Email> = proposal.email.clone();
    let Some(to) = to.filter(|_| proposal.state == ProposalState::Unconfirmed) else {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    };
    let asking = Asking::new(&app, client, (&proposal, &token), &to);
    let now = app.clock.now();
    match app.store.ask_again(proposal.id, &asking.confirming(&app), now).await? {
        Sent::Now(_) => {
            let to = format!("{}?{ASKED}", paths::follow(&token));
            Ok(Redirect::to(&to).into_response())
        }
        Sent::Before(_) | Sent::Changed | Sent::Gone => {
            Ok(Redirect::to(&paths::follow(&token)).into_response())
        }
        Sent::OverLimit => {
            let notice = page.tv(say::FOLLOW_ASK_LIMIT, &page.reach());
            let view = FollowView::load(page, &app, &token, &proposal).await?;
            Ok((StatusCode::TOO_MANY_REQUESTS, PrivateView(view.saying(notice))).into_response())
        }
    }
}

/// `POST /suivi/{token}/modification`: starts a proposal by the same author that changes the published initiative.
pub async fn modify(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let catalogue = app.catalogue();
    let published = proposal.initiative.and_then(|id| catalogue.initiative(id));
    let published = published.filter(|_| proposal.state == ProposalState::Published);
    let Some(published) = published.filter(|_| proposal.confirmed_at.is_some()) else {
        return Ok(Redirect::to(&paths::follow(&token)).into_response());
    };
    let base = app.store.find_revision(published.id).await?.ok_or(Error::Gone)?;
    let mut entry = Entry::of(published, &*catalogue);
    for field in [Field::AuthorName, Field::AuthorEmail, Field::AuthorRole] {
        entry.set(field, proposal.entry.all(field));
    }
    // Idempotent: clicking twice opens one proposal.
    let nonce = TokenHash::of(seed(&proposal, base.get()).as_bytes());
    let (link, network) = (app.store.vault().token("proposal", nonce.as_bytes()), client.network());
    let new = Beginning {
        nonce,
        link: link.hash(),
        entry: &entry,
        told: &told(&entry, &catalogue),
        over: Some((published.id, base)),
        confirmed_at: proposal.confirmed_at,
        quarantine: None,
        demands: &[],
        network: network.as_ref(),
        ceiling: Ceiling::DRAFTS,
    };
    if app.store.continue_proposal(&new, app.clock.now()).await?.is_none() {
        return over_limit(page, &app, &token, &proposal).await;
    }
    Ok(Redirect::to(&paths::draft(&link)).into_response())
}

/// Seed of the idempotency nonce: one for each proposal and base revision.
fn seed(proposal: &Proposal, base: i64) -> String {
    format!("modification:{}:{base}", proposal.id)
}
