//! The modules of one crate: what each defines, re-exports and uses, without its tests.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::visit::{self, Visit};

/// The sources of a crate: file paths below its `src` folder, and their text.
pub(crate) type SourceFiles = BTreeMap<String, String>;

/// Reads every Rust file below a `src` folder.
pub(crate) fn read_source_files(src: &Path) -> SourceFiles {
    let (mut files, mut folders) = (SourceFiles::new(), vec![src.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(src).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

/// A path in the code.
#[derive(Debug, Clone)]
pub(crate) struct ReferencedModulePath {
    pub(crate) segments: Vec<String>,
    /// Whether it imports all names of a module (`path::*`).
    pub(crate) is_glob: bool,
}

/// A call with a dot, such as `core.create_inbox()`.
#[derive(Debug)]
pub(crate) struct RecordedMethodCall {
    pub(crate) method: String,
    /// The type of the receiver where it is known: the type of the `impl` block, for `self.method()`.
    pub(crate) receiver: Option<Vec<String>>,
}

/// One module, without the modules within it.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The names from the crate's root to this module; empty for the root.
    pub(crate) path: Vec<String>,
    pub(crate) file: String,
    source: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: BTreeMap<String, usize>,
    /// Names of the items that the module defines itself.
    pub(crate) items: BTreeSet<String>,
    /// Names that `use` brings into the module, re-exports included, and the paths they stand for.
    pub(crate) imports: BTreeMap<String, Vec<String>>,
    pub(crate) globs: Vec<Vec<String>>,
    pub(crate) used_paths: Vec<ReferencedModulePath>,
    pub(crate) method_calls: Vec<RecordedMethodCall>,
    /// Methods and functions of `impl` blocks, with the path of the type. The path is empty for a method of a trait.
    pub(crate) methods: Vec<(Vec<String>, String)>,
}

impl Module {
    /// Returns the line of a path in the module's file: where it is as a whole, or else where its last name is.
    pub(crate) fn find_line_of_path(&self, path: &str) -> usize {
        let path = path.trim_matches(|c: char| !c.is_alphanumeric() && c != '_');
        let last_name = path.rsplit("::").next().unwrap();
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let has_path = |line: &str| line.contains(path);
        let has_last_name = |line: &str| line.split(|c| !is_name(c)).any(|word| word == last_name);
        let code_lines = || self.source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        let found = code_lines().find(|(_, line)| has_path(line) && has_last_name(line));
        found.or_else(|| code_lines().find(|(_, line)| has_last_name(line))).map_or(0, |(index, _)| index + 1)
    }
}

/// All modules of a crate. The first is the root.
#[derive(Debug, Default)]
pub(crate) struct ModuleTree {
    pub(crate) modules: Vec<Module>,
}

/// What a path leads to, after re-exports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ResolvedRustPath {
    Module(usize),
    /// An item with the module that defines it, and what the path names within the item (a method, a variant).
    Item {
        module: usize,
        name: String,
        rest: Vec<String>,
    },
}

impl ResolvedRustPath {
    pub(crate) fn module_index(&self) -> usize {
        match self {
            Self::Module(module) | Self::Item { module, .. } => *module,
        }
    }
}

impl ModuleTree {
    /// Parses a crate from its root file on. Modules and items for tests are left out.
    pub(crate) fn parse(files: &SourceFiles, root_file: &str) -> Self {
        let mut tree = Self::default();
        let file = syn::parse_file(&files[root_file]).unwrap_or_else(|error| panic!("{root_file}: {error}"));
        tree.add_module(files, Vec::new(), None, root_file, "", &file.items);
        tree
    }

    fn add_module(
        &mut self,
        files: &SourceFiles,
        path: Vec<String>,
        parent: Option<usize>,
        file: &str,
        folder: &str,
        items: &[syn::Item],
    ) -> usize {
        let id = self.modules.len();
        let source = files[file].clone();
        self.modules.push(Module { path: path.clone(), file: file.to_owned(), source, parent, ..Module::default() });
        for item in items {
            match item {
                syn::Item::Mod(child) if !is_for_tests(&child.attrs) => {
                    let name = child.ident.to_string();
                    let child_path = [path.as_slice(), std::slice::from_ref(&name)].concat();
                    let child_folder = format!("{folder}{name}/");
                    let child_id = if let Some((_, items)) = &child.content {
                        self.add_module(files, child_path, Some(id), file, &child_folder, items)
                    } else {
                        let named = rust_path_attribute_value(&child.attrs).map(|name| format!("{folder}{name}"));
                        let candidates = [format!("{folder}{name}.rs"), format!("{child_folder}mod.rs")];
                        let child_file = named.into_iter().chain(candidates).find(|file| files.contains_key(file));
                        let child_file = child_file.unwrap_or_else(|| panic!("{file}: no file for mod {name}"));
                        let parsed = syn::parse_file(&files[&child_file]);
                        let parsed = parsed.unwrap_or_else(|error| panic!("{child_file}: {error}"));
                        self.add_module(files, child_path, Some(id), &child_file, &child_folder, &parsed.items)
                    };
                    self.modules[id].children.insert(name, child_id);
                }
                item => ModuleVisitor { module: &mut self.modules[id], self_type: None }.visit_item(item),
            }
        }
        id
    }

    /// Returns what a path in a module leads to; `None` for other crates and local names.
    pub(crate) fn resolve_path(&self, module: usize, path: &[String]) -> Option<ResolvedRustPath> {
        self.resolve(module, path, &mut BTreeSet::new())
    }

    fn resolve(
        &self,
        from: usize,
        path: &[String],
        visited: &mut BTreeSet<(usize, String)>,
    ) -> Option<ResolvedRustPath> {
        let (mut module, mut rest) = match path.first()?.as_str() {
            "crate" => (0, &path[1..]),
            "self" => (from, &path[1..]),
            "super" => (self.modules[from].parent?, &path[1..]),
            _ => (from, path),
        };
        loop {
            let Some((name, after)) = rest.split_first() else { return Some(ResolvedRustPath::Module(module)) };
            if name == "super" {
                (module, rest) = (self.modules[module].parent?, after);
                continue;
            }
            match self.resolve_name(module, name, after.is_empty(), visited) {
                Some(ResolvedRustPath::Module(found)) => (module, rest) = (found, after),
                Some(ResolvedRustPath::Item { module, name, rest }) => {
                    return Some(ResolvedRustPath::Item { module, name, rest: [rest.as_slice(), after].concat() });
                }
                // A name that a macro generates in a module of this crate.
                None if rest.len() < path.len() => {
                    return Some(ResolvedRustPath::Item { module, name: name.clone(), rest: after.to_vec() });
                }
                None => return None,
            }
        }
    }

    /// Looks a name up in a module. A module and an item can share a name: the last name of a path is the item.
    fn resolve_name(
        &self,
        module: usize,
        name: &str,
        is_last: bool,
        visited: &mut BTreeSet<(usize, String)>,
    ) -> Option<ResolvedRustPath> {
        let found = &self.modules[module];
        let child = found.children.get(name).map(|child| ResolvedRustPath::Module(*child));
        if child.is_some() && !is_last {
            return child;
        }
        if found.items.contains(name) {
            return Some(ResolvedRustPath::Item { module, name: name.to_owned(), rest: Vec::new() });
        }
        if visited.insert((module, name.to_owned())) {
            if let Some(path) = found.imports.get(name)
                && let Some(target) = self.resolve(module, path, visited)
            {
                return Some(target);
            }
            for glob in &found.globs {
                if let Some(ResolvedRustPath::Module(source)) = self.resolve(module, glob, visited)
                    && source != module
                    && let Some(target) = self.resolve_name(source, name, is_last, visited)
                {
                    return Some(target);
                }
            }
        }
        child
    }
}

/// Collects what one item of a module defines and uses.
struct ModuleVisitor<'a> {
    module: &'a mut Module,
    self_type: Option<Vec<String>>,
}

impl ModuleVisitor<'_> {
    fn add_use_tree(&mut self, tree: &syn::UseTree, prefix: &[String]) {
        let extended = |ident: &Ident| [prefix, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_use_tree(&path.tree, &extended(&path.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use_tree(tree, prefix)),
            syn::UseTree::Name(name) if name.ident == "self" => {
                let alias = prefix.last().cloned().unwrap_or_default();
                self.add_import(alias, prefix.to_vec());
            }
            syn::UseTree::Name(name) => self.add_import(name.ident.to_string(), extended(&name.ident)),
            syn::UseTree::Rename(rename) => {
                let path = if rename.ident == "self" { prefix.to_vec() } else { extended(&rename.ident) };
                self.add_import(rename.rename.to_string(), path);
            }
            syn::UseTree::Glob(_) => {
                self.module.globs.push(prefix.to_vec());
                self.module.used_paths.push(ReferencedModulePath { segments: prefix.to_vec(), is_glob: true });
            }
        }
    }

    fn add_import(&mut self, alias: String, path: Vec<String>) {
        self.record_referenced_path(path.clone());
        if !self.module.items.contains(&alias) {
            self.module.imports.entry(alias).or_insert(path);
        }
    }

    fn record_referenced_path(&mut self, segments: Vec<String>) {
        self.module.used_paths.push(ReferencedModulePath { segments, is_glob: false });
    }

    /// Finds paths and method calls in the arguments of a macro, which `syn` does not parse.
    fn visit_macro_tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let is_punct =
            |index: usize, c: char| matches!(tokens.get(index), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let mut index = 0;
        while index < tokens.len() {
            match &tokens[index] {
                TokenTree::Group(group) => self.visit_macro_tokens(group.stream()),
                TokenTree::Ident(first) => {
                    let is_member = index > 0 && is_punct(index - 1, '.') && !(index > 1 && is_punct(index - 2, '.'));
                    let mut segments = vec![first.to_string()];
                    while is_punct(index + 1, ':')
                        && is_punct(index + 2, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(index + 3)
                    {
                        segments.push(next.to_string());
                        index += 3;
                    }
                    if !is_member {
                        self.record_referenced_path(segments);
                    } else if matches!(tokens.get(index + 1), Some(TokenTree::Group(group))
                        if group.delimiter() == Delimiter::Parenthesis)
                    {
                        self.module.method_calls.push(RecordedMethodCall { method: first.to_string(), receiver: None });
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }
}

impl<'ast> Visit<'ast> for ModuleVisitor<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if item_attributes(item).is_some_and(is_for_tests) {
            return;
        }
        if let Some(name) = item_name(item) {
            self.module.imports.remove(&name);
            self.module.items.insert(name);
        }
        if let syn::Item::Use(import) = item {
            self.add_use_tree(&import.tree, &[]);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        let outer = self.self_type.take();
        if let syn::Type::Path(path) = block.self_ty.as_ref() {
            self.self_type = Some(rust_path_segments(&path.path));
        }
        for item in &block.items {
            if let syn::ImplItem::Fn(function) = item
                && !is_for_tests(&function.attrs)
            {
                let implementor = if block.trait_.is_some() { None } else { self.self_type.clone() };
                self.module.methods.push((implementor.unwrap_or_default(), function.sig.ident.to_string()));
            }
        }
        visit::visit_item_impl(self, block);
        self.self_type = outer;
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        for member in &item.items {
            if let syn::TraitItem::Fn(function) = member {
                self.module.methods.push((Vec::new(), function.sig.ident.to_string()));
            }
        }
        visit::visit_item_trait(self, item);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = rust_path_segments(path);
        if segments.first().is_some_and(|first| first == "Self")
            && let Some(implementor) = &self.self_type
        {
            segments = [implementor.as_slice(), &segments[1..]].concat();
        }
        self.record_referenced_path(segments);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let is_self = matches!(call.receiver.as_ref(), syn::Expr::Path(path) if path.path.is_ident("self"));
        self.module.method_calls.push(RecordedMethodCall {
            method: call.method.to_string(),
            receiver: if is_self { self.self_type.clone() } else { None },
        });
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_macro_tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    /// Skips `pub(in path)`, which is no use of the path.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

fn rust_path_segments(path: &syn::Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// Returns whether the attributes include an item in builds of tests only.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute
                    .parse_args_with(|input: syn::parse::ParseStream<'_>| input.parse::<TokenStream>())
                    .is_ok_and(|condition| {
                        let condition = condition.to_string().replace(' ', "");
                        condition == "test" || condition.starts_with("all(test,")
                    })
    })
}

/// Returns the file that `#[path = "…"]` names.
fn rust_path_attribute_value(attributes: &[syn::Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) => Some(name.value()),
            _ => None,
        },
        _ => None,
    })
}

fn item_name(item: &syn::Item) -> Option<String> {
    let ident = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn item_attributes(item: &syn::Item) -> Option<&[syn::Attribute]> {
    Some(match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => return None,
    })
}
