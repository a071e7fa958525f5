//! Static files, embedded in the program; each name contains a hash of the content.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

use crate::edge::{
    CachePolicy, Coding, etag, matches_if_none_match, negotiate_coding, not_modified,
};
use crate::paths::asset_path;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A static file: uncompressed, in Brotli and in gzip.
struct Asset {
    file: &'static str,
    content_type: &'static str,
    print: &'static str,
    raw: &'static [u8],
    br: &'static [u8],
    gzip: &'static [u8],
}

/// `GET /static/site.3f2a91c07d.css`
pub async fn show(uri: Uri, headers: HeaderMap) -> Response {
    let file = uri.path().strip_prefix(asset_path!(""));
    let Some(asset) = ASSETS.iter().find(|asset| Some(asset.file) == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (body, coding) = match negotiate_coding(&headers) {
        Coding::Brotli => (asset.br, Some("br")),
        Coding::Gzip => (asset.gzip, Some("gzip")),
        Coding::Identity => (asset.raw, None),
    };
    let tag = etag(asset.print, coding);
    let known = matches_if_none_match(&headers, &tag);
    let mut response = (
        CachePolicy::Immutable,
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
            (header::ETAG, tag),
        ],
        Body::from(body),
    )
        .into_response();
    if let Some(coding) = coding {
        let coding = HeaderValue::from_static(coding);
        response.headers_mut().insert(header::CONTENT_ENCODING, coding);
    }
    if known { not_modified(response) } else { response }
}

/// Path of the outline of the neighbourhood `code` in the sprite, 24 units wide.
pub fn outline(code: &str) -> Option<&'static str> {
    let file = SPRITE.strip_prefix(asset_path!(""))?;
    let sprite = ASSETS.iter().find(|asset| asset.file == file)?;
    let sprite = std::str::from_utf8(sprite.raw).ok()?;
    let (_, symbol) = sprite.split_once(&format!("id=\"q-{code}\""))?;
    let (symbol, _) = symbol.split_once("</symbol>")?;
    let (_, path) = symbol.split_once(" d=\"")?;
    path.split_once('"').map(|(path, _)| path)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Maximum size in bytes of a compressed style version: the cost of a first visit to any type of page.
    const MAX_CSS_BYTES: usize = 6_000;

    #[test]
    fn the_style_sheet_of_each_type_of_page_is_small() {
        let styles: Vec<&Asset> =
            ASSETS.iter().filter(|it| it.content_type.starts_with("text/css")).collect();
        assert!(styles.len() > 5);
        for style in styles {
            assert!(style.br.len() <= MAX_CSS_BYTES, "{}: {} bytes", style.file, style.br.len());
        }
    }
}
