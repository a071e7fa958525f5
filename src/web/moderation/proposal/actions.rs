//! Decisions of moderators: claim, publication, request for change, refusal, undo; mail to the author.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::form::DecisionForm;
use super::{conflict, proposal_view};
use crate::app::App;
use crate::domain::account::Action;
use crate::domain::operations::Message;
use crate::domain::proposal::{Part, PartSelection, ProposalId};
use crate::domain::text::Prose;
use crate::mail::decision as letters;
use crate::mail::decision::DecisionContext;
use crate::store::{
    Attempt, ClaimOutcome, Decision, MAX_ATTEMPTS, ModerationOutcome, Notification, Publication,
};
use crate::web::form::{Fields, FormErrors};
use crate::web::moderation::context::{ReviewContext, town};
use crate::web::moderation::history::TimeFormatter;
use crate::web::{Error, Flash, Page, PathId, PrivateView, Result, SignedIn, paths};

/// A decision in progress.
struct DecisionRequest {
    app: App,
    page: Page,
    member: SignedIn,
    context: ReviewContext,
    form: DecisionForm,
    errors: FormErrors,
}

/// `POST /moderation/propositions/12/publication`
pub async fn publish(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let mut request = DecisionRequest::new(app, page, member, id, &fields).await?;
    let DecisionRequest { page, context, form, errors, .. } = &mut request;
    let words = form.optional_message(page, errors);
    let chosen = form.chosen(page, context, errors);
    let (Some(chosen), true) = (chosen, errors.is_empty()) else {
        return request.page_with_errors().await;
    };
    let outcome = request.publish(&chosen, words.as_ref()).await?;
    if outcome == ModerationOutcome::Done {
        request.app.refresh_after_publication().await;
    }
    Box::pin(request.outcome_response(outcome)).await
}

/// `POST /moderation/propositions/12/demande`
pub async fn ask_change(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let request = DecisionRequest::new(app, page, member, id, &fields).await?;
    Box::pin(request.refuse_or_ask_change(false)).await
}

/// `POST /moderation/propositions/12/refus`
pub async fn refuse(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let request = DecisionRequest::new(app, page, member, id, &fields).await?;
    Box::pin(request.refuse_or_ask_change(true)).await
}

/// `POST /moderation/propositions/12/annulation`
pub async fn undo(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let request = DecisionRequest::new(app, page, member, id, &fields).await?;
    let decided = request.context.proposal.state;
    let undone = |about: &DecisionContext<'_>| letters::undone(about, decided);
    let notification = author_mail(&request.app, &request.page, &request.context, undone);
    let outcome = request.app.store.undo(&request.decision(), notification.as_ref()).await?;
    if outcome != ModerationOutcome::Done {
        return Box::pin(request.outcome_response(outcome)).await;
    }
    request.app.refresh_after_publication().await;
    Ok(Flash::Undone.redirect(&paths::proposal(request.context.id())))
}

impl DecisionRequest {
    async fn new(
        app: App,
        page: Page,
        member: SignedIn,
        id: ProposalId,
        fields: &Fields,
    ) -> Result<Self> {
        let context =
            ReviewContext::load(&app, page.catalogue(), &member, id, Action::Decide).await?;
        let form = DecisionForm::read(fields)?;
        Ok(Self { app, page, member, context, form, errors: FormErrors::default() })
    }

    fn decision(&self) -> Decision {
        Decision {
            proposal: self.context.id(),
            version: self.form.version,
            by: self.member.0.account.id,
            at: self.app.clock.now(),
        }
    }

    async fn publish(
        &self,
        chosen: &PartSelection,
        words: Option<&Prose>,
    ) -> Result<ModerationOutcome> {
        let Self { app, page, context, form, .. } = self;
        let content = context.content.as_ref().map_err(|_| Error::MalformedForm)?;
        let town = town(&context.catalogue, content);
        let left: Vec<Part> =
            context.parts().into_iter().filter(|part| !form.parts.contains(part)).collect();
        let (store, title) = (&app.store, &content.title);
        let mut slug = store.find_publication_slug(context.id(), title, town.as_ref()).await?;
        for _ in 0..MAX_ATTEMPTS {
            let published = letters::Published {
                page: page.absolute_url(&paths::initiative(&slug)),
                declined_parts: left.clone(),
                moderator_message: words,
            };
            let notification =
                author_mail(app, page, context, |about| letters::published(about, &published));
            let publication = Publication {
                seen: form.revision,
                content,
                chosen,
                left_out: &left,
                words,
                town: town.as_ref(),
                slug: &slug,
                on: app.clock.today(),
            };
            match store.publish(&self.decision(), &publication, notification.as_ref()).await? {
                Attempt::Done(outcome) => return Ok(outcome),
                Attempt::Outdated(current) => slug = current,
            }
        }
        Ok(ModerationOutcome::Conflict)
    }

    /// Refuses the proposal, which needs a reason, or asks its author for a change; both need a message.
    async fn refuse_or_ask_change(mut self, refused: bool) -> Result<Response> {
        let Self { app, page, context, form, errors, .. } = &mut self;
        let words = form.message(page, errors);
        let reason = if refused { form.reason(page, errors).map(Some) } else { Some(None) };
        let Some((words, reason)) = words.zip(reason) else { return self.page_with_errors().await };
        let notification = author_mail(app, page, context, |about| match reason {
            Some(reason) => letters::refused(about, reason, &words),
            None => letters::change_requested(about, &words),
        });
        let (store, decision) = (&self.app.store, self.decision());
        let outcome = match reason {
            Some(reason) => store.refuse(&decision, reason, &words, notification.as_ref()).await?,
            None => store.request_change(&decision, &words, notification.as_ref()).await?,
        };
        Box::pin(self.outcome_response(outcome)).await
    }

    /// Page again (422) with the values typed and their errors; 409 if the proposal changed.
    async fn page_with_errors(self) -> Result<Response> {
        let Self { app, page, member, context, form, errors } = self;
        if form.version != context.proposal.version || !context.proposal.is_shown() {
            let times = TimeFormatter::new(&app, page.lang);
            return Ok(conflict::decision_conflict(page, &times, &context, &form));
        }
        let view = proposal_view(&app, page, &member.0, &context, Some(&form), errors).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response())
    }

    async fn outcome_response(self, outcome: ModerationOutcome) -> Result<Response> {
        match outcome {
            ModerationOutcome::Done => {
                Ok(Redirect::to(&paths::proposal(self.context.id())).into_response())
            }
            ModerationOutcome::Conflict => {
                // Loads again: the change that came first may be newer than what was read.
                let Self { app, page, member, context, form, .. } = self;
                let (id, catalogue) = (context.id(), context.catalogue);
                let context =
                    ReviewContext::load(&app, catalogue, &member, id, Action::Decide).await?;
                let times = TimeFormatter::new(&app, page.lang);
                Ok(conflict::decision_conflict(page, &times, &context, &form))
            }
            ModerationOutcome::NotFound => Err(Error::NotFound),
        }
    }
}

/// Mail that `write` composes for the author of `context`, with a new link to follow the proposal; `None` if they gave
/// no email.
pub fn author_mail(
    app: &App,
    page: &Page,
    context: &ReviewContext,
    write: impl FnOnce(&DecisionContext<'_>) -> Message,
) -> Option<Notification> {
    let to = context.proposal.email.as_ref()?;
    let token = app.clock.token();
    let about = DecisionContext {
        to,
        title: context.title(),
        follow: page.absolute_url(&paths::follow(&token)),
        rules: page.absolute_url(paths::RULES),
    };
    Some(Notification { message: write(&about), link: token.hash() })
}

/// `POST /moderation/propositions/12/reservation`; with `geste=rendre`, gives the claim up.
pub async fn claim(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
    fields: Fields,
) -> Result<Response> {
    let context = ReviewContext::load(&app, page.catalogue(), &member, id, Action::Decide).await?;
    let (by, now) = (member.0.account.id, app.clock.now());
    let back = Redirect::to(&paths::proposal(context.id())).into_response();
    if fields.get("geste") == "rendre" {
        app.store.release(context.id(), by, now).await?;
        return Ok(Flash::Released.redirect(&paths::proposal(context.id())));
    }
    match app.store.claim(context.id(), by, now).await? {
        ClaimOutcome::Granted | ClaimOutcome::NotFound => Ok(back),
        ClaimOutcome::HeldBy(name, since) => {
            let ago = TimeFormatter::new(&app, page.lang).format(since).ago;
            Ok(conflict::claim_conflict(page, &context, &name, &ago))
        }
    }
}

/// `POST /moderation/propositions/12/sortie`: releases the proposal from quarantine into the queue.
pub async fn release_from_quarantine(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    PathId(id): PathId<ProposalId>,
) -> Result<Response> {
    let context = ReviewContext::load(&app, page.catalogue(), &member, id, Action::Decide).await?;
    app.store.release_from_quarantine(context.id(), member.0.account.id, app.clock.now()).await?;
    Ok(Redirect::to(&paths::proposal(context.id())).into_response())
}
