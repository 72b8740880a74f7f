//! `hourglass train`: trains a run and evaluates it.

use std::time::Instant;

use hourglass::config::RunConfig;
use hourglass::config::choices::DeviceChoice;
use hourglass::data::split::SplitIndices;
use hourglass::device::{self, DeviceKind};
use hourglass::run::Trainer;
use serde_json::Value;

use crate::arguments::{Length, Train};
use crate::{Failure, data, print, save, settings};

/// Steps between two progress lines.
const EVERY: usize = 100;

/// Trains a run, saves it with `--save`, and evaluates it on the test images.
pub async fn train(options: Train) -> Result<(), Failure> {
    let (mut config, has_batch_size) = settings(&options)?;
    let steps = match options.length {
        Some(Length::Steps(steps)) => steps,
        _ => usize::MAX,
    };
    let ends = config.epochs > 0 || config.target_loss > 0.0 || config.patience > 0;
    if !ends && steps == usize::MAX {
        return Err(Failure::Words(
            "These settings have no end. Give --epochs or --steps, or set epochs, targetLoss or patience.".into(),
        ));
    }
    if let Some(file) = &options.save {
        save::check(file)?;
    }
    let dataset = data::open(&mut config, options.data.as_deref())?;
    let mut split = SplitIndices::new(&dataset, config.seed);
    if options.all {
        split = split.without_validation();
    }
    let trained = split.clone().training_on(&dataset, &config.normal_classes);
    let trained = trained.train.len();
    if !has_batch_size && trained < config.batch_size {
        config.batch_size = fitting_batch(trained);
        print::batch_fits(config.batch_size, trained)?;
    }
    if config.device == DeviceChoice::Webgpu {
        print::cpu_only()?;
        config.device = DeviceChoice::Cpu;
    }
    let device = device::open(DeviceKind::Cpu).await?;
    let mut run = Trainer::with_split(config, dataset, split, device)?;
    print::begin(&run)?;
    advance(&mut run, steps, options.watch).await?;
    if let Some(file) = &options.save {
        save::write(file, &run.save().await?)?;
        print::saved(file)?;
    }
    print::test(&run.test().await?)
}

/// The largest power of two that gives an epoch two batches, as on the page.
fn fitting_batch(examples: usize) -> usize {
    1 << (examples / 2).max(1).ilog2()
}

/// The settings of a file or an address, overridden by those of the command line; true if they have a batch size.
fn settings(options: &Train) -> Result<(RunConfig, bool), Failure> {
    let mut entries = settings::read(&options.config)?;
    let epochs = match options.length {
        Some(Length::Epochs(epochs)) => Some(epochs),
        Some(Length::Steps(_)) => Some(0),
        None => None,
    };
    entries.extend(epochs.map(|epochs| ("epochs".into(), epochs.into())));
    entries.extend(options.seed.map(|seed| ("seed".into(), seed.into())));
    let has_batch_size = entries.contains_key("batchSize");
    Ok((
        RunConfig::from_json(Value::Object(entries))?,
        has_batch_size,
    ))
}

/// Trains to the end, or for `steps` steps, and prints progress. With `watch` it measures the validation images at
/// the end of each epoch.
async fn advance(run: &mut Trainer, steps: usize, watch: bool) -> Result<(), Failure> {
    let started = Instant::now();
    while run.step() < steps {
        let mut next = steps.min((run.step() / EVERY + 1) * EVERY);
        let epoch = run.end_of_epoch();
        if watch {
            next = next.min(epoch);
        }
        let chunk = run.train(next - run.step()).await?;
        print::progress(run, &chunk, started.elapsed())?;
        if let Some(divergence) = chunk.diverged {
            return Err(divergence.error.into());
        }
        if watch && run.step() == epoch {
            print::validation(run, &run.validate().await?)?;
        }
        if let Some(finished) = chunk.finished {
            return print::finished(&finished);
        }
    }
    Ok(())
}
