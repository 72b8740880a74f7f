//! Mutated inputs for the readers of the core, natively. `HOURGLASS_FUZZ` is the number of inputs of each
//! target and `HOURGLASS_FUZZ_SEED` the seed; each form of files is a target. An input that fails is written to
//! `target/tmp/fuzz/`; once its cause is mended it goes to `tests/data/fuzz/`, whose files are checked first.

#![cfg(not(target_arch = "wasm32"))]
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, reason = "tests may panic")]

mod fuzzing;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;
use std::{fs, thread};

use fuzzing::forms::{self, Form};
use fuzzing::mutate::Random;
use fuzzing::targets::{configs, files, messages, runs};
use fuzzing::{Plan, Target, Verdict, meter};
use pollster::block_on;

/// Inputs of each form of files: all forms together take about a minute of processor time.
const FILES: u64 = 100;
/// Kinds of failure after which a target is given up.
const ENOUGH: usize = 12;

thread_local! {
    /// True while a target checks an input.
    static CHECKING: Cell<bool> = const { Cell::new(false) };
    /// Message and place of the latest panic there.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

#[test]
fn settings_are_taken_or_refused_in_words() {
    fuzz("configs", 4000, block_on(configs::Configs::new()));
}

#[test]
fn bytes_of_saved_runs_are_taken_or_refused_in_words() {
    fuzz("run-bytes", 10_000, block_on(runs::Bytes::new()));
}

#[test]
fn contents_of_saved_runs_are_usable_or_refused_in_words() {
    fuzz("run-contents", 2500, block_on(runs::Contents::new()));
}

#[test]
fn arrays_are_taken_or_refused_in_words() {
    fuzz_forms(&forms::arrays());
}

#[test]
fn tables_are_taken_or_refused_in_words() {
    fuzz_forms(&forms::tables());
}

#[test]
fn pictures_are_taken_or_refused_in_words() {
    fuzz_forms(&forms::pictures());
}

#[test]
fn sounds_are_taken_or_refused_in_words() {
    fuzz_forms(&forms::sounds());
}

#[test]
fn lists_of_words_are_taken_or_refused_in_words() {
    fuzz_forms(&forms::words());
}

#[test]
fn messages_to_a_run_are_answered_or_refused_in_words() {
    fuzz("messages", 3000, block_on(messages::Messages::new()));
}

/// Checks every form of files, each as a target.
fn fuzz_forms(forms: &[Form]) {
    let failures: Vec<_> = files::Files::of(forms)
        .filter_map(|(form, target)| failures(&format!("files/{form}"), FILES, target))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn fuzz(name: &str, usual: u64, target: impl Target) {
    if let Some(failures) = failures(name, usual, target) {
        panic!("{failures}");
    }
}

/// Checks the kept inputs of a target, then mutated ones. Returns what failed in words.
fn failures(name: &str, usual: u64, mut target: impl Target) -> Option<String> {
    let [inputs, seed] =
        ["HOURGLASS_FUZZ", "HOURGLASS_FUZZ_SEED"].map(|name| std::env::var(name).ok());
    let plan = Plan::new(inputs.as_deref(), seed.as_deref(), usual);
    static HOOK: Once = Once::new();
    HOOK.call_once(record_panics);
    let watch = Watch::over(name);
    let mut failures = BTreeMap::new();
    let begun = meter::now();
    let kept = kept(name);
    let numbers = (0..plan.inputs).map(|number| (number.to_string(), None));
    let kept = kept.into_iter().map(|(case, bytes)| (case, Some(bytes)));
    for (case, input) in kept.chain(numbers) {
        let input = input.unwrap_or_else(|| {
            let number = case.parse().unwrap();
            target.input(&mut Random::new(plan.seed, number))
        });
        if let Err(words) = judged(&watch, &mut target, &input) {
            let kind: String = words
                .chars()
                .filter(|letter| !letter.is_ascii_digit())
                .take(90)
                .collect();
            failures
                .entry(kind)
                .or_insert_with(|| (words, keep(name, &case, &input)));
        }
        if failures.len() == ENOUGH {
            break;
        }
    }
    let seconds = (meter::now() - begun) / 1000.0;
    println!(
        "{name}: {} inputs of seed {} in {seconds:.1} s",
        plan.inputs, plan.seed
    );
    (!failures.is_empty()).then(|| format!("{name}, seed {}: {failures:#?}", plan.seed))
}

/// Keeps the message of a panic within a check for the verdict.
fn record_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or_default();
        match CHECKING.get() {
            true => PANIC.set(format!("panicked at {place}: {message}")),
            false => usual(panic),
        }
    }));
}

/// Verdict of a target on an input. The time is that of this thread on a processor, which other programs do not
/// lengthen.
fn judged(watch: &Watch, target: &mut impl Target, input: &[u8]) -> Verdict {
    watch.begin(input);
    let begun = busy();
    let check = AssertUnwindSafe(|| block_on(target.check(input)));
    CHECKING.set(true);
    let verdict = catch_unwind(check).unwrap_or_else(|_| Err(PANIC.take()));
    CHECKING.set(false);
    let took = busy() - begun;
    watch.end();
    match took < meter::LONGEST {
        true => verdict,
        false => verdict.and(Err("it takes more than a second".into())),
    }
}

/// Milliseconds that this thread has been on a processor; those of the clock where the system does not say.
fn busy() -> f64 {
    let times = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = times
        .split(' ')
        .next()
        .and_then(|time| time.parse::<f64>().ok());
    nanoseconds.map_or_else(meter::now, |time| time / 1e6)
}

/// Writes an input that failed to a file, whose path it returns.
fn keep(name: &str, case: &str, input: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("fuzz")
        .join(name);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(case);
    fs::write(&file, input).unwrap();
    file
}

/// The committed inputs of a target, by their names. All forms of files share theirs.
fn kept(name: &str) -> Vec<(String, Vec<u8>)> {
    let name = name.split('/').next().unwrap_or(name);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/fuzz")
        .join(name);
    let Ok(files) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = files.map(|file| file.unwrap().path());
    let read = |path: PathBuf| {
        (
            path.file_name().unwrap().to_string_lossy().into_owned(),
            fs::read(&path).unwrap(),
        )
    };
    let mut kept: Vec<_> = paths.map(read).collect();
    kept.sort();
    kept
}

/// The input that is tried now, and when that began in ms.
type Current = Mutex<Option<(f64, Vec<u8>)>>;

/// Ends the tests where an input takes a minute, and keeps it.
struct Watch(Arc<Current>);

impl Watch {
    fn over(name: &str) -> Self {
        let current: Arc<Current> = Arc::default();
        let (watched, name) = (Arc::downgrade(&current), name.to_owned());
        thread::spawn(move || {
            while let Some(current) = watched.upgrade() {
                if let Some((begun, input)) = &*current.lock().unwrap()
                    && meter::now() - begun > 60.0 * meter::LONGEST
                {
                    let file = keep(&name, "hang", input);
                    eprintln!("{name}: {} takes more than a minute", file.display());
                    std::process::exit(1);
                }
                thread::sleep(Duration::from_millis(200));
            }
        });
        Self(current)
    }

    fn begin(&self, input: &[u8]) {
        *self.0.lock().unwrap() = Some((meter::now(), input.to_vec()));
    }

    fn end(&self) {
        *self.0.lock().unwrap() = None;
    }
}
