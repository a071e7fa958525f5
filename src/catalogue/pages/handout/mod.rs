//! Content of booklets and of pocket packs.

mod booklet;
mod pocket;

pub use booklet::{
    BookletChapter, BookletContent, BookletEntry, BookletOrder, ChapterSubject, IndexLine,
};
pub use pocket::{PocketCache, PocketContent, PocketIndex, PocketWords};
