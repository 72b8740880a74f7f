//! Trains an autoencoder on the built-in digits and prints its test metrics.
//! Run it with `cargo run --release --example train`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> hourglass::error::Result<()> {
    pollster::block_on(train())
}

/// Does nothing: a browser has no command line.
#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
async fn train() -> hourglass::error::Result<()> {
    use hourglass::config::RunConfig;
    use hourglass::data::catalog::Catalog;
    use hourglass::device::{DeviceKind, open};
    use hourglass::run::Trainer;

    let config = RunConfig {
        hidden: vec![64, 32],
        latent: 8,
        epochs: 30,
        ..RunConfig::default()
    };
    let dataset = Catalog::default().dataset(&config)?;
    let mut run = Trainer::new(config, dataset, open(DeviceKind::Cpu).await?)?;
    loop {
        let chunk = run.train(100).await?;
        let loss = chunk.losses.iter().sum::<f32>() / chunk.losses.len() as f32;
        println!("step {:4}  loss {loss:.4}", chunk.step);
        if chunk.finished.is_some() {
            break;
        }
    }
    let test = run.test().await?;
    println!(
        "test MSE {:.4}, SSIM {:.3}",
        test.report.mse,
        test.report.ssim.unwrap_or_default()
    );
    Ok(())
}
