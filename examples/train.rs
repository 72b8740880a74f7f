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
    let config = hourglass::config::RunConfig {
        hidden: vec![64, 32],
        latent: 8,
        epochs: 30,
        ..Default::default()
    };
    let mut run = hourglass::run::Trainer::on_cpu(config).await?;
    loop {
        let chunk = run.train(100).await?;
        let loss = chunk.losses.iter().sum::<f32>() / chunk.losses.len() as f32;
        println!("step {:4}  loss {loss:.4}", chunk.step);
        if chunk.finished.is_some() {
            break;
        }
    }
    let metrics = run.test().await?.report;
    let ssim = metrics.ssim.unwrap_or_default();
    println!("test MSE {:.4}, SSIM {ssim:.3}", metrics.mse);
    Ok(())
}
