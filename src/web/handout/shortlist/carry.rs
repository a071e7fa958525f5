//! Carries a shortlist from page to page without script and without a cookie: if the address of a page has one, its
//! links and forms to other public pages have it too. The pages themselves know nothing of it, and stay a function of
//! their address.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::domain::directory::Shortlist;
use crate::web::{Page, paths};

/// Beginnings of paths, without the first slash, that lead to no page with links to add.
const LEFT_OUT: [&str; 9] = [
    "static/",
    "api",
    "l/",
    "connexion",
    "moderation",
    "proposer",
    "suivi",
    "robots.txt",
    "sitemap.xml",
];

/// Middleware: adds the list of the address to the links of the page, and to the target of a redirect.
pub async fn carry(request: Request, next: Next) -> Response {
    let list = request.uri().query().map(Page::list_of_query).unwrap_or_default();
    if list.is_empty() || request.method() != Method::GET {
        return next.run(request).await;
    }
    let response = next.run(request).await;
    let (mut parts, body) = response.into_parts();
    let target = parts.headers.get(header::LOCATION).and_then(|it| it.to_str().ok());
    let target = target.and_then(|it| it.strip_prefix('/')).map(|it| with_list(it, &list, "&"));
    if let Some(target) = target.and_then(|it| HeaderValue::from_str(&format!("/{it}")).ok()) {
        parts.headers.insert(header::LOCATION, target);
    }
    let is_html = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|it| it.to_str().is_ok_and(|it| it.starts_with("text/html")));
    if !is_html {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let html = String::from_utf8_lossy(&bytes);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(in_forms(&in_links(&html, &list), &list)))
}

/// `html` with the list in each link to a page of ours.
fn in_links(html: &str, list: &Shortlist) -> String {
    let mut pieces = html.split(" href=\"/");
    let mut carried = String::with_capacity(html.len() + html.len() / 8);
    carried.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (target, rest) = piece.split_once('"').unwrap_or((piece, ""));
        carried.push_str(" href=\"/");
        carried.push_str(&with_list(target, list, "&amp;"));
        carried.push('"');
        carried.push_str(rest);
    }
    carried
}

/// `html` with the list as a hidden field of each form that leads to another page by its address.
fn in_forms(html: &str, list: &Shortlist) -> String {
    let mut pieces = html.split("<form ");
    let mut carried = String::with_capacity(html.len() + 1_024);
    carried.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (attributes, rest) = piece.split_once('>').unwrap_or((piece, ""));
        carried.push_str("<form ");
        carried.push_str(attributes);
        carried.push('>');
        if !attributes.contains("method=") {
            let name = paths::LIST_PARAM;
            let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{list}\">");
            carried.push_str(&field);
        }
        carried.push_str(rest);
    }
    carried
}

/// `target`, a path without its first slash, with the list; `separator` stands between parameters.
fn with_list(target: &str, list: &Shortlist, separator: &str) -> String {
    let (address, anchor) = match target.split_once('#') {
        Some((address, anchor)) => (address, Some(anchor)),
        None => (target, None),
    };
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let is_left_out = LEFT_OUT.iter().any(|start| path.starts_with(start));
    let name = paths::LIST_PARAM;
    // The link that empties the list has the list before only.
    let own = [name, paths::LIST_BEFORE_PARAM];
    let mut names = query.split(['&', ';']).filter_map(|pair| pair.split('=').next());
    if is_left_out || names.any(|it| own.contains(&it)) {
        return target.to_owned();
    }
    let sign = if query.is_empty() { "?" } else { separator };
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    format!("{address}{sign}{name}={list}{anchor}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Shortlist {
        Shortlist::parse("i40,a1").list
    }

    #[test]
    fn links_to_pages_carry_the_list_and_files_do_not() {
        let html = r##"<a href="/initiatives?q=a&amp;page=2#resultats">x</a><link href="/static/a.css"><a href="/">y</a><a href="https://a.fr/">z</a><a href="#b">t</a>"##;
        let expected = r##"<a href="/initiatives?q=a&amp;page=2&amp;l=i40,a1#resultats">x</a><link href="/static/a.css"><a href="/?l=i40,a1">y</a><a href="https://a.fr/">z</a><a href="#b">t</a>"##;
        assert_eq!(in_links(html, &list()), expected);
    }

    #[test]
    fn a_link_with_a_list_of_its_own_keeps_it() {
        assert_eq!(with_list("ma-liste?avant=i1", &list(), "&amp;"), "ma-liste?avant=i1");
        assert_eq!(
            with_list("ma-liste?l=i2&amp;avant=i1", &list(), "&amp;"),
            "ma-liste?l=i2&amp;avant=i1"
        );
        assert_eq!(
            with_list("ma-liste?ajout=i2", &list(), "&amp;"),
            "ma-liste?ajout=i2&amp;l=i40,a1"
        );
    }

    #[test]
    fn forms_that_read_carry_the_list_and_those_that_write_do_not() {
        let html = r#"<form action="/initiatives"><input></form><form method="post"></form>"#;
        let expected = r#"<form action="/initiatives"><input type="hidden" name="l" value="i40,a1"><input></form><form method="post"></form>"#;
        assert_eq!(in_forms(html, &list()), expected);
    }
}
