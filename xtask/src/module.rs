//! Checks and repairs of a built WebAssembly module: its static constructors and its exported
//! tables.

use anyhow::{Context, Result, bail};
use wasmparser::{ExternalKind, KnownCustom, Name, Parser, Payload, RefType};

/// Rejects a module whose exports all run the static constructors again. The linker wraps exports
/// like this when nothing calls `__wasm_call_ctors`. CubeCL registers thousands of items in static
/// constructors, so this costs half a second per training step, without another symptom.
pub fn check_constructors(module: &[u8]) -> Result<()> {
    let names = function_names(module).context("reading the names of the built module")?;
    if names.is_empty() {
        bail!("the built module has no function names, so its exports cannot be checked");
    }
    let wrapped = names
        .iter()
        .filter(|name| name.contains("command_export"))
        .count();
    if wrapped > 0 {
        bail!(
            "{wrapped} exports of the built module run every static constructor on each call: the \
             library must call __wasm_call_ctors once, in its start function"
        );
    }
    Ok(())
}

fn function_names(module: &[u8]) -> Result<Vec<&str>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let KnownCustom::Name(subsections) = section.as_known() else {
            continue;
        };
        for subsection in subsections {
            if let Name::Function(functions) = subsection? {
                for function in functions {
                    names.push(function?.name);
                }
            }
        }
    }
    Ok(names)
}

/// Repairs the table exports of wasm-opt up to version 108 (as in Debian), which exports every
/// table as table 0. JavaScript then takes the functions for its own objects. The type identifies a
/// table, because each type occurs once. See <https://github.com/WebAssembly/binaryen/issues/4711>.
pub fn repair_table_exports(before: &[u8], after: &mut [u8]) -> Result<()> {
    let (types_before, exports_before) = tables(before)?;
    let (types, exports) = tables(after)?;
    let mut repaired = Vec::new();
    for export in &exports {
        let exported = exports_before
            .iter()
            .find(|known| known.name == export.name);
        let expected = exported.and_then(|known| types_before.get(known.index));
        if types.get(export.index) == expected {
            continue;
        }
        let index = types
            .iter()
            .position(|kind| Some(kind) == expected)
            .and_then(|index| u8::try_from(index).ok());
        match index {
            Some(index) if index < 0x80 => repaired.push((export.index_at, index)),
            _ => bail!("the exported table {} is gone", export.name),
        }
    }
    for (at, index) in repaired {
        after[at] = index;
    }
    Ok(())
}

struct TableExport<'a> {
    name: &'a str,
    index: usize,
    /// Position of the table index in the module. The index takes one byte.
    index_at: usize,
}

/// Types of the module's own tables, and its table exports. No table is imported.
fn tables(module: &[u8]) -> Result<(Vec<RefType>, Vec<TableExport<'_>>)> {
    let (mut types, mut exports) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TableSection(section) => {
                for table in section {
                    types.push(table?.ty.element_type);
                }
            }
            Payload::ExportSection(section) => {
                for export in section.into_iter_with_offsets() {
                    let (at, export) = export?;
                    if export.kind == ExternalKind::Table {
                        // length, which takes one byte for such names, name, kind, index
                        let index_at = at + 1 + export.name.len() + 1;
                        let index = export.index as usize;
                        exports.push(TableExport {
                            name: export.name,
                            index,
                            index_at,
                        });
                    }
                }
            }
            _ => {}
        }
    }
    Ok((types, exports))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with nothing but a name section that names function 0.
    fn module_with_function(name: &str) -> Vec<u8> {
        let length = u8::try_from(name.len()).unwrap();
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([0, length + 10, 4]);
        module.extend(b"name");
        module.extend([1, length + 3, 1, 0, length]);
        module.extend(name.as_bytes());
        module
    }

    #[test]
    fn a_module_whose_exports_are_plain_passes() {
        check_constructors(&module_with_function("train")).unwrap();
    }

    #[test]
    fn a_module_whose_exports_run_constructors_is_refused() {
        let error = check_constructors(&module_with_function("train.command_export")).unwrap_err();
        assert!(error.to_string().starts_with("1 exports"), "{error}");
    }

    #[test]
    fn a_module_without_names_is_refused_because_it_cannot_be_checked() {
        let error = check_constructors(b"\0asm\x01\0\0\0").unwrap_err();
        assert!(error.to_string().contains("no function names"), "{error}");
    }

    /// A module with a table of functions and one of JavaScript objects, the latter exported as
    /// `refs` under this index.
    fn module_exporting_table(index: u8) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend([4, 7, 2, 0x70, 0, 1, 0x6f, 0, 1]);
        module.extend([7, 8, 1, 4]);
        module.extend(b"refs");
        module.extend([1, index]);
        module
    }

    #[test]
    fn a_table_export_that_wasm_opt_moved_is_put_back() {
        let right = module_exporting_table(1);
        let mut after = module_exporting_table(0);
        repair_table_exports(&right, &mut after).unwrap();
        assert_eq!(after, right);
    }

    #[test]
    fn a_right_table_export_stays() {
        let right = module_exporting_table(1);
        let mut after = right.clone();
        repair_table_exports(&right, &mut after).unwrap();
        assert_eq!(after, right);
    }
}
