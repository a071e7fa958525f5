//! URLs of the proposal form, and of the pages that follow a proposal.

use super::route::routes;
use super::{ParamValue, RoutePattern, with_query};
use crate::domain::account::Token;
use crate::domain::directory::InitiativeId;
use crate::domain::proposal::{Field, Step};

routes! {
    PROPOSAL_ROUTES
    paths {
        PROPOSE = "/proposer";
        /// Request page for the links of one's proposals; prefix of the pages of a proposal's status.
        FOLLOW = "/suivi";
    }
    patterns {
        /// Draft of a proposal, by its token.
        DRAFT<1> = "/proposer/{token}";
        DRAFT_STEP<2> = "/proposer/{token}/{step}";
        DRAFT_REVIEW<1> = "/proposer/{token}/relire";
        DRAFT_PREVIEW<1> = "/proposer/{token}/apercu";
        /// Mails the link of a draft to its author.
        DRAFT_LINK<1> = "/proposer/{token}/lien";
        DRAFT_SUBMISSION<1> = "/proposer/{token}/envoi";
        /// Confirmation page of a mail address.
        CONFIRMATION<1> = "/suivi/confirmation/{token}";
        /// Status page of a proposal.
        FOLLOWED<1> = "/suivi/{token}";
        /// Sends the confirmation mail again.
        CONFIRMATION_MAIL<1> = "/suivi/{token}/confirmation";
        /// Opens a proposal for correction.
        REOPENING<1> = "/suivi/{token}/correction";
        /// Returns a proposal to the queue.
        RETURN_TO_QUEUE<1> = "/suivi/{token}/remise";
        PROPOSAL_WITHDRAWAL<1> = "/suivi/{token}/retrait";
        ERASURE<1> = "/suivi/{token}/effacement";
        /// Proposes a change of what was published.
        MODIFICATION<1> = "/suivi/{token}/modification";
    }
}

/// Query key of a form step opened to correct validation errors.
pub const CORRECTION_KEY: &str = "corriger";
/// Form field that makes a step return to the review page after saving, with its only value [`REVIEW`].
pub const RETURN_KEY: &str = "retour";
pub const REVIEW: &str = "relire";

/// Form to propose a change of an initiative.
pub fn change_proposal(initiative: InitiativeId) -> String {
    with_query(PROPOSE, &[ParamValue::new("initiative", initiative.to_string())])
}

/// Page or action of a proposal, for the holder of `token`.
pub fn by_token(route: RoutePattern<1>, token: &Token) -> String {
    route.fill([&token.reveal()])
}

pub fn draft(token: &Token) -> String {
    by_token(DRAFT, token)
}

pub fn draft_step(token: &Token, step: Step) -> String {
    DRAFT_STEP.fill([&token.reveal(), &step.slug()])
}

/// Field of a draft with a validation error, with the step opened for correction.
pub fn draft_field_correction(token: &Token, field: Field) -> String {
    format!("{}?{CORRECTION_KEY}#{}", draft_step(token, field.step()), field.name())
}

/// Step of a draft that returns to the review page after saving.
pub fn draft_step_then_review(token: &Token, step: Step) -> String {
    format!("{}?{RETURN_KEY}={REVIEW}", draft_step(token, step))
}

pub fn draft_review(token: &Token) -> String {
    by_token(DRAFT_REVIEW, token)
}

/// Status page of a proposal, for the holder of `token`.
pub fn follow(token: &Token) -> String {
    by_token(FOLLOWED, token)
}

pub fn confirmation(token: &Token) -> String {
    by_token(CONFIRMATION, token)
}
