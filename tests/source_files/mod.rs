//! Text files of the repository, for the tests that read its sources.

use std::fs;
use std::path::Path;

/// Path and text of each file at `place`, a file or a folder, whose name ends with one of `extensions`; of all files
/// if there are none. Installed Node packages are left out.
pub fn text_files(place: &Path, extensions: &[&str]) -> Vec<(String, String)> {
    if place.is_dir() {
        let entries = fs::read_dir(place).expect("a folder");
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        let paths = paths.iter().filter(|path| !path.ends_with("node_modules"));
        return paths.flat_map(|path| text_files(path, extensions)).collect();
    }
    let extension = place.extension().and_then(|it| it.to_str()).unwrap_or_default();
    if !extensions.is_empty() && !extensions.contains(&extension) {
        return Vec::new();
    }
    let text = fs::read_to_string(place).expect("a text file in UTF-8");
    vec![(place.display().to_string(), text)]
}
