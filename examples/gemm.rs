// scratch
#![recursion_limit = "256"]
#[path = "../src/kernels/gemm.rs"]
#[allow(dead_code)]
mod gemm;
use gemm::{Matrix, product};
use std::time::Instant;
fn main() {
    let v = |n: usize| {
        (0..n)
            .map(|i| ((i * 37) % 23) as f32 / 23.0 - 0.5)
            .collect::<Vec<f32>>()
    };
    for (b, i, o) in [
        (128, 784, 128),
        (128, 128, 784),
        (128, 784, 400),
        (128, 64, 128),
        (256, 784, 64),
        (128, 1000, 500),
    ] {
        let (x, w, g) = (v(b * i), v(i * o), v(b * o));
        let (mut y, mut dx, mut dw) = (vec![0.0; b * o], vec![0.0; b * i], vec![0.0; i * o]);
        let run = |name: &str, f: &mut dyn FnMut()| {
            f();
            let mut best = f64::MAX;
            for _ in 0..20 {
                let t = Instant::now();
                f();
                best = best.min(t.elapsed().as_secs_f64());
            }
            print!("{name} {:6.2} GMAC/s   ", (b * i * o) as f64 / best / 1e9);
        };
        print!("{b}x{i}x{o}: ");
        run("fwd", &mut || {
            product(Matrix::new(&x, i), Matrix::new(&w, o), &[], &mut y)
        });
        run("dx", &mut || {
            product(
                Matrix::new(&g, o),
                Matrix::new(&w, o).transposed(),
                &[],
                &mut dx,
            )
        });
        run("dw", &mut || {
            product(
                Matrix::new(&x, i).transposed(),
                Matrix::new(&g, o),
                &[],
                &mut dw,
            )
        });
        println!();
    }
}
