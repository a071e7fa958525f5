//! Decisions of moderators: publication, request for change, refusal, undo.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    case::{Case, town},
    conflict,
    form::DecisionForm,
    tell::tell,
    view::ProposalView,
};
use crate::{
    app::App,
    domain::{
        access::Action,
        proposal::{Chosen, Part},
        text::{Prose, Slug},
    },
    mail::decision as letters,
    store::{Decision, Outcome, Publication},
    web::{
        Done, Error, Page, Result, SignedIn,
        forms::{Fields, Mistakes},
        moderation::refreshed,
        paths,
        view::PrivateView,
    },
};

/// A decision in progress.
struct Deciding {
    app: App,
    page: Page,
    member: SignedIn,
    case: Case,
    form: DecisionForm,
    mistakes: Mistakes,
}

/// `POST /moderation/propositions/12/publication`
pub async fn publish(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let mut deciding = Deciding::new(app, page, member, &id, &fields).await?;
    let Deciding { page, case, form, mistakes, .. } = &mut deciding;
    let words = form.optional_words(page, mistakes);
    let chosen = form.chosen(page, case, mistakes);
    let (Some(chosen), true) = (chosen, mistakes.is_empty()) else {
        return deciding.mistaken().await;
    };
    let outcome = deciding.publish(&chosen, words.as_ref()).await?;
    if outcome == Outcome::Done {
        refreshed(&deciding.app).await;
    }
    deciding.answer(outcome).await
}

/// `POST /moderation/propositions/12/demande`
pub async fn ask_change(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let deciding = Deciding::new(app, page, member, &id, &fields).await?;
    Box::pin(deciding.give_back(false)).await
}

/// `POST /moderation/propositions/12/refus`
pub async fn refuse(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let deciding = Deciding::new(app, page, member, &id, &fields).await?;
    Box::pin(deciding.give_back(true)).await
}

/// `POST /moderation/propositions/12/annulation`
pub async fn undo(
    State(app): State<App>,
    page: Page,
    member: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let deciding = Deciding::new(app, page, member, &id, &fields).await?;
    let told = tell(&deciding.app, &deciding.page, &deciding.case, letters::undone);
    let outcome = deciding.app.store.undo(&deciding.decision(), told.as_ref()).await?;
    if outcome != Outcome::Done {
        return deciding.answer(outcome).await;
    }
    refreshed(&deciding.app).await;
    Ok(Done::Undone.lead(&paths::proposal(deciding.case.id())))
}

impl Deciding {
    async fn new(
        app: App,
        page: Page,
        member: SignedIn,
        id: &str,
        fields: &Fields,
    ) -> Result<Self> {
        let case = Case::load(&app, &member, id, Action::Decide).await?;
        let form = DecisionForm::read(fields)?;
        Ok(Self { app, page, member, case, form, mistakes: Mistakes::default() })
    }

    fn decision(&self) -> Decision {
        Decision {
            proposal: self.case.id(),
            version: self.form.version,
            by: self.member.0.account.id,
            at: self.app.clock.now(),
        }
    }

    async fn publish(&self, chosen: &Chosen, words: Option<&Prose>) -> Result<Outcome> {
        let Self { app, page, case, form, .. } = self;
        let content = case.content.as_ref().map_err(|_| Error::Unreadable)?;
        let town = town(&app.catalogue(), content);
        let left: Vec<Part> =
            case.parts().into_iter().filter(|part| !form.parts.contains(part)).collect();
        let publication = Publication {
            seen: form.seen,
            content,
            chosen,
            left: &left,
            words,
            town: town.as_ref(),
            on: app.clock.today(),
        };
        let told = |slug: &Slug| {
            let page_of = page.absolute(&paths::initiative(slug));
            let published = letters::Published { page: page_of, left: left.clone(), words };
            tell(app, page, case, |about| letters::published(about, &published))
        };
        Ok(app.store.publish(&self.decision(), &publication, &told).await?)
    }

    /// Refuses the proposal, which needs a reason, or asks its author for a change; both need a message.
    async fn give_back(mut self, refused: bool) -> Result<Response> {
        let Self { app, page, case, form, mistakes, .. } = &mut self;
        let words = form.words(page, mistakes);
        let reason = if refused { form.reason(page, mistakes).map(Some) } else { Some(None) };
        let Some((words, reason)) = words.zip(reason) else { return self.mistaken().await };
        let told = tell(app, page, case, |about| match reason {
            Some(reason) => letters::refused(about, reason, &words),
            None => letters::change_asked(about, &words),
        });
        let (store, decision) = (&self.app.store, self.decision());
        let outcome = match reason {
            Some(reason) => store.refuse(&decision, (reason, &words), told.as_ref()).await?,
            None => store.ask_change(&decision, &words, told.as_ref()).await?,
        };
        self.answer(outcome).await
    }

    /// Page again (422) with the values typed and their errors; 409 if the proposal changed.
    async fn mistaken(self) -> Result<Response> {
        let Self { app, page, member, case, form, mistakes } = self;
        if form.version != case.proposal.version || !case.proposal.is_shown() {
            return conflict::overtaken(&app, page, &case, &form).await;
        }
        let form = (Some(&form), mistakes);
        let view = ProposalView::new(&app, page, &member.0, &case, form).await?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, PrivateView(view)).into_response())
    }

    async fn answer(self, outcome: Outcome) -> Result<Response> {
        match outcome {
            Outcome::Done => Ok(Redirect::to(&paths::proposal(self.case.id())).into_response()),
            Outcome::Overtaken => {
                // Loads again: the change that came first may be newer than what was read.
                let id = self.case.id().to_string();
                let case = Case::load(&self.app, &self.member, &id, Action::Decide).await?;
                conflict::overtaken(&self.app, self.page, &case, &self.form).await
            }
            Outcome::Absent => Err(Error::NotFound),
        }
    }
}
