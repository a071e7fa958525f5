//! The static files, made ready once: styles joined, names fingerprinted, bodies compressed.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    hash::{DefaultHasher, Hasher as _},
    io::Write as _,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

const FOLDER: &str = "static";

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// A file of the site: `constant` is how the program calls it.
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
        writeln!(constants, "pub const {}: &str = \"/static/{file}\";", asset.constant)?;
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

/// Every file of `static/` and its scripts; the style sheets, joined in the order of their names, count for one.
fn assets() -> Result<Vec<Asset>> {
    let mut styles = String::new();
    for file in files(&Path::new(FOLDER).join("css"))? {
        styles.push_str(&without_comments(&fs::read_to_string(file)?));
    }
    let css = Asset { constant: "CSS".into(), name: "site.css".into(), body: styles.into() };
    let mut assets = vec![css];
    let plain = files(Path::new(FOLDER))?.into_iter();
    for file in plain.chain(files(&Path::new(FOLDER).join("js"))?) {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a name in UTF-8")?;
        let body = fs::read(&file)?;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let constant = stem.replace('-', "_").to_uppercase();
        assets.push(Asset { constant, name: name.to_owned(), body });
    }
    Ok(assets)
}

/// The icon as an address that holds it: a page that carries it asks for one file less.
fn icon() -> Result<String> {
    let svg = fs::read_to_string(Path::new(FOLDER).join("favicon.svg"))?;
    let coded = [('%', "%25"), ('#', "%23"), ('<', "%3C"), ('>', "%3E"), ('"', "'")];
    let svg =
        coded.iter().fold(svg.trim().to_owned(), |svg, (sign, code)| svg.replace(*sign, code));
    Ok(format!("data:image/svg+xml,{}", svg.replace(' ', "%20")))
}

/// The files of `folder`, not of the folders in it, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = paths.collect::<Result<Vec<_>, _>>()?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// `css` without comments, blank lines and indents; what stands in quotes is left alone, which
/// is why our sheets hold neither `/*` in a string nor a string over two lines.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |sheet, line| sheet + line + "\n")
}

/// Ten hexadecimal digits that change with the content; no secret depends on them.
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
