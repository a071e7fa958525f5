//! Parts of pages as templates of their own: compiled once, not again in each page that shows them.

use askama::Template;

use super::{Card, Choices, Crumb, Field, OrganisationCard, Pagination, PrintFooter};
use crate::i18n::{Key, messages};
use crate::paths;
use crate::web::Page;
use crate::web::form::FormErrors;

/// `part!(Name, "file.html", { field: Type, … })`: a template that borrows what it shows, `new` with its fields in order.
macro_rules! part {
    ($(#[$doc:meta])* $name:ident, $file:literal, { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Template)]
        #[template(path = $file)]
        pub struct $name<'a> {
            $($field: $type,)+
        }

        impl<'a> $name<'a> {
            pub fn new($($field: $type),+) -> Self {
                Self { $($field),+ }
            }
        }
    };
}

part!(
    /// Site header.
    Header, "components/header.html", { page: &'a Page }
);
part!(
    /// Site footer.
    Footer, "components/footer.html", { page: &'a Page }
);
part!(
    /// Menu of a signed-in member.
    MemberMenu, "components/member_menu.html", { page: &'a Page }
);
part!(
    /// Text with its acronyms expanded.
    Prose, "components/prose.html", { page: &'a Page, text: &'a str }
);
part!(
    /// Card of an initiative, its heading at `level`.
    CardView, "components/card.html", { page: &'a Page, card: &'a Card<'a>, level: u8 }
);
part!(
    /// Card of an organisation.
    OrganisationView, "components/organisation_card.html", { page: &'a Page, card: &'a OrganisationCard<'a> }
);
part!(
    /// Links to the other pages of a list.
    PaginationView, "components/pagination.html", { page: &'a Page, pagination: &'a Pagination }
);
part!(
    /// Breadcrumb.
    Breadcrumb, "components/breadcrumb.html", { page: &'a Page, crumbs: &'a [Crumb] }
);
part!(
    /// Search box.
    SearchBox, "components/search_box.html", { page: &'a Page, label: &'a Key, text: &'a str }
);
part!(
    /// Place search box.
    PlaceBox, "components/place_box_form.html",
    { page: &'a Page, label: &'a Key, text: &'a str, error: &'a str, barrier: &'a str, audience: &'a str }
);
part!(
    /// URL and QR code of a printed page.
    PrintFooterView, "components/print_footer.html", { page: &'a Page, print_footer: &'a PrintFooter }
);
part!(
    /// Text field of a form.
    TextField, "components/text_field.html", { page: &'a Page, field: &'a Field }
);
part!(
    /// Checkboxes or radio buttons of a form.
    ChoicesField, "components/choices_field.html", { page: &'a Page, field: &'a Choices }
);
part!(
    /// Validation errors of a form, with links to their fields.
    ErrorSummary, "components/error_summary.html", { page: &'a Page, errors: &'a FormErrors }
);
