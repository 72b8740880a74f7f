//! The program of `docs/python.md`, run by Python: its codes and reconstructions are those of the command line.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::{Value, json};

use crate::support::{Folder, header, of_type};

/// Compares with the codes and the squared error of the command line.
const COMPARISON: &str = r#"
x = np.fromfile("data/t10k-images-idx3-ubyte", np.uint8)[HEADER:].reshape(60, -1) / 255
expected = np.load("codes.npz")
assert expected["index"].tolist() == list(range(60)), expected["index"]
codes = encode(x)
assert codes.shape == expected["codes"].shape, codes.shape
assert np.ptp(codes) > 0.01, "codes that are all alike prove nothing"
difference = np.abs(codes - expected["codes"]).max() / max(1, np.abs(codes).max())
assert difference < 1e-5, f"codes differ by {difference}"
error = np.mean((reconstruct(x) - x) ** 2)
assert abs(error / MSE - 1) < 1e-5, f"the squared error is {error}, not {MSE}"
"#;

/// The Python blocks of the document, one after another.
fn program() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/python.md");
    let text = fs::read_to_string(path).unwrap();
    let blocks = text.split("```python\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap())
        .collect()
}

/// Signals in place of the images of a folder: waves that rise and fall over the whole range.
fn with_signals(folder: &Folder) {
    for (part, first, count) in [("train", 0u32, 200u32), ("t10k", 200, 60)] {
        let mut signals = header(2, &[count, 20]);
        for signal in first..first + count {
            for sample in 0..20 {
                let phase = f64::from(signal) / 43.0;
                let wave = (f64::from(sample) * (0.2 + f64::from(signal % 7) / 10.0) + phase).sin();
                signals.push(match sample {
                    0 => 0,
                    1 => 255,
                    _ => (127.5 + 127.5 * wave).round() as u8,
                });
            }
        }
        folder.write(&format!("data/{part}-images-idx3-ubyte"), signals);
    }
}

#[test]
#[ignore = "wants HOURGLASS_PYTHON to name a Python with numpy and safetensors"]
fn the_program_of_the_document_gives_codes_and_reconstructions_of_every_architecture() {
    let python = env::var_os("HOURGLASS_PYTHON").unwrap();
    for (name, changes, bytes) in [
        (
            "dense",
            json!({"activation": "tanh", "codeActivation": "sigmoid"}),
            16,
        ),
        (
            "variational",
            json!({"bottleneck": "variational", "inputScale": "standard", "outputActivation": "linear"}),
            16,
        ),
        (
            "k-sparse",
            json!({"bottleneck": "k-sparse", "k": 2, "activation": "gelu", "normalization": "batch"}),
            16,
        ),
        (
            "conv",
            json!({"architecture": "conv", "channels": [4, 6], "normalization": "batch"}),
            16,
        ),
        (
            "recurrent",
            json!({"architecture": "recurrent", "gruUnits": 12, "frameLength": 5}),
            12,
        ),
        (
            "dictionary",
            json!({
                "architecture": "dictionary", "latent": 70, "sparsity": "l1", "sparsityWeight": 0.05,
                "reduction": "half", "outputActivation": "linear",
            }),
            16,
        ),
    ] {
        let mut config =
            json!({"hidden": [24], "latent": 5, "batchSize": 20, "learningRate": 0.01});
        for (name, value) in changes.as_object().unwrap() {
            config[name] = value.clone();
        }
        let folder = Folder::with_bars(&format!("python-{name}"), config);
        if name == "recurrent" {
            with_signals(&folder);
        }
        let (lines, _) =
            folder.lines("train config.json --data data --steps 60 --save run.safetensors");
        folder.run("encode run.safetensors --data data --split test --out codes.npz");
        let mse = of_type(&lines, "test")[0]["mse"].as_f64().unwrap();
        let comparison = COMPARISON
            .replace("HEADER", &bytes.to_string())
            .replace("MSE", &mse.to_string());
        folder.write("program.py", program() + &comparison);
        let output = Command::new(&python)
            .arg("program.py")
            .current_dir(&folder.0)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {errors}");
    }
}

#[test]
fn the_document_has_a_function_for_every_architecture() {
    let program = program();
    let schema = serde_json::to_value(hourglass::config::schema()).unwrap();
    let fields = schema["fields"].as_array().unwrap();
    let field = fields
        .iter()
        .find(|field| field["name"] == "architecture")
        .unwrap();
    for choice in field["choices"].as_array().unwrap() {
        let Value::String(name) = &choice["value"] else {
            panic!("{choice}")
        };
        for half in ["encode", "decode"] {
            assert!(
                program.contains(&format!("def {half}_{name}(")),
                "{half} {name}"
            );
        }
    }
}
