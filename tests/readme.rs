//! The README documents every setting.

use quartiers_emploi::config::settings;

const README: &str = include_str!("../README.md");

#[test]
fn the_readme_documents_every_setting_with_its_default() {
    for setting in settings() {
        let row = format!("| `{}` | `{}` |", setting.flag, setting.variable);
        let line = README.lines().find(|line| line.starts_with(&row));
        let line = line.unwrap_or_else(|| panic!("no row for {}", setting.flag));
        if let Some(default) = setting.default.filter(|default| default != "false") {
            assert!(line.contains(&format!("| `{default}` |")), "{}: {default}", setting.flag);
        }
    }
}
