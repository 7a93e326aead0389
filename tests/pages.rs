//! Every path that the documents name exists.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fs::{read_dir, read_to_string};
use std::path::Path;

/// Folders that are generated, or not in the repository.
const SKIPPED_FOLDERS: [&str; 6] = ["target", "node_modules", "dist", "gen", ".git", "__pycache__"];

/// Endings of names that are files of the repository where a document names them.
const FILE_ENDINGS: [&str; 10] = [".rs", ".ts", ".mjs", ".sh", ".md", ".json", ".toml", ".yml", ".svelte", ".ftl"];

/// Paths of another place: the system, a user's folder, what a build writes, a file of an updater.
const OTHER_PLACES: [&str; 4] = ["/", "~", "target/", "latest.json"];

#[test]
fn every_path_named_by_a_document_exists() {
    let paths = list_repository();
    let documents = paths.iter().filter(|path| {
        let is_in_root = ["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md"].contains(&path.as_str());
        is_in_root || path.starts_with("docs/") && path.ends_with(".md")
    });
    let mut missing = Vec::new();
    for document in documents {
        let text = read_to_string(document).unwrap();
        let folder = Path::new(document).parent().unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let links = links.map(|link| link.split('#').next().unwrap()).filter(|link| !link.contains("://"));
        missing.extend(links.filter(|link| !folder.join(link).exists()).map(|link| format!("{document}: ({link})")));

        let names = quoted_words(&text).flat_map(expand_braces).filter(|name| is_repository_path(name));
        let absent = names.filter(|name| !paths.iter().any(|path| ends_with_path(path, name)));
        missing.extend(absent.map(|name| format!("{document}: `{name}`")));
    }
    assert!(missing.is_empty(), "these do not exist:\n{}", missing.join("\n"));
}

#[test]
fn every_name_in_the_table_of_folders_is_in_its_folder() {
    let text = read_to_string("ARCHITECTURE.md").unwrap();
    let table = text.split("## Where things are").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut row_count = 0;
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let [_, folder_cell, content_cell, ..] = line.split('|').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let folders: Vec<_> = quoted_words(folder_cell).collect();
        let missing_folders: Vec<_> = folders.iter().filter(|folder| !Path::new(folder).is_dir()).collect();
        assert!(missing_folders.is_empty(), "{missing_folders:?} do not exist");
        for name in quoted_words(content_cell).filter(|name| !name.contains(' ')) {
            let exists =
                |base: &str| ["", ".rs"].iter().any(|ending| Path::new(&format!("{base}{name}{ending}")).exists());
            let bases = folders.iter().flat_map(|folder| [format!("{folder}/"), format!("{folder}/src/")]);
            assert!(bases.chain([String::new()]).any(|base| exists(&base)), "{name} is not in {folders:?}");
        }
        row_count += 1;
    }
    assert!(row_count > 8, "the table has {row_count} rows");

    let tools = read_dir("tests/tools").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    // A tool of several files has a folder of its name.
    let is_named = |file: &str| {
        file == "main.rs" || quoted_words(table).any(|name| name == file.strip_suffix(".rs").unwrap_or(file))
    };
    let unnamed: Vec<_> = tools.filter(|file| !is_named(file)).collect();
    assert!(unnamed.is_empty(), "the table does not name these tools: {unnamed:?}");
}

#[test]
fn every_test_filter_in_a_document_names_a_test() {
    let test_files: Vec<String> = list_repository()
        .into_iter()
        .filter(|path| path.ends_with(".rs") && path.split('/').any(|folder| folder == "tests"))
        .collect();
    let mut missing = Vec::new();
    for document in ["CONTRIBUTING.md", "docs/reliability.md", "docs/security.md"] {
        let text = read_to_string(document).unwrap();
        for command in quoted_words(&text).filter(|words| words.contains("--test ")) {
            let mut words = command.split("--test ").nth(1).unwrap().split_whitespace();
            let target = words.next().unwrap();
            let files = test_files.iter().filter(|path| {
                path.ends_with(&format!("tests/{target}.rs")) || path.contains(&format!("tests/{target}/"))
            });
            let sources: Vec<_> = files.collect();
            let has_test = |filter: &str| {
                sources.iter().any(|path| {
                    let source = read_to_string(path).unwrap();
                    let module = path.trim_end_matches(".rs").rsplit('/').next().unwrap();
                    module.contains(filter) || test_names(&source).any(|name| name.contains(filter))
                })
            };
            if sources.is_empty() || words.next().is_some_and(|filter| !filter.starts_with('-') && !has_test(filter)) {
                missing.push(format!("{document}: `{command}`"));
            }
        }
    }
    assert!(missing.is_empty(), "these commands run no test:\n{}", missing.join("\n"));
}

/// The names of the functions in a source file.
fn test_names(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("async ").strip_prefix("fn ")?.split('(').next())
}

/// What stands in backquotes in the text, without the blocks of diagrams.
fn quoted_words(text: &str) -> impl Iterator<Item = &str> {
    let outside_blocks = text.split("```").step_by(2);
    outside_blocks.flat_map(|part| part.split('`').skip(1).step_by(2))
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn expand_braces(name: &str) -> Vec<String> {
    let Some((before, rest)) = name.split_once('{') else { return vec![name.to_owned()] };
    let Some((inner, after)) = rest.split_once('}') else { return vec![name.to_owned()] };
    inner.split(',').map(|part| format!("{before}{part}{after}")).collect()
}

/// Returns whether the name is a file or folder of the repository, and not a command, a type or another place.
fn is_repository_path(name: &str) -> bool {
    let has_path_characters = name.chars().all(|c| c.is_ascii_alphanumeric() || "/._-@".contains(c));
    let is_file = FILE_ENDINGS.iter().any(|ending| name.ends_with(ending));
    let is_elsewhere = OTHER_PLACES.iter().any(|place| name.starts_with(place));
    let is_package =
        name.starts_with('@') || ["svelte", "prettier", "eslint"].iter().any(|tool| name.starts_with(tool));
    let is_placeholder = name.starts_with("xx.") || name.contains("/xx.");
    has_path_characters && (name.contains('/') || is_file) && !is_elsewhere && !is_package && !is_placeholder
}

fn ends_with_path(path: &str, name: &str) -> bool {
    path.strip_suffix(name.trim_end_matches('/')).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Every file and folder of the repository.
fn list_repository() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in read_dir(Path::new(".").join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if SKIPPED_FOLDERS.contains(&name.as_str()) {
                continue;
            }
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type().unwrap().is_dir() {
                folders.push(path.clone());
            }
            found.push(path);
        }
    }
    found
}
