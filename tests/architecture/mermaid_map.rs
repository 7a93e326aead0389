//! The checked diagrams of ARCHITECTURE.md.

use crate::import_graph::shortest_import_path;
use std::collections::{BTreeMap, BTreeSet};

/// A diagram in Mermaid's language, as far as it is checked.
#[derive(Debug, Default)]
pub(crate) struct MermaidMap {
    /// The names that each node stands for, by the node's identifier.
    pub(crate) nodes: BTreeMap<String, Vec<String>>,
    /// Arrows that mean "uses".
    pub(crate) arrows: BTreeMap<(String, String), ()>,
}

impl MermaidMap {
    /// Finds the diagram with the comment `%% checked: NAME` in a page.
    ///
    /// Checked are the boxes `id["title: a, b"]`, where the title is optional, and the arrows `a --> b & c`. Other
    /// shapes and other arrows are not, so a diagram may show what has no import.
    pub(crate) fn find_diagram_in_page(page: &str, name: &str) -> Option<Self> {
        let marker = format!("%% checked: {name}");
        let mut blocks = page.split("```mermaid\n").skip(1).filter_map(|rest| rest.split("```").next());
        let block = blocks.find(|block| block.lines().any(|line| line.trim() == marker))?;
        let mut map = Self::default();
        for line in block.lines().map(str::trim).filter(|line| !line.starts_with("subgraph")) {
            if let Some((id, label)) = line.strip_suffix("\"]").and_then(|line| line.split_once("[\"")) {
                let label = label.replace("<br/>", " ");
                let names = label.split_once(':').map_or(label.as_str(), |(_, names)| names);
                map.nodes.insert(id.to_owned(), names.split(',').map(|name| name.trim().to_owned()).collect());
            } else if let Some((from, to)) = line.split_once(" --> ") {
                for (from, to) in from.split(" & ").flat_map(|from| to.split(" & ").map(move |to| (from, to))) {
                    map.arrows.insert((from.trim().to_owned(), to.trim().to_owned()), ());
                }
            }
        }
        Some(map)
    }

    /// Lists how the diagram differs from the modules and their uses.
    pub(crate) fn differences(&self, modules: &BTreeSet<String>, uses: &BTreeSet<(String, String)>) -> Vec<String> {
        let mut differences = Vec::new();
        let mut node_of = BTreeMap::new();
        for (id, names) in &self.nodes {
            for name in names {
                if !modules.contains(name) {
                    differences.push(format!("{id} names {name}, which does not exist"));
                }
                if node_of.insert(name.as_str(), id.as_str()).is_some() {
                    differences.push(format!("{name} is in two nodes"));
                }
            }
        }
        let missing = modules.iter().filter(|module| !node_of.contains_key(module.as_str()));
        differences.extend(missing.map(|module| format!("{module} is in no node")));

        let mut used: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        for (from, to) in uses {
            if let (Some(from_node), Some(to_node)) = (node_of.get(from.as_str()), node_of.get(to.as_str()))
                && from_node != to_node
            {
                let edge = ((*from_node).to_owned(), (*to_node).to_owned());
                used.entry(edge).or_default().push(format!("{from} uses {to}"));
            }
        }
        for (from, to) in self.arrows.keys() {
            let checked = self.nodes.contains_key(from) && self.nodes.contains_key(to);
            if checked && !used.contains_key(&(from.clone(), to.clone())) {
                differences.push(format!("the arrow {from} --> {to} has no use behind it"));
            } else if !checked {
                differences.push(format!("the arrow {from} --> {to} joins no two boxes"));
            }
            if shortest_import_path(&self.arrows, from, from).is_some() {
                differences.push(format!("{from} is on a circle of arrows"));
            }
        }
        for ((from, to), examples) in &used {
            if shortest_import_path(&self.arrows, from, to).is_none() {
                differences.push(format!("no arrow leads from {from} to {to}: {}", examples.join(", ")));
            }
        }
        differences
    }
}
