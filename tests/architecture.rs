//! Dependency rules of the modules of `src/`. A module uses only modules declared above it in
//! `lib.rs`. Files do not use each other in a circle. Only `device` and `ops` choose a backend.
//! Test code is exempt.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "tests may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

type Module = Vec<String>;

/// Source files by the modules that they hold; the crate's root is the empty path.
type Sources = BTreeMap<Module, String>;

/// The files that each file uses.
type Graph = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn a_module_uses_only_those_above_it_in_lib_rs() {
    let broken = upward(&sources());
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circle = circle(&graph(&sources()));
    assert!(circle.is_none(), "{}", circle.unwrap_or_default());
}

#[test]
fn backends_are_chosen_in_device_and_ops_alone() {
    let broken: Vec<_> = sources()
        .into_iter()
        .filter(|(module, _)| !["device", "ops"].contains(&top(module)))
        .filter(|(_, source)| {
            let mut code = source.lines().filter(|line| !line.trim().starts_with("//"));
            code.any(|line| line.contains("feature = \"webgpu\""))
        })
        .map(|(module, _)| module.join("::"))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

fn sources() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut found, mut folders) = (Sources::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let inner = path.strip_prefix(&root).unwrap().with_extension("");
                let mut module: Module = inner
                    .iter()
                    .map(|part| part.to_str().unwrap().to_owned())
                    .collect();
                if ["mod", "lib"].contains(&module.last().unwrap().as_str()) {
                    module.pop();
                }
                if module.last().is_none_or(|name| name != "tests") {
                    found.insert(module, fs::read_to_string(path).unwrap());
                }
            }
        }
    }
    found
}

fn top(module: &[String]) -> &str {
    module.first().map_or("", String::as_str)
}

/// A line for each file that uses a module which stands below its own in `lib.rs`, or is not declared there.
fn upward(sources: &Sources) -> Vec<String> {
    let declared = children(&code(&sources[&Module::new()]));
    let floor = |module: &Module| declared.iter().position(|name| name == top(module));
    let mut broken = Vec::new();
    for (user, used) in graph(sources) {
        if user.is_empty() {
            continue;
        }
        let below = used
            .iter()
            .filter(|used| floor(used).is_none() || floor(used) > floor(&user));
        let line = |used: &Module| format!("{} uses {}", user.join("::"), used.join("::"));
        broken.extend(below.map(line));
    }
    broken
}

/// A circle of files, where there is one.
fn circle(graph: &Graph) -> Option<String> {
    let (mut done, mut path) = (BTreeSet::new(), Vec::new());
    let found = graph
        .keys()
        .find_map(|start| visit(start, graph, &mut done, &mut path))?;
    let names: Vec<_> = found.iter().map(|module| module.join("::")).collect();
    Some(names.join(" -> "))
}

fn visit(
    at: &Module,
    graph: &Graph,
    done: &mut BTreeSet<Module>,
    path: &mut Vec<Module>,
) -> Option<Vec<Module>> {
    if let Some(first) = path.iter().position(|module| module == at) {
        return Some([&path[first..], std::slice::from_ref(at)].concat());
    }
    if !done.insert(at.clone()) {
        return None;
    }
    path.push(at.clone());
    let found = graph[at]
        .iter()
        .find_map(|next| visit(next, graph, done, path));
    path.pop();
    found
}

fn graph(sources: &Sources) -> Graph {
    let edges = sources.iter().map(|(module, source)| {
        let code = code(source);
        let children = children(&code);
        let used = paths(&code)
            .into_iter()
            .filter_map(|path| absolute(module, &children, &path))
            .map(|path| file(sources, path))
            .filter(|used| used != module);
        (module.clone(), used.collect())
    });
    edges.collect()
}

/// The file that holds an item: that of the longest part of its path.
fn file(sources: &Sources, mut path: Module) -> Module {
    while !sources.contains_key(&path) {
        path.pop();
    }
    path
}

/// A path from the crate's root, where it leads into the crate.
fn absolute(module: &[String], children: &[String], path: &[String]) -> Option<Module> {
    let mut base = module.to_vec();
    let mut rest = path;
    match path[0].as_str() {
        "crate" => {
            base.clear();
            rest = &path[1..];
        }
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        first if children.iter().any(|child| child == first) => {}
        _ => return None,
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// Modules that a file declares, in its order.
fn children(code: &str) -> Vec<String> {
    let mut words = code.split_whitespace();
    let mut found = Vec::new();
    while let Some(word) = words.next() {
        if word == "mod" {
            let name = words.next().unwrap_or_default();
            found.extend(name.strip_suffix(';').map(str::to_owned));
        }
    }
    found
}

/// Every path of two names or more, lists in braces taken apart.
fn paths(code: &str) -> Vec<Module> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = code[at..].find(is_name).map(|start| at + start) {
        let name = name(&code[start..]);
        at = start + name.len();
        if code[at..].starts_with("::") {
            at += 2 + tree(&code[at + 2..], &[name.to_owned()], &mut found);
        }
    }
    found
}

/// Reads what follows `prefix::`, and says how long it is.
fn tree(code: &str, prefix: &[String], found: &mut Vec<Module>) -> usize {
    let name = name(code);
    if !name.is_empty() {
        let path = [prefix, &[name.to_owned()]].concat();
        return match code[name.len()..].strip_prefix("::") {
            Some(rest) => name.len() + 2 + tree(rest, &path, found),
            None => {
                found.push(path);
                name.len() + alias(&code[name.len()..])
            }
        };
    }
    if !code.starts_with('{') {
        found.push(prefix.to_vec());
        return 0;
    }
    let mut at = 1;
    while let Some(next) = code[at..].find(|c| c == '}' || is_name(c)) {
        at += next;
        if code[at..].starts_with('}') {
            return at + 1;
        }
        at += tree(&code[at..], prefix, found);
    }
    code.len()
}

/// Bytes of the other name that follows an item.
fn alias(code: &str) -> usize {
    let other = code.strip_prefix(" as ");
    other.map_or(0, |other| " as ".len() + name(other).len())
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn name(code: &str) -> &str {
    &code[..code.find(|c| !is_name(c)).unwrap_or(code.len())]
}

/// A source without comments, the contents of strings, and test code.
fn code(source: &str) -> String {
    let mut code = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if c == '"' {
            string(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else {
            0
        };
        let next = if skipped == 0 {
            code.push(c);
            c.len_utf8()
        } else {
            skipped
        };
        rest = &rest[next..];
    }
    without_tests(code)
}

/// Bytes of the string literal at the start.
fn string(rest: &str) -> usize {
    let mut escaped = true;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

fn without_tests(mut code: String) -> String {
    const TEST: &str = "#[cfg(test)]";
    while let Some(start) = code.find(TEST) {
        let mut depth = 0;
        let end = code[start + TEST.len()..].find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && (c == '}' || c == ';')
        });
        let end = end.map_or(code.len(), |end| start + TEST.len() + end + 1);
        code.replace_range(start..end, "");
    }
    code
}

fn made_up(files: &[(&str, &str)]) -> Sources {
    let module = |path: &str| path.split("::").map(str::to_owned).collect();
    let root = (Module::new(), "pub mod low; mod high;".to_owned());
    let files = files
        .iter()
        .map(|(path, source)| (module(path), (*source).to_owned()));
    files.chain([root]).collect()
}

#[test]
fn a_use_of_a_module_further_down_is_found_however_it_is_written() {
    for source in [
        "use crate::high;",
        "use crate::{low::{A, B}, high::deep::C as D};",
        "fn f() { crate::high::g() }",
        "use super::high::*;",
        "pub use crate::undeclared::A;",
    ] {
        let files = made_up(&[("low", source), ("high", ""), ("undeclared", "")]);
        assert_eq!(upward(&files).len(), 1, "{source}");
    }
    let files = made_up(&[
        ("low::a::b", "use super::super::super::high::A;"),
        ("high", ""),
    ]);
    assert_eq!(upward(&files), ["low::a::b uses high"]);
}

#[test]
fn comments_strings_tests_and_uses_of_modules_above_are_no_breach() {
    let low = r##"
        //! Like [`crate::high`].
        const TEXT: &str = "a \" crate::high"; const C: char = '"'; const R: &str = r#"" crate::high"#;
        #[cfg(test)] mod tests { use crate::high; fn f() { {} } }
        #[cfg(test)] use crate::high;
        use std::high::A; fn g() {}"##;
    let files = made_up(&[("low", low), ("high", "use crate::low::A;")]);
    assert_eq!(upward(&files), Vec::<String>::new());
    assert_eq!(circle(&graph(&files)), None);
}

#[test]
fn circles_are_found_among_files_of_one_module_too() {
    let files = made_up(&[
        ("high", "mod a; mod b; mod c; fn f() { a::g() }"),
        ("high::a", "use super::b::{self, B};"),
        ("high::b", "use crate::high::c::C;"),
        ("high::c", "use super::{A, a::A2};"),
    ]);
    let found = circle(&graph(&files)).unwrap();
    assert_eq!(found, "high -> high::a -> high::b -> high::c -> high");
}
