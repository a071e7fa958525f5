//! Drawing of a link preview: an SVG, made into a PNG by `resvg`.

use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use askama::Template;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};

use crate::web::Page;
use crate::web::handout::entry::typed_address;

/// Size in pixels: the one that messengers and social networks ask for.
pub const WIDTH: u32 = 1200;
pub const HEIGHT: u32 = 630;
/// Width in pixels that texts may take.
const TEXT_WIDTH: f32 = 1072.0;
/// Font sizes of the title in pixels, the largest that fits is taken.
const TITLE_SIZES: [u16; 4] = [76, 64, 54, 46];
const MAX_TITLE_LINES: usize = 3;
const OVER_SIZE: u16 = 32;
const NOTE_SIZE: u16 = 30;
/// Distance between the baselines of the title, in font sizes.
const LEADING: f32 = 1.14;
/// Baseline of the first line of the title below its font size, in pixels.
const TITLE_TOP: f32 = 118.0;

/// Fonts, read once.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in [dejavu::sans_condensed::regular(), dejavu::sans_condensed::bold()] {
        fonts.load_font_source(Source::Binary(Arc::new(font)));
    }
    let family = fonts.faces().next().and_then(|it| it.families.first());
    Options {
        font_family: family.map(|(name, _)| name.clone()).unwrap_or_default(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    }
});

/// Texts of a preview, cut to what fits.
#[derive(Template)]
#[template(path = "handout/preview.svg", escape = "html")]
pub struct Drawing {
    width: u32,
    height: u32,
    over: String,
    title: Vec<TextLine>,
    title_size: u16,
    /// Number to call, or number of results; empty if there is none.
    call: String,
    /// State, or whose number it is; empty if there is none.
    note: String,
    /// Path of the outline of a neighbourhood, 24 units wide.
    outline: Option<&'static str>,
    site: String,
    host: String,
}

struct TextLine {
    text: String,
    /// Baseline in pixels.
    y: f32,
}

impl Drawing {
    pub fn new(page: &Page, over: &str, title: &str) -> Self {
        let (title_size, lines) = fitted(title);
        let size = f32::from(title_size);
        let line = |(at, text)| TextLine { text, y: at * size * LEADING + TITLE_TOP + size };
        let baselines = (0_u8..).map(f32::from);
        Self {
            width: WIDTH,
            height: HEIGHT,
            over: cut(over, OVER_SIZE, false),
            title: baselines.zip(lines).map(line).collect(),
            title_size,
            call: String::new(),
            note: String::new(),
            outline: None,
            site: page.t(crate::i18n::messages::SITE_NAME).into_owned(),
            host: typed_address(page, ""),
        }
    }

    #[must_use]
    pub fn with_call(self, call: &str) -> Self {
        Self { call: call.to_owned(), ..self }
    }

    #[must_use]
    pub fn with_note(self, note: &str) -> Self {
        Self { note: cut(note, NOTE_SIZE, false), ..self }
    }

    #[must_use]
    pub fn with_outline(self, outline: Option<&'static str>) -> Self {
        Self { outline, ..self }
    }

    /// PNG of the drawing.
    pub fn png(&self) -> anyhow::Result<Vec<u8>> {
        let svg = self.render()?;
        let tree = Tree::from_str(&svg, &OPTIONS).context("the drawing is no SVG")?;
        let mut pixels = Pixmap::new(WIDTH, HEIGHT).context("a picture without a size")?;
        resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
        pixels.encode_png().context("the picture is not encoded")
    }
}

/// Largest font size at which `title` fits, and its lines; the last one is cut if none does.
fn fitted(title: &str) -> (u16, Vec<String>) {
    let wrapped = |size: u16| (size, wrap(title, size));
    let mut sizes = TITLE_SIZES.into_iter().map(wrapped);
    let fits = |(_, lines): &(u16, Vec<String>)| lines.len() <= MAX_TITLE_LINES;
    let smallest = || {
        let size = TITLE_SIZES.into_iter().min().unwrap_or_default();
        let mut lines = wrap(title, size);
        let rest = lines.split_off(MAX_TITLE_LINES - 1).join(" ");
        lines.push(cut(&rest, size, true));
        (size, lines)
    };
    sizes.find(fits).unwrap_or_else(smallest)
}

/// Lines of `text` in bold, broken between words.
fn wrap(text: &str, size: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, true) <= TEXT_WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// `text`, or its first words that fit on one line.
fn cut(text: &str, size: u16, is_bold: bool) -> String {
    if text_width(text, size, is_bold) <= TEXT_WIDTH {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_whitespace() {
        if text_width(&format!("{kept} {word}…"), size, is_bold) > TEXT_WIDTH {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    format!("{kept}…")
}

/// Width of `text` in pixels, rather too large: widths of the letters of the font by class.
fn text_width(text: &str, size: u16, is_bold: bool) -> f32 {
    let em = |sign: char| match sign {
        'i' | 'j' | 'l' | '.' | ',' | '’' | '\'' | ':' | ';' | '|' | 'I' | '!' => 0.36,
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '(' | ')' | 'J' => 0.46,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | 'œ' | 'Œ' | 'æ' | '…' | '–' | '—' => 1.0,
        _ if sign.is_uppercase() => 0.76,
        _ => 0.65,
    };
    let weight = if is_bold { 1.0 } else { 0.92 };
    text.chars().map(em).sum::<f32>() * f32::from(size) * weight
}
