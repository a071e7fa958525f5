//! Sends a draft.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect},
};
use jiff::SignedDuration;

use super::{
    Answer, Linked, linked,
    review::{Note, Noted, ReviewView},
    sound,
};
use crate::{
    app::App,
    domain::{
        contact::Email,
        limit::Quota,
        mail::{Message, Purpose},
        proposal::{Field, Proposal},
        secret::Token,
    },
    i18n::{Key, say},
    mail,
    store::{Confirming, Sending, Sent},
    web::{Error, Page, client::Client, follow, paths, view::PrivateView},
};

/// Lifetime of the email confirmation link.
const HOURS: SignedDuration = SignedDuration::from_hours(72);

/// Email confirmation: the mail and the token in it.
#[derive(Debug)]
pub struct Asking {
    token: Token,
    message: Message,
    quota: Quota,
}

/// `POST /proposer/{token}/envoi`
pub async fn send(
    State(app): State<App>,
    page: Page,
    client: Client,
    Path(token): Path<String>,
) -> Answer {
    let Linked { token, proposal } = linked(&app, &page, client, &token).await?;
    let follow = Redirect::to(&paths::follow(&token)).into_response();
    if !proposal.state.is_open() {
        return Ok(follow);
    }
    let catalogue = app.catalogue();
    let asked = follow::asked(&app, &proposal).await?;
    let again = |status, noted: Option<Noted>, proposal: &Proposal| {
        let note = Note { noted, asked: asked.clone(), ..Note::default() };
        let view = ReviewView::new(page.clone(), &catalogue, &token, proposal, note);
        (status, PrivateView(view)).into_response()
    };
    let Ok(content) = sound(&catalogue, &proposal) else {
        return Ok(again(StatusCode::UNPROCESSABLE_ENTITY, None, &proposal));
    };
    let asking = Asking::new(&app, client, (&proposal, &token), &content.author.email);
    let sending = Sending {
        proposal: proposal.id,
        version: proposal.version,
        confirming: asking.confirming(&app),
    };
    let told = |key: &Key| Some(Noted::Limit(page.tv(key, &page.reach())));
    Ok(match app.store.send_proposal(&sending, app.clock.now()).await? {
        Sent::Now(_) | Sent::Before(_) => follow,
        Sent::Changed => {
            let Linked { proposal, .. } = linked(&app, &page, client, &token.reveal()).await?;
            again(StatusCode::CONFLICT, told(say::REVIEW_CHANGED), &proposal)
        }
        Sent::OverLimit => {
            again(StatusCode::TOO_MANY_REQUESTS, told(say::REVIEW_MAIL_LIMIT), &proposal)
        }
        Sent::Gone => return Err(Error::NotFound.into()),
    })
}

impl Asking {
    /// Mail that asks the author to confirm `to`; it contains the link to follow the proposal.
    pub fn new(app: &App, client: Client, about: (&Proposal, &Token), to: &Email) -> Self {
        let (proposal, follow) = about;
        let token = app.clock.token();
        let title = proposal.entry.get(Field::Title);
        let letter = mail::proposal::confirm(&app.public_url, title, &token, follow);
        let quota = Quota::mail(Purpose::Confirm, client.network().as_ref(), to);
        Self { message: letter.to(to, Purpose::Confirm), quota, token }
    }

    /// Parameters of the store.
    pub fn confirming(&self, app: &App) -> Confirming<'_> {
        Confirming {
            link: self.token.hash(),
            ends_at: app.now() + HOURS,
            message: &self.message,
            quota: &self.quota,
        }
    }
}
