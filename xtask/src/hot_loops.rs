//! A check of the loops that training on the CPU spends its time in: the compiler has made SIMD of them. It gives
//! up in silence, for a call in the loop or a sum, and such a loop then takes five times as long.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use wasmparser::{KnownCustom, Name, Operator, Parser, Payload};

/// Parts of the names of the functions that hold hot loops. Each has to be found.
const HOT: [&str; 5] = [
    "3cpu4gemm7product",
    "10pixel_loss",
    "3cpu8activate",
    "3cpu16by_preactivation",
    "14optimizer_step",
];

/// Functions of the standard library for a single number, which a loop over numbers must not call.
const SCALAR: [&str; 6] = ["fmaxf", "fminf", "expf", "logf", "tanhf", "fmaf"];

/// Arithmetic of a function, number by number and in registers of four numbers.
#[derive(Default)]
struct Arithmetic {
    calls: Vec<u32>,
    scalar: [usize; 2],
    vector: [usize; 2],
}

/// Names of the two operations that are counted.
const COUNTED: [&str; 2] = ["multiplications", "divisions"];

/// Refuses a module in which a hot loop works number by number. The few last numbers of a slice may: a loop has at most
/// as many operations for them as in registers.
pub fn check(module: &[u8]) -> Result<()> {
    let (names, functions) = read(module).context("reading the functions of the built module")?;
    for part in HOT {
        let mut found = false;
        for (index, arithmetic) in &functions {
            let name = names.get(index).map_or("", String::as_str);
            if !name.contains(part) || !name.contains("hourglass") {
                continue;
            }
            found = true;
            let called = arithmetic.calls.iter().filter_map(|call| names.get(call));
            for call in called {
                if SCALAR.contains(&call.as_str()) {
                    bail!("{name} calls {call} for each number: its loop is no SIMD");
                }
            }
            for (kind, counted) in COUNTED.iter().enumerate() {
                let (scalar, vector) = (arithmetic.scalar[kind], arithmetic.vector[kind]);
                // one outside of the loops
                if scalar > vector + 1 {
                    bail!(
                        "{name} has {scalar} {counted} of single numbers and {vector} in SIMD: one of its loops is \
                         no SIMD"
                    );
                }
            }
        }
        if !found {
            bail!("no function is called {part}: say its new name in xtask/src/hot_loops.rs");
        }
    }
    Ok(())
}

type Functions = HashMap<u32, Arithmetic>;

fn read(module: &[u8]) -> Result<(HashMap<u32, String>, Functions)> {
    let (mut names, mut functions) = (HashMap::new(), Functions::new());
    let mut next = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                        next += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let mut arithmetic = Arithmetic::default();
                for operator in body.get_operators_reader()? {
                    match operator? {
                        Operator::Call { function_index } => arithmetic.calls.push(function_index),
                        Operator::F32Mul => arithmetic.scalar[0] += 1,
                        Operator::F32Div => arithmetic.scalar[1] += 1,
                        Operator::F32x4Mul => arithmetic.vector[0] += 1,
                        Operator::F32x4Div => arithmetic.vector[1] += 1,
                        _ => {}
                    }
                }
                functions.insert(next, arithmetic);
                next += 1;
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else {
                    continue;
                };
                for subsection in subsections {
                    if let Name::Function(map) = subsection? {
                        for naming in map {
                            let naming = naming?;
                            names.insert(naming.index, naming.name.to_owned());
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok((names, functions))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, content: &[u8]) -> Vec<u8> {
        let mut section = vec![id];
        // a length of two bytes in LEB128
        section.extend([
            (content.len() & 127) as u8 | 128,
            (content.len() >> 7) as u8,
        ]);
        section.extend_from_slice(content);
        section
    }

    /// A module with a function for each hot loop, and `fmaxf` as the last one. The body of the loss is given.
    fn module(loss: &[u8]) -> Vec<u8> {
        let count = HOT.len() as u8 + 1;
        let mut code = vec![count];
        let mut names = vec![count];
        for index in 0..count {
            let hot = HOT.get(usize::from(index));
            let body = if hot == Some(&"10pixel_loss") {
                loss
            } else {
                &[]
            };
            code.extend([body.len() as u8 + 2, 0]);
            code.extend_from_slice(body);
            code.push(0x0b);
            let name = hot.map_or("fmaxf".into(), |part| format!("9hourglass{part}"));
            names.extend([index, name.len() as u8]);
            names.extend(name.bytes());
        }
        let mut map = b"\x04name\x01".to_vec();
        map.extend([(names.len() & 127) as u8 | 128, (names.len() >> 7) as u8]);
        map.extend(names);
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        module.extend(section(1, &[1, 0x60, 0, 0]));
        module.extend(section(
            3,
            &[&[count][..], &vec![0; usize::from(count)]].concat(),
        ));
        module.extend(section(10, &code));
        module.extend(section(0, &map));
        module
    }

    /// Two constants and an operation on them, whose result is dropped.
    fn multiplication() -> Vec<u8> {
        let constant = [0x43, 0, 0, 0, 0];
        [&constant[..], &constant, &[0x94, 0x1a]].concat()
    }

    fn refusal(loss: &[u8]) -> Option<String> {
        check(&module(loss)).err().map(|error| error.to_string())
    }

    #[test]
    fn a_loop_of_single_numbers_is_refused_and_one_operation_outside_of_loops_is_not() {
        assert_eq!(refusal(&[]), None);
        assert_eq!(refusal(&multiplication()), None);
        let words = refusal(&multiplication().repeat(2)).unwrap();
        assert!(
            words.contains("2 multiplications of single numbers"),
            "{words}"
        );
    }

    #[test]
    fn a_call_for_each_number_is_refused() {
        let words = refusal(&[0x10, HOT.len() as u8]).unwrap();
        assert!(words.contains("pixel_loss calls fmaxf"), "{words}");
    }

    #[test]
    fn a_module_whose_functions_have_other_names_is_refused() {
        let words = check(b"\0asm\x01\0\0\0").unwrap_err().to_string();
        assert!(words.contains("say its new name"), "{words}");
    }
}
