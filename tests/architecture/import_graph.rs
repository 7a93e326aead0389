//! Which modules use which, and circles among the modules of one folder.

use crate::module_tree::{ModuleTree, ResolvedRustPath};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

/// The node of a folder's own `mod.rs`, or of the crate's `lib.rs`.
pub(crate) const OWN_NODE: &str = "(own items)";

/// One use of a module by another: the example that a message shows.
#[derive(Debug, Clone)]
pub(crate) struct ModuleUse {
    pub(crate) place: String,
    pub(crate) path: String,
}

/// The edges among the nodes of one folder: its child modules, and the items of the folder's own file.
pub(crate) type FolderGraph = BTreeMap<(String, String), ModuleUse>;

/// The graphs of all folders of a crate. The root's has the key "".
pub(crate) type ImportGraphs = BTreeMap<String, FolderGraph>;

/// Collects every use of one module by another, at the level where the two part.
///
/// Besides paths, calls of methods count where an `impl` block is in another module than its type: by the type where
/// the receiver is `self`, otherwise by a name that only one `impl` block of the crate has, and none of the other
/// crates of the workspace (`foreign_methods`).
pub(crate) fn build_import_graphs(tree: &ModuleTree, foreign_methods: &BTreeSet<String>) -> ImportGraphs {
    let mut methods = MethodModuleIndex::from_module_tree(tree);
    methods.by_unique_name.retain(|name, _| !foreign_methods.contains(name));
    let mut graphs = ImportGraphs::new();
    for (from, module) in tree.modules.iter().enumerate() {
        for used in &module.used_paths {
            let Some(target) = tree.resolve_path(from, &used.segments) else { continue };
            let mut targets = BTreeSet::new();
            match &target {
                ResolvedRustPath::Module(used_module) => {
                    if used.is_glob {
                        targets.extend(reexported_modules(tree, *used_module));
                    }
                    // A name of an enclosing module leads to something else in it, which the next path shows.
                    let encloses = module.path.starts_with(&tree.modules[*used_module].path);
                    if !encloses || used.is_glob && !tree.modules[*used_module].items.is_empty() {
                        targets.insert(*used_module);
                    }
                }
                ResolvedRustPath::Item { module, name, rest } => {
                    targets.insert(*module);
                    if let Some(method) = rest.first() {
                        targets.extend(methods.find_module_with_method(*module, name, method));
                    }
                }
            }
            let path = used.segments.join("::") + if used.is_glob { "::*" } else { "" };
            for target in targets {
                add_edge(&mut graphs, tree, from, target, &path);
            }
        }
        for call in &module.method_calls {
            let target = match &call.receiver {
                Some(receiver) => match tree.resolve_path(from, receiver) {
                    Some(ResolvedRustPath::Item { module, name, .. }) => {
                        methods.find_module_with_method(module, &name, &call.method)
                    }
                    _ => None,
                },
                None => methods.find_module_by_method_name(&call.method),
            };
            if let Some(target) = target {
                add_edge(&mut graphs, tree, from, target, &format!(".{}()", call.method));
            }
        }
    }
    graphs
}

/// The modules whose items a module re-exports.
fn reexported_modules(tree: &ModuleTree, module: usize) -> Vec<usize> {
    let paths = tree.modules[module].imports.values();
    paths.filter_map(|path| tree.resolve_path(module, path)).map(|target| target.module_index()).collect()
}

fn add_edge(graphs: &mut ImportGraphs, tree: &ModuleTree, from: usize, to: usize, path: &str) {
    let (from_module, to_module) = (&tree.modules[from], &tree.modules[to]);
    let shared = from_module.path.iter().zip(&to_module.path).take_while(|(a, b)| a == b).count();
    let node = |path: &[String]| path.get(shared).map_or(OWN_NODE, String::as_str).to_owned();
    let edge = (node(&from_module.path), node(&to_module.path));
    if edge.0 != edge.1 {
        let graph = graphs.entry(from_module.path[..shared].join("::")).or_default();
        graph.entry(edge).or_insert_with(|| ModuleUse {
            place: format!("{}:{}", from_module.file, from_module.find_line_of_path(path)),
            path: path.to_owned(),
        });
    }
}

/// Methods in `impl` blocks that are in another module than their type.
struct MethodModuleIndex {
    /// The module of a method, by the type's module, the type's name and the method's name.
    by_type: BTreeMap<(usize, String, String), usize>,
    /// The module of a method whose name no other `impl` block or trait has.
    by_unique_name: BTreeMap<String, usize>,
}

impl MethodModuleIndex {
    fn from_module_tree(tree: &ModuleTree) -> Self {
        let mut by_type = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<Option<usize>>> = BTreeMap::new();
        for (id, module) in tree.modules.iter().enumerate() {
            for (implementor, method) in &module.methods {
                let extended = match tree.resolve_path(id, implementor) {
                    Some(ResolvedRustPath::Item { module, name, .. }) if module != id => Some((module, name)),
                    _ => None,
                };
                by_name.entry(method.clone()).or_default().push(extended.is_some().then_some(id));
                if let Some((module, name)) = extended {
                    by_type.insert((module, name, method.clone()), id);
                }
            }
        }
        let unique = by_name.into_iter().filter_map(|(method, modules)| match modules.as_slice() {
            [Some(module)] => Some((method, *module)),
            _ => None,
        });
        Self { by_type, by_unique_name: unique.collect() }
    }

    fn find_module_with_method(&self, module: usize, name: &str, method: &str) -> Option<usize> {
        self.by_type.get(&(module, name.to_owned(), method.to_owned())).copied()
    }

    fn find_module_by_method_name(&self, method: &str) -> Option<usize> {
        self.by_unique_name.get(method).copied()
    }
}

/// Describes every circle: the shortest one through each node, with one example for each edge.
pub(crate) fn describe_circles(graphs: &ImportGraphs) -> Vec<String> {
    let mut descriptions = Vec::new();
    for (folder, graph) in graphs {
        let nodes: BTreeSet<&str> = graph.keys().flat_map(|(from, to)| [from.as_str(), to.as_str()]).collect();
        let mut described = BTreeSet::new();
        for node in nodes {
            let Some(circle) = shortest_import_path(graph, node, node) else { continue };
            if described.insert(circle.iter().copied().collect::<BTreeSet<_>>()) {
                let mut text = format!("circle in crate::{folder}: {}", circle.join(" -> "));
                for pair in circle.windows(2) {
                    let example = &graph[&(pair[0].to_owned(), pair[1].to_owned())];
                    write!(text, "\n    {} -> {}: {} at {}", pair[0], pair[1], example.path, example.place).unwrap();
                }
                descriptions.push(text);
            }
        }
    }
    descriptions
}

/// Returns the nodes of the shortest path of at least one edge, both ends included.
pub(crate) fn shortest_import_path<'a, T>(
    graph: &'a BTreeMap<(String, String), T>,
    from: &'a str,
    to: &str,
) -> Option<Vec<&'a str>> {
    let mut previous: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(node) = queue.pop_front() {
        for (_, next) in graph.keys().filter(|(start, _)| start == node) {
            if next == to {
                let mut path = vec![next.as_str(), node];
                while let Some(before) = previous.get(path[path.len() - 1])
                    && path[path.len() - 1] != from
                {
                    path.push(before);
                }
                path.reverse();
                return Some(path);
            }
            if next != from && !previous.contains_key(next.as_str()) {
                previous.insert(next, node);
                queue.push_back(next);
            }
        }
    }
    None
}
