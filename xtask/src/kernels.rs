//! Builds `pkg/kernels/`: the kernels as small WebAssembly modules on the memory of the module that trains.

use std::fs;

use anyhow::{Context, Result, bail};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::wasm::TARGET;
use crate::{progress, shell};

/// Kernels for one set of instructions.
struct Variant {
    name: &'static str,
    features: &'static str,
}

const VARIANTS: [Variant; 1] = [Variant {
    name: "relaxed",
    features: "+simd128,+relaxed-simd",
}];

/// Exports of a kernel module.
const EXPORTS: [&str; 2] = ["product_band", "__stack_pointer"];

/// Brings the kernel modules up to date.
pub fn build() -> Result<()> {
    let folder = shell::root().join("pkg/kernels");
    fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    for Variant { name, features } in VARIANTS {
        // Other instructions for one crate: a target folder of its own, so that nothing else is compiled again.
        let target = shell::target_dir().join(format!("kernels-{name}"));
        let arguments = ["build", "--profile", "light", "--target", TARGET];
        let package = ["--package", "hourglass-kernel-module", "--target-dir"];
        let mut command = shell::command("cargo", arguments.iter().chain(&package));
        command.arg(&target);
        command.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            format!(
                "-C target-feature={features} -C strip=symbols -C link-arg=--import-memory \
                 -C link-arg=--export=__stack_pointer"
            ),
        );
        progress::reported(&format!("building the kernels `{name}`"), || {
            shell::run(command)
        })?;
        let built = target.join(format!("{TARGET}/light/hourglass_kernel_module.wasm"));
        let module = fs::read(&built).with_context(|| format!("reading {}", built.display()))?;
        let module =
            without_data(&module).with_context(|| format!("preparing the kernels `{name}`"))?;
        let file = folder.join(format!("{name}.wasm"));
        if fs::read(&file).ok().as_ref() != Some(&module) {
            fs::write(&file, module).with_context(|| format!("writing {}", file.display()))?;
        }
    }
    Ok(())
}

/// The module without its data, which are nothing but messages of panics: they would overwrite what the module that
/// trains has at their addresses. A panic ends in a trap without them.
fn without_data(module: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    let mut end = 0;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        match &payload {
            Payload::Version { range, .. } => {
                kept.extend_from_slice(&module[range.clone()]);
                end = range.end;
            }
            Payload::ExportSection(section) => check_exports(section.clone())?,
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    let import = import?;
                    if import.module != "env" || import.name != "memory" {
                        bail!("it imports {} of {}", import.name, import.module);
                    }
                }
            }
            Payload::StartSection { .. } => bail!("it has a start function"),
            _ => {}
        }
        let Some((id, range)) = payload.as_section() else {
            continue;
        };
        // 0 is a custom section, 11 the data, 12 their number
        if ![0, 11, 12].contains(&id) {
            kept.extend_from_slice(&module[end..range.end]);
        }
        end = range.end;
    }
    Ok(kept)
}

fn check_exports(section: wasmparser::ExportSectionReader) -> Result<()> {
    let mut names = Vec::new();
    for export in section {
        let export = export?;
        let expected = match export.name {
            "__stack_pointer" => ExternalKind::Global,
            _ => ExternalKind::Func,
        };
        if export.kind == expected {
            names.push(export.name);
        }
    }
    for name in EXPORTS {
        if !names.contains(&name) {
            bail!("it does not export {name}");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sections after the header, each with an id and its bytes.
    fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        for (id, bytes) in sections {
            module.extend([*id, u8::try_from(bytes.len()).unwrap()]);
            module.extend_from_slice(bytes);
        }
        module
    }

    // one memory of a page, and a byte of data at 0
    const MEMORY: (u8, &[u8]) = (5, &[1, 0, 1]);
    const DATA: (u8, &[u8]) = (11, &[1, 0, 0x41, 0, 0x0b, 1, 7]);

    #[test]
    fn data_are_left_out_and_all_else_stays() {
        let cut = without_data(&module(&[MEMORY, DATA])).unwrap();
        assert_eq!(cut, module(&[MEMORY]));
    }

    #[test]
    fn a_module_that_exports_no_kernel_is_refused() {
        let error = without_data(&module(&[(7, &[0])])).unwrap_err();
        assert!(error.to_string().contains("product_band"), "{error}");
    }
}
