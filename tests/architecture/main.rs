//! The imports of every crate and of the shell go one way, and the diagrams of ARCHITECTURE.md show them.

#![allow(clippy::unwrap_used, reason = "a test")]

mod import_graph;
mod mermaid_map;
mod module_tree;

use import_graph::{ImportGraphs, OWN_NODE, build_import_graphs, describe_circles};
use mermaid_map::MermaidMap;
use module_tree::{ModuleTree, SourceFiles, read_source_files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Every crate of the workspace by its name, with the modules of its library and its program. The root package is
/// `mayfly`.
static CRATES: LazyLock<BTreeMap<String, Vec<ModuleTree>>> = LazyLock::new(|| {
    let folders = std::fs::read_dir("crates").unwrap().map(|entry| entry.unwrap().path());
    let crates = folders.map(|folder| (folder.file_name().unwrap().to_str().unwrap().to_owned(), folder.join("src")));
    let crates = crates.chain([("mayfly".to_owned(), PathBuf::from("src-tauri/src"))]).filter(|(_, src)| src.exists());
    crates.map(|(name, src)| (name, parse_crate(&read_source_files(&src)))).collect()
});

fn parse_crate(files: &SourceFiles) -> Vec<ModuleTree> {
    let roots = ["lib.rs", "main.rs"].into_iter().filter(|root| files.contains_key(*root));
    roots.map(|root| ModuleTree::parse(files, root)).collect()
}

/// The names of the methods of all crates but one.
fn methods_of_other_crates(name: &str) -> BTreeSet<String> {
    let trees = CRATES.iter().filter(|(other, _)| *other != name).flat_map(|(_, trees)| trees);
    trees.flat_map(|tree| &tree.modules).flat_map(|module| &module.methods).map(|(_, method)| method.clone()).collect()
}

#[test]
fn no_modules_of_a_folder_import_each_other_in_a_circle() {
    let mut circles = Vec::new();
    for (name, trees) in CRATES.iter() {
        let foreign_methods = methods_of_other_crates(name);
        for tree in trees {
            let found = describe_circles(&build_import_graphs(tree, &foreign_methods));
            circles.extend(found.iter().map(|circle| format!("{name}: {circle}")));
        }
    }
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn diagram_of_the_crates_shows_what_they_import() {
    let mut uses = BTreeSet::new();
    for (name, trees) in CRATES.iter() {
        let modules = trees.iter().flat_map(|tree| &tree.modules);
        let paths = modules.flat_map(|module| &module.used_paths);
        let first_names: BTreeSet<_> = paths.filter_map(|used| used.segments.first()).collect();
        let others = CRATES.keys().filter(|other| *other != name);
        let used = others.filter(|other| first_names.contains(&other.replace('-', "_")));
        uses.extend(used.map(|other| (name.clone(), other.clone())));
    }
    assert_diagram("crates", &CRATES.keys().cloned().collect(), &uses);
}

#[test]
fn diagram_of_the_core_shows_what_its_modules_import() {
    assert_diagram_of_modules("core", "mayfly-core");
}

#[test]
fn diagram_of_the_shell_shows_what_its_modules_import() {
    assert_diagram_of_modules("shell", "mayfly");
}

/// Compares a diagram with the modules in the root of a crate. `lib.rs` is one of them if it defines items itself.
fn assert_diagram_of_modules(diagram: &str, crate_name: &str) {
    let tree = &CRATES[crate_name][0];
    let root = &tree.modules[0];
    let mut modules: BTreeSet<_> = root.children.keys().cloned().collect();
    if !root.items.is_empty() {
        modules.insert("lib".to_owned());
    }
    let name = |node: &String| if node == OWN_NODE { "lib".to_owned() } else { node.clone() };
    let graphs = build_import_graphs(tree, &methods_of_other_crates(crate_name));
    let uses = graphs[""].keys().map(|(from, to)| (name(from), name(to))).collect();
    assert_diagram(diagram, &modules, &uses);
}

fn assert_diagram(name: &str, modules: &BTreeSet<String>, uses: &BTreeSet<(String, String)>) {
    let page = std::fs::read_to_string("ARCHITECTURE.md").unwrap();
    let map = MermaidMap::find_diagram_in_page(&page, name);
    let map = map.unwrap_or_else(|| panic!("ARCHITECTURE.md has no diagram with `%% checked: {name}`"));
    let differences = map.differences(modules, uses);
    assert!(differences.is_empty(), "the diagram {name} of ARCHITECTURE.md differs:\n{}", differences.join("\n"));
}

/// The checks themselves, on small crates.
mod checks {
    use super::*;

    fn import_graphs_of_files(files: &[(&str, &str)]) -> ImportGraphs {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        build_import_graphs(&ModuleTree::parse(&files, "lib.rs"), &BTreeSet::new())
    }

    fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
        describe_circles(&import_graphs_of_files(files))
    }

    #[test]
    fn direct_circle_is_found_with_an_example_for_each_edge() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::{C as D};\npub struct A(D);"),
            ("b.rs", "pub struct C;\npub fn f() -> Option<crate::a::A> { None }"),
        ];
        let expected =
            "circle in crate::: a -> b -> a\n    a -> b: crate::b::C at a.rs:1\n    b -> a: crate::a::A at b.rs:2";
        assert_eq!(circles_of(&files), [expected]);
    }

    #[test]
    fn circle_through_re_exports_is_found() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use b::B;"),
            ("a/mod.rs", "mod inner; pub use inner::A;"),
            ("a/inner.rs", "use crate::B;\npub struct A(B);"),
            ("b.rs", "pub struct B;\nuse crate::a::A;"),
        ];
        assert!(circles_of(&files)[0].contains("a -> b: crate::B at a/inner.rs:1"), "{:?}", circles_of(&files));
    }

    #[test]
    fn circle_through_super_is_found_in_a_nested_folder() {
        let files = [
            ("lib.rs", "mod outer;"),
            ("outer/mod.rs", "mod a; mod b;"),
            ("outer/a.rs", "pub fn f() { super::b::g() }"),
            ("outer/b.rs", "use super::a;\npub fn g() { a::f() }"),
        ];
        assert!(circles_of(&files)[0].starts_with("circle in crate::outer: a -> b -> a"), "{:?}", circles_of(&files));
    }

    #[test]
    fn circle_of_three_modules_is_found() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::*;"),
            ("b.rs", "pub fn f() { println!(\"{}\", crate::c::TEXT) }"),
            ("c.rs", "pub const TEXT: &str = \"\"; impl Trait for crate::a::A {}"),
        ];
        assert!(circles_of(&files)[0].starts_with("circle in crate::: a -> b -> c -> a"), "{:?}", circles_of(&files));
    }

    #[test]
    fn circle_of_a_folder_file_with_its_child_is_found() {
        let files = [
            ("lib.rs", "mod folder;"),
            ("folder/mod.rs", "mod child; pub use child::f; pub const LIMIT: u8 = 1;"),
            ("folder/child.rs", "pub fn f() -> u8 { super::LIMIT }"),
        ];
        assert!(circles_of(&files)[0].contains("child -> (own items): super::LIMIT"), "{:?}", circles_of(&files));
    }

    #[test]
    fn circle_through_a_method_of_an_extended_type_is_found() {
        let files = [
            ("lib.rs", "mod handle; mod low; mod service;"),
            ("handle.rs", "pub struct Core;"),
            ("low.rs", "pub fn run(core: &crate::handle::Core) { core.create_inbox() }"),
            (
                "service.rs",
                "use crate::{handle::Core, low};\nimpl Core { pub fn create_inbox(&self) { low::run(self) } }",
            ),
        ];
        assert!(
            circles_of(&files)[0].contains("low -> service: .create_inbox() at low.rs:1"),
            "{:?}",
            circles_of(&files)
        );
    }

    #[test]
    fn tree_whose_imports_go_one_way_has_no_circle() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a/mod.rs", "mod low; mod high; pub use high::A;"),
            ("a/low.rs", "pub struct Low; #[cfg(test)] mod tests { use crate::a::A; }"),
            ("a/high.rs", "use super::low::Low;\npub struct A(Low, crate::b::B);"),
            ("b.rs", "pub(in crate::a) struct B; #[cfg(test)] use crate::A; #[test] fn t() { crate::a::f() }"),
        ];
        assert_eq!(circles_of(&files), Vec::<String>::new());
        assert_eq!(import_graphs_of_files(&files)[""].keys().filter(|(from, _)| from == "a").count(), 1);
    }

    #[test]
    fn diagram_that_differs_from_the_imports_is_reported() {
        let nodes = "  top[\"services: a, b\"]\n  low[\"c\"]\n  old[\"d\"]\n";
        let page = format!("```mermaid\n  %% checked: x\n{nodes}  top --> low\n  low --> old\n```");
        let map = MermaidMap::find_diagram_in_page(&page, "x").unwrap();
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let uses = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let modules = set(&["a", "b", "c", "d"]);
        // The arrow from the top to the old node is implied.
        let right = uses(&[("a", "b"), ("a", "c"), ("c", "d"), ("b", "d")]);
        assert_eq!(map.differences(&modules, &right), Vec::<String>::new());
        let wrong = uses(&[("a", "c"), ("d", "b")]);
        let expected = [
            "the arrow low --> old has no use behind it",
            "no arrow leads from old to top: d uses b",
            "e is in no node",
        ];
        let found = map.differences(&set(&["a", "b", "c", "d", "e"]), &wrong);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(expected.iter().all(|difference| found.iter().any(|text| text == difference)), "{found:?}");
    }
}
