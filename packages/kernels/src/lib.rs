//! The loops in which training on the CPU spends its time: pure functions of slices. They allocate nothing and
//! know nothing of threads, so that a module of their own can hold them as well.
#![cfg_attr(not(test), no_std)]

pub mod gemm;
pub mod job;
pub mod lanes;

/// Smallest magnitude that is not flushed to 0 on the CPU. Weights of dying units shrink until they are
/// subnormal. Some processors then take a hundred times as long (Intel, *Optimization Reference
/// Manual*, on floating-point assists). WebAssembly cannot switch that off. Products of two remaining
/// numbers are far from subnormal, and no update is affected.
pub const SMALLEST: f32 = 1e-17;

/// The number, or 0 where its magnitude is below `SMALLEST`.
#[inline(always)]
pub fn flush(value: f32) -> f32 {
    if value.abs() < SMALLEST { 0.0 } else { value }
}
