//! Views of the member pages.

use askama::Template;

use super::form::{MemberFields, MemberForm};
use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::domain::account::{Account, AccountStatus, Member};
use crate::i18n::{Key, messages};
use crate::store::Lockout;
use crate::web::account::role::role_text;
use crate::web::form::FormErrors;
use crate::web::{Page, paths};

#[derive(Template)]
#[template(path = "account/member/index.html")]
pub struct MembersView {
    page: Page,
    members: Vec<MemberRow>,
    /// Number of members who can sign in.
    active: usize,
    fields: MemberFields,
    errors: FormErrors,
    /// Recent lockouts of one-time codes.
    lockouts: Vec<LockoutLine>,
}

/// Lockout of a member's one-time codes.
pub struct LockoutLine {
    name: String,
    href: String,
    text: String,
}

struct MemberRow {
    name: String,
    href: String,
    email: String,
    role: String,
    status: &'static Key,
}

#[derive(Template)]
#[template(path = "account/member/edit.html")]
pub struct MemberView {
    page: Page,
    name: String,
    email: String,
    status: &'static Key,
    fields: MemberFields,
    errors: FormErrors,
    action: String,
    removal: String,
    invitation: String,
    /// True if an invitation resets the sign-in methods: the member is already enrolled.
    reset: bool,
    /// True if it is the viewer's own account.
    is_self: bool,
}

impl MembersView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        members: &[Account],
        lockouts: Vec<LockoutLine>,
        form: &MemberForm,
        errors: FormErrors,
    ) -> Self {
        let row = |member: &Account| MemberRow {
            name: member.name.to_string(),
            href: paths::member(member.id),
            email: member.email.to_string(),
            role: role_text(&page, catalogue, &member.role),
            status: status(member.status),
        };
        let active = members.iter().filter(|it| it.status == AccountStatus::Active).count();
        let members = members.iter().map(row).collect();
        let fields = form.fields(&page, catalogue, &errors);
        Self { page, members, active, fields, errors, lockouts }
    }
}

impl LockoutLine {
    pub fn new(page: &Page, clock: &Clock, lockout: &Lockout) -> Self {
        let moment = page.lang.date_time_in(clock.in_france(lockout.at));
        Self {
            name: lockout.name.to_string(),
            href: paths::member(lockout.account),
            text: page.tv(messages::MEMBERS_LOCKOUT, &moment),
        }
    }
}

impl MemberView {
    pub fn new(
        page: Page,
        catalogue: &Catalogue,
        member: &Account,
        by: &Member,
        form: &MemberForm,
        errors: FormErrors,
    ) -> Self {
        Self {
            name: member.name.to_string(),
            email: member.email.to_string(),
            status: status(member.status),
            fields: form.fields(&page, catalogue, &errors),
            action: paths::member(member.id),
            removal: paths::member_removal(member.id),
            invitation: paths::member_invitation(member.id),
            reset: member.status == AccountStatus::Active,
            is_self: member.id == by.account.id,
            page,
            errors,
        }
    }
}

#[derive(Template)]
#[template(path = "account/member/removal.html")]
pub struct RemovalView {
    page: Page,
    title: String,
    email: String,
    action: String,
    back: String,
}

impl RemovalView {
    pub fn new(page: Page, member: &Account) -> Self {
        Self {
            title: page.tv(messages::MEMBER_REMOVE_ASK, member.name.as_str()),
            email: member.email.to_string(),
            action: paths::member_removal(member.id),
            back: paths::member(member.id),
            page,
        }
    }
}

const fn status(status: AccountStatus) -> &'static Key {
    match status {
        AccountStatus::Invited => messages::MEMBER_INVITED,
        AccountStatus::Active => messages::MEMBER_ACTIVE,
        AccountStatus::Removed => messages::MEMBER_REMOVED,
    }
}
