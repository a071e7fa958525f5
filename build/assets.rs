//! Prepares the static files at build time: style sheets bundled by page type, names fingerprinted, bodies
//! compressed.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

const FOLDER: &str = "static";

/// Style sheets included in every bundle.
const COMMON_STYLE_SHEETS: [&str; 8] = [
    "10-tokens",
    "20-base",
    "30-head-foot",
    "31-search",
    "32-breadcrumb",
    "33-notes",
    "80-overrides",
    "90-print",
];

/// CSS bundles, one for each page type: the name of its constant, and its style sheets besides the common ones, which
/// are concatenated in name order. A test finds the styles that a page uses and its bundle lacks.
const CSS_BUNDLES: [(&str, &[&str]); 25] = [
    (
        "CSS_HOME",
        &[
            "31-search-tips",
            "40-rows",
            "40-tiles",
            "44-details",
            "45-hero",
            "46-home",
            "56-map",
            "56-combobox",
            "56-place-box",
        ],
    ),
    (
        "CSS_LIST",
        &[
            "40-state",
            "41-cards",
            "41-contact-line",
            "42-facets",
            "42-filters",
            "47-fields",
            "47-place-list",
            "48-lines",
            "49-contacts",
            "56-combobox",
            "91-print-records",
            "92-print-cards",
        ],
    ),
    (
        "CSS_ORGANISATIONS",
        &[
            "40-state",
            "41-contact-line",
            "42-facets",
            "42-filters",
            "47-fields",
            "47-place-list",
            "48-lines",
            "49-contacts",
            "53-organisation",
            "91-print-records",
        ],
    ),
    ("CSS_SCHEMES", &["42-facets", "42-filters", "48-schemes"]),
    (
        "CSS_RECORD",
        &[
            "40-state",
            "41-cards",
            "41-contact-line",
            "44-details",
            "48-lines",
            "48-schemes",
            "49-contacts",
            "50-page",
            "51-contact",
            "91-print-records",
            "92-print-cards",
        ],
    ),
    (
        "CSS_ORGANISATION",
        &[
            "40-state",
            "41-cards",
            "41-contact-line",
            "43-tables",
            "48-lines",
            "49-contacts",
            "50-page",
            "51-call",
            "51-contact",
            "53-week",
            "91-print-records",
            "92-print-cards",
        ],
    ),
    (
        "CSS_BARRIER",
        &[
            "40-state",
            "40-rows",
            "41-cards",
            "41-contact-line",
            "44-details",
            "48-schemes",
            "50-page",
            "52-barrier",
            "53-departements",
            "56-combobox",
            "56-place-box",
            "92-print-cards",
        ],
    ),
    ("CSS_BARRIERS", &["40-rows", "40-tiles", "50-page"]),
    (
        "CSS_COLLECTION",
        &["40-state", "41-cards", "41-contact-line", "50-page", "55-collection", "92-print-cards"],
    ),
    (
        "CSS_NEED",
        &[
            "40-state",
            "40-rows",
            "40-tiles",
            "41-contact-line",
            "47-fields",
            "48-lines",
            "49-contacts",
            "50-page",
            "51-call",
            "52-need",
            "91-print-records",
        ],
    ),
    (
        "CSS_NEIGHBOURHOOD",
        &[
            "40-state",
            "41-contact-line",
            "44-details",
            "48-lines",
            "49-contacts",
            "50-page",
            "51-neighbourhood",
            "52-figures",
            "56-combobox",
            "56-place-box",
            "56-neighbourhood-map",
            "91-print-records",
        ],
    ),
    ("CSS_COVERAGE", &["43-tables", "44-details", "50-page", "54-coverage"]),
    ("CSS_DEPARTEMENT", &["43-tables", "44-details", "50-page", "54-coverage", "56-map"]),
    (
        "CSS_PLACES",
        &[
            "31-search-tips",
            "41-contact-line",
            "44-details",
            "47-place-list",
            "48-lines",
            "49-contacts",
            "50-page",
            "56-map",
            "56-combobox",
            "56-place-box",
            "57-location",
        ],
    ),
    (
        "CSS_TOWN",
        &[
            "40-rows",
            "40-tiles",
            "41-contact-line",
            "44-details",
            "47-place-list",
            "48-lines",
            "49-contacts",
            "50-page",
            "56-combobox",
            "56-place-box",
            "57-location",
        ],
    ),
    (
        "CSS_QUARTERS",
        &[
            "43-tables",
            "43-tables-cards",
            "44-details",
            "50-page",
            "53-departements",
            "54-neighbourhoods",
            "56-combobox",
            "56-place-box",
        ],
    ),
    ("CSS_POSTER", &["49-contacts", "56-poster"]),
    ("CSS_SHORTLIST", &["40-state", "41-contact-line", "50-page", "59-code", "59-shortlist"]),
    ("CSS_SHEET", &["59-code", "59-sheet"]),
    ("CSS_HANDOUT", &["41-contact-line", "43-tables", "57-handout", "57-handout-parts"]),
    ("CSS_BOOKLET", &["41-contact-line", "57-booklet", "57-handout-parts"]),
    (
        "CSS_TEXT",
        &[
            "40-state",
            "43-tables",
            "43-tables-cards",
            "44-details",
            "48-schemes",
            "50-page",
            "53-text",
        ],
    ),
    ("CSS_FORM", &["40-state", "44-details", "50-page", "57-forms", "58-propose"]),
    ("CSS_ACCOUNT", &["43-tables", "43-tables-cards", "57-forms", "58-account", "58-members"]),
    (
        "CSS_MODERATION",
        &[
            "42-filters",
            "43-tables",
            "43-tables-cards",
            "50-page",
            "57-forms",
            "58-members",
            "58-moderation",
        ],
    ),
];

/// Scripts in one file: its name, and the scripts of `static/js` that it holds. A page of the directory loads one script,
/// which stays in the cache of the browser for the next pages. Each script has a scope of its own.
const SCRIPT_BUNDLES: [(&str, &[&str]); 1] = [("site", &["print", "search", "shortlist"])];

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// A static file; `constant` is its name in the program.
struct Asset {
    constant: String,
    name: String,
    body: Vec<u8>,
}

pub fn build(out: &Path) -> Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let folder = out.join("assets");
    fs::create_dir_all(&folder)?;
    let mut constants = String::new();
    let mut table = String::new();
    for asset in assets()? {
        let print = fingerprint(&asset.body);
        let (stem, ending) = asset.name.rsplit_once('.').ok_or("a static file has an ending")?;
        let file = format!("{stem}.{print}.{ending}");
        fs::write(folder.join(&file), &asset.body)?;
        fs::write(folder.join(format!("{file}.br")), brotli(&asset.body)?)?;
        fs::write(folder.join(format!("{file}.gz")), gzip(&asset.body)?)?;
        let body = |coding| {
            format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{file}{coding}\"))")
        };
        writeln!(constants, "pub const {}: &str = asset_path!(\"{file}\");", asset.constant)?;
        writeln!(
            table,
            "Asset {{ file: {file:?}, content_type: {:?}, print: {print:?}, raw: {}, br: {}, gzip: {} }},",
            content_type(ending)?,
            body(""),
            body(".br"),
            body(".gz"),
        )?;
    }
    writeln!(constants, "pub const ICON: &str = {:?};", icon()?)?;
    let code = format!("{constants}\nstatic ASSETS: &[Asset] = &[\n{table}];\n");
    Ok(fs::write(out.join("assets.rs"), code)?)
}

/// Files of `static/` and `static/js/`, the CSS bundle of each page type, and the bundles of scripts.
fn assets() -> Result<Vec<Asset>> {
    let mut assets =
        CSS_BUNDLES.iter().map(|(name, own)| css_bundle(name, own)).collect::<Result<Vec<_>>>()?;
    for (name, own) in SCRIPT_BUNDLES {
        assets.push(script_bundle(name, own)?);
    }
    let plain = files(Path::new(FOLDER))?.into_iter();
    let is_bundled = |file: &PathBuf| {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        SCRIPT_BUNDLES.iter().any(|(_, own)| own.contains(&stem))
    };
    let scripts = files(&Path::new(FOLDER).join("js"))?.into_iter();
    for file in plain.chain(scripts.filter(|file| !is_bundled(file))) {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a name in UTF-8")?;
        let body = fs::read(&file)?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let constant = stem.replace('-', "_").to_uppercase();
        assets.push(Asset { constant, name: name.to_owned(), body });
    }
    Ok(assets)
}

/// CSS bundle named `constant`: the common style sheets and its `own`.
fn css_bundle(constant: &str, own: &[&str]) -> Result<Asset> {
    let mut sheets = [&COMMON_STYLE_SHEETS, own].concat();
    sheets.sort_unstable();
    let mut body = String::new();
    for file in sheets {
        let path = Path::new(FOLDER).join("css").join(file).with_extension("css");
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        body.push_str(&without_comments(&text));
    }
    let name = format!("{}.css", constant.trim_start_matches("CSS_").to_lowercase());
    Ok(Asset { constant: constant.to_owned(), name, body: body.into() })
}

/// Scripts `own` in one file, each in a block: a module keeps the names of a block to itself.
fn script_bundle(name: &str, own: &[&str]) -> Result<Asset> {
    let mut body = String::new();
    for script in own {
        let path = Path::new(FOLDER).join("js").join(script).with_extension("js");
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        body.push_str("{\n");
        for line in lines {
            body.push_str(line);
            body.push('\n');
        }
        body.push_str("}\n");
    }
    Ok(Asset { constant: name.to_uppercase(), name: format!("{name}.js"), body: body.into() })
}

/// Favicon as a `data:` URL, which saves one request a page.
fn icon() -> Result<String> {
    let svg = fs::read_to_string(Path::new(FOLDER).join("favicon.svg"))?;
    let coded = [('%', "%25"), ('#', "%23"), ('<', "%3C"), ('>', "%3E"), ('"', "'")];
    let svg =
        coded.iter().fold(svg.trim().to_owned(), |svg, (sign, code)| svg.replace(*sign, code));
    Ok(format!("data:image/svg+xml,{}", svg.replace(' ', "%20")))
}

/// Files directly in `folder`, sorted by name; subfolders are skipped.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = paths.collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// Minifies `css`: removes comments, blank lines and indentation. Strings are not parsed, so style sheets must not
/// contain `/*` in a string nor a string over two lines.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |file, line| file + line + "\n")
}

/// Ten hexadecimal digits of a hash of the content, for cache busting; not cryptographic.
fn fingerprint(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    format!("{:010x}", hasher.finish() >> 24)
}

fn brotli(mut body: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let best = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    ::brotli::BrotliCompress(&mut body, &mut packed, &best)?;
    Ok(packed)
}

fn gzip(body: &[u8]) -> Result<Vec<u8>> {
    let mut packed = GzBuilder::new().write(Vec::new(), Compression::best());
    packed.write_all(body)?;
    Ok(packed.finish()?)
}

fn content_type(ending: &str) -> Result<&'static str> {
    match ending {
        "css" => Ok("text/css; charset=utf-8"),
        "js" => Ok("text/javascript; charset=utf-8"),
        "svg" => Ok("image/svg+xml"),
        other => Err(format!("{FOLDER}: no content type known for .{other}").into()),
    }
}
